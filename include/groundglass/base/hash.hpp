#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace groundglass::base {

/// SHA-256 as 64 lower-case hex digits. Thread: any.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// SHA-256 of a file, read in pieces. Errors: NotFound, Io.
[[nodiscard]] Result<std::string> sha256File(const std::filesystem::path& file);

/// `count` random bytes as hex. Thread: any.
[[nodiscard]] std::string randomHex(std::size_t count);

}  // namespace groundglass::base
