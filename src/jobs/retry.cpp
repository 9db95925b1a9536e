#include "jobs/retry.hpp"

#include "groundglass/base/format.hpp"

#include <curl/curl.h>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace groundglass::jobs {
namespace {

/// 408, 409, 425 and every 5xx: the server may or may not have done it.
bool isDoubtful(int status) {
    return status == 408 || status == 409 || status == 425 || status >= 500;
}

bool isPlainRefusal(int status) {
    return status == 400 || status == 404 || status == 405 || status == 410 || status == 413 ||
           status == 415 || status == 422;
}

SubmitVerdict unknown(std::string reason) {
    return {.remote = {.state = JobState::Unknown, .reason = std::move(reason)}};
}

SubmitVerdict judgeFailure(const Outcome& outcome) {
    switch (outcome.failure) {
        case Failure::NotSent:
            return {
                .remote = {.state = JobState::NotSent,
                           .reason = "The service could not be reached; nothing was sent. " + outcome.what},
                .retry = true};
        case Failure::Certificate:
            return {.remote = {.state = JobState::NotSent,
                               .reason = "The service could not prove who it is; nothing was sent. " +
                                         outcome.what}};
        case Failure::Refused:
            return {.remote = {.state = JobState::Refused, .reason = "Nothing was sent. " + outcome.what}};
        default:
            return unknown(
                "The answer was lost on the way. This clip may have been charged; nothing is sent again. " +
                outcome.what);
    }
}

/// The adapter's reading, unless the table forbids it.
SubmitVerdict judgeAnswer(const Outcome& outcome, const HttpAdapter& adapter) {
    const int status = outcome.answer.status;
    SubmitVerdict verdict{.remote = adapter.created(outcome.answer)};
    RemoteState& remote = verdict.remote;
    if (status >= 200 && status < 300) {
        const bool taken = remote.state == JobState::Accepted || remote.state == JobState::Running ||
                           remote.state == JobState::Done;
        if (taken && !remote.remoteId.empty()) {
            remote.state = JobState::Accepted;
            return verdict;
        }
        if (remote.state == JobState::Refused || remote.state == JobState::Failed ||
            remote.state == JobState::Blocked) {
            remote.state = JobState::Refused;
            return verdict;
        }
        return unknown("The service answered with something unreadable. This clip may have been charged.");
    }
    if (isPlainRefusal(status)) {
        if (remote.state != JobState::Unknown) remote.state = JobState::Refused;
        return verdict;
    }
    remote.state = JobState::Refused;  // 401, 402, 403
    verdict.pauseProvider = true;
    return verdict;
}

/// A 429 is believed to have created nothing when the adapter's source says so of all of them, or when this
/// answer names its cause: a rate limit, or a quota that is used up.
SubmitVerdict judgeThrottle(const Outcome& outcome, const HttpAdapter& adapter) {
    if (!adapter.throttledMeansNotCreated()) {
        RemoteState told = adapter.created(outcome.answer);
        if (told.state == JobState::Refused) return {.remote = std::move(told), .pauseProvider = true};
        if (told.state != JobState::NotSent) {
            return unknown("The service is throttling and does not say whether it took the job (429).");
        }
    }
    return {
        .remote = {.state = JobState::NotSent, .reason = "The service is busy; nothing was created (429)."},
        .retry = true,
        .throttled = true};
}

}  // namespace

std::int64_t Backoff::wait(int tries, double share) const {
    const double grown = static_cast<double>(base) * std::pow(2.0, std::min(tries, 30));
    return static_cast<std::int64_t>(share * std::min(static_cast<double>(cap), grown));
}

std::optional<std::int64_t> retryAfterMs(const HttpAnswer& answer) {
    const std::string_view value = answer.header("retry-after");
    if (value.empty()) return std::nullopt;
    std::int64_t seconds = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (parsed.ec == std::errc{} && parsed.ptr == value.data() + value.size()) {
        if (seconds < 0 || seconds > 10'000'000) return std::nullopt;
        return seconds * 1000;
    }
    const std::string date(answer.header("date"));
    const std::int64_t at = curl_getdate(std::string(value).c_str(), nullptr);
    const std::int64_t now = curl_getdate(date.c_str(), nullptr);
    if (at < 0 || now < 0 || at < now) return std::nullopt;
    return (at - now) * 1000;
}

void RetryBudget::success() noexcept {
    m_tokens = std::min(100, m_tokens + 1);
}

bool RetryBudget::spend(int tokens) noexcept {
    if (m_tokens < tokens) return false;
    m_tokens -= tokens;
    return true;
}

SubmitVerdict judgeSubmit(const Outcome& outcome, const HttpAdapter& adapter) {
    if (outcome.failure != Failure::None) return judgeFailure(outcome);
    const int status = outcome.answer.status;
    if (status == 429) return judgeThrottle(outcome, adapter);
    if (isDoubtful(status)) {
        return unknown(
            base::format("The service failed while it had the job ({}). It may have been charged.", status));
    }
    if (status >= 300 && status < 400) {
        return unknown(
            base::format("The service sent the job elsewhere ({}), which is not followed.", status));
    }
    const bool known = (status >= 200 && status < 300) || isPlainRefusal(status) || status == 401 ||
                       status == 402 || status == 403;
    if (!known)
        return unknown(base::format("The service gave an answer without a known meaning ({}).", status));
    return judgeAnswer(outcome, adapter);
}

AskVerdict judgeAsk(const Outcome& outcome) {
    switch (outcome.failure) {
        case Failure::None:
            break;
        case Failure::NotSent:
        case Failure::Broken:
        case Failure::TooLarge:
            return AskVerdict::Again;
        default:
            return AskVerdict::Stop;
    }
    const int status = outcome.answer.status;
    if (status >= 200 && status < 300) return AskVerdict::Answer;
    if (status == 429) return AskVerdict::Throttled;
    if (isDoubtful(status)) return AskVerdict::Again;
    if (status == 404 || status == 410) return AskVerdict::Missing;
    if (status == 401 || status == 403) return AskVerdict::Key;
    return AskVerdict::Stop;
}

FetchVerdict judgeFetch(const Outcome& outcome) {
    switch (outcome.failure) {
        case Failure::None:
            break;
        case Failure::NotSent:
            return FetchVerdict::Offline;
        case Failure::Broken:
            return FetchVerdict::Resume;
        case Failure::Sink:
            return FetchVerdict::Disk;
        default:
            return FetchVerdict::Stop;
    }
    const int status = outcome.answer.status;
    if (status == 200 || status == 206) return FetchVerdict::Whole;
    if (status == 416) return FetchVerdict::Restart;
    if (status == 429) return FetchVerdict::Throttled;
    if (status == 403 || status == 404 || status == 410) return FetchVerdict::Refresh;
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
        return FetchVerdict::Redirect;
    if (isDoubtful(status)) return FetchVerdict::Again;
    return FetchVerdict::Stop;
}

}  // namespace groundglass::jobs
