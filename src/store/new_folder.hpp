#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <functional>

namespace groundglass::store {

/// Makes a folder in one step: `fill` works in a temporary folder beside it, which is then renamed. A crash
/// or a failure leaves no trace under the final name. Errors: InvalidInput (something of that name exists),
/// Io, those of `fill`.
[[nodiscard]] base::Status makeWhole(const std::filesystem::path& folder,
                                     const std::function<base::Status(const std::filesystem::path&)>& fill);

/// Copies what is in `from` into the folder `to`, which is there; locks, unfinished files and `.git` stay
/// behind. Errors: InvalidInput (a link), Io.
[[nodiscard]] base::Status copyTree(const std::filesystem::path& from, const std::filesystem::path& to);

/// Writes `.gitignore` when the film has none: what a running studio leaves beside the files is nothing for
/// version control. Errors: Io.
[[nodiscard]] base::Status writeIgnored(const std::filesystem::path& film);

}  // namespace groundglass::store
