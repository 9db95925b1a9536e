#include "groundglass/base/format.hpp"
#include "jobs/scheduler.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::int64_t deadlineLeast = 2 * 3'600'000;
constexpr std::int64_t slowAfter = 10 * 60'000;
constexpr int unreadableMost = 10;
constexpr int missingMost = 3;
constexpr std::int64_t missingWait = 40'000;  ///< Three of them in two minutes.
constexpr std::int64_t progressEvery = 5'000;

constexpr const char* isCancelled = "The service has cancelled it; what it charges for that is its own rule.";

/// A job's own body may come under an error status; its status word tells it from an error page.
bool isJobBody(const RemoteState& remote) {
    using enum JobState;
    return !remote.statusWord.empty() &&
           (remote.state == Failed || remote.state == Blocked || remote.state == Done ||
            remote.state == Cancelled || remote.state == Running);
}

}  // namespace

std::int64_t Scheduler::pollWait(const Work& work) {
    if (work.since != 0 && now() - work.since > scaled(slowAfter)) return 120'000;
    const double grown = 10'000 * std::pow(1.25, std::min(work.polls, 20));
    return static_cast<std::int64_t>(std::min(30'000.0, grown) * (1 + 0.1 * share()));
}

/// After that, silence means *lost*.
std::int64_t Scheduler::deadline(const Work& work) {
    return std::max(deadlineLeast, 3 * longestRun(work));
}

void Scheduler::stepPoll(Work& work) {
    const HttpAdapter* const adapter = adapterOf(work);
    if (adapter == nullptr) {
        hold(work, "This provider is not known here any more; its clip cannot be fetched by this version.");
        return;
    }
    if (!mayCall(work)) return;
    if (work.since == 0) work.since = now();
    if (work.polls > 0 && now() - work.since > deadline(work)) {
        change(work, JobState::Lost,
               base::format("The service has not finished it for {} hours. It may have been charged.",
                            deadline(work) / 3'600'000));
        return;
    }
    if (work.entry.job.state == JobState::Cancelling && work.looked && !work.cancelTaken) {
        sendCancel(work);
        return;
    }
    auto exchange = prepare(work, adapter->pollJob(jobOf(work), work.entry.endpoint), Purpose::Ask);
    if (!exchange) {
        hold(work, exchange.error().message);
        return;
    }
    call(work, std::move(*exchange), &Scheduler::polled);
}

void Scheduler::polled(Work& work, Outcome outcome) {
    ++work.polls;
    const AskVerdict verdict = judgeAsk(outcome);
    if (outcome.failure == Failure::None) {
        const RemoteState remote =
            adapterOf(work)->polledJob(outcome.answer, jobOf(work), work.entry.endpoint);
        if (verdict == AskVerdict::Answer || isJobBody(remote)) {
            work.missing = 0;
            work.tries = 0;
            apply(work, remote);
            return;
        }
    }
    askFailed(work, verdict, outcome);
}

void Scheduler::askFailed(Work& work, AskVerdict verdict, const Outcome& outcome) {
    switch (verdict) {
        case AskVerdict::Answer:
        case AskVerdict::Again:
            backOff(work, networkBackoff, &outcome.answer);
            break;
        case AskVerdict::Throttled:
            backOff(work, throttleBackoff, &outcome.answer);
            break;
        case AskVerdict::Missing:
            ++work.missing;
            if (work.entry.job.state == JobState::Cancelling &&
                (work.cancelTaken || work.missing >= missingMost)) {
                change(work, JobState::Cancelled, isCancelled);
            } else if (work.missing >= missingMost) {
                change(work, JobState::Lost,
                       "The service does not know this job any more; it may have been restarted.");
            } else {
                later(work, missingWait);
            }
            break;
        case AskVerdict::Key:
            hold(work, base::format(
                           "The service refused the key ({}). Check it, then resume; the clip is not lost.",
                           outcome.answer.status));
            break;
        case AskVerdict::Stop:
            hold(work, base::format("The service cannot be asked ({}). {} Resume to try again.",
                                    outcome.answer.status, outcome.what));
            break;
    }
}

void Scheduler::apply(Work& work, const RemoteState& remote) {
    using enum JobState;
    Job& job = work.entry.job;
    if (!remote.statusWord.empty()) job.statusWord = remote.statusWord;
    keepTrail(work, remote.trail);
    if (remote.cost) {
        job.cost = *remote.cost;
        job.costKnown = true;
    }
    switch (remote.state) {
        case Done:
            work.entry.downloadUrl = remote.downloadUrl;
            work.entry.expiresMs = remote.expiresMs;
            job.progress = 1;
            change(work, Done);
            break;
        case Lost:
            if (job.state == Cancelling && work.cancelTaken) {
                change(work, Cancelled, isCancelled);  // forgotten because it was cancelled
                break;
            }
            [[fallthrough]];
        case Failed:
        case Blocked:
            change(work, remote.state, remote.reason);
            break;
        case Cancelled:
        case Expired:
            if (job.state != Cancelling) change(work, Cancelling);
            change(work, Cancelled, remote.reason.empty() ? isCancelled : remote.reason);
            break;
        case Unknown:
            if (++work.unreadable >= unreadableMost) {
                change(work, Lost, "The service's answers cannot be read. The clip may have been charged.");
            } else {
                later(work, pollWait(work));
            }
            break;
        default:
            applyRunning(work, remote);
            break;
    }
}

void Scheduler::applyRunning(Work& work, const RemoteState& remote) {
    Job& job = work.entry.job;
    work.unreadable = 0;
    const bool goes = goesOn(work, remote);
    const bool moved = remote.progress >= 0 && remote.progress != job.progress;
    if (remote.progress >= 0) job.progress = std::clamp(remote.progress, 0.0, 1.0);
    if (job.state == JobState::Accepted && remote.state == JobState::Running) {
        change(work, JobState::Running, remote.reason);
    } else if (moved) {
        m_shown.insert(&work);
        if (now() - work.written >= progressEvery) {
            work.written = now();
            m_dirty.insert(&work);
        }
    }
    if (job.state == JobState::Cancelling && !work.cancelTaken && !goes) {
        work.looked = true;  // it is not done, so a cancel deletes nothing that was paid for
        work.due = now();
        m_again = true;
        return;
    }
    if (goes) {
        work.due = now();
        m_again = true;
    } else {
        later(work, pollWait(work));
    }
}

void Scheduler::sendCancel(Work& work) {
    auto request = adapterOf(work)->cancelJob(jobOf(work), work.entry.endpoint);
    if (!request) {
        change(work, JobState::Running,
               "The service cannot cancel; the clip goes on and is fetched when it is ready.");
        later(work, pollWait(work));
        return;
    }
    auto exchange = prepare(work, std::move(*request), Purpose::Ask);
    if (!exchange) {
        hold(work, exchange.error().message);
        return;
    }
    work.looked = false;
    call(work, std::move(*exchange), &Scheduler::cancelled);
}

void Scheduler::cancelled(Work& work, Outcome outcome) {
    const AskVerdict verdict = judgeAsk(outcome);
    if (verdict == AskVerdict::Answer) {  // a promise; a clip that was finished before still comes
        work.cancelTaken = true;
        work.missing = 0;
        work.due = now();
        m_again = true;
    } else if (verdict == AskVerdict::Stop && outcome.failure == Failure::None) {
        change(work, JobState::Running,
               base::format("The service did not cancel ({}); the clip goes on.", outcome.answer.status));
        later(work, pollWait(work));
    } else {
        askFailed(work, verdict, outcome);  // looks at the state again, then repeats the cancel
    }
}

}  // namespace groundglass::jobs
