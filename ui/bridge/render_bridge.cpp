#include "ui/bridge/render_bridge.hpp"

#include "ui/bridge/live_worker.hpp"
#include "ui/bridge/quiet_worker.hpp"
#include "ui/theme.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace groundglass::ui {

namespace {

LiveWorker::Sink liveSink(RenderBridge* bridge, Mailbox& home) {
    LiveWorker::Sink sink;
    sink.picture = [bridge, &home](quint64 ticket, QImage image, int samples, bool finished) {
        home.post([bridge, ticket, image = std::move(image), samples, finished] {
            Q_EMIT bridge->picture(ticket, image, samples, finished);
        });
    };
    sink.frame = [bridge, &home](quint64 ticket, int index, int count, QImage image) {
        home.post([bridge, ticket, index, count, image = std::move(image)] {
            Q_EMIT bridge->frame(ticket, index, count, image);
        });
    };
    sink.failed = [bridge, &home](quint64 ticket, std::string why) {
        home.post([bridge, ticket, why = std::move(why)] { Q_EMIT bridge->failed(ticket, shown(why)); });
    };
    return sink;
}

}  // namespace

RenderBridge::RenderBridge(const std::filesystem::path& cache, QObject* parent)
    : QObject(parent), m_thumbnails(96 * 1024) {
    m_live = std::make_unique<LiveWorker>(cache, liveSink(this, m_home));
    m_quiet = std::make_unique<QuietWorker>(cache, [this](QString key, QImage image) {
        m_home.post([this, key = std::move(key), image = std::move(image)] {
            const auto cost = std::max<qsizetype>(1, image.sizeInBytes() / 1024);
            m_thumbnails.insert(key, new QImage(image), cost);
            Q_EMIT thumbnailReady(key, image);
        });
    });
}

RenderBridge::~RenderBridge() = default;

quint64 RenderBridge::show(const viewfinder::Scene& scene, const viewfinder::RenderOptions& options,
                           int first) {
    m_live->request({.ticket = ++m_ticket,
                     .scene = scene,
                     .options = options,
                     .first = first,
                     .frames = false,
                     .from = 0});
    return m_ticket;
}

quint64 RenderBridge::playFrames(const viewfinder::Scene& scene, base::Pixels size, int samples, int from) {
    viewfinder::RenderOptions options;
    options.size = size;
    options.samples = samples;
    m_live->request(
        {.ticket = ++m_ticket, .scene = scene, .options = options, .first = 0, .frames = true, .from = from});
    return m_ticket;
}

void RenderBridge::cancel() {
    m_live->cancel();
}

QImage RenderBridge::thumbnail(const QString& key, const viewfinder::Scene& scene, base::Pixels size,
                               int samples) {
    if (const QImage* known = m_thumbnails.object(key)) return *known;
    m_quiet->request({.key = key, .scene = scene, .size = size, .samples = samples});
    return {};
}

QImage RenderBridge::knownThumbnail(const QString& key) const {
    const QImage* known = m_thumbnails.object(key);
    return known ? *known : QImage();
}

void RenderBridge::forgetWaiting(const QString& keyPrefix) {
    m_quiet->forget(keyPrefix);
}

bool RenderBridge::idle() const {
    return m_live->idle() && m_quiet->idle();
}

QImage toQImage(const viewfinder::Image& image) {
    QImage result(image.width, image.height, QImage::Format_RGB888);
    const auto line = static_cast<std::size_t>(image.width) * 3;
    for (int y = 0; y < image.height; ++y) {
        std::memcpy(result.scanLine(y), image.rgb.data() + static_cast<std::size_t>(y) * line, line);
    }
    return result;
}

}  // namespace groundglass::ui
