#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace groundglass::base {

[[nodiscard]] bool isValidUtf8(std::string_view text) noexcept;
/// Length of the longest valid beginning, in bytes.
[[nodiscard]] std::size_t validUtf8Prefix(std::string_view text) noexcept;
/// Code points; UTF-16 code units; both assume valid UTF-8.
[[nodiscard]] std::size_t codePoints(std::string_view text) noexcept;
[[nodiscard]] std::size_t utf16Units(std::string_view text) noexcept;
/// ASCII lower case; other bytes unchanged.
[[nodiscard]] std::string lowerAscii(std::string_view text);
/// Bidi, tag, zero-width and control characters as visible marks ("⟨U+202E⟩"); LF and TAB stay.
[[nodiscard]] std::string visibleText(std::string_view text);

}  // namespace groundglass::base
