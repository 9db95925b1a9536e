#pragma once

#include "groundglass/viewfinder/render.hpp"

#include <QImage>
#include <QString>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace groundglass::ui {

/// Draws thumbnails one after another, at low priority and on one core, so that it never slows the ground
/// glass.
class QuietWorker {
public:
    struct Request {
        QString key;
        viewfinder::Scene scene;
        base::Pixels size;
        int samples = 8;
    };
    /// Called on the worker.
    using Sink = std::function<void(QString key, QImage image)>;

    QuietWorker(std::filesystem::path cache, Sink sink);
    ~QuietWorker();
    QuietWorker(const QuietWorker&) = delete;
    QuietWorker& operator=(const QuietWorker&) = delete;

    /// A key that already waits is not taken twice. Thread: any.
    void request(Request request);
    void forget(const QString& keyPrefix);
    [[nodiscard]] bool idle() const;

private:
    void loop(std::stop_token stop);

    std::filesystem::path m_cache;
    Sink m_sink;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Request> m_waiting;
    QString m_drawing;
    bool m_running = false;
    std::jthread m_thread;
};

}  // namespace groundglass::ui
