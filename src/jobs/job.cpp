#include "groundglass/jobs/job.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::array<std::string_view, 20> stateNames{
    "draft",     "ready",    "reserved",  "intent",     "not_sent", "refused",     "unknown",
    "not_found", "accepted", "running",   "cancelling", "done",     "downloading", "stored",
    "failed",    "blocked",  "cancelled", "expired",    "lost",     "abandoned"};

constexpr std::uint32_t bit(JobState state) {
    return 1U << static_cast<unsigned>(state);
}

constexpr std::uint32_t set(std::initializer_list<JobState> states) {
    std::uint32_t bits = 0;
    for (const JobState state : states) bits |= bit(state);
    return bits;
}

constexpr std::uint32_t followers(JobState from) {
    using enum JobState;
    switch (from) {
        case Draft:
            return set({Ready});
        case Ready:
            return set({Reserved, Intent, Refused, Cancelled});
        case Reserved:
            return set({Intent, Ready, Cancelled});
        case Intent:
            return set({Accepted, Refused, NotSent, Unknown});
        case NotSent:
            return set({Intent, Cancelled});
        case Refused:
            return set({Ready, Failed});
        case Unknown:
            return set({Accepted, Refused, NotFound, Abandoned});
        case NotFound:
            return set({Ready, Abandoned});
        case Accepted:
            return set({Running, Done, Cancelling, Failed, Blocked, Lost});
        case Running:
            return set({Done, Failed, Blocked, Cancelling, Lost});
        case Cancelling:
            return set({Cancelled, Done, Running, Failed, Blocked, Lost});
        case Done:
            return set({Downloading, Expired, Failed, Blocked});
        case Downloading:
            return set({Stored, Done, Expired, Failed, Lost});
        case Stored:
            return 0;
        case Failed:
        case Blocked:
        case Cancelled:
        case Expired:
        case Lost:
        case Abandoned:
            return set({Ready});
    }
    return 0;
}

}  // namespace

std::string_view name(JobState state) noexcept {
    return stateNames.at(static_cast<std::size_t>(state));
}

std::optional<JobState> stateFromName(std::string_view text) noexcept {
    const auto* const found = std::find(stateNames.begin(), stateNames.end(), text);
    if (found == stateNames.end()) return std::nullopt;
    return static_cast<JobState>(found - stateNames.begin());
}

bool isEnd(JobState state) noexcept {
    using enum JobState;
    return (set({Stored, Failed, Blocked, Cancelled, Expired, Lost, Abandoned}) & bit(state)) != 0;
}

bool mayFollow(JobState from, JobState to) noexcept {
    return (followers(from) & bit(to)) != 0;
}

}  // namespace groundglass::jobs
