#include "ui/panels/glass/scrub.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace groundglass::ui::glass {
namespace {
constexpr int inset = 6;
}

Scrub::Scrub(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedHeight(20);
    setAccessibleName(tr("Time"));
}

void Scrub::setRange(int count) {
    m_count = count;
    m_available = 0;
    update();
}

void Scrub::setFrame(int frame) {
    if (frame == m_frame) return;
    m_frame = frame;
    update();
}

void Scrub::setAvailable(int available) {
    m_available = available;
    update();
}

void Scrub::setMarks(std::vector<int> marks) {
    m_marks = std::move(marks);
    update();
}

qreal Scrub::xOf(int frame) const {
    return inset + (width() - 2.0 * inset) * frame / std::max(1, m_count - 1);
}

void Scrub::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal middle = height() / 2.0;
    const auto bar = [&](qreal from, qreal to, const QColor& colour) {
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(from, middle - 1.5, to - from, 3), 1.5, 1.5);
    };
    bar(inset, width() - inset, m_theme.line);
    if (m_available > 1) bar(inset, xOf(std::min(m_available, m_count) - 1), m_theme.faint);
    painter.setBrush(m_theme.quiet);
    for (const int mark : m_marks) painter.drawRect(QRectF(xOf(mark) - 0.5, middle - 5, 1, 10));
    painter.setBrush(hasFocus() ? m_theme.accent : m_theme.text);
    painter.drawEllipse(QPointF(xOf(m_frame), middle), 5, 5);
}

void Scrub::seekTo(qreal x) {
    const double share = (x - inset) / std::max(1.0, width() - 2.0 * inset);
    Q_EMIT sought(std::clamp(static_cast<int>(share * (m_count - 1) + 0.5), 0, std::max(0, m_count - 1)));
}

void Scrub::mousePressEvent(QMouseEvent* event) {
    seekTo(event->position().x());
}
void Scrub::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) seekTo(event->position().x());
}

void Scrub::keyPressEvent(QKeyEvent* event) {
    const bool far = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
        case Qt::Key_Left:
            Q_EMIT stepped(far ? -10 : -1);
            break;
        case Qt::Key_Right:
            Q_EMIT stepped(far ? 10 : 1);
            break;
        case Qt::Key_Home:
            Q_EMIT sought(0);
            break;
        case Qt::Key_End:
            Q_EMIT sought(std::max(0, m_count - 1));
            break;
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace groundglass::ui::glass
