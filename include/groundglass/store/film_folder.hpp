#pragma once

#include "groundglass/base/files.hpp"
#include "groundglass/base/result.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/film.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::store {

/// A film read from its folder, with what is needed to save it safely.
struct LoadedFilm {
    film::Film film;
    std::filesystem::path folder;
    std::map<std::string, std::string>
        texts;                            ///< Relative path → text as on disk: what saving compares with.
    std::vector<base::Problem> warnings;  ///< Unplaced shots, missing looks: not errors.
};

/// Reads `<name>.groundglass`. Every problem of every file is reported, with paths relative to the folder;
/// nothing is written. Errors: NotFound (no folder, no film.json), InvalidInput (damaged, newer version,
/// unknown terms), Io. Thread: any.
[[nodiscard]] base::Result<LoadedFilm> loadFilm(const std::filesystem::path& folder,
                                                const craft::Vocabulary& vocabulary);

enum class OnConflict { Refuse, Overwrite };

/// Writes what changed since loading or the last save, items first, then `film.json`, then removes the files
/// of items that are gone; updates `loaded.texts` as it goes, so that a save that failed half-way can be
/// repeated. A file that changed on disk meanwhile is a conflict. A forced save puts a damaged file aside as
/// `<id>.damaged-<hash>` before it replaces it. Files in another spelling than ours stay as they are until
/// they change. Errors: InvalidInput (conflict: every file; ids that cannot be file names; links in the
/// folder), Io. Nothing lost. Another
/// program that holds the film (see film_lock.hpp) is an Io error. Unfinished files of saves that were cut
/// off more than a day ago are swept.
[[nodiscard]] base::Status saveFilm(LoadedFilm& loaded, OnConflict onConflict = OnConflict::Refuse);

/// Makes a new film folder, whole or not at all. Errors: InvalidInput (exists), Io.
[[nodiscard]] base::Result<LoadedFilm> createFilm(const std::filesystem::path& folder, film::Film film);
/// Copies a sample film (or any film folder) to a new place, whole or not at all; takes come along, locks,
/// unfinished files and `.git` do not, links are refused. Errors: InvalidInput (exists, links, into itself),
/// NotFound, Io.
[[nodiscard]] base::Status copyFilm(const std::filesystem::path& from, const std::filesystem::path& to);

/// Takes of a shot, oldest first; damaged records become problems.
struct Takes {
    std::vector<film::Take> takes;
    std::map<film::TakeId, film::Review> reviews;
    std::vector<base::Problem> problems;
};
[[nodiscard]] Takes loadTakes(const std::filesystem::path& folder, const film::ShotId& shot);
/// `takes/<shot>`; the inbox for an empty id or one that cannot be a folder's name.
[[nodiscard]] std::filesystem::path takeFolder(const std::filesystem::path& folder, const film::ShotId& shot);
/// Moves a clip into the film as a take, fills in `id` (when empty), `clip`, `sha256`, `bytes`, and writes
/// the record; unknown shots go to `takes/_inbox`. Gives the clip's new path. Repeating the call after a
/// crash is safe. Errors: InvalidInput (hash differs from `take.sha256`; the take exists and differs),
/// NotFound (no clip), Io.
[[nodiscard]] base::Result<std::filesystem::path> storeTake(const std::filesystem::path& folder,
                                                            film::Take take,
                                                            const std::filesystem::path& clip);
/// Errors: NotFound (no such take), InvalidInput (damaged review on disk), Io.
[[nodiscard]] base::Status saveReview(const std::filesystem::path& folder, const film::Take& take,
                                      const film::Review& review);

/// Autosave of unsaved edits in the state folder; one file per film, none when nothing is unsaved. Errors:
/// Io.
[[nodiscard]] base::Status autosave(const std::filesystem::path& stateFolder, const LoadedFilm& loaded);
/// Unsaved edits of a crashed run.
struct UnsavedEdits {
    film::Film film;  ///< The files as they are now, with the edits over them.
    std::vector<std::string>
        changedSince;  ///< Files with edits that another program wrote after the edits were made.
};
/// Errors: NotFound (none, or their program still runs), InvalidInput (damaged), Io.
[[nodiscard]] base::Result<UnsavedEdits> findAutosave(const std::filesystem::path& stateFolder,
                                                      const std::filesystem::path& folder);
void dropAutosave(const std::filesystem::path& stateFolder, const std::filesystem::path& folder);
/// Puts unsaved edits that nobody wanted aside; they are not offered again and are deleted after 7 days.
/// `now`: UTC, ms.
void declineAutosave(const std::filesystem::path& stateFolder, const std::filesystem::path& folder,
                     std::int64_t now);

/// What other programs did to the files of an open film.
struct DiskNews {
    LoadedFilm loaded;                 ///< The film as it is on the disk now.
    std::vector<std::string> changed;  ///< Files that changed, came or went since `loaded` was read.
    /// The edits that are not saved, over the new files; nothing when there are none.
    std::optional<film::Film> mine;
    std::vector<std::string> both;  ///< Files that were edited here as well: `mine` holds ours.
};
/// Compares the folder with what was read from it. Nothing when no film file differs. Reads every file;
/// writes none. Errors: as loadFilm. Thread: any.
[[nodiscard]] base::Result<std::optional<DiskNews>> lookAgain(const LoadedFilm& loaded,
                                                              const craft::Vocabulary& vocabulary);

}  // namespace groundglass::store
