#pragma once

#include "jobs/transport.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace groundglass::jobs {

// The retry table as pure functions. Times are milliseconds. Thread: any.

struct Backoff {
    std::int64_t base{}, cap{};
    /// Full jitter: share · min(cap, base·2ⁿ); `share` 0…1 is the random number, `tries` counts from 0.
    [[nodiscard]] std::int64_t wait(int tries, double share) const;
};
inline constexpr Backoff networkBackoff{2'000, 60'000};
inline constexpr Backoff throttleBackoff{5'000, 300'000};
inline constexpr Backoff resumeBackoff{1'000, 30'000};

/// Seconds or an HTTP date judged by the server's own `Date`; nothing if absent, negative or unreadable.
[[nodiscard]] std::optional<std::int64_t> retryAfterMs(const HttpAnswer& answer);

/// 100 tokens a provider; an empty bucket means no retry beyond the scheduled polls.
class RetryBudget {
public:
    void success() noexcept;
    [[nodiscard]] bool spendFailure() noexcept { return spend(10); }
    [[nodiscard]] bool spendThrottle() noexcept { return spend(4); }
    [[nodiscard]] int tokens() const noexcept { return m_tokens; }

private:
    bool spend(int tokens) noexcept;
    int m_tokens = 100;
};

/// What to do after the POST that pays.
struct SubmitVerdict {
    RemoteState remote;  ///< Accepted, Refused, NotSent or Unknown.
    bool retry{};        ///< NotSent only: the table allows another try of the same attempt.
    bool throttled{};
    bool pauseProvider{};  ///< Key or credit: nothing more is submitted there until a person agrees.
};
[[nodiscard]] SubmitVerdict judgeSubmit(const Outcome& outcome, const HttpAdapter& adapter);

/// What to do after a poll, list or cancel.
enum class AskVerdict {
    Answer,  ///< Hand the body to the adapter.
    Again,   ///< Back off and repeat, no end.
    Throttled,
    Missing,  ///< 404 and 410.
    Key,      ///< 401, 403: pause.
    Stop      ///< Tell and wait for a person: certificate, redirect, refused address, other 4xx.
};
[[nodiscard]] AskVerdict judgeAsk(const Outcome& outcome);

/// What to do after a download.
enum class FetchVerdict {
    Whole,     ///< Check the file.
    Redirect,  ///< Judge the new address.
    Resume,    ///< Broken on the way: go on where it stopped.
    Restart,   ///< 416, or a changed file: from the start.
    Again,     ///< 408, 409, 425, 5xx.
    Throttled,
    Refresh,  ///< 403, 404, 410: ask the job once for a new address.
    Offline,  ///< Nothing was sent: no end of tries.
    Disk,     ///< The sink took no more.
    Stop
};
[[nodiscard]] FetchVerdict judgeFetch(const Outcome& outcome);

}  // namespace groundglass::jobs
