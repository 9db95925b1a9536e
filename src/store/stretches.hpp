#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace groundglass::store {

/// Part of a list: from `begin` up to, not including, `end`.
struct Stretch {
    std::size_t begin{}, end{};
};

/// Cuts a list into stretches of about the same weight, as many as there are processors, at most 8, and one
/// when the whole weighs less than `worthIt`. Never empty.
[[nodiscard]] std::vector<Stretch> stretchesOf(const std::vector<std::uint64_t>& weights,
                                               std::uint64_t worthIt);

/// Runs `work(number, stretch)` for each, at the same time, and waits for all.
void inParallel(const std::vector<Stretch>& stretches,
                const std::function<void(std::size_t, const Stretch&)>& work);

}  // namespace groundglass::store
