#include "ui/panels/looks/look_card.hpp"

#include "ui/theme.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/paint.hpp"

#include <QEnterEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

namespace groundglass::ui::looks {

namespace {

constexpr int edge = 4;
constexpr int wordsHeight = 44;

int pictureHeightFor(int width) {
    return (width - 2 * edge) * 9 / 16;
}

}  // namespace

LookCard::LookCard(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void LookCard::setWords(const QString& title, const QString& numbers, const QString& badge) {
    m_title = title;
    m_numbers = numbers;
    m_badge = badge;
    setAccessibleName(title);
    setAccessibleDescription(badge.isEmpty() ? numbers : numbers + QStringLiteral(". ") + badge);
    setToolTip(QStringLiteral("%1\n%2").arg(title, numbers).toHtmlEscaped());
    update();
}

void LookCard::setPicture(const QImage& picture) {
    m_picture = picture;
    update();
}

void LookCard::setChosen(bool chosen) {
    if (m_chosen == chosen) return;
    m_chosen = chosen;
    update();
}

void LookCard::setPinned(bool pinned) {
    if (m_pinned == pinned) return;
    m_pinned = pinned;
    update();
}

QSize LookCard::sizeHint() const {
    return {pictureWidth + 2 * edge, heightForWidth(pictureWidth + 2 * edge)};
}

int LookCard::heightForWidth(int width) const {
    return edge + pictureHeightFor(width) + wordsHeight + edge;
}

QString LookCard::factsWithin(double width) const {
    const QFontMetricsF metrics(Theme::small());
    const QString between = QStringLiteral(" \u00b7 ");
    QStringList facts = m_numbers.split(between);
    while (facts.size() > 1 && metrics.horizontalAdvance(facts.join(between)) > width) facts.removeLast();
    return facts.join(between);
}

void LookCard::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF frame(edge, edge, width() - 2.0 * edge, pictureHeightFor(width()));
    QPainterPath shape;
    shape.addRoundedRect(frame, 4, 4);
    painter.fillPath(shape, paint::raised());
    if (!m_picture.isNull()) {
        painter.save();
        painter.setClipPath(shape);
        const QSizeF wanted = QSizeF(m_picture.size()).scaled(frame.size(), Qt::KeepAspectRatioByExpanding);
        QRectF target(QPointF(), wanted);
        target.moveCenter(frame.center());
        painter.drawImage(target, m_picture);
        painter.restore();
    } else {
        painter.setPen(paint::faint());
        painter.setFont(Theme::small());
        painter.drawText(frame, Qt::AlignCenter, tr("drawing…"));
    }
    if (m_chosen || hasFocus() || underMouse()) {
        const QColor tone = m_chosen ? paint::accent() : hasFocus() ? paint::ink() : paint::dim();
        painter.setPen(QPen(tone, m_chosen ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5), 5.5, 5.5);
    }
    if (m_pinned) {
        const QRectF mark(frame.left() + 8, frame.top() + 8, 20, 20);
        painter.setPen(Qt::NoPen);
        painter.setBrush(paint::accent());
        painter.drawRoundedRect(mark, 4, 4);
        painter.setPen(paint::well());
        painter.setFont(Theme::strong());
        painter.drawText(mark, Qt::AlignCenter, tr("A"));
    }
    painter.setFont(Theme::body());
    painter.setPen(m_chosen ? paint::accent() : paint::ink());
    const QRectF title(4, frame.bottom() + 5, width() - 8.0, 18);
    double badge = 0;
    if (!m_badge.isEmpty()) {
        painter.save();
        painter.setFont(Theme::small());
        painter.setPen(paint::dim());
        badge = QFontMetricsF(painter.font()).horizontalAdvance(m_badge) + 8;
        painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, m_badge);
        painter.restore();
    }
    paint::lineOfText(painter, title.adjusted(0, 0, -badge, 0), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(Theme::small());
    painter.setPen(paint::dim());
    paint::lineOfText(painter, QRectF(4, title.bottom(), width() - 8.0, 18), Qt::AlignLeft | Qt::AlignVCenter,
                      factsWithin(width() - 2.0 * edge));
}

void LookCard::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT chosen();
}

void LookCard::mouseDoubleClickEvent(QMouseEvent* /*event*/) {
    Q_EMIT applied();
}

void LookCard::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Space:
            Q_EMIT chosen();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            Q_EMIT applied();
            return;
        case Qt::Key_Right:
            focusNextChild();
            return;
        case Qt::Key_Left:
            focusPreviousChild();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void LookCard::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) Q_EMIT chosen();
    update();
}

void LookCard::enterEvent(QEnterEvent* event) {
    QWidget::enterEvent(event);
    update();
}

void LookCard::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    update();
}

bool LookCard::event(QEvent* event) {
    return keepsKey(event, {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Left, Qt::Key_Right}) ||
           QWidget::event(event);
}

}  // namespace groundglass::ui::looks
