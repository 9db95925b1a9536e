#pragma once

#include "groundglass/app/services.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace groundglass::test {

/// Vocabulary, dialects and catalog of the source tree, loaded once for the program.
inline std::shared_ptr<const app::Library> library() {
    static const auto loaded = app::Library::load(resources());
    REQUIRE(loaded);
    return *loaded;
}

/// A person's folders, all inside of one temporary folder, with a copy of the sample film.
class Home {
public:
    Home() {
        for (const char* kind : {"STATE", "DATA", "CACHE", "CONFIG"}) {
            const auto folder = m_folder.path() / kind;
            setenv((std::string("XDG_") + kind + "_HOME").c_str(), folder.c_str(), 1);
        }
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_folder.path(); }

    /// The sample film with every clip cut down to a few small frames.
    [[nodiscard]] store::LoadedFilm shortFilm() const {
        const auto folder = m_folder.path() / "short.groundglass";
        REQUIRE(app::copySample(*library(), "impossible-places", folder));
        auto loaded = store::loadFilm(folder, library()->vocabulary);
        REQUIRE(loaded);
        loaded->film.direction.output.duration = base::Milliseconds(250);
        loaded->film.direction.output.height = 144;
        for (auto& [id, shot] : loaded->film.shots) shot.direction.output = {};
        REQUIRE(store::saveFilm(*loaded));
        return *loaded;
    }

private:
    TempDir m_folder;
};

inline app::ShotView viewOf(const film::Film& film, const char* shot) {
    auto view = app::viewShot(*library(), film, film::ShotId(shot));
    REQUIRE(view);
    return *view;
}

inline std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::ptrdiff_t filesIn(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), {});
}

}  // namespace groundglass::test
