#include "ui/bridge/live_worker.hpp"

#include "ui/bridge/render_bridge.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace groundglass::ui {
namespace {

using Clock = std::chrono::steady_clock;

/// Passes come faster than a screen shows them; the window gets at most this many a second.
constexpr std::chrono::milliseconds passEvery{70};

/// What an edit may take until something of it is seen; a heavy shot gets a smaller first picture instead of
/// a late one.
constexpr double firstWithinMs = 34;
constexpr int firstLeast = 320;
constexpr int firstMost = 480;

base::Pixels smaller(base::Pixels size, int width) {
    const int height =
        static_cast<int>(static_cast<std::int64_t>(size.height) * width / std::max(1, size.width));
    return {std::max(16, width), std::max(16, height)};
}

/// The next width, from how long this one took: the work goes with the area. Steps are halved, so that one
/// slow picture (a figure that is sculpted first) does not shrink the next.
int firstWidthAfter(int width, double tookMs) {
    const double fits = width * std::sqrt(firstWithinMs / std::max(1.0, tookMs));
    return static_cast<int>((width + std::clamp(fits, width * 0.5, width * 1.5)) / 2);
}

}  // namespace

LiveWorker::LiveWorker(std::filesystem::path cache, Sink sink)
    : m_cache(std::move(cache)),
      m_sink(std::move(sink)),
      m_thread([this](std::stop_token ending) { loop(ending); }) {}

LiveWorker::~LiveWorker() {
    m_thread.request_stop();
    cancel();
    m_wake.notify_all();
    m_thread.join();
}

void LiveWorker::request(Request request) {
    {
        const std::lock_guard lock(m_mutex);
        m_next = std::move(request);
        m_current.request_stop();
    }
    m_wake.notify_one();
}

void LiveWorker::cancel() {
    const std::lock_guard lock(m_mutex);
    m_next.reset();
    m_current.request_stop();
}

bool LiveWorker::idle() const {
    const std::lock_guard lock(m_mutex);
    return !m_next && !m_running;
}

void LiveWorker::loop(std::stop_token ending) {
    viewfinder::Renderer renderer(m_cache);
    while (true) {
        std::optional<Request> request;
        std::stop_token stop;
        {
            std::unique_lock lock(m_mutex);
            m_running = false;
            m_wake.wait(lock, ending, [this] { return m_next.has_value(); });
            if (ending.stop_requested()) return;
            request = std::exchange(m_next, std::nullopt);
            m_current = std::stop_source();
            stop = m_current.get_token();
            m_running = true;
        }
        if (request->frames) {
            drawFrames(renderer, *request, stop);
        } else {
            draw(renderer, *request, stop);
        }
    }
}

void LiveWorker::draw(viewfinder::Renderer& renderer, const Request& request, std::stop_token stop) {
    if (request.first > 0 && request.first < request.options.size.width) {
        viewfinder::RenderOptions quick = request.options;
        quick.size = smaller(request.options.size, std::min(request.first, m_firstWidth));
        quick.samples = 1;
        quick.grain = false;
        const auto begun = Clock::now();
        const auto image = renderer.still(request.scene, quick, stop);
        if (stop.stop_requested()) return;
        if (image) m_sink.picture(request.ticket, toQImage(*image), quick.samples, false);
        const std::chrono::duration<double, std::milli> took = Clock::now() - begun;
        if (quick.size.width == m_firstWidth || took.count() > firstWithinMs) {
            m_firstWidth = std::clamp(firstWidthAfter(quick.size.width, took.count()), firstLeast, firstMost);
        }
    }
    auto last = Clock::now() - passEvery;
    const auto status = renderer.progressive(
        request.scene, request.options,
        [&](const viewfinder::Image& image, int samples) {
            if (stop.stop_requested()) return false;
            const bool finished = samples >= request.options.samples;
            const auto now = Clock::now();
            if (finished || now - last >= passEvery) {
                last = now;
                m_sink.picture(request.ticket, toQImage(image), samples, finished);
            }
            return true;
        },
        stop);
    if (!status && status.error().code != base::ErrorCode::Cancelled) {
        m_sink.failed(request.ticket, status.error().message);
    }
}

void LiveWorker::drawFrames(viewfinder::Renderer& renderer, const Request& request, std::stop_token stop) {
    const auto& measured = request.scene.measured;
    const auto count = std::max<std::int64_t>(1, measured.rate.framesIn(measured.duration));
    for (std::int64_t i = request.from; i < count && !stop.stop_requested(); ++i) {
        viewfinder::RenderOptions options = request.options;
        options.time = base::Milliseconds(
            static_cast<std::int64_t>(static_cast<double>(i) * 1000.0 / measured.rate.perSecond()));
        auto image = renderer.still(request.scene, options, stop);
        if (stop.stop_requested()) return;
        if (!image) {
            m_sink.failed(request.ticket, image.error().message);
            return;
        }
        m_sink.frame(request.ticket, static_cast<int>(i), static_cast<int>(count), toQImage(*image));
    }
}

}  // namespace groundglass::ui
