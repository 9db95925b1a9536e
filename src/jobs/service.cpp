#include "groundglass/jobs/service.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/paths.hpp"
#include "jobs/client.hpp"
#include "jobs/open_service.hpp"
#include "jobs/scheduler.hpp"
#include "jobs/socket_server.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <chrono>
#include <thread>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr int ownerTries = 100;
constexpr std::chrono::milliseconds ownerWait{50};

/// `jobs.lock`: whoever holds it owns the ledger. The system lets go of it when the process dies.
class Lock {
public:
    explicit Lock(int descriptor) : m_descriptor(descriptor) {}
    Lock(Lock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    Lock& operator=(Lock&&) = delete;
    Lock(const Lock&) = delete;
    ~Lock() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    [[nodiscard]] bool held() const { return ::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0; }

private:
    int m_descriptor;
};

class Owner final : public JobService {
public:
    Owner(Lock lock, ServiceParts parts, Ledger::Opened opened, std::unique_ptr<Transport> transport)
        : m_lock(std::move(lock)), m_scheduler(std::move(parts), std::move(opened), std::move(transport)) {}

    [[nodiscard]] base::Status serve(const std::filesystem::path& folder) {
        auto server = SocketServer::start(folder, *this);
        if (!server) return tl::unexpected(server.error());
        m_server = std::move(*server);
        return {};
    }

    base::Result<JobId> submit(const Request& request) override { return m_scheduler.submit(request); }
    std::vector<Job> jobs() const override { return m_scheduler.board().jobs(); }
    std::optional<Job> job(const JobId& id) const override { return m_scheduler.board().job(id); }
    std::vector<JobEvent> events(const JobId& id) const override { return m_scheduler.events(id); }
    base::Status cancel(const JobId& id) override { return m_scheduler.cancel(id); }
    base::Status resume() override { return m_scheduler.resume(); }
    base::Status pause() override { return m_scheduler.pause(); }
    base::Status pauseAt(const std::string& endpoint) override { return m_scheduler.pauseAt(endpoint); }
    base::Status reorder(const JobId& id, const JobId& before) override {
        return m_scheduler.reorder(id, before);
    }
    base::Status reconcile(const JobId& id) override { return m_scheduler.reconcile(id); }
    base::Status sendAgain(const JobId& id) override { return m_scheduler.sendAgain(id); }
    base::Status abandon(const JobId& id) override { return m_scheduler.abandon(id); }
    base::Status take(const JobId& id, const std::string& remoteId) override {
        return m_scheduler.take(id, remoteId);
    }
    base::Status wasNotSent(const JobId& id) override { return m_scheduler.wasNotSent(id); }
    base::Result<SpendingCaps> caps() const override { return m_scheduler.caps(); }
    base::Status setCaps(const SpendingCaps& caps) override { return m_scheduler.setCaps(caps); }
    std::shared_ptr<void> listen(Listener listener) override {
        return m_scheduler.board().listen(std::move(listener));
    }
    base::Result<Job> wait(const JobId& id, std::stop_token stop) override {
        return m_scheduler.board().wait(id, std::move(stop));
    }
    bool owner() const noexcept override { return true; }

private:
    Lock m_lock;  // first: let go of last
    mutable Scheduler m_scheduler;
    std::unique_ptr<SocketServer> m_server;
};

}  // namespace

base::Result<std::unique_ptr<JobService>> openService(
    ServiceParts parts, const std::function<std::unique_ptr<Transport>()>& makeTransport,
    const std::filesystem::path& scripts) {
    if (!parts.clock || !parts.takes) {
        return base::fail(base::ErrorCode::InvalidInput, "the queue needs a clock and a place for takes");
    }
    const std::filesystem::path folder = parts.stateFolder;
    if (auto made = base::makeFolder(folder); !made) return tl::unexpected(made.error());
    const int descriptor = ::open((folder / "jobs.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return base::fail(base::ErrorCode::Io, "jobs.lock cannot be made", folder.string(),
                          {{(folder / "jobs.lock").string(),
                            {},
                            "the queue's lock cannot be made",
                            "give write access to this folder, or free some room on its disk"}});
    Lock lock(descriptor);
    for (int tries = 0; !lock.held(); ++tries) {
        if (auto client = connectToOwner(folder)) return client;
        if (tries == ownerTries) {
            return base::fail(base::ErrorCode::Io, "another Groundglass holds the queue and does not answer",
                              folder.string(),
                              {{folder.string(),
                                {},
                                "another Groundglass holds the queue and does not answer",
                                "wait for it to end, or end it; nothing is lost"}});
        }
        std::this_thread::sleep_for(ownerWait);  // it is starting or ending
    }
    auto opened = Ledger::open(folder, scripts, parts.clock);
    if (!opened) return tl::unexpected(opened.error());
    auto transport = makeTransport();
    if (!parts.servers.empty())
        transport = makeRoutedTransport(std::move(transport), parts.servers, parts.clock);
    auto owner =
        std::make_unique<Owner>(std::move(lock), std::move(parts), std::move(*opened), std::move(transport));
    if (auto served = owner->serve(folder); !served) return tl::unexpected(served.error());
    return owner;
}

base::Result<std::unique_ptr<JobService>> JobService::open(ServiceParts parts) {
    const auto resources = base::resourceFolder();
    if (!resources) return tl::unexpected(resources.error());
    return openService(std::move(parts), makeCurlTransport, *resources / "sql" / "ledger");
}

}  // namespace groundglass::jobs
