#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/units.hpp"
#include "jobs/scheduler.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr int networkTries = 6;
constexpr int unknownsMost = 3;
constexpr std::size_t answerKept = std::size_t{4} << 20U;
constexpr std::int64_t firstPoll = 5'000;
constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t dayMs = 24 * hourMs;

std::string_view className(CrashClass crashClass) {
    switch (crashClass) {
        case CrashClass::Replay:
            return "replay";
        case CrashClass::LookUp:
            return "look_up";
        case CrashClass::List:
            return "list";
        case CrashClass::Nothing:
            break;
    }
    return "nothing";
}

std::string_view requestIdOf(const HttpAnswer& answer) {
    for (const std::string_view header :
         {"x-request-id", "request-id", "x-fal-request-id", "x-amzn-requestid"}) {
        if (const auto value = answer.header(header); !value.empty()) return value;
    }
    return {};
}

/// Version 4, as services take it for an id of ours.
std::string newUuid() {
    std::string hex = base::randomHex(16);
    hex[12] = '4';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    return base::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                        hex.substr(16, 4), hex.substr(20));
}

}  // namespace

void Scheduler::stepSubmit(Work& work) {
    if (isLocal(work)) {
        if (m_clip == nullptr) makeClip(work);
        return;
    }
    const Gate& gate = gateOf(work);
    if (!gate.closed.empty()) {
        hold(work, gate.closed);
    } else if (gate.closedUntil > now()) {
        work.due = gate.closedUntil;
        note(work, "The service asked for a long pause; this waits for its end.");
    } else if (mayCall(work) && bringPictures(work)) {
        pay(work);
    }
}

/// The frozen attempt of a job that was proven unsent, or a new one. Errors: InvalidInput, NotFound
/// (adapter).
base::Result<Attempt> Scheduler::attemptFor(Work& work) {
    Entry& entry = work.entry;
    if (entry.job.state == JobState::NotSent && !entry.attempt.empty()) {
        if (work.attempt) return *work.attempt;
        if (auto frozen = m_ledger->attempt(entry.attempt)) return frozen;
        // A rebuilt ledger has no bodies; nothing was created, so a new attempt is not a second one.
    }
    const HttpAdapter* const adapter = adapterOf(work);
    if (adapter == nullptr)
        return base::fail(base::ErrorCode::NotFound, "This provider is not known here any more.");
    if (work.pictures.empty()) {
        auto loaded = loadPictures(entry.job.request);
        if (!loaded) return tl::unexpected(loaded.error());
        work.pictures = std::move(*loaded);
    }
    auto request = adapter->createFrom({.request = entry.job.request,
                                        .endpoint = entry.endpoint,
                                        .id = newUuid(),
                                        .pictures = std::exchange(work.pictures, {})});
    if (!request) return tl::unexpected(request.error());
    std::string hash = base::sha256(request->body);
    return Attempt{.id = AttemptId{base::randomId("attempt")},
                   .job = entry.job.id,
                   .number = entry.attempts + 1,
                   .crashClass = std::string(className(adapter->crashClass())),
                   .intentMs = m_parts.clock->utcMs(),
                   .monotonicMs = now(),
                   .request = std::move(*request),
                   .bodySha256 = std::move(hash)};
}

/// Commits the intent, and only then opens the socket: the exchange starts after the flush.
void Scheduler::pay(Work& work) {
    auto attempt = attemptFor(work);
    if (!attempt) {
        change(work, work.entry.job.state == JobState::Ready ? JobState::Refused : JobState::Cancelled,
               attempt.error().message);
        return;
    }
    auto exchange = prepare(work, attempt->request, Purpose::Pay);
    if (!exchange) {
        hold(work, "Nothing was sent. " + exchange.error().message);
        return;
    }
    if (auto why = whyNotAffordable(work)) {
        hold(work, std::move(*why));
        work.entry.job.lacks = Lack::Budget;
        return;
    }
    Entry& entry = work.entry;
    entry.attempt = attempt->id;
    entry.attempts = attempt->number;
    entry.job.orderedMs = m_parts.clock->utcMs();
    entry.job.cost = entry.job.request.estimate;
    entry.job.costKnown = false;
    m_batch.attempts.push_back(*attempt);
    work.attempt = std::move(*attempt);
    // Budget and intent are one transaction: no crash leaves a sum that nobody spends.
    if (entry.job.state == JobState::Ready && entry.job.cost.micros > 0) {
        change(work, JobState::Reserved, base::toText(entry.job.cost) + " reserved.");
    }
    change(work, JobState::Intent);
    call(work, std::move(*exchange), &Scheduler::paid);
}

