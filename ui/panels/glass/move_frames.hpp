#pragma once

#include "groundglass/viewfinder/scene.hpp"

#include <QImage>
#include <QObject>

#include <vector>

namespace groundglass::ui {
class RenderBridge;
}

namespace groundglass::ui::glass {

/// The frames of the shot's move, drawn in the background when it is played and kept until the shot changes.
class MoveFrames final : public QObject {
    Q_OBJECT
public:
    explicit MoveFrames(RenderBridge& render, QObject* parent = nullptr);

    /// Another shot or another version of it; drops all frames.
    void load(const viewfinder::Scene& scene);
    /// Goes on drawing; `wish` is the size on the screen in device pixels.
    void fill(QSize wish);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] double perSecond() const { return m_perSecond; }
    [[nodiscard]] int available() const { return static_cast<int>(m_frames.size()); }
    [[nodiscard]] QImage at(int frame) const;

Q_SIGNALS:
    void grew(int available);

private:
    RenderBridge& m_render;
    viewfinder::Scene m_scene;
    std::vector<QImage> m_frames;
    int m_count = 0;
    double m_perSecond = 24;
    QSize m_size;
    quint64 m_ticket = 0;
};

}  // namespace groundglass::ui::glass
