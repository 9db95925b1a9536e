#include "english.hpp"
#include "groundglass/base/format.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

namespace groundglass::prompt {

void appendNumber(TextBlock& out, double value, int decimals) {
    // Most numbers of a shot are whole, or have few digits: written as integers, which gives the same text.
    constexpr std::array<double, 4> scales{1, 10, 100, 1000};
    char buffer[64];
    const double scaled = decimals < 4 ? value * scales[static_cast<std::size_t>(decimals)] : value;
    const double nearest = std::nearbyint(scaled);
    if (decimals < 4 && std::abs(scaled) < 1e9 && std::abs(scaled - nearest) < 1e-6) {
        auto whole = static_cast<std::int64_t>(nearest);
        if (whole < 0) {
            out.append("-");
            whole = -whole;
        }
        int fraction = decimals;
        while (fraction > 0 && whole % 10 == 0) {
            whole /= 10;
            --fraction;
        }
        const std::int64_t unit = static_cast<std::int64_t>(scales[static_cast<std::size_t>(fraction)]);
        auto written = std::to_chars(buffer, buffer + sizeof buffer, whole / unit);
        if (fraction > 0) {
            // The leading 1 of `unit` keeps the zeros after the point, which takes its place.
            char* const point = written.ptr;
            written = std::to_chars(point, buffer + sizeof buffer, whole % unit + unit);
            *point = '.';
        }
        out.append({buffer, static_cast<std::size_t>(written.ptr - buffer)});
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
    TextBlock text(32);
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
