#include "markdown.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>

namespace groundglass::deliver {

std::string markdownText(std::string_view text) {
    static constexpr std::string_view anywhere = "\\`*_[]#|<~$";
    static constexpr std::string_view atStart = "-+=>";  // lists, headings, quotes
    std::string out;
    const std::string visible = base::visibleText(text);
    const std::size_t digits = std::min(visible.find_first_not_of("0123456789"), visible.size());
    for (std::size_t i = 0; i < visible.size(); ++i) {
        const char c = visible[i];
        const bool numbersList =
            i == digits && i > 0 && (c == '.' || c == ')') &&
            (i + 1 == visible.size() || visible[i + 1] == ' ');  // "1. " and "1) " begin a list
        if (c == '\n' || c == '\r' || c == '\t') {
            out += ' ';
        } else if (c == '&') {
            out += "&amp;";
        } else {
            const bool mark = anywhere.find(c) != std::string_view::npos;
            if (mark || numbersList || (i == 0 && atStart.find(c) != std::string_view::npos)) out += '\\';
            out += c;
        }
    }
    return out;
}

std::string markdownBlock(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    return base::format("{}text\n{}\n{}\n", fence, base::visibleText(text), fence);
}

std::string markdownTarget(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '/' || c == '.' || c == '-' || c == '_';
        out += plain ? std::string(1, c) : base::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace groundglass::deliver
