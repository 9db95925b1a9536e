#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "jobs/scheduler.hpp"
#include "jobs/url.hpp"
#include "jobs/verb_errors.hpp"

#include <algorithm>
#include <future>
#include <string_view>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::size_t promptMost = 32U << 10U;
constexpr const char* zeroUuid = "00000000-0000-4000-8000-000000000000";

base::Status checkRequest(const Request& request) {
    if (request.size.width <= 0 || request.size.height <= 0) return bad("the clip needs a size");
    if (request.duration.count() <= 0) return bad("the clip needs a duration");
    if (request.rate.numerator <= 0 || request.rate.denominator <= 0)
        return bad("the clip needs a frame rate");
    if (request.estimate.micros < 0) return bad("a price cannot be below zero");
    if (!base::isValidUtf8(request.prompt) || !base::isValidUtf8(request.negative))
        return bad("the prompt is not UTF-8");
    if (request.prompt.size() > promptMost) return bad("the prompt is longer than 32 KiB");
    return {};
}

/// What the service cannot take is said before anything is queued; pictures count as brought.
base::Status checkOrder(const HttpAdapter& adapter, const Request& request, const Endpoint& endpoint) {
    auto pictures = loadPictures(request);
    if (!pictures) return tl::unexpected(pictures.error());
    for (LoadedPicture& picture : *pictures) {
        if (adapter.upload(picture, {}, endpoint)) picture.at = picture.name;
    }
    const auto create = adapter.createFrom({request, endpoint, zeroUuid, std::move(*pictures)});
    if (!create) return tl::unexpected(create.error());
    return {};
}

/// The frozen identity of the service that will make the clip. Errors: InvalidInput.
base::Result<Endpoint> endpointFor(const ServiceParts& parts, const Request& request) {
    if (request.endpoint.empty()) {
        if (parts.local.contains(request.provider)) return Endpoint{.id = {}, .provider = request.provider};
        const auto message = base::format("the provider \"{}\" makes clips at an endpoint, and none is named",
                                          request.provider);
        return base::failInput({"endpoint",
                                {},
                                message,
                                "name one with --endpoint, or add one with `groundglass providers add`"});
    }
    const auto found = parts.endpoints.find(request.endpoint);
    if (found == parts.endpoints.end() || found->second.provider != request.provider) {
        std::string known;
        for (const auto& [id, endpoint] : parts.endpoints) {
            if (endpoint.provider == request.provider) known += (known.empty() ? "" : ", ") + id;
        }
        return base::failInput(
            {request.endpoint,
             {},
             base::format("the provider \"{}\" has no endpoint \"{}\"", request.provider, request.endpoint),
             parts.local.contains(request.provider)
                 ? std::string("leave the endpoint out: it works on this machine")
             : known.empty() ? std::string("add one with `groundglass providers add`")
                             : base::format("choose one of: {}", known)});
    }
    for (const auto& adapter : parts.adapters) {
        if (adapter->id() != request.provider) continue;
        if (auto fits = checkOrder(*adapter, request, found->second); !fits)
            return tl::unexpected(fits.error());
        Endpoint endpoint = found->second;
        endpoint.id = request.endpoint;
        return endpoint;
    }
    return bad(base::format("the provider \"{}\" is not known", request.provider));
}

}  // namespace

base::Status Scheduler::verb(std::function<base::Status()> body) {
    if (std::this_thread::get_id() == m_thread.get_id()) return bad("a listener may not change the queue");
    const auto promise = std::make_shared<std::promise<base::Status>>();
    auto answer = promise->get_future();
    {
        const std::scoped_lock lock(m_inboxMutex);
        if (m_closed) return base::fail(base::ErrorCode::Cancelled, "the queue is closing");
        m_inbox.push_back(
            {.run =
                 [this, promise, body = std::move(body)] {
                     auto done = body();
                     if (!done) {
                         promise->set_value(std::move(done));
                         return;
                     }
                     m_promises.push_back(
                         [promise](const base::Status& written) { promise->set_value(written); });
                 },
             .refuse =
                 [promise](base::Error error) { promise->set_value(tl::unexpected(std::move(error))); }});
    }
    m_transport->wake();
    return answer.get();
}

base::Result<JobId> Scheduler::submit(const Request& request) {
    if (auto checked = checkRequest(request); !checked) return tl::unexpected(checked.error());
    auto endpoint = endpointFor(m_parts, request);
    if (!endpoint) return tl::unexpected(endpoint.error());
    const JobId id{base::randomId("job")};
    const auto done = verb([this, id, &request, &endpoint]() -> base::Status {
        if (m_writeAgain != 0) {
            const std::string place = m_parts.stateFolder.string();
            return base::fail(base::ErrorCode::Io, "the queue cannot be saved now", place,
                              {{place,
                                {},
                                base::format("the queue cannot be saved now ({})", m_whyUnsaved),
                                "free some room on this disk; nothing was sent"}});
        }
        Work& work = m_works[id];
        Job& job = work.entry.job;
        job.id = id;
        job.request = request;
        job.createdMs = m_parts.clock->utcMs();
        job.queueOrder = m_nextOrder++;
        job.progress = -1;
        job.cost = {.micros = 0, .currency = request.estimate.currency};
        job.costKnown = true;
        work.entry.endpoint = *endpoint;
        work.consent = true;
        m_fresh.insert(&work);
        change(work, JobState::Ready);
        return {};
    });
    if (!done) {
        // What could not be saved was not taken on.
        const auto forgotten = verb([this, id]() -> base::Status {
            Work* const work = find(id);
            if (work == nullptr) return {};
            m_fresh.erase(work);
            m_dirty.erase(work);
            m_shown.erase(work);
            m_active.erase(work);
            std::erase_if(m_batch.events, [&id](const JobEvent& event) { return event.job == id; });
            m_works.erase(id);
            m_board.forget(id);
            return {};
        });
        static_cast<void>(forgotten);  // the submit's own failure is what counts
        return tl::unexpected(done.error());
    }
    return id;
}

