#include "ui/widgets/engraved_ring.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLinearGradient>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <vector>

namespace groundglass::ui {

namespace {
constexpr double captionHeight = 16;

/// A number on the part of the ring that faces the person.
struct Seen {
    const EngravedRing::Mark* mark;
    double x, squeeze, half;
    QColor ink;
};

}  // namespace

EngravedRing::EngravedRing(QWidget* parent) : QWidget(parent), m_hue(paint::accent()) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeHorCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EngravedRing::setMarks(std::vector<Mark> marks) {
    m_marks = std::move(marks);
    update();
}

void EngravedRing::setRange(double min, double max) {
    m_min = min;
    m_max = max;
}

void EngravedRing::setHue(const QColor& hue) {
    m_hue = hue;
    update();
}

void EngravedRing::setCaption(const QString& caption) {
    m_caption = caption;
    setAccessibleName(caption);
    update();
}

void EngravedRing::setValue(double value, bool own, const QString& text) {
    m_value = value;
    m_own = own;
    m_text = text;
    setAccessibleDescription(text);
    update();
}

QRectF EngravedRing::barrel() const {
    return QRectF(0, captionHeight, width(), height() - captionHeight);
}

double EngravedRing::xOf(double value, double& facing) const {
    const double along = std::log2(std::max(value, 1e-6) / std::max(m_value, 1e-6)) * m_octave;
    const double angle = along / radius();
    facing = std::abs(angle) < 1.5 ? std::cos(angle) : 0;
    return width() / 2.0 + radius() * std::sin(std::clamp(angle, -1.5, 1.5));
}

void EngravedRing::paintMarks(QPainter& painter) const {
    const QRectF box = barrel();
    painter.setFont(paint::scaled(font(), 0.85, QFont::Medium));
    const QFontMetricsF metrics(painter.font());
    std::vector<Seen> words;
    for (const Mark& mark : m_marks) {
        double facing = 0;
        const double x = xOf(mark.value, facing);
        if (facing < 0.45 || x < -12 || x > width() + 12) continue;
        const double fade = (facing - 0.45) / 0.55;
        const bool near = std::abs(mark.value / m_value - 1) < 0.012;
        const QColor ink =
            paint::withAlpha(near ? (m_own ? m_hue : paint::ink()) : paint::dim(), 0.25 + 0.75 * fade);
        painter.setPen(QPen(ink, 1));
        const double tick = mark.text.isEmpty() ? 4 : 7;
        painter.drawLine(QPointF(x, box.bottom() - 1 - tick), QPointF(x, box.bottom() - 1));
        if (mark.text.isEmpty()) continue;
        const double squeeze = std::max(facing, 0.3);
        words.push_back({&mark, x, squeeze, metrics.horizontalAdvance(mark.text) * squeeze / 2, ink});
    }
    // Where two would touch, the one nearer to the index is engraved.
    std::ranges::sort(words, {}, [this](const Seen& seen) { return std::abs(seen.x - width() / 2.0); });
    std::vector<Seen> drawn;
    for (const Seen& seen : words) {
        const bool touches = std::ranges::any_of(drawn, [&](const Seen& other) {
            return std::abs(seen.x - other.x) < seen.half + other.half + 3;
        });
        if (touches) continue;
        painter.save();
        painter.setPen(seen.ink);
        painter.translate(seen.x, box.top() + (box.height() - 8) / 2);
        painter.scale(seen.squeeze, 1);
        painter.drawText(QRectF(-24, -8, 48, 16), Qt::AlignCenter, seen.mark->text);
        painter.restore();
        drawn.push_back(seen);
    }
}

void EngravedRing::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = barrel().adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setFont(paint::scaled(font(), 0.85));
    painter.setPen(paint::dim());
    paint::lineOfText(painter, QRectF(0, 0, width(), captionHeight - 2), Qt::AlignLeft | Qt::AlignVCenter,
                      m_caption);
    painter.setPen(m_own ? paint::ink() : paint::dim());
    paint::lineOfText(painter, QRectF(0, 0, width(), captionHeight - 2), Qt::AlignRight | Qt::AlignVCenter,
                      m_text);

