#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/film.hpp"

#include <filesystem>
#include <vector>

namespace groundglass::store {

/// Looks of a folder by id: the starter looks that we ship, or a person's own library; none when there is no
/// folder. Errors: InvalidInput with every problem, Io. Thread: any.
[[nodiscard]] base::Result<std::vector<film::Look>> loadLooks(const std::filesystem::path& folder);
/// Writes `<id>.json`. Errors: InvalidInput (id, value out of range, damaged file of that name), Io.
[[nodiscard]] base::Status saveLook(const std::filesystem::path& folder, const film::Look& look);

}  // namespace groundglass::store
