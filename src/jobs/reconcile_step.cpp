#include "groundglass/base/format.hpp"
#include "jobs/scheduler.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr int replaysMost = 3;
constexpr std::int64_t searchEvery = 30'000;
constexpr int pagesMost = 20;
constexpr std::int64_t listSlack = 10 * 60'000;  ///< Clocks differ: search from so long before the intent.

constexpr const char* look = "Look at the service's own page, then send again or give up.";
constexpr const char* notThereYet =
    "It may have been charged; the service does not know it yet. The search goes on.";
constexpr const char* noAnswer = "It may have been charged; the service does not answer. The search goes on.";
constexpr const char* otherUnderWay =
    "It may have been charged; the same clip is being ordered once more right now, so the search goes on "
    "when that order is answered.";

}  // namespace

void Scheduler::stepReconcile(Work& work) {
    const HttpAdapter* const adapter = adapterOf(work);
    if (!mayCall(work)) return;
    if (!work.taking.empty()) {
        askTaken(work);
        return;
    }
    if (!work.attempt && !work.entry.attempt.empty()) {
        if (auto frozen = m_ledger->attempt(work.entry.attempt)) work.attempt = std::move(*frozen);
    }
    if (adapter != nullptr && adapter->crashClass() == CrashClass::Replay && work.attempt) {
        replay(work);
    } else if (adapter != nullptr && adapter->crashClass() == CrashClass::List) {
        search(work);
    } else if (adapter != nullptr && adapter->crashClass() == CrashClass::LookUp && work.attempt) {
        lookUp(work);
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

/// Where the search begins: clocks differ.
std::int64_t Scheduler::searchFrom(const Work& work) const {
    return (work.attempt ? work.attempt->intentMs : work.entry.job.createdMs) - listSlack;
}

/// Asks the service about a doubtful order; without a question a person has to look.
void Scheduler::inquire(Work& work, std::optional<HttpRequest> question,
                        void (Scheduler::*answer)(Work&, Outcome)) {
    if (!question) {
        hold(work, base::format("This clip may have been charged. {}", look));
        return;
    }
    if (work.since == 0) work.since = now();
    auto exchange = prepare(work, std::move(*question), Purpose::Ask);
    if (!exchange) {
        hold(work, exchange.error().message);
        return;
    }
    call(work, std::move(*exchange), answer);
}

/// One page of the service's list; the next one follows from `searched`.
void Scheduler::search(Work& work) {
    if (work.listAfter.empty()) {
        work.listPages = 0;
        work.found.clear();
        work.foundTrails.clear();
        work.rivals.clear();
    }
    inquire(work,
            adapterOf(work)->listFor(work.entry.job.request, searchFrom(work), work.entry.endpoint,
                                     work.listAfter),
            &Scheduler::searched);
}

void Scheduler::searched(Work& work, Outcome outcome) {
    if (work.entry.job.state != JobState::Unknown) return;
    const AskVerdict verdict = judgeAsk(outcome);
    const bool readable = verdict == AskVerdict::Answer;
    const auto page = readable ? adapterOf(work)->listed(outcome.answer) : base::Result<ListPage>{};
    if (verdict == AskVerdict::Again || verdict == AskVerdict::Throttled || (readable && !page)) {
        work.listAfter.clear();
        note(work, noAnswer);
        backOff(work, verdict == AskVerdict::Throttled ? throttleBackoff : networkBackoff, &outcome.answer);
        return;
    }
    if (!readable) {
        work.listAfter.clear();
        hold(work, base::format("The service did not show its list ({}). {}", outcome.answer.status, look));
        return;
    }
    ++work.listPages;
    collect(work, page->jobs);
    const bool goesOn = listGoesOn(work, *page);
    if (goesOn && work.listPages < pagesMost && page->next != work.listAfter) {
        work.listAfter = page->next;
        work.due = now();
        return;
    }
    work.listAfter.clear();
    conclude(work, !goesOn);
}

/// The job that a remote id belongs to, or belonged to in an earlier attempt. Null = nobody's.
const Scheduler::Work* Scheduler::ownerOf(const std::string& remoteId, const std::string& endpoint) const {
    for (const auto& [id, work] : m_works) {
        const Entry& entry = work.entry;
        if (entry.endpoint.id != endpoint) continue;
        const auto& former = entry.formerIds;
        const bool before = std::find(former.begin(), former.end(), remoteId) != former.end();
        if (entry.job.remoteId == remoteId || before) return &work;
    }
    return nullptr;
}

/// The jobs of a page that could be this one, and the orders of ours that could be them as well: those in
/// doubt, and those that are being sent.
void Scheduler::collect(Work& work, const std::vector<ListedJob>& listed) {
    const HttpAdapter* const adapter = adapterOf(work);
    const std::string& endpoint = work.entry.endpoint.id;
    for (const ListedJob& candidate : listed) {
        if (candidate.createdMs != 0 && candidate.createdMs < searchFrom(work)) continue;
        const bool there =
            std::find(work.found.begin(), work.found.end(), candidate.remoteId) != work.found.end();
        const bool fits = adapter->matches(work.entry.job.request, candidate);
        if (there || !fits || ownerOf(candidate.remoteId, endpoint) != nullptr) continue;
        work.found.push_back(candidate.remoteId);
        work.foundTrails[candidate.remoteId] = candidate.trail;
        for (Work* const other : m_active) {
            const JobState state = other->entry.job.state;
            const bool open = state == JobState::Unknown || state == JobState::Intent;
            if (other != &work && open && other->entry.endpoint.id == endpoint &&
                adapter->matches(other->entry.job.request, candidate)) {
                work.rivals.insert(other);
            }
        }
    }
}

/// True when what is searched for can be on a later page.
bool Scheduler::listGoesOn(const Work& work, const ListPage& page) const {
    if (page.next.empty() || page.jobs.empty()) return false;
    const std::int64_t first = page.jobs.front().createdMs;
    const std::int64_t last = page.jobs.back().createdMs;
    const bool falls = last != 0 && first >= last;
    return !(falls && last < searchFrom(work));
}

/// The verdict of a whole search, or of one that ended at the limit of pages.
void Scheduler::conclude(Work& work, bool whole) {
    // Orders of ours may have been answered while the pages were read.
    std::erase_if(work.found,
                  [&](const std::string& id) { return ownerOf(id, work.entry.endpoint.id) != nullptr; });
    const auto rivals = [&work](JobState state) {
        return std::any_of(work.rivals.begin(), work.rivals.end(),
                           [state](const Work* other) { return other->entry.job.state == state; });
    };
    if (!work.found.empty() && rivals(JobState::Intent)) {
        note(work, otherUnderWay);
        later(work, searchEvery);
    } else if (work.found.size() == 1 && !rivals(JobState::Unknown) && whole) {
        accept(work, work.found.front(), {}, "Found in the service's list.",
               work.foundTrails[work.found.front()]);
    } else if (!work.found.empty()) {
        std::string ids;
        for (const std::string& id : work.found) ids += (ids.empty() ? "" : ", ") + id;
        hold(work,
             base::format("{} job(s) in the service's list could be this one ({}). It may have been charged; "
                          "none is taken by itself. Say which one it is, or that it was never made.",
                          work.found.size(), ids));
        work.entry.job.candidates = work.found;
    } else if (whole) {
        absent(work);
    } else {
        hold(work,
             base::format("It may have been charged. It is not among the newest {} pages of the service's "
                          "list, and more are not searched. {}",
                          work.listPages, look));
    }
}

/// Not there (yet): asked again until even the longest run would have shown up.
void Scheduler::absent(Work& work) {
    if (now() - work.since >= scaled(longestRun(work))) {
        change(work, JobState::NotFound, "The service does not have it. Send again, or give up.");
        return;
    }
    note(work, notThereYet);
    later(work, searchEvery);
}

/// The service is asked for our own id of the order.
void Scheduler::lookUp(Work& work) {
    inquire(work, adapterOf(work)->lookUp(work.attempt->request, work.entry.endpoint), &Scheduler::lookedUp);
}

void Scheduler::lookedUp(Work& work, Outcome outcome) {
    using enum JobState;
    if (work.entry.job.state != Unknown) return;
    const AskVerdict verdict = judgeAsk(outcome);
    const RemoteState remote = verdict == AskVerdict::Answer
                                   ? adapterOf(work)->lookedUpFor(outcome.answer, work.attempt->request)
                                   : RemoteState{.state = Unknown};
    if (goesOn(work, remote) && !remote.remoteId.empty()) {
        work.lookingAt = {remote.remoteId, jobOf(work).model, remote.trail};
        inquire(work, adapterOf(work)->pollJob(work.lookingAt, work.entry.endpoint),
                &Scheduler::lookedFurther);
        return;
    }
    concludeLookUp(work, outcome, remote);
}

/// The service keeps what it has in more than one place; the last one decides.
void Scheduler::lookedFurther(Work& work, Outcome outcome) {
    if (work.entry.job.state != JobState::Unknown) return;
    RemoteState remote{.state = JobState::Unknown};
    if (judgeAsk(outcome) == AskVerdict::Answer)
        remote = adapterOf(work)->polledJob(outcome.answer, work.lookingAt, work.entry.endpoint);
    if (goesOn(work, remote)) {
        work.lookingAt.trail = remote.trail;
        inquire(work, adapterOf(work)->pollJob(work.lookingAt, work.entry.endpoint),
                &Scheduler::lookedFurther);
        return;
    }
    if (remote.remoteId.empty()) remote.remoteId = work.lookingAt.id;
    concludeLookUp(work, outcome, remote);
}

void Scheduler::concludeLookUp(Work& work, const Outcome& outcome, const RemoteState& remote) {
    using enum JobState;
    const AskVerdict verdict = judgeAsk(outcome);
    const bool there = remote.state == Accepted || remote.state == Running || remote.state == Done;
    if (there && !remote.remoteId.empty()) {
        accept(work, remote.remoteId, remote.statusWord, "The service has it under our own id.",
               remote.trail);
    } else if (verdict == AskVerdict::Missing || remote.state == NotFound) {
        absent(work);
    } else if (verdict == AskVerdict::Key || verdict == AskVerdict::Stop) {
        hold(work, base::format("The service cannot be asked ({}). {}", outcome.answer.status, look));
    } else {
        note(work, noAnswer);
        backOff(work, verdict == AskVerdict::Throttled ? throttleBackoff : networkBackoff, &outcome.answer);
    }
}

/// A person said which one it is; the service must know it.
void Scheduler::askTaken(Work& work) {
    auto exchange =
        prepare(work, adapterOf(work)->pollJob({work.taking, jobOf(work).model, {}}, work.entry.endpoint),
                Purpose::Ask);
    if (!exchange) {
        work.taking.clear();
        hold(work, exchange.error().message);
        return;
    }
    call(work, std::move(*exchange), &Scheduler::taken);
}

void Scheduler::taken(Work& work, Outcome outcome) {
    using enum JobState;
    const std::string id = std::exchange(work.taking, {});
    if (work.entry.job.state != Unknown) return;
    const bool answered = judgeAsk(outcome) == AskVerdict::Answer;
    const RemoteState remote =
        answered
            ? adapterOf(work)->polledJob(outcome.answer, {id, jobOf(work).model, {}}, work.entry.endpoint)
            : RemoteState{.state = Unknown};
    if (remote.state != Unknown && remote.state != Lost) {
        accept(work, id, remote.statusWord, base::format("By your word it is {}.", id), remote.trail);
        return;
    }
    const char* const what =
        judgeAsk(outcome) == AskVerdict::Missing ? "does not know" : "gave no answer about";
    hold(work, base::format("The service {} {} ({}); nothing has changed. It may have been charged. {}", what,
                            id, outcome.answer.status, look));
}

}  // namespace groundglass::jobs
