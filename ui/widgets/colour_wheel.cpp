#include "ui/widgets/colour_wheel.hpp"

#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QConicalGradient>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRadialGradient>

#include <algorithm>
#include <cmath>

namespace groundglass::ui {

ColourWheel::ColourWheel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
}

void ColourWheel::setHandle(QPointF handle, bool own) {
    m_handle = handle;
    m_own = own;
    update();
}

void ColourWheel::setCaption(const QString& caption) {
    m_caption = caption;
    update();
}

QRectF ColourWheel::disc() const {
    const double side = std::min(static_cast<double>(width()), height() - 20.0) - 4;
    return {(width() - side) / 2, 2, side, side};
}

void ColourWheel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = disc();
    const QPointF middle = box.center();
    const double radius = box.width() / 2;

    QConicalGradient hues(middle, 0);
    for (int i = 0; i <= 12; ++i)
        hues.setColorAt(i / 12.0, QColor::fromHsvF(static_cast<float>(i % 12) / 12.0F, 0.62F, 0.72F));
    painter.setPen(Qt::NoPen);
    painter.setBrush(hues);
    painter.drawEllipse(box);
    QRadialGradient neutral(middle, radius);
    neutral.setColorAt(0, paint::raised());
    neutral.setColorAt(0.82, paint::withAlpha(paint::raised(), 0.9));
    neutral.setColorAt(0.9, paint::withAlpha(paint::raised(), 0.0));
    painter.setBrush(neutral);
    painter.drawEllipse(box);

    painter.setPen(QPen(paint::withAlpha(paint::dim(), 0.35), 1));
    painter.drawLine(QPointF(middle.x() - radius * 0.8, middle.y()),
                     QPointF(middle.x() + radius * 0.8, middle.y()));
    painter.drawLine(QPointF(middle.x(), middle.y() - radius * 0.8),
                     QPointF(middle.x(), middle.y() + radius * 0.8));

    const QPointF at = middle + QPointF(m_handle.x(), -m_handle.y()) * radius;
    if (std::hypot(m_handle.x(), m_handle.y()) > 0.01) {
        painter.setPen(QPen(paint::withAlpha(paint::ink(), m_own ? 0.7 : 0.35), 1));
        painter.drawLine(middle, at);
    }
    const double angle = std::atan2(m_handle.y(), m_handle.x()) / (2 * M_PI);
    const QColor tint =
        QColor::fromHsvF(static_cast<float>(angle < 0 ? angle + 1 : angle),
                         static_cast<float>(std::min(1.0, std::hypot(m_handle.x(), m_handle.y()))), 0.9F);
    painter.setPen(QPen(m_own ? paint::ink() : paint::dim(), 1.5));
    painter.setBrush(tint);
    painter.drawEllipse(at, 4.5, 4.5);
    if (hasFocus()) paint::focusRing(painter, box.adjusted(-2, -2, 2, 2), radius + 2);

    painter.setFont(paint::scaled(font(), 0.85));
    painter.setPen(paint::dim());
    paint::lineOfText(painter, QRectF(0, height() - 18, width(), 18), Qt::AlignHCenter | Qt::AlignVCenter,
                      m_caption);
}

void ColourWheel::moveTo(QPointF handle) {
    const double length = std::hypot(handle.x(), handle.y());
    if (length > 1) handle /= length;
    if (length < 0.03) handle = {};
    if (handle == m_handle) return;
    m_handle = handle;
    update();
    Q_EMIT moved(handle);
}

void ColourWheel::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) mouseMoveEvent(event);
}

void ColourWheel::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return;
    const QPointF offset = (event->position() - disc().center()) / (disc().width() / 2);
    moveTo({offset.x(), -offset.y()});
}

void ColourWheel::mouseReleaseEvent(QMouseEvent* /*event*/) {
    Q_EMIT settled();
}

void ColourWheel::mouseDoubleClickEvent(QMouseEvent* /*event*/) {
    moveTo({});
    Q_EMIT settled();
}

void ColourWheel::keyPressEvent(QKeyEvent* event) {
    QPointF by;
    switch (event->key()) {
        case Qt::Key_Left:
            by = {-0.02, 0};
            break;
        case Qt::Key_Right:
            by = {0.02, 0};
            break;
        case Qt::Key_Up:
            by = {0, 0.02};
            break;
        case Qt::Key_Down:
            by = {0, -0.02};
            break;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            by = -m_handle;
            break;
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    QPointF to = m_handle + by;
    const double length = std::hypot(to.x(), to.y());
    if (length > 1) to /= length;
    if (to == m_handle) return;
    m_handle = to;
    update();
    Q_EMIT moved(to);
    if (!event->isAutoRepeat()) Q_EMIT settled();
}

bool ColourWheel::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Delete,
                            Qt::Key_Backspace}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui
