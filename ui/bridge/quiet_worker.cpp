#include "ui/bridge/quiet_worker.hpp"

#include "ui/bridge/render_bridge.hpp"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace groundglass::ui {
namespace {
constexpr std::chrono::seconds keepFor{6};
}

QuietWorker::QuietWorker(std::filesystem::path cache, Sink sink)
    : m_cache(std::move(cache)),
      m_sink(std::move(sink)),
      m_thread([this](std::stop_token stop) { loop(stop); }) {}

QuietWorker::~QuietWorker() {
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void QuietWorker::request(Request request) {
    {
        const std::lock_guard lock(m_mutex);
        const auto same = [&](const Request& waiting) { return waiting.key == request.key; };
        if (request.key == m_drawing || std::any_of(m_waiting.begin(), m_waiting.end(), same)) return;
        m_waiting.push_back(std::move(request));
    }
    m_wake.notify_one();
}

void QuietWorker::forget(const QString& keyPrefix) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_waiting, [&](const Request& waiting) { return waiting.key.startsWith(keyPrefix); });
}

bool QuietWorker::idle() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty() && !m_running;
}

void QuietWorker::loop(std::stop_token stop) {
    // On Linux a thread has a nice value of its own, and threads that it starts inherit it.
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10));
    std::optional<viewfinder::Renderer> renderer;
    while (true) {
        Request request;
        {
            std::unique_lock lock(m_mutex);
            m_running = false;
            m_drawing.clear();
            const auto something = [this] { return !m_waiting.empty(); };
            // Figures and sets take some hundred megabytes: they go when nothing was drawn for a while.
            if (renderer && !m_wake.wait_for(lock, stop, keepFor, something) && !stop.stop_requested())
                renderer.reset();
            m_wake.wait(lock, stop, something);
            if (stop.stop_requested()) return;
            request = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_drawing = request.key;
            m_running = true;
        }
        viewfinder::RenderOptions options;
        options.size = request.size;
        options.samples = request.samples;
        options.threads = 1;
        if (!renderer) renderer.emplace(m_cache);
        const auto image = renderer->still(request.scene, options, stop);
        if (image) m_sink(request.key, toQImage(*image));
    }
}

}  // namespace groundglass::ui
