#include "groundglass/store/references.hpp"

#include "film_files.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/hash.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::uintmax_t mostBytes = 64'000'000;

/// The ending that the first bytes ask for; empty when they are none of the pictures that services take.
std::string_view endingOf(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return ".png";
    if (bytes.starts_with("\xff\xd8\xff"sv)) return ".jpg";
    if (bytes.starts_with("RIFF"sv) && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP"sv) return ".webp";
    return {};
}

}  // namespace

base::Result<std::string> addReference(const fs::path& folder, const fs::path& picture) {
    std::error_code error;
    const auto size = fs::file_size(picture, error);
    if (error) return base::fail(base::ErrorCode::NotFound, "there is no such file", picture.string());
    if (size > mostBytes) {
        return base::failInput({picture.string(), {}, "the picture is larger than 64 MB", "make it smaller"});
    }
    const auto bytes = base::readFile(picture);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto ending = endingOf(*bytes);
    if (ending.empty()) {
        return base::failInput(
            {picture.string(), {}, "this is no PNG, JPEG or WebP picture", "choose another file"});
    }
    const std::string name = base::sha256(*bytes) + std::string(ending);
    const fs::path place = folder / referencesFolder;
    if (fs::is_regular_file(fs::symlink_status(place / name, error))) return name;
    if (auto made = base::makeFolder(place); !made) return tl::unexpected(std::move(made.error()));
    if (auto written = base::AtomicFile::write(place / name, *bytes); !written)
        return tl::unexpected(std::move(written.error()));
    return name;
}

std::vector<std::string> listReferences(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder / referencesFolder, error), end; !error && at != end;
         at.increment(error)) {
        std::error_code ignored;
        const std::string name = at->path().filename().string();
        if (fs::is_regular_file(at->symlink_status(ignored)) && !name.starts_with('.')) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace groundglass::store
