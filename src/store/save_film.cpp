#include "film_files.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/store/film_folder.hpp"
#include "groundglass/store/film_lock.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

/// What a save will do, in order.
struct Plan {
    std::vector<std::pair<std::string, std::string>> writes;  ///< Path, text; film.json last.
    std::vector<std::string> removals;
};

base::Result<Plan> planSave(const LoadedFilm& loaded) {
    auto texts = textsOf(loaded.film);
    if (!texts) return tl::unexpected(std::move(texts.error()));
    Plan plan;
    const auto consider = [&](const std::string& path, std::string& text) {
        const auto old = loaded.texts.find(path);
        if (old != loaded.texts.end() && saysTheSame(path, old->second, text)) return;
        plan.writes.emplace_back(path, std::move(text));
    };
    for (const std::string_view folder : itemFolders) {
        const std::string prefix = base::format("{}/", folder);
        for (auto at = texts->lower_bound(prefix); at != texts->end() && at->first.starts_with(prefix);
             ++at) {
            consider(at->first, at->second);
        }
    }
    consider(std::string(filmFile), texts->at(std::string(filmFile)));
    for (const auto& [path, text] : loaded.texts) {
        if (!texts->contains(path)) plan.removals.push_back(path);
    }
    return plan;
}

/// What is written must come back: a text that our own reader refuses never reaches the disk.
base::Status checkReadable(const Plan& plan) {
    std::vector<base::Problem> problems;
    for (const auto& [path, text] : plan.writes) {
        if (!isReadable(path, text)) {
            problems.push_back({path,
                                {},
                                "this item holds a value that could not be read back",
                                "undo the last change of this item"});
        }
    }
    if (problems.empty()) return {};
    return base::fail(base::ErrorCode::InvalidInput, "nothing was saved: an item could not be read back", {},
                      std::move(problems));
}

/// Nothing when the file does not exist.
base::Result<std::optional<std::string>> onDisk(const fs::path& file) {
    auto text = base::readFile(file);
    if (text) return std::optional<std::string>(std::move(*text));
    if (text.error().code == base::ErrorCode::NotFound) return std::optional<std::string>();
    return tl::unexpected(std::move(text.error()));
}

/// True when nobody but us wrote the file since it was read.
base::Result<bool> isUntouched(const LoadedFilm& loaded, const std::string& path, const std::string* wanted) {
    auto disk = onDisk(loaded.folder / path);
    if (!disk) return tl::unexpected(std::move(disk.error()));
    const auto known = loaded.texts.find(path);
    if (!*disk) return known == loaded.texts.end() || wanted == nullptr;
    if (wanted != nullptr && **disk == *wanted) return true;
    return known != loaded.texts.end() && **disk == known->second;
}

base::Status checkConflicts(const LoadedFilm& loaded, const Plan& plan) {
    std::vector<base::Problem> problems;
    const auto check = [&](const std::string& path, const std::string* wanted) -> base::Status {
        auto untouched = isUntouched(loaded, path, wanted);
        if (!untouched) return tl::unexpected(std::move(untouched.error()));
        if (!*untouched) {
            problems.push_back({path,
                                {},
                                "another program changed this file since the film was opened",
                                "load the film again, save a copy, or overwrite the file"});
        }
        return {};
    };
    for (const auto& [path, text] : plan.writes) {
        if (auto checked = check(path, &text); !checked) return checked;
    }
    for (const auto& path : plan.removals) {
        if (auto checked = check(path, nullptr); !checked) return checked;
    }
    if (problems.empty()) return {};
    return base::fail(base::ErrorCode::InvalidInput, "nothing was saved: files changed on the disk meanwhile",
                      loaded.folder.string(), std::move(problems));
}

/// A damaged file may hold the only copy of somebody's work: it is put aside, not overwritten.
base::Status keepDamaged(const fs::path& folder, const std::string& path) {
    auto disk = onDisk(folder / path);
    if (!disk) return tl::unexpected(std::move(disk.error()));
    if (!*disk || isReadable(path, **disk)) return {};
    fs::path aside = folder / path;
    aside.replace_extension();
    aside += base::format("{}{}", damagedMark, base::sha256(**disk).substr(0, 8));
    return base::AtomicFile::write(aside, **disk);
}

base::Status checkNoLink(const fs::path& folder, const std::string& path) {
    std::error_code error;
    const fs::path file = folder / path;
    for (const fs::path& step : {file, file.parent_path()}) {
        if (step == folder || !fs::is_symlink(fs::symlink_status(step, error))) continue;
        return base::failInput({path,
                                {},
                                "a link stands where the film keeps a file of its own",
                                "put the file or folder itself in its place"});
    }
    return {};
}

base::Status writeOne(LoadedFilm& loaded, const std::string& path, std::string text) {
    if (auto linked = checkNoLink(loaded.folder, path); !linked) return linked;
    const fs::path file = loaded.folder / path;
    if (auto made = base::makeFolder(file.parent_path()); !made) return made;
    if (auto kept = keepDamaged(loaded.folder, path); !kept) return kept;
    if (auto written = base::AtomicFile::write(file, text); !written) return written;
    loaded.texts.insert_or_assign(path, std::move(text));
    return {};
}

base::Status removeOne(LoadedFilm& loaded, const std::string& path) {
    if (auto linked = checkNoLink(loaded.folder, path); !linked) return linked;
    if (auto kept = keepDamaged(loaded.folder, path); !kept) return kept;
    const fs::path file = loaded.folder / path;
    std::error_code error;
    if (!fs::remove(file, error) && error) {
        const std::string message = base::format("cannot remove the file: {}", error.message());
        return base::fail(base::ErrorCode::Io, message, file.string(),
                          {{path, {}, message, "check the permissions of its folder"}});
    }
    loaded.texts.erase(path);
    return fs::exists(file.parent_path(), error) ? base::syncFolder(file.parent_path()) : base::Status{};
}

/// Removes what saves left that were cut off long ago; nothing else is ever swept.
void sweepUnfinished(const fs::path& folder) {
    constexpr std::chrono::hours old{24};
    std::vector<fs::path> unfinished;
    std::error_code error;
    const auto look = [&](const fs::path& place) {
        for (fs::directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
            std::error_code own;
            if (!at->path().filename().string().starts_with(base::temporaryPrefix)) continue;
            if (!fs::is_regular_file(at->symlink_status(own))) continue;
            const auto written = fs::last_write_time(at->path(), own);
            if (!own && fs::file_time_type::clock::now() - written > old) unfinished.push_back(at->path());
        }
    };
    look(folder);
    for (const std::string_view kind : itemFolders) look(folder / kind);
    for (const auto& file : unfinished) fs::remove(file, error);
}

}  // namespace

base::Status saveFilm(LoadedFilm& loaded, OnConflict onConflict) {
    if (auto writable = checkWritable(loaded.folder); !writable) return writable;
    auto plan = planSave(loaded);
    if (!plan) return tl::unexpected(std::move(plan.error()));
    if (auto readable = checkReadable(*plan); !readable) return readable;
    if (onConflict == OnConflict::Refuse) {
        if (auto checked = checkConflicts(loaded, *plan); !checked) return checked;
    }
    for (auto& [path, text] : plan->writes) {
        if (auto written = writeOne(loaded, path, std::move(text)); !written) return written;
    }
    for (const auto& path : plan->removals) {
        if (auto removed = removeOne(loaded, path); !removed) return removed;
    }
    sweepUnfinished(loaded.folder);
    return {};
}

}  // namespace groundglass::store
