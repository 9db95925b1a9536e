#include "film_files.hpp"
#include "process.hpp"
#include "state_files.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/store/film_folder.hpp"

#include <unistd.h>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view autosaveSchema = "groundglass/autosave";
constexpr int autosaveVersion = 1;

/// A declined one stays this long, for whoever thinks better of it.
constexpr std::int64_t declinedKept = 7LL * 24 * 3'600'000;

fs::path autosaveFile(const fs::path& stateFolder, const fs::path& folder) {
    fs::path file = statePlace(stateFolder, "autosave", folder);
    file += ".autosave";
    return file;
}

std::string printOf(const FileTexts& files, const std::string& path) {
    const auto found = files.find(path);
    return found == files.end() ? std::string{} : base::sha256(found->second);
}

/// True when the program that wrote this still runs, so that nothing crashed.
bool ownerLives(const base::Json& saved) {
    const auto pid = saved.value("pid", std::int64_t{0});
    return pid > 0 && pid != ::getpid() && saved.value("boot", std::string()) == base::bootId() &&
           saved.value("started", std::string()) == startOfProcess(pid) && !startOfProcess(pid).empty();
}

tl::unexpected<base::Error> nothingSaved(const fs::path& folder) {
    return base::fail(base::ErrorCode::NotFound, "there are no unsaved edits of this film", folder.string());
}

/// The files on disk with the autosaved ones laid over them.
bool overlay(FileTexts& texts, const base::Json& saved) {
    for (const auto& [path, text] : saved.at("files").items()) {
        if (!isItemPath(path) || !text.is_string()) return false;
        texts.insert_or_assign(path, text.get<std::string>());
    }
    for (const auto& path : saved.at("removed")) {
        if (!path.is_string()) return false;
        texts.erase(path.get<std::string>());
    }
    return true;
}

base::Result<base::Json> readAutosave(const fs::path& file) {
    base::JsonLimits limits;
    limits.bytes = 256U << 20U;
    limits.stringBytes = 16U << 20U;
    auto saved = base::readJson(file.string(), limits);
    if (!saved) return saved;
    const bool ours = saved->is_object() && saved->value("schema", base::Json()) == autosaveSchema &&
                      saved->value("version", base::Json()) == autosaveVersion && saved->contains("files") &&
                      saved->at("files").is_object() && saved->contains("removed") &&
                      saved->at("removed").is_array() &&
                      saved->value("pid", base::Json(0)).is_number_integer() &&
                      saved->value("boot", base::Json("")).is_string() &&
                      saved->value("started", base::Json("")).is_string();
    if (ours) return saved;
    return base::failInput({file.string(),
                            {},
                            "the file of unsaved edits was written by another version, or is damaged",
                            "open it with the version that wrote it, or delete it"});
}

}  // namespace

base::Status autosave(const fs::path& stateFolder, const LoadedFilm& loaded) {
    auto edits = ownEdits(loaded.film, loaded.texts);
    if (!edits) return tl::unexpected(std::move(edits.error()));
    if (edits->empty()) {
        dropAutosave(stateFolder, loaded.folder);
        return {};
    }
    auto read = base::Json::object();
    for (const auto& [path, text] : edits->texts) read[path] = printOf(loaded.texts, path);
    for (const auto& path : edits->removed) read[path] = printOf(loaded.texts, path);
    const base::Json saved{{"schema", autosaveSchema},
                           {"version", autosaveVersion},
                           {"film", loaded.film.id.str()},
                           {"folder", plainPath(loaded.folder).string()},
                           {"pid", static_cast<long>(::getpid())},
                           {"started", startOfProcess(::getpid())},
                           {"boot", base::bootId()},
                           {"read", std::move(read)},
                           {"files", std::move(edits->texts)},
                           {"removed", std::move(edits->removed)}};
    const fs::path file = autosaveFile(stateFolder, loaded.folder);
    if (auto made = base::makeFolder(file.parent_path()); !made) return made;
    return base::AtomicFile::write(file, base::writeJson(saved));
}

base::Result<UnsavedEdits> findAutosave(const fs::path& stateFolder, const fs::path& folder) {
    const fs::path file = autosaveFile(stateFolder, folder);
    auto saved = readAutosave(file);
    if (!saved) {
        if (saved.error().code == base::ErrorCode::NotFound) return nothingSaved(folder);
        return tl::unexpected(std::move(saved.error()));
    }
    if (ownerLives(*saved)) return nothingSaved(folder);
    auto found = readFolder(folder);
    if (!found) return tl::unexpected(std::move(found.error()));
    UnsavedEdits edits;
    if (const auto read = saved->find("read"); read != saved->end() && read->is_object()) {
        for (const auto& [path, print] : read->items()) {
            if (print != printOf(found->texts, path)) edits.changedSince.push_back(path);
        }
    }
    if (!overlay(found->texts, *saved)) {
        return base::failInput(
            {file.string(), "/files", "the file of unsaved edits is damaged", "delete it"});
    }
    auto parsed = parseTexts(found->texts);
    if (!parsed.problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "the unsaved edits cannot be read", file.string(),
                          std::move(parsed.problems));
    }
    edits.film = std::move(parsed.film);
    return edits;
}

void dropAutosave(const fs::path& stateFolder, const fs::path& folder) {
    std::error_code ignored;
    fs::remove(autosaveFile(stateFolder, folder), ignored);
}

void declineAutosave(const fs::path& stateFolder, const fs::path& folder, std::int64_t now) {
    std::error_code ignored;
    const fs::path file = autosaveFile(stateFolder, folder);
    fs::path aside = file;
    aside += base::format(".declined-{}", now);
    fs::rename(file, aside, ignored);
    std::vector<fs::path> old;
    for (fs::directory_iterator at(file.parent_path(), ignored), end; !ignored && at != end;
         at.increment(ignored)) {
        const std::string name = at->path().filename().string();
        const auto mark = name.rfind(".declined-");
        if (mark == std::string::npos) continue;
        std::int64_t then = 0;
        const char* first = name.data() + mark + std::string_view(".declined-").size();
        const auto read = std::from_chars(first, name.data() + name.size(), then);
        if (read.ec == std::errc() && now - then > declinedKept) old.push_back(at->path());
    }
    for (const auto& path : old) fs::remove(path, ignored);
}

}  // namespace groundglass::store