/// Reserved, spent and doubtful sums and this clip may not pass a cap together.
std::optional<std::string> Scheduler::whyNotAffordable(const Work& work) const {
    const Job& job = work.entry.job;
    if (job.request.estimate.micros <= 0) return std::nullopt;
    if (!m_caps) {
        return "The caps on spending cannot be read, so nothing that costs is sent. Set them anew with "
               "`groundglass jobs caps`, then resume.";
    }
    if (*m_caps == SpendingCaps{}) return std::nullopt;
    SpendingSoFar soFar;
    const std::int64_t time = m_parts.clock->utcMs();
    for (const auto& [id, other] : m_works) {
        const Spending spending = spendingOf(other.entry.job);
        const std::int64_t ordered = other.entry.job.orderedMs;
        if (ordered >= time - hourMs) soFar.hour += spending;
        if (ordered >= time - dayMs) soFar.day += spending;
        if (other.entry.job.request.film == job.request.film) soFar.film += spending;
    }
    return whyOverCap(*m_caps, job.request.estimate, soFar);
}

void Scheduler::paid(Work& work, Outcome outcome) {
    const HttpAdapter* const adapter = adapterOf(work);
    if (work.attempt) {
        work.attempt->status = outcome.answer.status;
        work.attempt->requestId = requestIdOf(outcome.answer);
        work.attempt->answer = outcome.answer.body.substr(0, answerKept);
        m_batch.attempts.push_back(*work.attempt);
    }
    settle(work, judgeSubmit(outcome, *adapter), outcome);
}

void Scheduler::settle(Work& work, const SubmitVerdict& verdict, const Outcome& outcome) {
    Gate& gate = gateOf(work);
    Job& job = work.entry.job;
    const RemoteState& remote = verdict.remote;
    if (remote.state == JobState::Accepted) {
        gate.unknowns = 0;
        if (remote.cost) {
            job.cost = *remote.cost;
            job.costKnown = true;
        }
        accept(work, remote.remoteId, remote.statusWord, remote.reason, remote.trail);
        return;
    }
    if (job.state == JobState::Unknown) {
        settleRepeat(work, verdict, outcome);
        return;
    }
    if (remote.state == JobState::NotSent) {
        notSent(work, verdict, outcome);
    } else if (remote.state == JobState::Refused) {
        gate.unknowns = 0;
        job.cost.micros = 0;
        job.costKnown = true;
        change(work, JobState::Refused, remote.reason);
        if (verdict.pauseProvider) closeGate(work.entry.endpoint.id, remote.reason);
    } else {
        change(work, JobState::Unknown, remote.reason);
        if (++gate.unknowns >= unknownsMost) {
            closeGate(work.entry.endpoint.id,
                      "Three orders in a row ended in doubt; nothing more is sent there until you resume.");
        }
    }
}

/// The frozen bytes were sent again. Only an answer about the order itself ends the doubt about the first
/// time; one about the key, or a call that was never made, says nothing of it.
void Scheduler::settleRepeat(Work& work, const SubmitVerdict& verdict, const Outcome& outcome) {
    Job& job = work.entry.job;
    const std::string& reason = verdict.remote.reason;
    const bool made = outcome.failure != Failure::Certificate && outcome.failure != Failure::Refused;
    if (verdict.pauseProvider || !made) {
        hold(work,
             base::format("This clip may have been charged, and the service cannot be asked: {}", reason));
        if (verdict.pauseProvider) closeGate(work.entry.endpoint.id, reason);
    } else if (verdict.remote.state == JobState::Refused) {
        job.cost.micros = 0;
        job.costKnown = true;
        change(work, JobState::Refused, reason);
    } else {
        backOff(work, networkBackoff, &outcome.answer);
    }
}

void Scheduler::notSent(Work& work, const SubmitVerdict& verdict, const Outcome& outcome) {
    work.entry.job.cost.micros = 0;
    work.entry.job.costKnown = true;
    change(work, JobState::NotSent, verdict.remote.reason);
    const int tries = work.submitTries++;
    if (!verdict.retry || (!verdict.throttled && work.submitTries >= networkTries)) {
        hold(work, verdict.remote.reason + " Resume to try again.");
        return;
    }
    work.tries = tries;
    backOff(work, verdict.throttled ? throttleBackoff : networkBackoff, &outcome.answer);
}

void Scheduler::accept(Work& work, const std::string& remoteId, const std::string& statusWord,
                       std::string reason, const std::string& trail) {
    Job& job = work.entry.job;
    job.remoteId = remoteId;
    job.statusWord = statusWord;
    work.entry.trail.clear();
    keepTrail(work, trail);
    work.entry.acceptedMs = m_parts.clock->utcMs();
    work.since = 0;
    work.polls = 0;
    change(work, JobState::Accepted, std::move(reason));
    later(work, firstPoll);
    if (work.entry.cancelWish) {
        work.looked = work.cancelTaken = false;
        change(work, JobState::Cancelling);
    }
}

/// Nothing more is submitted at this endpoint; jobs that wait for it say why.
void Scheduler::closeGate(const std::string& endpoint, const std::string& reason) {
    m_gates[endpoint].closed = reason;
    for (Work* other : m_active) {
        const JobState state = other->entry.job.state;
        const bool waits = state == JobState::Ready || state == JobState::NotSent;
        if (waits && other->entry.endpoint.id == endpoint) hold(*other, reason);
    }
}

}  // namespace groundglass::jobs
