#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace groundglass::ui::glass {

/// The head over a row of frames: plays at their true rate, waits where frames are still missing, and begins
/// anew at the end or stops there. Knows no pictures.
class Transport final : public QObject {
    Q_OBJECT
public:
    explicit Transport(QObject* parent = nullptr);

    /// Another row of frames; the head goes to its first one and stops.
    void load(int count, double perSecond);
    /// Frames 0 … available−1 can be shown.
    void setAvailable(int available);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int available() const { return m_available; }
    [[nodiscard]] int frame() const { return m_frame; }
    [[nodiscard]] double perSecond() const { return m_perSecond; }
    [[nodiscard]] bool isPlaying() const { return m_speed != 0; }
    [[nodiscard]] int speed() const { return m_speed; }

    /// At the end: begin again (as at first), or stop.
    void setLoop(bool loop) { m_loop = loop; }
    /// From the head on; from the other end when there is nothing left in that direction.
    void play(int speed = 1);
    void pause();
    void toggle();
    /// J and L: the other direction at first, then twice as fast each time, up to 8.
    void shuttle(int direction);
    void step(int by);
    void seek(int frame);

Q_SIGNALS:
    void moved(int frame);
    void playingChanged(bool playing);

private:
    void tick();
    void set(int frame);

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_position = 0;
    double m_perSecond = 24;
    int m_count = 0;
    int m_available = 0;
    int m_frame = 0;
    int m_speed = 0;
    bool m_loop = true;
};

}  // namespace groundglass::ui::glass
