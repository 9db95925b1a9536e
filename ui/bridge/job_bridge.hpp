#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/jobs/service.hpp"
#include "ui/bridge/background.hpp"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace groundglass::ui {

/// The queue, seen from the window: calls go to a worker, answers and events come back as signals. Thread:
/// UI.
class JobBridge final : public QObject {
    Q_OBJECT
public:
    explicit JobBridge(QObject* parent = nullptr);
    ~JobBridge() override;

    /// Opens the ledger on the worker; then opened() or openFailed().
    void open(std::shared_ptr<const app::Library> library);
    [[nodiscard]] bool isOpen() const { return m_open; }

    /// All known jobs, newest first; kept up to date by jobChanged().
    [[nodiscard]] const std::vector<jobs::Job>& jobs() const { return m_jobs; }

    void submit(const jobs::Request& request);
    void cancel(const jobs::JobId& id);
    void reconcile(const jobs::JobId& id);
    void sendAgain(const jobs::JobId& id);
    void abandon(const jobs::JobId& id);
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
    /// A call was refused; a sentence for people.
    void refused(const QString& why);

private:
    void take(jobs::Job job);
    void call(std::function<base::Status(jobs::JobService&)> verb);

    Mailbox m_home;  ///< Outlives the worker and the listener.
    /// Touched on the worker only, from the first open() on.
    struct Link {
        std::unique_ptr<jobs::JobService> service;
        std::shared_ptr<void> listening;
    };
    std::shared_ptr<Link> m_link = std::make_shared<Link>();
    std::vector<jobs::Job> m_jobs;
    bool m_open = false;
    Background m_worker;
};

}  // namespace groundglass::ui
