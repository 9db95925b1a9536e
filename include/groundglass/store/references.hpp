#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace groundglass::store {

/// Copies a picture (PNG, JPEG or WebP by its first bytes, at most 64 MB) into the film's `references/`,
/// named by its hash; one that is there already stays. Gives its name, as Reference::file holds it. Errors:
/// NotFound (no such file), InvalidInput (no such picture, too large), Io. Thread: any.
[[nodiscard]] base::Result<std::string> addReference(const std::filesystem::path& folder,
                                                     const std::filesystem::path& picture);
/// Names of the film's pictures, sorted; none when there is no folder. Thread: any.
[[nodiscard]] std::vector<std::string> listReferences(const std::filesystem::path& folder);

}  // namespace groundglass::store
