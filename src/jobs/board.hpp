#pragma once

#include "groundglass/jobs/service.hpp"

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace groundglass::jobs {

/// What everyone may see of the queue, and who wants to hear of changes. Thread: any, but `publish` (one).
class Board {
public:
    /// Shows the new values, then calls the listeners on this thread.
    void publish(const std::vector<Job>& changed);
    /// Shows values that nobody needs to be told of; what is there already stays.
    void put(const Job& job);
    void forget(const JobId& id);

    [[nodiscard]] std::vector<Job> jobs() const;  ///< Newest first.
    [[nodiscard]] std::optional<Job> job(const JobId& id) const;
    [[nodiscard]] std::shared_ptr<void> listen(JobService::Listener listener);
    /// Until the job rests. With `willCome` a job that is not here yet is waited for.
    /// Errors: Cancelled, NotFound, Io (closed).
    [[nodiscard]] base::Result<Job> wait(const JobId& id, std::stop_token stop, bool willCome = false);
    /// Ends every wait.
    void close();

private:
    struct Slot {
        std::recursive_mutex mutex;  ///< Held while the listener runs; a listener may end itself.
        JobService::Listener listener;
    };

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<JobId, Job> m_jobs;
    bool m_closed{};
    std::mutex m_slotMutex;
    std::list<std::shared_ptr<Slot>> m_slots;
};

}  // namespace groundglass::jobs
