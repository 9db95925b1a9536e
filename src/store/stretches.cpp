#include "stretches.hpp"

#include <algorithm>
#include <numeric>
#include <thread>

namespace groundglass::store {

std::vector<Stretch> stretchesOf(const std::vector<std::uint64_t>& weights, std::uint64_t worthIt) {
    const std::uint64_t all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    const std::uint64_t processors = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    const std::uint64_t count = all < worthIt ? 1 : processors;
    std::vector<Stretch> stretches;
    std::uint64_t done = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        done += weights[i];
        if (stretches.size() + 1 < count && done >= all * (stretches.size() + 1) / count) {
            stretches.push_back({begin, i + 1});
            begin = i + 1;
        }
    }
    if (begin < weights.size() || stretches.empty()) stretches.push_back({begin, weights.size()});
    return stretches;
}

void inParallel(const std::vector<Stretch>& stretches,
                const std::function<void(std::size_t, const Stretch&)>& work) {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < stretches.size(); ++i)
        others.emplace_back([&work, &stretches, i] { work(i, stretches[i]); });
    work(0, stretches.front());
}

}  // namespace groundglass::store
