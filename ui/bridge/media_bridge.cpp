#include "ui/bridge/media_bridge.hpp"

#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace groundglass::ui {
namespace {

/// Frames of one clip are kept in memory while it plays; longer clips get smaller pictures.
constexpr double clipBytes = 192.0 * 1024 * 1024;

QImage toQImage(const media::Picture& picture) {
    QImage image(picture.width, picture.height, QImage::Format_RGB888);
    const auto line = static_cast<std::size_t>(picture.width) * 3;
    for (int y = 0; y < picture.height; ++y) {
        std::memcpy(image.scanLine(y), picture.rgb.data() + static_cast<std::size_t>(y) * line, line);
    }
    return image;
}

int widthWithin(const media::Probe& probe, int wish) {
    const auto frames = static_cast<double>(std::max<std::int64_t>(1, probe.frames));
    const double ratio =
        probe.size.height > 0 ? static_cast<double>(probe.size.width) / probe.size.height : 1.78;
    const double widest = std::sqrt(clipBytes / (frames * 3) * ratio);
    return std::clamp(static_cast<int>(widest), 160, std::max(160, wish));
}

}  // namespace

MediaBridge::MediaBridge(QObject* parent) : QObject(parent), m_posters(48 * 1024) {}

MediaBridge::~MediaBridge() {
    for (auto& source : m_running) source.request_stop();
}

quint64 MediaBridge::decode(const std::filesystem::path& clip, int maxWidth) {
    const quint64 ticket = ++m_ticket;
    std::stop_source source;
    m_running.insert(ticket, source);
    Background& worker = ticket % 2 == 0 ? m_clips : m_clipsB;
    worker.post([this, ticket, clip, maxWidth, source](std::stop_token ending) mutable {
        const std::stop_callback both(ending, [&source] { source.request_stop(); });
        const auto tell = [this](Mailbox::Call what) { m_home.post(std::move(what)); };
        const auto probe = media::probe(clip);
        base::Status status;
        if (probe) {
            tell([this, ticket, probe = *probe] { Q_EMIT probed(ticket, probe); });
            status = media::frames(
                clip, widthWithin(*probe, maxWidth),
                [&](media::Picture&& picture, base::Milliseconds time) {
                    if (source.stop_requested()) return false;
                    tell([this, ticket, image = toQImage(picture), time = time.count()] {
                        if (m_running.contains(ticket)) Q_EMIT frame(ticket, image, time);
                    });
                    return true;
                },
                source.get_token());
        } else {
            status = tl::unexpected(probe.error());
        }
        QString problem;
        if (!status && status.error().code != base::ErrorCode::Cancelled)
            problem = shown(status.error().message);
        tell([this, ticket, problem] {
            if (m_running.remove(ticket)) Q_EMIT decoded(ticket, problem);
        });
    });
    return ticket;
}

void MediaBridge::stop(quint64 ticket) {
    const auto running = m_running.find(ticket);
    if (running == m_running.end()) return;
    running->request_stop();
    m_running.erase(running);
}

QImage MediaBridge::poster(const std::filesystem::path& clip, base::Milliseconds time, int maxWidth) {
    const QString key = QString::fromStdString(clip.string());
    if (const QImage* known = m_posters.object(key)) return *known;
    if (m_asked.contains(key)) return {};
    m_asked.insert(key);
    m_stills.run(
        this, [clip, time, maxWidth](std::stop_token) { return media::frameAt(clip, time, maxWidth); },
        [this, key](base::Result<media::Picture> picture) {
            if (!picture) {  // Stays asked: a clip that cannot be shown is not tried again and again.
                m_problems.insert(key, shown(picture.error().message));
                Q_EMIT posterReady(key, QImage());
                return;
            }
            const QImage image = toQImage(*picture);
            m_asked.remove(key);
            m_posters.insert(key, new QImage(image), std::max<qsizetype>(1, image.sizeInBytes() / 1024));
            Q_EMIT posterReady(key, image);
        });
    return {};
}

bool MediaBridge::idle() const {
    return m_running.isEmpty() && m_stills.idle() && m_clips.idle() && m_clipsB.idle();
}

}  // namespace groundglass::ui
