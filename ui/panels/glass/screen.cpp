#include "ui/panels/glass/screen.hpp"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace groundglass::ui::glass {

Screen::Screen(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(240, 100);
    setAccessibleName(tr("Ground glass"));
}

void Screen::setRatio(double ratio) {
    const double sane = std::clamp(ratio, 0.2, 5.0);
    if (std::abs(sane - m_ratio) < 1e-6) return;
    m_ratio = sane;
    update();
    Q_EMIT pixelsChanged();
}

void Screen::setPicture(const QImage& picture) {
    m_picture = picture;
    if (m_compare == Compare::Difference) m_difference = differenceOf(m_picture, m_second);
    update();
}

void Screen::setSecond(const QImage& picture, Compare compare) {
    m_second = picture;
    m_compare = compare;
    m_difference = compare == Compare::Difference ? differenceOf(m_picture, m_second) : QImage();
    setCursor(compare == Compare::Wipe ? Qt::SplitHCursor : Qt::ArrowCursor);
    update();
}

void Screen::clear() {
    m_picture = {};
    setSecond({}, Compare::None);
}

QRectF Screen::frame() const {
    const QSizeF fitted = QSizeF(m_ratio * 1000, 1000).scaled(QSizeF(size()), Qt::KeepAspectRatio);
    // On whole device pixels, so that the picture is not resampled.
    const qreal dpr = devicePixelRatioF();
    const auto snapped = [dpr](qreal v) { return std::floor(v * dpr) / dpr; };
    const QSizeF exact(snapped(fitted.width()), snapped(fitted.height()));
    return {QPointF(snapped((width() - exact.width()) / 2), snapped((height() - exact.height()) / 2)), exact};
}

QSize Screen::pixels() const {
    const QRectF box = frame();
    const qreal dpr = devicePixelRatioF();
    return {std::max(16, qRound(box.width() * dpr)), std::max(16, qRound(box.height() * dpr))};
}

void Screen::setGuides(bool on) {
    m_guides = on;
    update();
}
void Screen::setThirds(bool on) {
    m_thirds = on;
    update();
}
void Screen::setWaveform(bool on) {
    m_showWaveform = on;
    update();
}
void Screen::setNote(const QString& note) {
    m_note = note;
    update();
}
void Screen::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}
void Screen::setSides(const QString& left, const QString& right) {
    m_leftSide = left;
    m_rightSide = right;
    update();
}

void Screen::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF box = frame();
    if (m_picture.isNull()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.pane);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(m_theme.quiet);
        painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    paintPictures(painter, box);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_thirds || m_guides) paintGuides(painter, box);
    if (m_showWaveform) paintWaveform(painter, box);
    if (m_compare == Compare::None) {
        if (!m_note.isEmpty()) paintTag(painter, box.bottomLeft() + QPointF(12, -12), m_note, false);
        return;
    }
    paintTag(painter, box.bottomLeft() + QPointF(12, -12), m_leftSide, false);
    paintTag(painter, box.bottomRight() + QPointF(-12, -12), m_rightSide, true);
}

void Screen::paintPictures(QPainter& painter, const QRectF& box) const {
    const qreal dpr = devicePixelRatioF();
    const bool exact = m_picture.width() == qRound(box.width() * dpr);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !exact);
    if (m_compare == Compare::Difference && !m_difference.isNull()) {
        painter.drawImage(box, m_difference);
        return;
    }
    painter.drawImage(box, m_picture);
    if (m_compare != Compare::Wipe || m_second.isNull()) return;
    const qreal x = box.left() + box.width() * m_wipe;
    painter.save();
    painter.setClipRect(QRectF(x, box.top(), box.right() - x, box.height()));
    painter.drawImage(box, m_second);
    painter.restore();
    painter.fillRect(QRectF(x - 1, box.top(), 2, box.height()), m_theme.accent);
}

void Screen::paintGuides(QPainter& painter, const QRectF& box) const {
    QColor tone(Qt::white);
    if (m_thirds) {
        tone.setAlphaF(0.28F);
        painter.setPen(QPen(tone, 1));
        for (const double share : {1.0 / 3, 2.0 / 3}) {
            const qreal x = std::round(box.left() + box.width() * share) + 0.5;
            const qreal y = std::round(box.top() + box.height() * share) + 0.5;
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
        }
    }
    // The corners would stand in the names of the two sides.
    if (!m_guides || m_compare != Compare::None) return;
    // Action-safe corners, 93 % of the frame (SMPTE ST 2046-1), and the centre.
    tone.setAlphaF(0.62F);
    painter.setPen(QPen(tone, 1));
    painter.setBrush(Qt::NoBrush);
    const QRectF safe =
        box.adjusted(box.width() * 0.035, box.height() * 0.035, -box.width() * 0.035, -box.height() * 0.035);
    const qreal arm = std::min(22.0, box.height() * 0.08);
    const auto corner = [&](QPointF at, qreal dx, qreal dy) {
        at = QPointF(std::round(at.x()) + 0.5, std::round(at.y()) + 0.5);
        painter.drawPolyline(QPolygonF{at + QPointF(dx * arm, 0), at, at + QPointF(0, dy * arm)});
    };
    corner(safe.topLeft(), 1, 1);
    corner(safe.topRight(), -1, 1);
    corner(safe.bottomLeft(), 1, -1);
    corner(safe.bottomRight(), -1, -1);
    const QPointF centre(std::round(box.center().x()) + 0.5, std::round(box.center().y()) + 0.5);
    painter.drawLine(centre - QPointF(6, 0), centre + QPointF(6, 0));
    painter.drawLine(centre - QPointF(0, 6), centre + QPointF(0, 6));
}

void Screen::paintWaveform(QPainter& painter, const QRectF& box) {
    const QRectF area(box.right() - 268, box.top() + 12, 256, 128);
    if (m_waveformOf != m_picture.cacheKey()) {
        m_waveform = waveformOf(m_picture, 256, m_theme.text);
        m_waveformOf = m_picture.cacheKey();
    }
    QColor back(Qt::black);
    back.setAlphaF(0.62F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(area.adjusted(-6, -6, 6, 6), 4, 4);
    QColor line(Qt::white);
    line.setAlphaF(0.16F);
    painter.setPen(QPen(line, 1));
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const qreal y = area.bottom() - area.height() * share;
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(area, m_waveform);
}

void Screen::paintTag(QPainter& painter, const QPointF& corner, const QString& text, bool right) const {
    if (text.isEmpty()) return;
    painter.setFont(Theme::small());
    const QString line =
        painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(frame().width() / 2) - 40);
    const qreal width = painter.fontMetrics().horizontalAdvance(line) + 16;
    QRectF tag(corner.x(), corner.y() - 22, width, 22);
    if (right) tag.moveRight(corner.x());
    QColor back(Qt::black);
    back.setAlphaF(0.55F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setPen(m_theme.text);
    painter.drawText(tag, Qt::AlignCenter, line);
}

void Screen::resizeEvent(QResizeEvent*) {
    Q_EMIT pixelsChanged();
}

void Screen::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (m_compare == Compare::Wipe) {
        mouseMoveEvent(event);
    } else {
        Q_EMIT clicked();
    }
}

void Screen::mouseMoveEvent(QMouseEvent* event) {
    if (m_compare != Compare::Wipe || !(event->buttons() & Qt::LeftButton)) return;
    const QRectF box = frame();
    m_wipe = std::clamp((event->position().x() - box.left()) / std::max(1.0, box.width()), 0.0, 1.0);
    update();
}

}  // namespace groundglass::ui::glass
