#pragma once

#include "groundglass/viewfinder/render.hpp"

#include <QImage>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace groundglass::ui {

/// Draws the newest request and drops every older one, the one under way included.
class LiveWorker {
public:
    struct Request {
        quint64 ticket = 0;
        viewfinder::Scene scene;
        viewfinder::RenderOptions options;
        int first = 0;        ///< Width of the quick first picture; 0 = none.
        bool frames = false;  ///< The frames of the shot instead of one picture,
        int from = 0;         ///< beginning with this one.
    };
    /// Called on the worker.
    struct Sink {
        std::function<void(quint64 ticket, QImage image, int samples, bool finished)> picture;
        std::function<void(quint64 ticket, int index, int count, QImage image)> frame;
        std::function<void(quint64 ticket, std::string why)> failed;
    };

    LiveWorker(std::filesystem::path cache, Sink sink);
    ~LiveWorker();
    LiveWorker(const LiveWorker&) = delete;
    LiveWorker& operator=(const LiveWorker&) = delete;

    /// Thread: any.
    void request(Request request);
    void cancel();
    [[nodiscard]] bool idle() const;

private:
    void loop(std::stop_token ending);
    void draw(viewfinder::Renderer& renderer, const Request& request, std::stop_token stop);
    void drawFrames(viewfinder::Renderer& renderer, const Request& request, std::stop_token stop);

    std::filesystem::path m_cache;
    Sink m_sink;
    int m_firstWidth = 480;  ///< Of the next quick picture; worker only.
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_next;
    std::stop_source m_current;
    bool m_running = false;
    std::jthread m_thread;
};

}  // namespace groundglass::ui
