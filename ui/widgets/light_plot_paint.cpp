#include "ui/widgets/light_plot.hpp"
#include "ui/widgets/paint.hpp"

#include <QPainter>
#include <QPainterPath>
#include <QRadialGradient>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace groundglass::ui {

namespace {

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

QPainterPath cameraShape() {
    QPainterPath path;
    path.addRoundedRect(QRectF(-8, 2, 16, 12), 2, 2);
    path.moveTo(-3, 2);
    path.lineTo(-6, -5);
    path.lineTo(6, -5);
    path.lineTo(3, 2);
    path.closeSubpath();
    return path;
}

}  // namespace

void LightPlot::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(shape, paint::well());
    painter.setClipPath(shape);
    paintGround(painter);
    if (m_plan.hasKey) paintKey(painter);
    paintFill(painter);
    for (int i = 0; i < static_cast<int>(m_plan.others.size()); ++i) paintOther(painter, i);
    paintSubject(painter);
    paintArc(painter);

    painter.setFont(paint::scaled(font(), 0.85));
    const QRectF foot(12, height() - footerHeight, width() - 24, footerHeight - 2);
    painter.setPen(paint::dim());
    const double right = QFontMetricsF(painter.font()).horizontalAdvance(m_plan.ratio);
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, m_plan.ratio);
    painter.setPen(m_plan.recognised.isEmpty() ? paint::dim() : paint::ink());
    paint::lineOfText(painter, foot.adjusted(0, 0, -right - 12, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      m_plan.recognised.isEmpty() ? tr("no named pattern") : m_plan.recognised);
    painter.setClipping(false);
    if (hasFocus()) paint::focusRing(painter, rect(), 6);
}

void LightPlot::paintGround(QPainter& painter) const {
    painter.setBrush(Qt::NoBrush);
    painter.setFont(paint::scaled(font(), 0.7));
    for (const double metres : std::array{1.0, 2.0, 4.0, 8.0, 16.0}) {
        const double radius = radiusOf(metres);
        painter.setPen(QPen(paint::withAlpha(paint::line(), metres == 16 ? 1 : 0.8), 1));
        painter.drawEllipse(middle(), radius, radius);
        painter.setPen(paint::withAlpha(paint::dim(), 0.75));
        painter.drawText(QRectF(middle().x() + 3, middle().y() - radius - 1, 30, 12),
                         Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("%1 m").arg(metres));
    }
    painter.setPen(QPen(paint::withAlpha(paint::line(), 0.7), 1));
    painter.drawLine(middle() - QPointF(reach(), 0), middle() + QPointF(reach(), 0));
    painter.drawLine(middle() - QPointF(0, reach()), middle() + QPointF(0, reach()));
}

void LightPlot::paintSubject(QPainter& painter) const {
    painter.save();
    painter.translate(middle());
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::mixed(paint::raised(), paint::dim(), 0.35));
    painter.drawEllipse(QPointF(0, -3), 25, 9);  // shoulders
    painter.rotate(-m_plan.headTurn);
    painter.setBrush(paint::mixed(paint::raised(), paint::dim(), 0.7));
    painter.drawEllipse(QPointF(0, 0), 12, 15);
    QPainterPath nose;
    nose.moveTo(-4, 13);
    nose.lineTo(0, 20);
    nose.lineTo(4, 13);
    painter.drawPath(nose);
    painter.restore();

    painter.save();
    painter.translate(place(0, reach() - 6));
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::ink());
    painter.drawPath(cameraShape());
    painter.restore();
}

