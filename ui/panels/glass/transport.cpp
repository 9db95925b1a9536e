#include "ui/panels/glass/transport.hpp"

#include <algorithm>
#include <cmath>

namespace groundglass::ui::glass {

Transport::Transport(QObject* parent) : QObject(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(8);
    connect(&m_timer, &QTimer::timeout, this, &Transport::tick);
}

void Transport::load(int count, double perSecond) {
    pause();
    m_count = std::max(0, count);
    m_perSecond = perSecond > 0 ? perSecond : 24;
    m_available = 0;
    m_position = 0;
    m_frame = 0;
    Q_EMIT moved(0);
}

void Transport::setAvailable(int available) {
    m_available = std::clamp(available, 0, m_count);
}

void Transport::play(int speed) {
    if (m_count < 2 || speed == 0) return;
    const bool was = isPlaying();
    if (!was && !m_loop) {
        if (speed > 0 && m_frame == m_count - 1) set(0);
        if (speed < 0 && m_frame == 0) set(m_count - 1);
    }
    m_speed = speed;
    m_position = m_frame;
    m_clock.start();
    m_timer.start();
    if (!was) Q_EMIT playingChanged(true);
}

void Transport::pause() {
    if (!isPlaying()) return;
    m_speed = 0;
    m_timer.stop();
    Q_EMIT playingChanged(false);
}

void Transport::toggle() {
    if (isPlaying()) {
        pause();
    } else {
        play();
    }
}

void Transport::shuttle(int direction) {
    const bool same = m_speed * direction > 0;
    play(same ? std::clamp(m_speed * 2, -8, 8) : direction);
}

void Transport::step(int by) {
    pause();
    set(std::clamp(m_frame + by, 0, std::max(0, m_count - 1)));
}

void Transport::seek(int frame) {
    m_position = frame;
    set(std::clamp(frame, 0, std::max(0, m_count - 1)));
}

void Transport::tick() {
    const double seconds = static_cast<double>(m_clock.nsecsElapsed()) / 1e9;
    m_clock.start();
    double next = m_position + seconds * m_perSecond * m_speed;
    const bool complete = m_available >= m_count;
    if (complete && !m_loop && (next < 0 || next >= m_count)) {
        set(next < 0 ? 0 : m_count - 1);
        pause();
        return;
    }
    if (complete) {
        const double length = m_count;
        next = std::fmod(next, length);
        if (next < 0) next += length;
    } else {
        // Hold at the last frame that is there, until the next one comes.
        next = std::clamp(next, 0.0, std::max(0.0, static_cast<double>(m_available) - 0.01));
    }
    m_position = next;
    set(std::clamp(static_cast<int>(next), 0, std::max(0, m_count - 1)));
}

void Transport::set(int frame) {
    if (frame == m_frame) return;
    m_frame = frame;
    Q_EMIT moved(frame);
}

}  // namespace groundglass::ui::glass
