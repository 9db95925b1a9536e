#pragma once

#include <algorithm>
#include <thread>
#include <vector>

namespace groundglass::viewfinder {

/// Calls `work(first, end)` for shares of `height` rows on `threads` threads (0 = all cores) and waits.
template <typename Work>
void forRows(int height, int threads, const Work& work) {
    if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    threads = std::clamp(threads, 1, std::max(1, height / 16));
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(
            [&work, i, height, threads] { work(height * i / threads, height * (i + 1) / threads); });
    work(0, height / threads);
}

}  // namespace groundglass::viewfinder
