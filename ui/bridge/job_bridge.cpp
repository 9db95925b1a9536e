#include "ui/bridge/job_bridge.hpp"

#include "ui/theme.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::ui {

JobBridge::JobBridge(QObject* parent) : QObject(parent) {}

JobBridge::~JobBridge() {
    // Ending the subscription waits for a call that is running, so no event comes after this.
    m_worker.post([link = m_link](std::stop_token) {
        link->listening.reset();
        link->service.reset();
    });
}

void JobBridge::open(std::shared_ptr<const app::Library> library) {
    using Start = base::Result<std::vector<jobs::Job>>;
    m_worker.run(
        this,
        [this, link = m_link, library = std::move(library)](std::stop_token) -> Start {
            auto service = app::openJobs(library);
            if (!service) return tl::unexpected(service.error());
            link->service = std::move(service).value();
            link->listening = link->service->listen(
                [this](const jobs::Job& job) { m_home.post([this, job] { take(job); }); });
            return link->service->jobs();
        },
        [this](Start start) {
            if (!start) {
                Q_EMIT openFailed(shown(start.error().message));
                return;
            }
            // What came from the listener meanwhile is newer than the list.
            for (jobs::Job& job : *start) {
                const auto same = [&](const jobs::Job& known) { return known.id == job.id; };
                if (std::none_of(m_jobs.begin(), m_jobs.end(), same)) m_jobs.push_back(std::move(job));
            }
            m_open = true;
            Q_EMIT opened();
        });
}

void JobBridge::take(jobs::Job job) {
    const auto known = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [&](const jobs::Job& other) { return other.id == job.id; });
    if (known != m_jobs.end()) {
        *known = job;
    } else {
        m_jobs.insert(m_jobs.begin(), job);
    }
    Q_EMIT jobChanged(job);
}

void JobBridge::call(std::function<base::Status(jobs::JobService&)> verb) {
    if (!m_open) {
        Q_EMIT refused(tr("The queue is not open yet; try again in a moment."));
        return;
    }
    m_worker.run(
        this, [link = m_link, verb = std::move(verb)](std::stop_token) { return verb(*link->service); },
        [this](base::Status status) {
            if (!status) Q_EMIT refused(shown(status.error().message));
        });
}

void JobBridge::submit(const jobs::Request& request) {
    if (!m_open) {
        Q_EMIT refused(tr("The queue is not open yet; try again in a moment."));
        return;
    }
    m_worker.run(
        this, [link = m_link, request](std::stop_token) { return link->service->submit(request); },
        [this](base::Result<jobs::JobId> id) {
            if (!id) {
                Q_EMIT refused(shown(id.error().message));
            } else {
                Q_EMIT submitted(*id);
            }
        });
}

void JobBridge::cancel(const jobs::JobId& id) {
    call([id](jobs::JobService& service) { return service.cancel(id); });
}
void JobBridge::reconcile(const jobs::JobId& id) {
    call([id](jobs::JobService& service) { return service.reconcile(id); });
}
void JobBridge::sendAgain(const jobs::JobId& id) {
    call([id](jobs::JobService& service) { return service.sendAgain(id); });
}
void JobBridge::abandon(const jobs::JobId& id) {
    call([id](jobs::JobService& service) { return service.abandon(id); });
}
void JobBridge::resume() {
    call([](jobs::JobService& service) { return service.resume(); });
}
void JobBridge::pause() {
    call([](jobs::JobService& service) { return service.pause(); });
}

void JobBridge::events(const jobs::JobId& id, QObject* context,
                       std::function<void(std::vector<jobs::JobEvent>)> then) {
    if (!m_open) return;
    m_worker.run(
        context, [link = m_link, id](std::stop_token) { return link->service->events(id); }, std::move(then));
}

}  // namespace groundglass::ui
