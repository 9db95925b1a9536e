#include "counting.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace groundglass::prompt {
namespace {

constexpr std::uint64_t everyByte(std::uint64_t byte) {
    return byte * 0x0101010101010101U;
}

std::uint64_t eightBytes(const char* at) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, 8);
    return eight;
}

/// The highest bit of every byte that is zero.
std::uint64_t zeros(std::uint64_t eight) {
    constexpr std::uint64_t low = everyByte(0x7F);
    return ~(((eight & low) + low) | eight | low);
}

/// Number of bytes whose highest bit is set; no other bit may be.
std::size_t marked(std::uint64_t highest) {
    return static_cast<std::size_t>(((highest >> 7U) * everyByte(1)) >> 56U);
}

constexpr bool isBlank(char c) {
    return c == ' ' || c == '\n';
}

}  // namespace

std::size_t countWords(std::string_view text) noexcept {
    std::size_t words = 0;
    std::size_t at = 0;
    bool afterBlank = true;
    if constexpr (std::endian::native == std::endian::little) {
        for (; at + 8 <= text.size(); at += 8) {
            const std::uint64_t eight = eightBytes(text.data() + at);
            const std::uint64_t blanks = zeros(eight ^ everyByte(' ')) | zeros(eight ^ everyByte('\n'));
            const std::uint64_t before = (blanks << 8U) | (afterBlank ? 0x80U : 0U);
            words += marked(before & ~blanks);
            afterBlank = (blanks >> 63U) != 0;
        }
    }
    for (; at < text.size(); ++at) {
        const bool blank = isBlank(text[at]);
        if (afterBlank && !blank) ++words;
        afterBlank = blank;
    }
    return words;
}

std::size_t countLetters(std::string_view text) noexcept {
    std::size_t continued = 0;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        const std::uint64_t eight = eightBytes(text.data() + at);
        continued += marked(eight & ~(eight << 1U) & everyByte(0x80));
    }
    for (; at < text.size(); ++at)
        continued += (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U ? 1U : 0U;
    return text.size() - continued;
}

}  // namespace groundglass::prompt
