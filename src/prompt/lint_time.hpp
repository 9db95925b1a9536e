#pragma once

#include "english.hpp"
#include "lint_rules.hpp"

#include <string>
#include <string_view>

namespace groundglass::prompt {

[[nodiscard]] inline std::string secondsText(double s) {
    return numberText(s, 1) + " s";
}
[[nodiscard]] inline std::string itemOf(std::string_view list, std::size_t i) {
    return std::string(list).append("/").append(std::to_string(i));
}

/// Seconds that the lines take with their pauses and the time before the first; 0 without dialogue.
[[nodiscard]] double speechNeed(const film::SoundFields& sound);
/// Seconds that the fullest of the people needs for their beats one after another; 0 for less than two beats.
[[nodiscard]] double beatsNeed(const LintInput& in);
/// The shortest clip the dialect can make that is not shorter than `needed`; 0 when there is none.
[[nodiscard]] double longEnough(const LintInput& in, double needed);
/// Offers another length. A shorter one takes the times of beats, moves and sounds along, and is not offered
/// when lines or beats would no longer fit.
void addLength(const LintInput& in, Finding& finding, double seconds);
/// Offers longEnough(needed), if there is such a length.
void addLonger(const LintInput& in, Finding& finding, double needed);

}  // namespace groundglass::prompt
