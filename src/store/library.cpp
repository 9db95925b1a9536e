#include "groundglass/store/library.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/film/json.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t lookLimit = 2U << 20U;

base::Result<film::Look> loadLook(const fs::path& file) {
    auto text = base::readFile(file, lookLimit);
    if (!text) return tl::unexpected(std::move(text.error()));
    auto look = film::lookFromJson(*text, file.string());
    if (look && look->id.str() != file.stem().string()) {
        return base::failInput(
            {file.string(), "/id",
             base::format("the id \"{}\" and the file's name do not match", look->id.str()),
             base::format("name the file {}.json", look->id.str())});
    }
    return look;
}

}  // namespace

base::Result<std::vector<film::Look>> loadLooks(const fs::path& folder) {
    std::vector<film::Look> looks;
    std::error_code error;
    if (!fs::exists(folder, error)) return looks;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const fs::path& file = entry->path();
        if (file.extension() == ".json" && !file.filename().string().starts_with('.')) files.push_back(file);
    }
    if (error) {
        const std::string message = base::format("cannot list the looks: {}", error.message());
        return base::fail(base::ErrorCode::Io, message, folder.string(),
                          {{folder.string(), {}, message, "check the folder's permissions"}});
    }
    std::ranges::sort(files);
    std::vector<base::Problem> problems;
    for (const auto& file : files) {
        auto look = loadLook(file);
        if (look) {
            looks.push_back(std::move(*look));
        } else if (look.error().problems.empty()) {
            problems.push_back({file.string(), {}, look.error().message, {}});
        } else {
            std::ranges::move(look.error().problems, std::back_inserter(problems));
        }
    }
    if (problems.empty()) return looks;
    return base::fail(base::ErrorCode::InvalidInput, "some looks cannot be read", folder.string(),
                      std::move(problems));
}

base::Status saveLook(const fs::path& folder, const film::Look& look) {
    if (!base::isValidId(look.id.str())) {
        return base::failInput({look.id.str(), "/id", "this is not an id that a file can have",
                                "use a small letter first, then small letters, digits and _"});
    }
    const std::string text = film::toJson(look);
    if (auto back = film::lookFromJson(text); !back) return tl::unexpected(std::move(back.error()));
    if (auto made = base::makeFolder(folder); !made) return made;
    const fs::path file = folder / (look.id.str() + ".json");
    const auto old = base::readFile(file, lookLimit);
    if (old && !film::lookFromJson(*old)) {
        return base::failInput({file.string(),
                                {},
                                "the look on the disk is damaged and is not overwritten",
                                "rename or repair it first"});
    }
    return base::AtomicFile::write(file, text);
}

}  // namespace groundglass::store
