#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace groundglass::jobs {

/// One thread that does tasks in turn; what is left at the end is dropped. Thread of `post`: any.
class Worker {
public:
    Worker() : m_thread([this](std::stop_token stop) { run(stop); }) {}
    ~Worker() { stop(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void post(std::function<void(std::stop_token)> task) {
        {
            const std::scoped_lock lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_wake.notify_one();
    }

    /// Asks the running task to stop and waits for it.
    void stop() {
        m_thread.request_stop();
        if (m_thread.joinable()) m_thread.join();
    }

private:
    void run(const std::stop_token& stop) {
        for (;;) {
            std::function<void(std::stop_token)> task;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); }) || stop.stop_requested())
                    return;
                task = std::move(m_tasks.front());
                m_tasks.pop_front();
            }
            task(stop);
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void(std::stop_token)>> m_tasks;
    std::jthread m_thread;
};

}  // namespace groundglass::jobs
