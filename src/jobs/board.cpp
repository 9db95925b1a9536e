#include "jobs/board.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::jobs {

void Board::publish(const std::vector<Job>& changed) {
    if (changed.empty()) return;
    {
        const std::scoped_lock lock(m_mutex);
        for (const Job& job : changed) m_jobs.insert_or_assign(job.id, job);
    }
    m_changed.notify_all();
    std::vector<std::shared_ptr<Slot>> slots;
    {
        const std::scoped_lock lock(m_slotMutex);
        slots.assign(m_slots.begin(), m_slots.end());
    }
    for (const auto& slot : slots) {
        const std::scoped_lock lock(slot->mutex);
        const auto listener = slot->listener;  // a copy: a listener that ends itself is still running
        for (const Job& job : changed) {
            if (slot->listener) listener(job);
        }
    }
}

void Board::put(const Job& job) {
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.emplace(job.id, job);
    }
    m_changed.notify_all();
}

void Board::forget(const JobId& id) {
    const std::scoped_lock lock(m_mutex);
    m_jobs.erase(id);
}

std::vector<Job> Board::jobs() const {
    std::vector<Job> all;
    {
        const std::scoped_lock lock(m_mutex);
        all.reserve(m_jobs.size());
        for (const auto& [id, job] : m_jobs) all.push_back(job);
    }
    std::sort(all.begin(), all.end(), [](const Job& a, const Job& b) { return a.queueOrder > b.queueOrder; });
    return all;
}

std::optional<Job> Board::job(const JobId& id) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return std::nullopt;
    return found->second;
}

std::shared_ptr<void> Board::listen(JobService::Listener listener) {
    auto slot = std::make_shared<Slot>();
    slot->listener = std::move(listener);
    const std::scoped_lock lock(m_slotMutex);
    m_slots.remove_if([](const std::shared_ptr<Slot>& old) {
        const std::unique_lock free(old->mutex, std::try_to_lock);
        return free.owns_lock() && !old->listener;
    });
    m_slots.push_back(slot);
    // The token owns the slot's end, not the board: it may outlive the service.
    return std::shared_ptr<void>(slot.get(), [slot](void*) {
        const std::scoped_lock running(slot->mutex);
        slot->listener = nullptr;
    });
}

base::Result<Job> Board::wait(const JobId& id, std::stop_token stop, bool willCome) {
    std::unique_lock lock(m_mutex);
    std::optional<Job> rested;
    bool missing = false;
    m_changed.wait(lock, stop, [&] {
        const auto found = m_jobs.find(id);
        const bool there = found != m_jobs.end();
        missing = !there && !willCome;
        if (there && found->second.rests) rested = found->second;
        return missing || rested || m_closed;
    });
    if (rested) return *rested;
    if (missing) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
    if (stop.stop_requested()) return base::fail(base::ErrorCode::Cancelled, "stopped waiting", id.str());
    const std::string message = willCome
                                    ? "the Groundglass that held the queue has ended; the job is not lost"
                                    : "the queue has been closed; the job is not lost";
    return base::fail(base::ErrorCode::Io, message, id.str(),
                      {{id.str(), {}, message, "`groundglass jobs resume --wait` goes on with it"}});
}

void Board::close() {
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
}

}  // namespace groundglass::jobs
