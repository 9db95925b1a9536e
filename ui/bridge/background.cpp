#include "ui/bridge/background.hpp"

namespace groundglass::ui {

Background::Background() : m_thread([this](std::stop_token stop) { loop(stop); }) {}

Background::~Background() {
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void Background::post(Job job) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

bool Background::idle() const {
    const std::lock_guard lock(m_mutex);
    return m_jobs.empty() && !m_running;
}

void Background::loop(std::stop_token stop) {
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_running = false;
            m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
            // What writes is finished even when the program ends; each job sees the stop and may cut itself
            // short.
            if (m_jobs.empty()) return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_running = true;
        }
        job(stop);
    }
}

}  // namespace groundglass::ui
