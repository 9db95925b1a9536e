#pragma once

#include <cstddef>
#include <string_view>

namespace groundglass::prompt {

// Lengths of a UTF-8 text. Counted with every keystroke, so eight bytes at a time.

/// Runs of anything but blanks and line ends.
[[nodiscard]] std::size_t countWords(std::string_view text) noexcept;
/// Code points.
[[nodiscard]] std::size_t countLetters(std::string_view text) noexcept;

}  // namespace groundglass::prompt
