#include "markdown.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>

namespace groundglass::deliver {

std::string markdownText(std::string_view text) {
    static constexpr std::string_view marks = "\\`*_{}[]()#+!|<>~$";
    std::string out;
    std::size_t digits = 0;
    const std::string visible = base::visibleText(text);
    for (std::size_t i = 0; i < visible.size(); ++i) {
        const char c = visible[i];
        const bool lineStart = i == 0 || digits == i;  // "1." or "-" would begin a list, "=" a heading
        if (c >= '0' && c <= '9' && digits == i) ++digits;
        if (c == '\n' || c == '\r' || c == '\t') {
            out += ' ';
            continue;
        }
        const bool listMark = lineStart && (c == '-' || c == '=' || (c == '.' && i > 0));
        if (c == '&') {
            out += "&amp;";
            continue;
        }
        if (listMark || marks.find(c) != std::string_view::npos) out += '\\';
        out += c;
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
