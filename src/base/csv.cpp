#include "groundglass/base/csv.hpp"

#include <algorithm>

namespace groundglass::base {
namespace {

bool isNumber(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return plain && !text.empty() && text.front() != '.' && text.back() != '.' &&
           std::count(text.begin(), text.end(), '.') <= 1;
}

bool isFormula(std::string_view text) {
    constexpr std::string_view starts("=+-@\t\r\0", 7);
    const auto first = text.find_first_not_of(' ');
    return first != std::string_view::npos && starts.find(text[first]) != std::string_view::npos &&
           !isNumber(text);
}

std::string cell(std::string_view text) {
    std::string out = isFormula(text) ? "'" : "";
    out += text;
    if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
    std::string quoted = "\"";
    for (const char c : out) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

std::string csvRow(const std::vector<std::string>& cells) {
    std::string row;
    for (std::size_t i = 0; i < cells.size(); ++i) row += (i == 0 ? "" : ",") + cell(cells[i]);
    return row + "\r\n";
}

}  // namespace groundglass::base
