#include "groundglass/base/format.hpp"
#include "jobs/scheduler.hpp"
#include "jobs/verb_errors.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

// What a person says about a job in doubt, or about one that has ended.

namespace groundglass::jobs {
namespace {

constexpr std::size_t idMost = 256;

/// One segment of an address and nothing else.
bool isPlainId(const std::string& id) {
    constexpr std::string_view others = "-_.:~";
    return !id.empty() && id.size() <= idMost && id.find_first_not_of('.') != std::string::npos &&
           std::all_of(id.begin(), id.end(), [others](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      others.find(c) != std::string_view::npos;
           });
}

}  // namespace

base::Status Scheduler::reconcile(const JobId& id) {
    return verb([this, id]() -> base::Status {
        Work* const work = find(id);
        if (work == nullptr) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        const JobState state = work->entry.job.state;
        const bool stuck = work->held && (state == JobState::Accepted || state == JobState::Running ||
                                          state == JobState::Cancelling || state == JobState::Done ||
                                          state == JobState::Downloading);
        if (state != JobState::Unknown && !stuck) return bad("there is no doubt about this job", id);
        const HttpAdapter* const adapter = adapterOf(*work);
        const bool canLook = adapter != nullptr && adapter->crashClass() != CrashClass::Nothing;
        if (state == JobState::Unknown && !canLook) {
            return bad("this service offers no way to look; check its own page, then send again or give up",
                       id);
        }
        work->held = false;
        work->tries = 0;
        if (!work->busy) {  // a search under way keeps its beginning
            work->since = 0;
            work->listAfter.clear();
        }
        work->due = now();
        if (state == JobState::Unknown) note(*work, "It may have been charged; the service is being asked.");
        m_shown.insert(work);
        m_again = true;
        return {};
    });
}

base::Status Scheduler::take(const JobId& id, const std::string& remoteId) {
    return verb([this, id, remoteId]() -> base::Status {
        Work* const work = find(id);
        if (work == nullptr) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        if (work->entry.job.state != JobState::Unknown) return bad("there is no doubt about this job", id);
        if (work->busy) return busy(id);
        if (!isPlainId(remoteId)) return bad("this cannot be an id of a service", JobId{remoteId});
        const Work* const owner = ownerOf(remoteId, work->entry.endpoint.id);
        if (owner != nullptr) {
            return bad(base::format("{} is the job {} already", remoteId, owner->entry.job.id.str()), id);
        }
        if (adapterOf(*work) == nullptr) return bad("this provider is not known here any more", id);
        work->taking = remoteId;
        work->held = false;
        work->due = now();
        note(*work, base::format("It may have been charged; the service is asked about {}.", remoteId));
        m_again = true;
        return {};
    });
}

base::Status Scheduler::wasNotSent(const JobId& id) {
    return verb([this, id]() -> base::Status {
        Work* const work = find(id);
        if (work == nullptr) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        Job& job = work->entry.job;
        if (work->busy) return busy(id);
        if (job.state != JobState::Unknown && job.state != JobState::NotFound)
            return bad("there is no doubt about this job", id);
        job.cost.micros = 0;
        job.costKnown = true;
        const std::string reason =
            "By your word the service never made it; it does not count as spent. Send again, or give up.";
        if (job.state == JobState::Unknown) {
            change(*work, JobState::NotFound, reason);
        } else {
            note(*work, reason);
        }
        return {};
    });
}

base::Status Scheduler::sendAgain(const JobId& id) {
    return verb([this, id]() -> base::Status {
        Work* const work = find(id);
        if (work == nullptr) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        if (work->busy) return busy(id);
        Job& job = work->entry.job;
        if (job.state == JobState::Unknown) {
            change(*work, JobState::Abandoned,
                   "Given up by hand, to be sent again; the first try may have been charged.");
        }
        if (!mayFollow(job.state, JobState::Ready))
            return bad("this job is not one that can be sent again", id);
        Entry& entry = work->entry;
        Work fresh;
        fresh.entry = std::move(entry);
        fresh.consent = true;
        *work = std::move(fresh);
        work->entry.attempt = {};
        if (!job.remoteId.empty()) work->entry.formerIds.push_back(job.remoteId);
        work->entry.deaths = 0;
        job.earlier.micros += job.cost.micros;
        job.cost.micros = 0;
        job.costKnown = true;
        work->entry.downloadUrl.clear();
        work->entry.trail.clear();
        work->entry.etag.clear();
        work->entry.cancelWish = false;
        work->entry.fetched = work->entry.expiresMs = work->entry.acceptedMs = 0;
        work->entry.length = -1;
        job.remoteId.clear();
        job.statusWord.clear();
        job.progress = -1;
        change(*work, JobState::Ready, "Sent again by hand.");
        return {};
    });
}

base::Status Scheduler::abandon(const JobId& id) {
    return verb([this, id]() -> base::Status {
        Work* const work = find(id);
        if (work == nullptr) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        if (work->busy) return busy(id);
        if (!mayFollow(work->entry.job.state, JobState::Abandoned))
            return bad("there is no doubt about this job", id);
        change(*work, JobState::Abandoned, "Given up by hand.");
        return {};
    });
}

}  // namespace groundglass::jobs
