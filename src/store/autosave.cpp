#include "film_files.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/store/film_folder.hpp"

#include <unistd.h>
#include <iterator>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view autosaveSchema = "groundglass/autosave";
constexpr int autosaveVersion = 1;

fs::path plainPath(const fs::path& folder) {
    std::error_code error;
    fs::path path = fs::weakly_canonical(folder, error);
    if (error) path = folder.lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

/// One file per film: the name for people, the hash because two films may have the same name.
fs::path autosaveFile(const fs::path& stateFolder, const fs::path& folder) {
    const fs::path path = plainPath(folder);
    const std::string name =
        base::format("{}-{}.autosave", path.stem().string(), base::sha256(path.string()).substr(0, 16));
    return stateFolder / "autosave" / name;
}

/// When a process started, in clock ticks since the boot; empty when there is none of that number.
std::string startOf(long pid) {
    const auto text = base::readFile(base::format("/proc/{}/stat", pid), 1U << 16U);
    if (!text) return {};
    const auto nameEnd = text->rfind(')');
    if (nameEnd == std::string::npos) return {};
    std::istringstream fields(text->substr(nameEnd + 1));
    std::string field;
    for (int i = 0; i < 20; ++i) fields >> field;  // fields 3…22 of proc(5): the last is the start time
    return field;
}

/// True when the program that wrote this still runs, so that nothing crashed.
bool ownerLives(const base::Json& saved) {
    const long pid = saved.value("pid", 0L);
    return pid > 0 && pid != ::getpid() && saved.value("boot", std::string()) == base::bootId() &&
           saved.value("started", std::string()) == startOf(pid) && !startOf(pid).empty();
}

tl::unexpected<base::Error> nothingSaved(const fs::path& folder) {
    return base::fail(base::ErrorCode::NotFound, "there are no unsaved edits of this film", folder.string());
}

bool isItemPath(const std::string& path) {
    if (path == filmFile) return true;
    for (const std::string_view folder : itemFolders) {
        const std::string prefix = base::format("{}/", folder);
        if (path.starts_with(prefix) && path.find("..") == std::string::npos && path.ends_with(".json"))
            return true;
    }
    return false;
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
    auto texts = textsOf(loaded.film);
    if (!texts) return tl::unexpected(std::move(texts.error()));
    auto files = base::Json::object();
    auto removed = base::Json::array();
    for (auto& [path, text] : *texts) {
        const auto old = loaded.texts.find(path);
        if (old == loaded.texts.end() || !saysTheSame(path, old->second, text)) files[path] = std::move(text);
    }
    for (const auto& [path, text] : loaded.texts) {
        if (!texts->contains(path)) removed.push_back(path);
    }
    if (files.empty() && removed.empty()) {
        dropAutosave(stateFolder, loaded.folder);
        return {};
    }
    const base::Json saved{{"schema", autosaveSchema},
                           {"version", autosaveVersion},
                           {"film", loaded.film.id.str()},
                           {"folder", plainPath(loaded.folder).string()},
                           {"pid", static_cast<long>(::getpid())},
                           {"started", startOf(::getpid())},
                           {"boot", base::bootId()},
                           {"files", std::move(files)},
                           {"removed", std::move(removed)}};
    const fs::path file = autosaveFile(stateFolder, loaded.folder);
    if (auto made = base::makeFolder(file.parent_path()); !made) return made;
    return base::AtomicFile::write(file, base::writeJson(saved));
}

base::Result<film::Film> findAutosave(const fs::path& stateFolder, const fs::path& folder) {
    const fs::path file = autosaveFile(stateFolder, folder);
    auto saved = readAutosave(file);
    if (!saved) {
        if (saved.error().code == base::ErrorCode::NotFound) return nothingSaved(folder);
        return tl::unexpected(std::move(saved.error()));
    }
    if (ownerLives(*saved)) return nothingSaved(folder);
    auto found = readFolder(folder);
    if (!found) return tl::unexpected(std::move(found.error()));
    if (!overlay(found->texts, *saved)) {
        return base::failInput(
            {file.string(), "/files", "the file of unsaved edits is damaged", "delete it"});
    }
    auto parsed = parseTexts(found->texts);
    if (parsed.problems.empty()) return std::move(parsed.film);
    return base::fail(base::ErrorCode::InvalidInput, "the unsaved edits cannot be read", file.string(),
                      std::move(parsed.problems));
}

void dropAutosave(const fs::path& stateFolder, const fs::path& folder) {
    std::error_code ignored;
    fs::remove(autosaveFile(stateFolder, folder), ignored);
}

}  // namespace groundglass::store
