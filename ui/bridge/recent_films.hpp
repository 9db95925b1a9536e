#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace groundglass::ui {

/// A film that was open before.
struct RecentFilm {
    std::string title;
    std::filesystem::path folder;
    bool there = true;  ///< False: nothing is at that place now.
};

/// `recent.json` of a state folder, newest first. A file that cannot be read counts as empty. Blocks.
[[nodiscard]] std::vector<RecentFilm> readRecent(const std::filesystem::path& stateFolder);
/// Puts a film at the front; at most 12 are kept. Errors: Io. Blocks.
[[nodiscard]] base::Status rememberRecent(const std::filesystem::path& stateFolder, const RecentFilm& film);

}  // namespace groundglass::ui
