#include "ui/panels/glass/move_frames.hpp"

#include "ui/bridge/render_bridge.hpp"

#include <algorithm>
#include <cmath>

namespace groundglass::ui::glass {
namespace {

constexpr int widest = 640;
constexpr int samples = 4;
constexpr double moveBytes = 112.0 * 1024 * 1024;  ///< Kept frames of one move at most.

}  // namespace

MoveFrames::MoveFrames(RenderBridge& render, QObject* parent) : QObject(parent), m_render(render) {
    connect(&render, &RenderBridge::frame, this, [this](quint64 ticket, int index, int, const QImage& image) {
        if (ticket != m_ticket || index != available()) return;
        m_frames.push_back(image);
        Q_EMIT grew(available());
    });
}

void MoveFrames::load(const viewfinder::Scene& scene) {
    m_scene = scene;
    m_frames.clear();
    m_size = {};
    m_ticket = 0;
    m_perSecond = scene.measured.rate.perSecond();
    m_count =
        static_cast<int>(std::max<std::int64_t>(1, scene.measured.rate.framesIn(scene.measured.duration)));
}

void MoveFrames::fill(QSize wish) {
    if (available() >= m_count) return;
    if (m_size.isEmpty()) {
        const double ratio = static_cast<double>(wish.width()) / std::max(1, wish.height());
        const double within = std::sqrt(moveBytes / (3.0 * m_count) * ratio);
        const int width =
            std::clamp(static_cast<int>(within), 160, std::min(widest, std::max(160, wish.width())));
        m_size = QSize(width, std::max(16, static_cast<int>(std::lround(width / ratio))));
    }
    m_ticket = m_render.playFrames(m_scene, {m_size.width(), m_size.height()}, samples, available());
}

QImage MoveFrames::at(int frame) const {
    return frame >= 0 && frame < available() ? m_frames[static_cast<std::size_t>(frame)] : QImage();
}

}  // namespace groundglass::ui::glass
