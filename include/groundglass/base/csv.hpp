#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace groundglass::base {

/// One row of a table as RFC 4180 writes it, with CR LF. A text that a spreadsheet would run as a formula
/// (its first character after spaces is one of = + - @, a tab, CR or NUL) gets a leading apostrophe; numbers,
/// also negative ones, stay as they are. Thread: any.
[[nodiscard]] std::string csvRow(const std::vector<std::string>& cells);

}  // namespace groundglass::base
