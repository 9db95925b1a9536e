#include "ui/bridge/job_bridge.hpp"

#include "ui/theme.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::ui {

bool wouldBeCutShort(const jobs::Job& job) {
    using enum jobs::JobState;
    if (job.rests || jobs::isEnd(job.state)) return false;
    if (job.request.endpoint.empty()) return true;
    // What a service makes, takes back or is asked about goes on without us.
    return job.state != Accepted && job.state != Running && job.state != Cancelling && job.state != Unknown;
}

JobBridge::JobBridge(QObject* parent) : QObject(parent) {}

JobBridge::~JobBridge() {
    // Ending the subscription waits for a call that is running, so no event comes after this.
    m_worker.post([link = m_link](std::stop_token) {
        link->listening.reset();
        link->service.reset();
    });
}

void JobBridge::open(std::shared_ptr<const app::Library> library) {
    m_library = std::move(library);
    m_open = false;
    m_stale = false;
    m_worker.run(
        this,
        [this, link = m_link, shared = m_library, keys = m_keys](std::stop_token) -> Opened {
            // One ledger has one owner: the old queue ends before the new one begins.
            link->listening.reset();
            link->service.reset();
            auto service = app::openJobs(shared, keys);
            if (!service) return {tl::unexpected(service.error()), true, {}};
            link->service = std::move(service).value();
            link->listening = link->service->listen(
                [this](const jobs::Job& job) { m_home.post([this, job] { take(job); }); });
            const auto caps = link->service->caps();
            return {link->service->jobs(), link->service->owner(),
                    caps ? std::optional(*caps) : std::nullopt};
        },
        [this](Opened opened) { started(std::move(opened)); });
}

void JobBridge::started(Opened opened) {
    if (!opened.jobs) {
        Q_EMIT openFailed(shown(opened.jobs.error().message));
        return;
    }
    m_jobs = std::move(opened.jobs).value();
    m_open = true;
    m_owner = opened.owner;
    m_caps = opened.caps;
    // What came from the listener meanwhile may be newer than the list.
    const auto meanwhile = std::exchange(m_meanwhile, {});
    for (const jobs::Job& job : meanwhile) {
        const auto known = std::find_if(m_jobs.begin(), m_jobs.end(),
                                        [&](const jobs::Job& other) { return other.id == job.id; });
        if (known == m_jobs.end() || known->changedMs <= job.changedMs) take(job);
    }
    Q_EMIT this->opened();
    openAgainWhenCalm();
}

bool JobBridge::knows(const jobs::JobId& id) const {
    return std::any_of(m_jobs.begin(), m_jobs.end(), [&](const jobs::Job& job) { return job.id == id; });
}

void JobBridge::take(jobs::Job job) {
    if (!m_open) {
        m_meanwhile.push_back(std::move(job));
        return;
    }
    const auto known = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [&](const jobs::Job& other) { return other.id == job.id; });
    if (known != m_jobs.end()) {
        *known = job;
    } else {
        m_jobs.insert(m_jobs.begin(), job);
    }
    Q_EMIT jobChanged(job);
    openAgainWhenCalm();
}

void JobBridge::refreshEndpoints() {
    if (!m_library) return;  // not opened yet: the first open() reads them
    m_stale = true;
    openAgainWhenCalm();
}

bool JobBridge::isCalm() const {
    return m_verbs == 0 && std::none_of(m_jobs.begin(), m_jobs.end(), wouldBeCutShort);
}

void JobBridge::openAgainWhenCalm() {
    if (m_stale && m_open && isCalm()) open(m_library);
}

int JobBridge::keyArrived(const std::string& endpoint) {
    using enum jobs::JobState;
    int waiting = 0;
    for (const jobs::Job& job : m_jobs) {
        if (!job.rests || job.request.endpoint != endpoint) continue;
        const bool sent = job.state == Accepted || job.state == Running || job.state == Cancelling ||
                          job.state == Done || job.state == Downloading;
        if (sent) reconcile(job.id);
        if (job.state == Ready || job.state == NotSent) ++waiting;
    }
    return waiting;
}

void JobBridge::call(std::function<base::Status(jobs::JobService&)> verb, std::function<void()> done) {
    if (!m_open) {
        Q_EMIT refused(tr("The queue is not open yet; try again in a moment."));
        return;
    }
    ++m_verbs;
    m_worker.run(
        this, [link = m_link, verb = std::move(verb)](std::stop_token) { return verb(*link->service); },
        [this, done = std::move(done)](base::Status status) {
            if (!status) {
                Q_EMIT refused(shown(status.error().message));
            } else if (done) {
                done();
            }
            verbEnded();
        });
}

void JobBridge::verbEnded() {
    --m_verbs;
    openAgainWhenCalm();
}

void JobBridge::submit(const jobs::Request& request) {
    if (!m_open) {
        Q_EMIT refused(tr("The queue is not open yet; try again in a moment."));
        return;
    }
    if (m_stale && !request.endpoint.empty()) {
        Q_EMIT refused(
            tr("Endpoints were changed. The queue takes them over when the clips that are being "
               "made on this machine are done; then Roll again."));
        return;
    }
    ++m_verbs;
    using Taken = base::Result<std::pair<jobs::JobId, std::optional<jobs::Job>>>;
    m_worker.run(
        this,
        [link = m_link, request](std::stop_token) -> Taken {
            const auto id = link->service->submit(request);
            if (!id) return tl::unexpected(id.error());
            return std::pair(*id, link->service->job(*id));
        },
        [this](Taken taken) {
            if (!taken) {
                Q_EMIT refused(shown(taken.error().message));
            } else {
                // It counts as under way from now on, even when its first change is still to be told.
                if (taken->second && !knows(taken->first)) take(std::move(*taken->second));
                Q_EMIT submitted(taken->first);
            }
            verbEnded();
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
void JobBridge::takeRemote(const jobs::JobId& id, const std::string& remoteId) {
    call([id, remoteId](jobs::JobService& service) { return service.take(id, remoteId); });
}
void JobBridge::wasNotSent(const jobs::JobId& id) {
    call([id](jobs::JobService& service) { return service.wasNotSent(id); });
}

void JobBridge::setCaps(const jobs::SpendingCaps& caps) {
    call([caps](jobs::JobService& service) { return service.setCaps(caps); },
         [this, caps] {
             m_caps = caps;
             Q_EMIT capsChanged();
         });
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
