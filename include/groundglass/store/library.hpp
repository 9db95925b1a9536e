#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/film.hpp"

#include <filesystem>
#include <vector>

namespace groundglass::store {

/// Looks of a folder: the starter looks that we ship, or a person's own library. Thread: any.
[[nodiscard]] base::Result<std::vector<film::Look>> loadLooks(const std::filesystem::path& folder);
[[nodiscard]] base::Status saveLook(const std::filesystem::path& folder, const film::Look& look);

}  // namespace groundglass::store
