#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/store/film_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace groundglass::store {

/// A film's files as one save left them.
struct Backup {
    std::string id;         ///< For restoreBackup().
    std::int64_t at{};      ///< UTC, ms.
    std::size_t changed{};  ///< Files that differ from the backup before.
};

/// Keeps `saved.texts` in the state folder, when they differ from the newest backup; then lets old ones go:
/// the last 10 stay, one an hour of the last day, one a day of the last month, and at most 200 MB a film.
/// `now`: UTC, ms. Errors: Io. Thread: any; one a film.
[[nodiscard]] base::Status keepBackup(const std::filesystem::path& stateFolder, const LoadedFilm& saved,
                                      std::int64_t now);

/// Backups of a film, newest first; damaged ones are passed over. The film's folder need not exist any more.
[[nodiscard]] std::vector<Backup> findBackups(const std::filesystem::path& stateFolder,
                                              const std::filesystem::path& folder);

/// Writes a backup as a film of its own at `to`, whole or not at all; the references of `folder` come
/// along, its takes stay where they are. Errors: NotFound (no such backup), InvalidInput (`to` exists,
/// damaged), Io.
[[nodiscard]] base::Status restoreBackup(const std::filesystem::path& stateFolder,
                                         const std::filesystem::path& folder, const std::string& id,
                                         const std::filesystem::path& to);

}  // namespace groundglass::store
