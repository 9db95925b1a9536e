#pragma once

#include "english.hpp"
#include "lint_rules.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace groundglass::prompt {

[[nodiscard]] inline std::string secondsText(double s) {
    return numberText(s, 1) + " s";
}
[[nodiscard]] inline std::string itemOf(std::string_view list, std::size_t i) {
    return std::string(list).append("/").append(std::to_string(i));
}

/// The shortest clip the dialect can make that is not shorter than `needed`; 0 when there is none.
[[nodiscard]] inline double longEnough(const LintInput& in, double needed) {
    for (const double d : in.data.durations)
        if (d >= needed) return d;
    if (!in.data.durations.empty()) return 0;
    const double whole = std::ceil(needed);
    return in.data.mostDuration > 0 && whole > in.data.mostDuration ? 0 : whole;
}

inline void addLonger(const LintInput& in, Finding& finding, double needed) {
    const double longer = longEnough(in, needed);
    if (longer > 0)
        finding.fixes.push_back(
            {"Make it " + secondsText(longer), "output/duration", static_cast<std::int64_t>(longer * 1000)});
}

}  // namespace groundglass::prompt
