#include "ui/widgets/lens_views.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::ui {

namespace {
constexpr double nearest = 0.15;   // metres at the left end
constexpr double farthest = 60.0;  // metres just before infinity
constexpr double infinityShare = 0.94;
}  // namespace

QString distanceText(double metres) {
    if (!std::isfinite(metres)) return QStringLiteral("∞");
    if (metres < 1) return QStringLiteral("%1 cm").arg(metres * 100, 0, 'f', metres < 0.1 ? 1 : 0);
    return QStringLiteral("%1 m").arg(metres, 0, 'f', metres < 10 ? 2 : metres < 100 ? 1 : 0);
}

FieldOfViewWedge::FieldOfViewWedge(QWidget* parent) : QWidget(parent), m_hue(paint::accent()) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FieldOfViewWedge::setView(double hfov, const QString& family) {
    m_hfov = hfov;
    m_family = family;
    setAccessibleDescription(QStringLiteral("%1°, %2").arg(hfov, 0, 'f', 1).arg(family));
    update();
}

void FieldOfViewWedge::setHue(const QColor& hue) {
    m_hue = hue;
    update();
}

void FieldOfViewWedge::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(box, 4, 4);
    painter.fillPath(shape, paint::well());
    painter.save();
    painter.setClipPath(shape);
    const QPointF lens(box.center().x(), box.bottom() - 34);
    const double reach = lens.y() - box.top() - 6;
    const double half = std::clamp(m_hfov, 0.5, 175.0) / 2;
    QPainterPath wedge(lens);
    const QRectF circle(lens.x() - reach, lens.y() - reach, 2 * reach, 2 * reach);
    wedge.arcTo(circle, 90 - half, 2 * half);
    wedge.closeSubpath();
    QRadialGradient fade(lens, reach);
    fade.setColorAt(0, paint::withAlpha(m_hue, 0.55));
    fade.setColorAt(1, paint::withAlpha(m_hue, 0.12));
    painter.fillPath(wedge, fade);
    painter.setPen(QPen(m_hue, 1));
    painter.drawPath(wedge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::ink());
    painter.drawRoundedRect(QRectF(lens.x() - 5, lens.y(), 10, 8), 1.5, 1.5);
    painter.restore();
    painter.setPen(paint::ink());
    painter.setFont(paint::scaled(font(), 0.9, QFont::DemiBold));
    paint::lineOfText(painter, QRectF(box.left() + 4, box.bottom() - 26, box.width() - 8, 13),
                      Qt::AlignHCenter | Qt::AlignVCenter, QStringLiteral("%1°").arg(m_hfov, 0, 'f', 1));
    painter.setPen(paint::dim());
    painter.setFont(paint::scaled(font(), 0.8));
    paint::lineOfText(painter, QRectF(box.left() + 4, box.bottom() - 14, box.width() - 8, 12),
                      Qt::AlignHCenter | Qt::AlignVCenter, m_family);
    painter.setPen(paint::line());
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

FocusScale::FocusScale(QWidget* parent) : QWidget(parent), m_hue(paint::accent()) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeHorCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FocusScale::setDepth(double near, double focus, double far, double subject, bool own) {
    m_near = near;
    m_focus = focus;
    m_far = far;
    m_subject = subject;
    m_own = own;
    setAccessibleDescription(
        tr("focus %1, sharp from %2 to %3").arg(distanceText(focus), distanceText(near), distanceText(far)));
    update();
}

void FocusScale::setNote(const QString& note) {
    m_note = note;
    update();
}

void FocusScale::setHue(const QColor& hue) {
    m_hue = hue;
    update();
}

double FocusScale::xOf(double metres) const {
    const double left = 8;
    const double length = width() - 2 * left;
    if (!std::isfinite(metres)) return left + length;
    const double share =
        std::log(std::clamp(metres, nearest, farthest * 3) / nearest) / std::log(farthest / nearest);
    return left + length * std::min(share * infinityShare, 1.0);
}

double FocusScale::metresAt(double x) const {
    const double left = 8;
    const double share = std::clamp((x - left) / std::max(width() - 2 * left, 1.0) / infinityShare, 0.0, 1.0);
    const double metres = nearest * std::pow(farthest / nearest, share);
    const double grain = metres < 1 ? 0.01 : metres < 10 ? 0.05 : 0.5;
    return std::round(metres / grain) * grain;
}

void FocusScale::paintScale(QPainter& painter, double middle) const {
    painter.setPen(QPen(paint::line(), 1));
    painter.drawLine(QPointF(xOf(nearest), middle), QPointF(xOf(INFINITY), middle));
    painter.setFont(paint::scaled(font(), 0.75));
    static constexpr std::array<double, 8> marks{0.2, 0.5, 1, 2, 5, 10, 20, 50};
    for (const double mark : marks) {
        const double x = xOf(mark);
        painter.setPen(QPen(paint::dim(), 1));
        painter.drawLine(QPointF(x, middle + 6), QPointF(x, middle + 9));
        painter.drawText(QRectF(x - 16, middle + 10, 32, 12), Qt::AlignCenter, QString::number(mark));
    }
    painter.drawText(QRectF(xOf(INFINITY) - 16, middle + 9, 24, 12), Qt::AlignCenter, QStringLiteral("∞"));
}

void FocusScale::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont small = paint::scaled(font(), 0.85);
    painter.setFont(small);
    painter.setPen(m_own ? paint::ink() : paint::dim());
    const QString focus =
        tr("focus %1 · sharp %2 – %3").arg(distanceText(m_focus), distanceText(m_near), distanceText(m_far));
    const QRectF top(0, 0, width(), 16);
    const double room = QFontMetricsF(small).horizontalAdvance(focus) + 12;
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, focus);
    painter.setPen(paint::dim());
    paint::lineOfText(painter, top.adjusted(room, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter, m_note);

    const double middle = 36;
    paintScale(painter, middle);
    const double from = xOf(m_near);
    const double to = xOf(m_far);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::withAlpha(m_hue, 0.45));
    painter.drawRoundedRect(QRectF(from, middle - 5, std::max(to - from, 2.0), 10), 2, 2);
    painter.setPen(QPen(paint::dim(), 1));
    painter.setBrush(paint::well());
    painter.drawEllipse(QPointF(xOf(m_subject), middle), 3.5, 3.5);
    const double x = xOf(m_focus);
    painter.setPen(QPen(m_own ? m_hue : paint::ink(), 2));
    painter.drawLine(QPointF(x, middle - 10), QPointF(x, middle + 7));
    if (hasFocus()) paint::focusRing(painter, QRectF(x - 7, middle - 13, 14, 24), 4);
}

void FocusScale::mousePressEvent(QMouseEvent* event) {
    mouseMoveEvent(event);
}

void FocusScale::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) Q_EMIT focusMoved(metresAt(event->position().x()));
}

void FocusScale::mouseReleaseEvent(QMouseEvent* /*event*/) {
    Q_EMIT settled();
}

void FocusScale::keyPressEvent(QKeyEvent* event) {
    const double factor = event->modifiers().testFlag(Qt::ShiftModifier) ? 1.01 : 1.06;
    const auto go = [this](double metres) {
        Q_EMIT focusMoved(std::clamp(std::round(metres * 1000) / 1000, nearest, 2 * farthest));
        Q_EMIT settled();
    };
    switch (event->key()) {
        case Qt::Key_Right:
        case Qt::Key_Up:
            go(m_focus * factor);
            return;
        case Qt::Key_Left:
        case Qt::Key_Down:
            go(m_focus / factor);
            return;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT cleared();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

bool FocusScale::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Delete,
                            Qt::Key_Backspace}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
