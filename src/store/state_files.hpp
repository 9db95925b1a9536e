#pragma once

#include <filesystem>
#include <string_view>

namespace groundglass::store {

/// The folder as it is called on this machine, links resolved, without a slash at the end.
[[nodiscard]] std::filesystem::path plainPath(const std::filesystem::path& folder);

/// `<state>/<kind>/<name>-<hash>`: one place per film, the name for people, the hash because two films may
/// have the same name.
[[nodiscard]] std::filesystem::path statePlace(const std::filesystem::path& stateFolder,
                                               std::string_view kind, const std::filesystem::path& folder);

}  // namespace groundglass::store
