#include "groundglass/base/utf8.hpp"

#include "groundglass/base/format.hpp"

#include <cstdint>
#include <cstring>

namespace groundglass::base {

namespace {

struct Decoded {
    std::uint32_t point{};
    std::size_t length{};  ///< 0: invalid here.
};

Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return {};
    std::uint32_t point = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) return {};
        point = point << 6U | (byte(at + i) & 0x3FU);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return {};
    return {point, length};
}

bool isHidden(std::uint32_t p) {
    return (p < 0x20 && p != '\n' && p != '\t') || (p >= 0x7F && p < 0xA0) || p == 0xAD || p == 0x61C ||
           (p >= 0x200B && p <= 0x200F) || (p >= 0x202A && p <= 0x202E) || (p >= 0x2060 && p <= 0x206F) ||
           p == 0xFEFF || (p >= 0xFFF9 && p <= 0xFFFB) || (p >= 0xE000 && p <= 0xF8FF) ||
           (p >= 0xE0000 && p <= 0xE007F) || p >= 0xF0000;
}

}  // namespace

bool isValidUtf8(std::string_view text) noexcept {
    return validUtf8Prefix(text) == text.size();
}

std::size_t validUtf8Prefix(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        // Most text is ASCII: eight bytes at a time.
        std::uint64_t eight = 0;
        if (i + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const Decoded d = decode(text, i);
        if (d.length == 0) return i;
        i += d.length;
    }
    return text.size();
}

std::size_t codePoints(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
}

std::size_t utf16Units(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte & 0xC0U) != 0x80U ? 1U : 0U;
        count += byte >= 0xF0U ? 1U : 0U;
    }
    return count;
}

std::string lowerAscii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string visibleText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded d = decode(text, i);
        if (d.length == 0) {
            out += "\xEF\xBF\xBD";
            ++i;
            continue;
        }
        if (isHidden(d.point)) {
            out += fmt::format("⟨U+{:04X}⟩", d.point);
        } else {
            out.append(text.substr(i, d.length));
        }
        i += d.length;
    }
    return out;
}

}  // namespace groundglass::base