void LightPlot::label(QPainter& painter, const QPointF& at, double clear, const QColor& colour,
                      const QString& text) const {
    painter.setFont(paint::scaled(font(), 0.85));
    const double textWidth = QFontMetricsF(painter.font()).horizontalAdvance(text);
    const bool right = at.x() >= middle().x();
    double left = right ? at.x() + clear : at.x() - clear - textWidth;
    double top = at.y() - 8;
    if (left + textWidth > width() - 6 || left < 6) {
        left = std::clamp(at.x() - textWidth / 2, 6.0, std::max(6.0, width() - 6 - textWidth));
        top = at.y() > middle().y() ? at.y() - clear - 15 : at.y() + clear;
    }
    if (left < arcBox().right() + 20 && top < arcBox().bottom() + 18) left = at.x() + clear;
    top = std::clamp(top, 2.0, height() - footerHeight - 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::withAlpha(paint::well(), 0.78));
    painter.drawRoundedRect(QRectF(left - 2, top + 1, textWidth + 4, 14), 3, 3);
    painter.setPen(colour);
    painter.drawText(QRectF(left, top, textWidth + 4, 16), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void LightPlot::paintKey(QPainter& painter) const {
    const PlottedLight& key = m_plan.key;
    const QPointF at = lampAt(-1);
    const QPointF grip = sizeGrip();
    const QPointF other = at - (grip - at);
    const double radius = radiusOf(key.distance);

    QPainterPath beam(middle());
    beam.lineTo(grip);
    beam.lineTo(other);
    beam.closeSubpath();
    QRadialGradient glow(at, radius);
    glow.setColorAt(0, paint::withAlpha(key.tint, 0.30));
    glow.setColorAt(1, paint::withAlpha(key.tint, 0.06));
    painter.fillPath(beam, glow);
    const QColor line = paint::withAlpha(key.tint, key.own ? 1 : 0.6);
    painter.setPen(QPen(line, 1.5));
    painter.drawLine(middle(), at);

    painter.save();
    painter.translate(at);
    painter.rotate(-key.azimuth);
    const double half = std::hypot(grip.x() - at.x(), grip.y() - at.y());
    const QRectF body(-half, 0, 2 * half, 9);
    painter.setPen(m_chosen == -1 && hasFocus() ? QPen(paint::accent(), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(line);
    painter.drawRoundedRect(body, 2, 2);
    painter.restore();
    painter.setPen(QPen(paint::well(), 1));
    painter.setBrush(m_hover.grip == Grip::Size || m_hold.grip == Grip::Size ? paint::ink() : line);
    painter.drawEllipse(grip, 4, 4);
    const double clear = 12 + 0.7 * half * std::abs(std::cos(radians(key.azimuth)));
    label(painter, at, std::min(clear, 40.0), line, key.name);
}

void LightPlot::paintFill(QPainter& painter) const {
    const QPointF at = fillAt();
    const double amount = std::exp2(std::clamp(m_plan.fillStops, -6.0, 0.0));
    const QColor colour = paint::withAlpha(m_plan.fillTint, 0.45 + 0.55 * amount);
    painter.setPen(QPen(paint::withAlpha(m_plan.fillTint, 0.35), 1));
    painter.drawLine(middle(), at);
    const bool held = m_hover.grip == Grip::Fill || m_hold.grip == Grip::Fill;
    painter.setPen(held ? QPen(paint::ink(), 1) : QPen(Qt::NoPen));
    painter.setBrush(colour);
    painter.drawEllipse(at, 6, 6);
    label(painter, at, 11, paint::withAlpha(m_plan.fillTint, 0.9), m_plan.fillName);
}

void LightPlot::paintOther(QPainter& painter, int index) const {
    const PlottedLight& light = lamp(index);
    const QPointF at = lampAt(index);
    const QColor colour = paint::withAlpha(light.tint, light.own ? 1 : 0.6);
    painter.setPen(QPen(paint::withAlpha(light.tint, 0.4), 1));
    painter.drawLine(middle(), at);
    const bool held =
        (m_hover.grip == Grip::Lamp && m_hover.index == index) || (m_chosen == index && hasFocus());
    painter.setPen(held ? QPen(paint::ink(), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(colour);
    const double size = std::clamp(4 + light.angle / 12, 4.5, 9.0);
    painter.drawEllipse(at, size, size);
    label(painter, at, size + 5, colour, light.name);
}

/// A side view: the subject's profile looks right, the arc goes from −90° to +90°.
void LightPlot::paintArc(QPainter& painter) const {
    const QRectF box = arcBox();
    const QPointF head(box.left() + 8, box.center().y());
    const double radius = box.height() / 2 - 6;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(paint::line(), 1.5));
    painter.drawArc(QRectF(head.x() - radius, head.y() - radius, 2 * radius, 2 * radius), -90 * 16, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::mixed(paint::raised(), paint::dim(), 0.6));
    QPainterPath profile;
    profile.addEllipse(head, 5.5, 7);
    profile.moveTo(head + QPointF(4, -2));
    profile.lineTo(head + QPointF(8.5, 1.5));
    profile.lineTo(head + QPointF(4.5, 3));
    profile.setFillRule(Qt::WindingFill);
    painter.drawPath(profile);
    const PlottedLight& light = lamp(m_chosen);
    const QPointF at = raiseAt();
    painter.setPen(QPen(paint::withAlpha(light.tint, 0.5), 1));
    painter.drawLine(head, at);
    const bool held = m_hover.grip == Grip::Raise || m_hold.grip == Grip::Raise;
    painter.setPen(held ? QPen(paint::ink(), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(light.tint);
    painter.drawEllipse(at, 5, 5);
    painter.setFont(paint::scaled(font(), 0.8));
    painter.setPen(light.own ? paint::ink() : paint::dim());
    painter.drawText(QRectF(box.left() - 2, box.bottom() + 1, 72, 14), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1° high").arg(std::round(light.elevation)));
}

}  // namespace groundglass::ui
