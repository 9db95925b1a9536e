#include "ui/window/elided_label.hpp"

#include "ui/theme.hpp"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace groundglass::ui {

ElidedLabel::ElidedLabel(QWidget* parent, Qt::TextElideMode mode) : QWidget(parent), m_mode(mode) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ElidedLabel::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    setAccessibleName(text);
    refreshTip();
    updateGeometry();
    update();
}

void ElidedLabel::setColour(const QColor& colour) {
    m_colour = colour;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(m_text) + 2, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {std::min(sizeHint().width(), metrics.averageCharWidth() * 4), metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(m_colour.isValid() ? m_colour : palette().color(QPalette::WindowText));
    const QString line = fontMetrics().elidedText(m_text, m_mode, width());
    painter.drawText(rect(), static_cast<int>(m_alignment) | Qt::TextSingleLine, line);
}

void ElidedLabel::resizeEvent(QResizeEvent*) {
    refreshTip();
}

void ElidedLabel::refreshTip() {
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? tip(m_text) : QString());
}

}  // namespace groundglass::ui