    QPainterPath shape;
    shape.addRoundedRect(box, 4, 4);
    QLinearGradient round(box.left(), 0, box.right(), 0);
    round.setColorAt(0, paint::well().darker(125));
    round.setColorAt(0.3, paint::raised());
    round.setColorAt(0.5, paint::mixed(paint::raised(), paint::line(), 0.6));
    round.setColorAt(0.7, paint::raised());
    round.setColorAt(1, paint::well().darker(125));
    painter.fillPath(shape, round);
    painter.save();
    painter.setClipPath(shape);
    paintMarks(painter);
    painter.restore();
    painter.setPen(QPen(hasFocus() ? paint::accent() : paint::line(), 1));
    painter.drawPath(shape);

    QPainterPath index;
    index.moveTo(box.center().x() - 4, box.top());
    index.lineTo(box.center().x() + 4, box.top());
    index.lineTo(box.center().x(), box.top() + 5);
    index.closeSubpath();
    painter.fillPath(index, m_own ? m_hue : paint::dim());
}

double EngravedRing::snapped(double value) const {
    double best = value;
    double nearest = m_snapping ? 1e9 : 0.018;
    for (const Mark& mark : m_marks) {
        if (!m_snapping && mark.text.isEmpty()) continue;
        const double distance = std::abs(std::log2(value / mark.value));
        if (distance < nearest) {
            nearest = distance;
            best = mark.value;
        }
    }
    return best;
}

void EngravedRing::turnTo(double value) {
    value = std::clamp(value, m_min, m_max);
    if (std::abs(value - m_value) < 1e-9) return;
    m_value = value;
    update();
    Q_EMIT turned(value);
}

void EngravedRing::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_pressX = event->position().x();
    m_pressValue = m_value;
    m_dragged = false;
}

void EngravedRing::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return;
    const double by = event->position().x() - m_pressX;
    if (!m_dragged && std::abs(by) < 3) return;
    m_dragged = true;
    turnTo(snapped(m_pressValue * std::exp2(-by / m_octave)));
}

void EngravedRing::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (!m_dragged) {
        double best = 18;
        double value = m_value;
        for (const Mark& mark : m_marks) {
            double facing = 0;
            const double distance = std::abs(xOf(mark.value, facing) - event->position().x());
            if (facing > 0.4 && distance < best) {
                best = distance;
                value = mark.value;
            }
        }
        turnTo(value);
    }
    Q_EMIT settled();
}

void EngravedRing::wheelEvent(QWheelEvent* event) {
    if (!hasFocus()) {
        event->ignore();
        return;
    }
    const int turns = event->angleDelta().y();
    if (turns != 0) step(turns > 0 ? 1 : -1, true);
    event->accept();
}

void EngravedRing::step(int by, bool ticks) {
    const double current = m_value;
    double to = current;
    if (by > 0) {
        for (const Mark& mark : m_marks) {
            if ((ticks || !mark.text.isEmpty()) && mark.value > current * 1.001) {
                to = mark.value;
                break;
            }
        }
    } else {
        for (auto mark = m_marks.rbegin(); mark != m_marks.rend(); ++mark) {
            if ((ticks || !mark->text.isEmpty()) && mark->value < current * 0.999) {
                to = mark->value;
                break;
            }
        }
    }
    turnTo(to);
    Q_EMIT settled();
}

void EngravedRing::keyPressEvent(QKeyEvent* event) {
    const bool ticks = event->modifiers().testFlag(Qt::ShiftModifier) || m_snapping;
    switch (event->key()) {
        case Qt::Key_Right:
        case Qt::Key_Up:
            step(1, ticks);
            return;
        case Qt::Key_Left:
        case Qt::Key_Down:
            step(-1, ticks);
            return;
        case Qt::Key_Home:
            if (!m_marks.empty()) turnTo(m_marks.front().value);
            Q_EMIT settled();
            return;
        case Qt::Key_End:
            if (!m_marks.empty()) turnTo(m_marks.back().value);
            Q_EMIT settled();
            return;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT cleared();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

bool EngravedRing::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End,
                            Qt::Key_Delete, Qt::Key_Backspace}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
