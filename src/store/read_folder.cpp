#include "film_files.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

/// No item file comes near this; a larger one is refused before it is read.
constexpr std::uintmax_t itemLimit = 16U << 20U;

void addProblem(std::vector<base::Problem>& to, std::string file, std::string message, std::string remedy) {
    to.push_back({std::move(file), {}, std::move(message), std::move(remedy)});
}

void readInto(FolderTexts& found, const fs::path& folder, const std::string& path) {
    std::error_code error;
    const auto status = fs::symlink_status(folder / path, error);
    if (fs::is_symlink(status)) {
        addProblem(found.problems, path, "this is a link, and a film holds no links",
                   "put the file itself in its place");
        return;
    }
    if (!fs::is_regular_file(status)) {
        addProblem(found.problems, path, "this is not a plain file", "take it out of the film's folder");
        return;
    }
    auto text = base::readFile(folder / path, itemLimit);
    if (text) {
        found.texts.emplace(path, std::move(*text));
        return;
    }
    for (auto& problem : text.error().problems) problem.file = path;
    if (text.error().problems.empty()) addProblem(found.problems, path, text.error().message, {});
    std::ranges::move(text.error().problems, std::back_inserter(found.problems));
}

/// One name of an item folder: an item, something of ours that is passed over, or something foreign.
void readEntry(FolderTexts& found, const fs::path& folder, std::string_view kind, const fs::path& name) {
    const std::string text = name.string();
    if (text.starts_with('.')) return;  // our temporary files among them: a save that was cut off
    const std::string path = base::format("{}/{}", kind, text);
    if (name.extension() != ".json") {
        const bool damaged = text.find(damagedMark) != std::string::npos;
        addProblem(
            found.warnings, base::visibleText(path),
            damaged ? "a damaged file that an earlier save put aside"
                    : "not a file of the film; it is left alone",
            damaged ? "look whether anything in it is worth keeping, then delete it" : "move it elsewhere");
        return;
    }
    if (!base::isValidId(name.stem().string())) {
        addProblem(found.problems, base::visibleText(path), "the file's name is not an id",
                   "use a small letter first, then small letters, digits and _, at most 41 in all");
        return;
    }
    readInto(found, folder, path);
}

void readItems(FolderTexts& found, const fs::path& folder, std::string_view kind) {
    std::error_code error;
    const fs::path place = folder / kind;
    const auto status = fs::symlink_status(place, error);
    if (status.type() == fs::file_type::not_found) return;
    if (!fs::is_directory(status)) {
        addProblem(found.problems, std::string(kind), "this is not a folder, or a link to one",
                   "put a plain folder in its place");
        return;
    }
    std::vector<fs::path> names;
    for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
        names.push_back(entry->path().filename());
    }
    if (error) {
        addProblem(found.problems, std::string(kind),
                   base::format("cannot list the folder: {}", error.message()), "check its permissions");
        return;
    }
    std::ranges::sort(names);
    for (const fs::path& name : names) readEntry(found, folder, kind, name);
}

}  // namespace

std::string itemPath(std::string_view folder, std::string_view id) {
    return base::format("{}/{}.json", folder, id);
}

base::Result<FolderTexts> readFolder(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        const bool there = fs::exists(folder, error);
        const std::string message = there ? "this is not a film folder" : "the film's folder does not exist";
        return base::fail(
            base::ErrorCode::NotFound, message, folder.string(),
            {{folder.string(), {}, message, "choose a folder whose name ends in .groundglass"}});
    }
    if (fs::symlink_status(folder / filmFile, error).type() == fs::file_type::not_found) {
        return base::fail(base::ErrorCode::NotFound, "the folder holds no film.json", folder.string(),
                          {{(folder / filmFile).string(),
                            {},
                            "the folder holds no film.json",
                            "choose a film folder, or bring film.json back from a copy"}});
    }
    FolderTexts found;
    readInto(found, folder, std::string(filmFile));
    for (const std::string_view kind : itemFolders) readItems(found, folder, kind);
    return found;
}

}  // namespace groundglass::store
