#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace groundglass::base {

/// The time of the outside world; tests bring their own. Thread: any.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01 UTC; may jump.
    [[nodiscard]] virtual std::int64_t utcMs() const = 0;
    /// Milliseconds of a clock that never jumps; its zero has no meaning.
    [[nodiscard]] virtual std::int64_t monotonicMs() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t utcMs() const override;
    [[nodiscard]] std::int64_t monotonicMs() const override;
};

/// "2026-11-22T09:30:00Z".
[[nodiscard]] std::string toIsoTime(std::int64_t utcMs);

/// An id of the machine's present boot; "unknown" where the system has none.
[[nodiscard]] std::string bootId();

}  // namespace groundglass::base
