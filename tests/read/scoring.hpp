#pragma once

#include "golden_cases.hpp"
#include "groundglass/read/read.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::test {

/// What was found of what there is.
struct Score {
    int expected{}, found{};  ///< Recall.
    int read{}, right{};      ///< Precision.
    [[nodiscard]] double recall() const { return expected == 0 ? 1 : static_cast<double>(found) / expected; }
    [[nodiscard]] double precision() const { return read == 0 ? 1 : static_cast<double>(right) / read; }
    Score& operator+=(const Score& other);
};

using Scores = std::map<std::string, Score>;  ///< By group of fields.

/// What a reading says, written like a golden case.
[[nodiscard]] GoldenCase::Values valuesOf(const read::Reading& reading);

/// Compares a reading with a case. Texts count as equal when they share most of their content words; whether
/// a sound is an effect or ambience, and whether a rim light is the pattern or a light of its own, is a
/// matter of taste. `misses` gets a line for everything that is missing or wrong.
void score(const GoldenCase& golden, const GoldenCase::Values& values, Scores& scores,
           std::vector<std::string>* misses = nullptr);

}  // namespace groundglass::test
