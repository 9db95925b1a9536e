#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace groundglass::providers {

/// RFC 4648 with padding.
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Padding may be missing; nothing for any other letter.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

}  // namespace groundglass::providers
