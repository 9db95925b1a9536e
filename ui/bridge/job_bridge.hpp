#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/jobs/service.hpp"
#include "ui/bridge/background.hpp"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::ui {

/// True when closing the queue now would end work that is under way on this machine: a clip that is made
/// here, a transfer, an order on its way to a service.
[[nodiscard]] bool wouldBeCutShort(const jobs::Job& job);

/// The queue, seen from the window: calls go to a worker, answers and events come back as signals. Thread:
/// UI.
class JobBridge final : public QObject {
    Q_OBJECT
public:
    explicit JobBridge(QObject* parent = nullptr);
    ~JobBridge() override;

    /// Where keys come from, from the next open() on. Null: the environment.
    void useKeys(std::shared_ptr<jobs::SecretSource> keys) { m_keys = std::move(keys); }
    /// Opens the ledger on the worker; then opened() or openFailed().
    void open(std::shared_ptr<const app::Library> library);
    [[nodiscard]] bool isOpen() const { return m_open; }
    /// False when another program of Groundglass holds the ledger: its endpoints and keys count then.
    [[nodiscard]] bool isOwner() const { return m_owner; }

    /// The endpoints on disk are others now. The queue reads them when it is opened, so it is opened again as
    /// soon as nothing would be cut short by that: then opened(), and endpointsWait() is false.
    void refreshEndpoints();
    [[nodiscard]] bool endpointsWait() const { return m_stale; }
    /// The endpoint has a key now: what was sent already and stood still for want of it is asked about again.
    /// Nothing is sent by this. Gives the number of shots that still wait for a person's word to be sent.
    int keyArrived(const std::string& endpoint);

    /// All known jobs, newest first; kept up to date by jobChanged().
    [[nodiscard]] const std::vector<jobs::Job>& jobs() const { return m_jobs; }

    void submit(const jobs::Request& request);
    void cancel(const jobs::JobId& id);
    void reconcile(const jobs::JobId& id);
    void sendAgain(const jobs::JobId& id);
    void abandon(const jobs::JobId& id);
    /// A person's word on a doubtful job: it is this one at the service, which is asked first.
    void takeRemote(const jobs::JobId& id, const std::string& remoteId);
    /// It was never made there: it counts as not spent.
    void wasNotSent(const jobs::JobId& id);
    /// The caps on spending as they were read or set last; nothing when they cannot be read.
    [[nodiscard]] const std::optional<jobs::SpendingCaps>& caps() const { return m_caps; }
    /// Then capsChanged(), or refused().
    void setCaps(const jobs::SpendingCaps& caps);
    /// Lets what waited from an earlier run start.
    void resume();
    void pause();
    /// The history of a job, oldest first.
    void events(const jobs::JobId& id, QObject* context,
                std::function<void(std::vector<jobs::JobEvent>)> then);

Q_SIGNALS:
    void opened();
    void openFailed(const QString& why);
    void submitted(const groundglass::jobs::JobId& id);
    /// A job is new or has changed.
    void jobChanged(const groundglass::jobs::Job& job);
    void capsChanged();
    /// A call was refused; a sentence for people.
    void refused(const QString& why);

private:
    using Start = base::Result<std::vector<jobs::Job>>;
    void take(jobs::Job job);
    [[nodiscard]] bool knows(const jobs::JobId& id) const;
    struct Opened {
        Start jobs;
        bool owner = true;
        std::optional<jobs::SpendingCaps> caps;
    };
    void started(Opened opened);
    [[nodiscard]] bool isCalm() const;
    void openAgainWhenCalm();
    void call(std::function<base::Status(jobs::JobService&)> verb, std::function<void()> done = {});
    void verbEnded();

    Mailbox m_home;  ///< Outlives the worker and the listener.
    /// Touched on the worker only, from the first open() on.
    struct Link {
        std::unique_ptr<jobs::JobService> service;
        std::shared_ptr<void> listening;
    };
    std::shared_ptr<Link> m_link = std::make_shared<Link>();
    std::shared_ptr<const app::Library> m_library;
    std::shared_ptr<jobs::SecretSource> m_keys;
    std::vector<jobs::Job> m_jobs;
    std::vector<jobs::Job> m_meanwhile;  ///< Changes that came while the list was on its way.
    int m_verbs = 0;                     ///< Calls whose answer is still to come.
    std::optional<jobs::SpendingCaps> m_caps;
    bool m_open = false;
    bool m_owner = true;
    bool m_stale = false;  ///< The endpoints of the open queue are not those on disk.
    Background m_worker;
};

}  // namespace groundglass::ui
