#include "ui/panels/prompt/length_meter.hpp"

#include <QPainter>

#include <algorithm>

namespace groundglass::ui::prompt_panel {

LengthMeter::LengthMeter(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFixedSize(88, 16);
}

void LengthMeter::setShare(double share) {
    m_share = share;
    setVisible(share >= 0);
    setAccessibleName(tr("%1 % of the room").arg(qRound(share * 100)));
    update();
}

void LengthMeter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF groove(0, height() / 2.0 - 2, width(), 4);
    painter.setBrush(m_theme.line);
    painter.drawRoundedRect(groove, 2, 2);
    const double share = std::clamp(m_share, 0.0, 1.0);
    painter.setBrush(m_share > 1 ? m_theme.bad : m_share > 0.9 ? m_theme.doubt : m_theme.good);
    QRectF full = groove;
    full.setWidth(std::max(4.0, groove.width() * share));
    painter.drawRoundedRect(full, 2, 2);
}

}  // namespace groundglass::ui::prompt_panel
