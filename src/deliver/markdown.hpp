#pragma once

#include <string>
#include <string_view>

namespace groundglass::deliver {

/// Foreign text inside a line of Markdown: marks, raw `<` and line breaks lose their meaning, hidden
/// characters become visible.
[[nodiscard]] std::string markdownText(std::string_view text);

/// A block of text exactly as it is, hidden characters visible; its fence is longer than any run of backticks
/// inside.
[[nodiscard]] std::string markdownBlock(std::string_view text);

/// The destination of a link or picture: everything but plain file name characters percent-coded.
[[nodiscard]] std::string markdownTarget(std::string_view path);

}  // namespace groundglass::deliver
