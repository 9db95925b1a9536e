#pragma once

#include "groundglass/base/clock.hpp"
#include "groundglass/jobs/outside.hpp"
#include "groundglass/jobs/spending.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace groundglass::jobs {

/// What the service is made of; tests bring fakes.
struct ServiceParts {
    std::filesystem::path stateFolder;  ///< Ledger, event mirror, socket, parts of downloads.
    std::vector<std::shared_ptr<const HttpAdapter>> adapters;
    std::map<std::string, std::shared_ptr<LocalClip>> local;  ///< By provider id: "builtin".
    std::map<std::string, Endpoint> endpoints;
    std::vector<std::shared_ptr<LocalServer>> servers;
    std::shared_ptr<SecretSource> secrets;
    std::shared_ptr<TakeSink> takes;
    std::shared_ptr<const base::Clock> clock;
    double pollScale = 1;  ///< Multiplies every wait; tests make it small.
};

/// The queue of one person on one machine. The first process opens the ledger, runs the scheduler on its own
/// thread and serves `jobs.sock`; another process becomes a client of that socket with the same verbs.
class JobService {
public:
    /// Opens the ledger (or connects) and does the start-up of reliability §6: reconcile, poll, download.
    /// Nothing is submitted. Errors: Io (ledger unreadable and not rebuildable).
    [[nodiscard]] static base::Result<std::unique_ptr<JobService>> open(ServiceParts parts);
    virtual ~JobService() =
        default;  ///< Stops the scheduler; running local clips are cut and resume at the next start.

    /// Freezes the request as *ready* and starts it (the person pressed Roll and saw the price). Errors:
    /// InvalidInput, Io.
    [[nodiscard]] virtual base::Result<JobId> submit(const Request& request) = 0;
    [[nodiscard]] virtual std::vector<Job> jobs() const = 0;  ///< Newest first.
    [[nodiscard]] virtual std::optional<Job> job(const JobId& id) const = 0;
    [[nodiscard]] virtual std::vector<JobEvent> events(const JobId& id) const = 0;
    [[nodiscard]] virtual base::Status cancel(const JobId& id) = 0;
    /// Lets *ready* and *not_sent* jobs of an earlier run start; the consent that a start needs.
    [[nodiscard]] virtual base::Status resume() = 0;
    /// Stops starting new jobs; running ones go on.
    [[nodiscard]] virtual base::Status pause() = 0;
    /// Starts nothing new at one endpoint until `resume`. Errors: NotFound (no such endpoint).
    [[nodiscard]] virtual base::Status pauseAt(const std::string& endpoint) = 0;
    /// Moves a job that is not sent yet before another one of those; an empty `before` = behind all. Errors:
    /// NotFound, InvalidInput (one of them has started).
    [[nodiscard]] virtual base::Status reorder(const JobId& id, const JobId& before) = 0;
    /// Searches again for a doubtful charge. Errors: NotFound, InvalidInput (not doubtful).
    [[nodiscard]] virtual base::Status reconcile(const JobId& id) = 0;
    /// A person's word on a doubtful or ended job: send again (a new attempt) or give up. These four give
    /// RateLimited while the job is being looked up: over in a moment.
    [[nodiscard]] virtual base::Status sendAgain(const JobId& id) = 0;
    [[nodiscard]] virtual base::Status abandon(const JobId& id) = 0;
    /// A person's word on a doubtful job: it is this one at the service (which is asked before it is adopted)
    /// or it was never made there. Neither sends anything. Errors: NotFound, InvalidInput.
    [[nodiscard]] virtual base::Status take(const JobId& id, const std::string& remoteId) = 0;
    [[nodiscard]] virtual base::Status wasNotSent(const JobId& id) = 0;

    /// The caps on spending; kept in the state folder. Errors: InvalidInput (below zero), Io.
    [[nodiscard]] virtual base::Result<SpendingCaps> caps() const = 0;
    [[nodiscard]] virtual base::Status setCaps(const SpendingCaps& caps) = 0;

    /// Called on the scheduler's thread for every change (a client: on its reader's thread). The returned
    /// token ends it and waits for a running call. A listener may read (`jobs`, `job`) but not call the verbs
    /// that change.
    using Listener = std::function<void(const Job&)>;
    [[nodiscard]] virtual std::shared_ptr<void> listen(Listener listener) = 0;
    /// Waits until the job rests (an end, or a state that needs a person). Errors: Cancelled (stop),
    /// NotFound, Io (client: the process that holds the queue has gone).
    [[nodiscard]] virtual base::Result<Job> wait(const JobId& id, std::stop_token stop) = 0;
    /// True when this process owns the ledger.
    [[nodiscard]] virtual bool owner() const noexcept = 0;
};

}  // namespace groundglass::jobs
