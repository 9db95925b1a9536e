#include "groundglass/base/format.hpp"
#include "jobs/scheduler.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr int replaysMost = 3;
constexpr std::int64_t searchEvery = 30'000;
constexpr std::int64_t searchLongest = 30 * 60'000;  ///< No model of the catalog runs longer.
constexpr std::int64_t listSlack = 10 * 60'000;  ///< Clocks differ: search from so long before the intent.

constexpr const char* look = "Look at the service's own page, then send again or give up.";

}  // namespace

void Scheduler::stepReconcile(Work& work) {
    const HttpAdapter* const adapter = adapterOf(work);
    if (!mayCall(work)) return;
    if (!work.attempt && !work.entry.attempt.empty()) {
        if (auto frozen = m_ledger->attempt(work.entry.attempt)) work.attempt = std::move(*frozen);
    }
    if (adapter != nullptr && adapter->crashClass() == CrashClass::Replay && work.attempt) {
        replay(work);
    } else if (adapter != nullptr && adapter->crashClass() == CrashClass::List) {
        search(work);
    } else {
        const std::string& reason = work.entry.job.reason;
        hold(work, reason.ends_with(look) ? reason : base::format("{} {}", reason, look));
    }
}

/// The same bytes with the same key, as long as the service surely remembers the key.
void Scheduler::replay(Work& work) {
    const std::int64_t life = adapterOf(work)->keyLife().count();
    const std::int64_t age = m_parts.clock->utcMs() - work.attempt->intentMs;
    if (age < 0 || age >= life / 5 * 4 || work.replays >= replaysMost) {
        hold(work, base::format("This clip may have been charged. {}", look));
        return;
    }
    auto exchange = prepare(work, work.attempt->request, Purpose::Pay);
    if (!exchange) {
        hold(work, exchange.error().message);
        return;
    }
    ++work.replays;
    call(work, std::move(*exchange), &Scheduler::paid);
}

void Scheduler::search(Work& work) {
    const HttpAdapter* const adapter = adapterOf(work);
    auto request = adapter->list(work.entry.endpoint);
    if (!request) {
        hold(work, base::format("This clip may have been charged. {}", look));
        return;
    }
    if (work.since == 0) work.since = now();
    auto exchange = prepare(work, std::move(*request), Purpose::Ask);
    if (!exchange) {
        hold(work, exchange.error().message);
        return;
    }
    call(work, std::move(*exchange), &Scheduler::searched);
}

void Scheduler::searched(Work& work, Outcome outcome) {
    if (work.entry.job.state != JobState::Unknown) return;
    const AskVerdict verdict = judgeAsk(outcome);
    if (verdict == AskVerdict::Again || verdict == AskVerdict::Throttled) {
        backOff(work, verdict == AskVerdict::Throttled ? throttleBackoff : networkBackoff, &outcome.answer);
        return;
    }
    if (verdict != AskVerdict::Answer) {
        hold(work, base::format("The service did not show its list ({}). {}", outcome.answer.status, look));
        return;
    }
    const auto listed = adapterOf(work)->listed(outcome.answer);
    if (!listed) {
        backOff(work, networkBackoff, &outcome.answer);
        return;
    }
    match(work, *listed);
}

void Scheduler::match(Work& work, const std::vector<ListedJob>& listed) {
    const HttpAdapter* const adapter = adapterOf(work);
    const std::int64_t from = (work.attempt ? work.attempt->intentMs : work.entry.job.createdMs) - listSlack;
    std::vector<const ListedJob*> found;
    for (const ListedJob& candidate : listed) {
        if (candidate.createdMs != 0 && candidate.createdMs < from) continue;
        const bool ours = std::any_of(m_works.begin(), m_works.end(), [&](const auto& item) {
            return item.second.entry.endpoint.id == work.entry.endpoint.id &&
                   item.second.entry.job.remoteId == candidate.remoteId;
        });
        if (!ours && adapter->matches(work.entry.job.request, candidate)) found.push_back(&candidate);
    }
    // Another doubtful job with the same words could be the one that was taken.
    const bool rival =
        !found.empty() && std::any_of(m_active.begin(), m_active.end(), [&](const Work* other) {
            return other != &work && other->entry.job.state == JobState::Unknown &&
                   other->entry.endpoint.id == work.entry.endpoint.id &&
                   adapter->matches(other->entry.job.request, *found.front());
        });
    if (found.size() == 1 && !rival) {
        accept(work, found.front()->remoteId, found.front()->statusWord, "Found in the service's list.");
    } else if (!found.empty()) {
        std::string ids;
        for (const ListedJob* candidate : found) ids += (ids.empty() ? "" : ", ") + candidate->remoteId;
        hold(work, base::format("{} job(s) in the service's list could be this one ({}). {}", found.size(),
                                ids, look));
    } else if (now() - work.since >= scaled(searchLongest)) {
        change(work, JobState::NotFound, "The service's list does not have it. Send again, or give up.");
    } else {
        note(work, "It may have been charged; the service's list does not have it yet. The search goes on.");
        later(work, searchEvery);
    }
}

}  // namespace groundglass::jobs