base::Status Scheduler::cancel(const JobId& id) {
    return verb([this, id]() -> base::Status {
        using enum JobState;
        Work* const work = find(id);
        if (work == nullptr) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        const JobState state = work->entry.job.state;
        if (state == Ready || state == NotSent) {
            change(*work, Cancelled, "Cancelled before anything was sent.");
            return {};
        }
        if (state == Cancelling) return {};
        if (state == Intent && !isLocal(*work)) {
            work->entry.cancelWish = true;
            note(*work, "It is being ordered right now and will be cancelled when the service has answered.");
            touch(*work);
            return {};
        }
        if (state != Accepted && state != Running) return bad("this job cannot be cancelled any more", id);
        if (!isLocal(*work)) {
            const HttpAdapter* const adapter = adapterOf(*work);
            if (adapter == nullptr || !adapter->cancelJob(jobOf(*work), work->entry.endpoint)) {
                return bad("this service cannot cancel; the clip goes on and is fetched when it is ready",
                           id);
            }
            work->looked = work->cancelTaken = false;
        }
        change(*work, Cancelling);
        if (isLocal(*work)) {
            work->clipStop.request_stop();
            if (!work->busy) change(*work, Cancelled);
        }
        return {};
    });
}

base::Status Scheduler::resume() {
    return verb([this]() -> base::Status {
        m_paused = false;
        for (auto& [id, gate] : m_gates) {
            gate.closed.clear();
            gate.unknowns = 0;
        }
        for (Work* work : m_active) {
            const JobState state = work->entry.job.state;
            const bool waits = state == JobState::Ready || state == JobState::NotSent;
            // A doubtful charge is only looked up when a person asks for that job.
            const bool stuck = work->entry.job.lacks == Lack::Room;
            if (!waits && !stuck && (!work->held || state == JobState::Unknown)) continue;
            work->entry.job.lacks = Lack::Nothing;
            work->consent = true;
            work->held = false;
            work->submitTries = 0;
            work->due = now();
            m_shown.insert(work);
        }
        m_again = true;
        return {};
    });
}

base::Status Scheduler::pause() {
    return verb([this]() -> base::Status {
        m_paused = true;
        m_shown.insert(m_active.begin(), m_active.end());
        return {};
    });
}

base::Status Scheduler::pauseAt(const std::string& endpoint) {
    return verb([this, endpoint]() -> base::Status {
        if (!m_parts.endpoints.contains(endpoint)) {
            return base::fail(base::ErrorCode::NotFound, "there is no such endpoint", endpoint);
        }
        closeGate(endpoint, "Paused by hand; resume to go on.");
        return {};
    });
}

base::Status Scheduler::reorder(const JobId& id, const JobId& before) {
    return verb([this, id, before]() -> base::Status {
        const auto waits = [](const Work& work) {
            const JobState state = work.entry.job.state;
            return !work.busy && (state == JobState::Ready || state == JobState::NotSent);
        };
        for (const JobId& each : {id, before}) {
            if (each.str().empty()) continue;
            const Work* const work = find(each);
            if (work == nullptr)
                return base::fail(base::ErrorCode::NotFound, "there is no such job", each.str());
            if (!waits(*work)) return bad("this job has started; its place is fixed", each);
        }
        std::vector<Work*> line;
        for (Work* work : m_active) {
            if (waits(*work)) line.push_back(work);
        }
        const auto place = [](const Work* work) { return work->entry.job.queueOrder; };
        std::sort(line.begin(), line.end(), [&](auto* a, auto* b) { return place(a) < place(b); });
        std::vector<std::int64_t> places;
        for (const Work* work : line) places.push_back(place(work));
        Work* const moved = find(id);
        if (id == before) return {};
        std::erase(line, moved);
        line.insert(std::find(line.begin(), line.end(), find(before)), moved);
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (place(line[i]) == places[i]) continue;
            line[i]->entry.job.queueOrder = places[i];
            touch(*line[i]);
        }
        return {};
    });
}

base::Result<SpendingCaps> Scheduler::caps() {
    base::Result<SpendingCaps> caps;
    const auto read = verb([this, &caps]() -> base::Status {
        caps = m_caps;
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return caps;
}

base::Status Scheduler::setCaps(const SpendingCaps& caps) {
    return verb([this, caps]() -> base::Status {
        if (auto saved = saveCaps(m_parts.stateFolder, caps); !saved) return saved;
        m_caps = caps;
        return {};
    });
}

std::vector<JobEvent> Scheduler::events(const JobId& id) {
    std::vector<JobEvent> events;
    const auto done = verb([this, id, &events]() -> base::Status {
        auto read = m_ledger->events(id);
        if (!read) return tl::unexpected(read.error());
        events = std::move(*read);
        return {};
    });
    if (!done) events.clear();
    return events;
}

}  // namespace groundglass::jobs
