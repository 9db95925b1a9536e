#pragma once

#include "groundglass/base/clock.hpp"

#include <atomic>

namespace groundglass::test {

/// A clock that moves only when the test says so.
class FakeClock final : public base::Clock {
public:
    [[nodiscard]] std::int64_t utcMs() const override { return m_now; }
    [[nodiscard]] std::int64_t monotonicMs() const override { return m_now; }
    void advance(std::int64_t ms) { m_now += ms; }

private:
    std::atomic<std::int64_t> m_now{1'790'000'000'000};
};

}  // namespace groundglass::test
