#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <string>

namespace groundglass::ui {

/// Takes one endpoint out of `endpoints.json`; everything else in the file stays as it is. One that is not
/// there is no trouble. Errors: InvalidInput (a damaged file, which stays as it is), Io. Thread: any.
[[nodiscard]] base::Status removeEndpoint(const std::filesystem::path& configFolder,
                                          const std::string& endpoint);

}  // namespace groundglass::ui
