#pragma once

#include "groundglass/base/files.hpp"
#include "groundglass/film/json.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace groundglass::test {

/// The sample film "Impossible Places", read file by file. A file that fails is reported in `problems`.
struct SampleFilm {
    film::Film film;
    std::vector<std::string> problems;

    static std::filesystem::path folder() {
        return resources() / "samples" / "impossible-places.groundglass";
    }

    SampleFilm() {
        if (auto head = text("film.json")) {
            if (auto parsed = film::filmFromJson(*head, "film.json"))
                film = std::move(*parsed);
            else
                problems.push_back(parsed.error().message);
        }
        each("cast", film::castFromJson, film.cast);
        each("locations", film::locationFromJson, film.locations);
        each("looks", film::lookFromJson, film.looks);
        each("scenes", film::sceneFromJson, film.scenes);
        each("shots", film::shotFromJson, film.shots);
    }

private:
    base::Result<std::string> text(const std::filesystem::path& name) {
        auto read = base::readFile(folder() / name);
        if (!read) problems.push_back(read.error().message);
        return read;
    }

    template <class Parse, class Items>
    void each(const char* kind, Parse parse, Items& items) {
        for (const auto& entry : std::filesystem::directory_iterator(folder() / kind)) {
            auto read = text(std::filesystem::path(kind) / entry.path().filename());
            if (!read) continue;
            auto parsed = parse(*read, entry.path().filename().string());
            if (!parsed) {
                problems.push_back(parsed.error().message);
                continue;
            }
            auto id = parsed->id;
            items.insert_or_assign(std::move(id), std::move(*parsed));
        }
    }
};

}  // namespace groundglass::test
