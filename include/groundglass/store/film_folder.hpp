#pragma once

#include "groundglass/base/files.hpp"
#include "groundglass/base/result.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/film.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace groundglass::store {

/// A film read from its folder, with what is needed to save it safely.
struct LoadedFilm {
    film::Film film;
    std::filesystem::path folder;
    std::map<std::string, std::string> texts;  ///< Relative path → text as on disk: what saving compares with.
    std::vector<base::Problem> warnings;       ///< Unplaced shots, missing looks: not errors.
};

/// Reads `<name>.groundglass`. Every problem of every file is reported; nothing is written.
/// Errors: NotFound, InvalidInput (damaged, newer version, unknown terms), Io. Thread: any.
[[nodiscard]] base::Result<LoadedFilm> loadFilm(const std::filesystem::path& folder,
                                                const craft::Vocabulary& vocabulary);

enum class OnConflict { Refuse, Overwrite };

/// Writes what changed since loading or the last save, items first, `film.json` last; updates `loaded.texts`.
/// A file that changed on disk meanwhile is a conflict. Errors: InvalidInput (conflict: every file), Io. Nothing lost.
[[nodiscard]] base::Status saveFilm(LoadedFilm& loaded, OnConflict onConflict = OnConflict::Refuse);

/// Makes a new film folder. Errors: InvalidInput (exists), Io.
[[nodiscard]] base::Result<LoadedFilm> createFilm(const std::filesystem::path& folder, film::Film film);
/// Copies a sample film (or any film folder) to a new place. Errors: InvalidInput (exists), NotFound, Io.
[[nodiscard]] base::Status copyFilm(const std::filesystem::path& from, const std::filesystem::path& to);

/// Takes of a shot, oldest first; damaged records become problems.
struct Takes {
    std::vector<film::Take> takes;
    std::map<film::TakeId, film::Review> reviews;
    std::vector<base::Problem> problems;
};
[[nodiscard]] Takes loadTakes(const std::filesystem::path& folder, const film::ShotId& shot);
[[nodiscard]] std::filesystem::path takeFolder(const std::filesystem::path& folder, const film::ShotId& shot);
/// Moves a clip into the film as a take and writes its record; unknown shots go to `takes/_inbox`. Errors: Io.
[[nodiscard]] base::Result<std::filesystem::path> storeTake(const std::filesystem::path& folder, film::Take take,
                                                            const std::filesystem::path& clip);
[[nodiscard]] base::Status saveReview(const std::filesystem::path& folder, const film::Take& take,
                                      const film::Review& review);

/// Autosave of unsaved edits in the state folder; one file per film.
[[nodiscard]] base::Status autosave(const std::filesystem::path& stateFolder, const LoadedFilm& loaded);
/// Unsaved edits of a crashed run; the film as it was then. Errors: NotFound (none).
[[nodiscard]] base::Result<film::Film> findAutosave(const std::filesystem::path& stateFolder,
                                                    const std::filesystem::path& folder);
void dropAutosave(const std::filesystem::path& stateFolder, const std::filesystem::path& folder);

}  // namespace groundglass::store
