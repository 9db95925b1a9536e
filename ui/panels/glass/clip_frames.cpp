#include "ui/panels/glass/clip_frames.hpp"

#include "ui/bridge/media_bridge.hpp"
#include "ui/theme.hpp"

#include <algorithm>

namespace groundglass::ui::glass {

ClipFrames::ClipFrames(MediaBridge& media, QObject* parent) : QObject(parent), m_media(media) {
    connect(&media, &MediaBridge::probed, this, [this](quint64 ticket, const media::Probe& probe) {
        if (ticket != m_ticket) return;
        m_perSecond = probe.rate.perSecond();
        m_sound = shown(probe.audioCodec);
        m_count = static_cast<int>(std::max<std::int64_t>(1, probe.frames));
        Q_EMIT known(m_count, m_perSecond);
    });
    connect(&media, &MediaBridge::frame, this, [this](quint64 ticket, const QImage& image, qint64) {
        if (ticket != m_ticket) return;
        m_frames.push_back(image);
        if (available() > m_count) {
            m_count = available();
            Q_EMIT known(m_count, m_perSecond);
        }
        Q_EMIT grew(available());
    });
    connect(&media, &MediaBridge::decoded, this, [this](quint64 ticket, const QString& problem) {
        if (ticket != m_ticket) return;
        m_ticket = 0;
        if (!problem.isEmpty()) {
            Q_EMIT failed(problem);
            return;
        }
        // What the container promised and what it held may differ by a frame.
        m_count = std::max(1, available());
        Q_EMIT complete();
    });
}

ClipFrames::~ClipFrames() {
    close();
}

void ClipFrames::open(const std::filesystem::path& clip, int maxWidth) {
    close();
    m_ticket = m_media.decode(clip, maxWidth);
}

void ClipFrames::close() {
    if (m_ticket != 0) m_media.stop(m_ticket);
    m_ticket = 0;
    m_frames.clear();
    m_count = 0;
}

QImage ClipFrames::at(int frame) const {
    return frame >= 0 && frame < available() ? m_frames[static_cast<std::size_t>(frame)] : QImage();
}

}  // namespace groundglass::ui::glass
