#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>

namespace groundglass::base {

/// Folder of the running executable.
[[nodiscard]] std::filesystem::path executableFolder();

/// `<executable>/../share/groundglass`; the variable GROUNDGLASS_RESOURCES overrides it. Errors: NotFound.
[[nodiscard]] Result<std::filesystem::path> resourceFolder();

/// Per user: `$XDG_STATE_HOME/groundglass` (ledger, autosaves, logs), `$XDG_DATA_HOME/groundglass` (look
/// library),
/// `$XDG_CACHE_HOME/groundglass`, `$XDG_CONFIG_HOME/groundglass`. Not created here.
[[nodiscard]] std::filesystem::path stateFolder();
[[nodiscard]] std::filesystem::path dataFolder();
[[nodiscard]] std::filesystem::path cacheFolder();
[[nodiscard]] std::filesystem::path configFolder();

}  // namespace groundglass::base
