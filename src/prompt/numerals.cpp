#include "english.hpp"
#include "groundglass/base/format.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

namespace groundglass::prompt {
namespace {

constexpr std::size_t shortText = 15;  ///< What a string holds without asking for memory.

}  // namespace

void appendNumber(TextBlock& out, double value, int decimals) {
    // Most numbers of a shot are whole, or have few digits: written as integers, which gives the same text.
    constexpr std::array<double, 4> scales{1, 10, 100, 1000};
    char buffer[64];
    const double scaled = decimals < 4 ? value * scales[static_cast<std::size_t>(decimals)] : value;
    const bool small = decimals < 4 && std::abs(scaled) < 1e9;
    const auto rounded = small ? static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5) : 0;
    if (small && std::abs(scaled - static_cast<double>(rounded)) < 1e-6) {
        if (rounded < 0) out.append("-");
        auto digits = static_cast<std::uint32_t>(rounded < 0 ? -rounded : rounded);
        int fraction = decimals;
        for (; fraction > 0 && digits % 10 == 0; --fraction) digits /= 10;
        char* const end = buffer + sizeof buffer;
        char* begin = end;
        for (int written = 0; digits > 0 || written <= fraction; ++written) {
            if (written > 0 && written == fraction) *--begin = '.';
            *--begin = static_cast<char>('0' + digits % 10);
            digits /= 10;
        }
        out.append({begin, static_cast<std::size_t>(end - begin)});
        return;
    }
    const auto written =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
    if (written.ec != std::errc()) {
        out.append(base::format("{}", value));
        return;
    }
    std::string_view text(buffer, static_cast<std::size_t>(written.ptr - buffer));
    if (text.find('.') != std::string_view::npos) {
        while (text.back() == '0') text.remove_suffix(1);
        if (text.back() == '.') text.remove_suffix(1);
    }
    out.append(text == "-0" ? std::string_view("0") : text);
}

std::string numberText(double value, int decimals) {
    TextBlock text(shortText);
    appendNumber(text, value, decimals);
    return text.take();
}

std::string countText(long value) {
    constexpr std::array<std::string_view, 13> words{"no",   "one",    "two",   "three", "four",
                                                     "five", "six",    "seven", "eight", "nine",
                                                     "ten",  "eleven", "twelve"};
    if (value >= 0 && value < static_cast<long>(words.size()))
        return std::string(words[static_cast<std::size_t>(value)]);
    return base::format("{}", value);
}

}  // namespace groundglass::prompt
