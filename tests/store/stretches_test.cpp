#include "store/stretches.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <numeric>

using namespace groundglass;

TEST_CASE("stretches cover a list once, in order, whatever its weights", "[store]") {
    for (const auto& weights :
         {std::vector<std::uint64_t>{}, std::vector<std::uint64_t>{7}, std::vector<std::uint64_t>(100, 1),
          std::vector<std::uint64_t>(3, 0), std::vector<std::uint64_t>{1, 1, 1, 1'000'000}}) {
        for (const std::uint64_t worthIt : {0, 1'000'000'000}) {
            const auto stretches = store::stretchesOf(weights, worthIt);
            REQUIRE_FALSE(stretches.empty());
            CHECK(stretches.size() <= 8);
            if (worthIt > 0) CHECK(stretches.size() == 1);
            std::size_t next = 0;
            for (const auto& stretch : stretches) {
                CHECK(stretch.begin == next);
                next = stretch.end;
            }
            CHECK(next == weights.size());
        }
    }
}

TEST_CASE("every stretch is worked on once before the call returns", "[store]") {
    std::vector<std::atomic<int>> touched(1000);
    const auto stretches = store::stretchesOf(std::vector<std::uint64_t>(touched.size(), 1), 0);
    std::vector<int> numbers(stretches.size());
    store::inParallel(stretches, [&](std::size_t number, const store::Stretch& stretch) {
        ++numbers[number];
        for (std::size_t i = stretch.begin; i < stretch.end; ++i) ++touched[i];
    });
    for (const auto& count : touched) CHECK(count == 1);
    CHECK(std::accumulate(numbers.begin(), numbers.end(), 0) == static_cast<int>(stretches.size()));
}
