#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace groundglass::bench {

/// Seconds of one call.
template <class Work>
double timeOf(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Repeats of one measurement, in seconds.
struct Times {
    std::vector<double> all;

    [[nodiscard]] double at(double share) const {
        auto sorted = all;
        std::sort(sorted.begin(), sorted.end());
        if (sorted.empty()) return 0;
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
    }
    [[nodiscard]] double median() const { return at(0.5); }
    void divide(double count) {
        for (auto& each : all) each /= count;
    }
};

/// One uncounted call, then `repeats` counted ones.
template <class Work>
Times measure(int repeats, Work&& work) {
    Times times;
    work();
    for (int i = 0; i < repeats; ++i) times.all.push_back(timeOf(work));
    return times;
}

/// Ours and theirs in turn, so that a busy machine is busy for both.
struct Pair {
    Times ours, theirs;

    /// Median of the ratios of neighbours.
    [[nodiscard]] double ratio() const {
        Times ratios;
        for (std::size_t i = 0; i < ours.all.size(); ++i) ratios.all.push_back(ours.all[i] / theirs.all[i]);
        return ratios.median();
    }
};
template <class Ours, class Theirs>
Pair compare(int repeats, Ours&& ours, Theirs&& theirs) {
    Pair pair;
    ours();
    theirs();
    for (int i = 0; i < repeats; ++i) {
        pair.ours.all.push_back(timeOf(ours));
        pair.theirs.all.push_back(timeOf(theirs));
    }
    return pair;
}

/// Prints "what   12.3 µs (11.9–14.0)".
void row(const std::string& what, const Times& times);
/// Prints a ratio; `bound` 0 = none was set.
void ratioRow(const std::string& what, double ratio, double bound = 0);
void note(const std::string& text);
void heading(const std::string& text);

/// Runs a line of the shell without its output; false when it fails.
bool shell(const std::string& line);
bool hasProgram(const std::string& name);

}  // namespace groundglass::bench
