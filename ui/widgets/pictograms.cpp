#include "ui/widgets/pictograms.hpp"

#include "ui/widgets/paint.hpp"

#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace groundglass::ui::pictograms {

namespace {

constexpr double bodyHeight = 1.75;  // metres
constexpr double eyeLine = 1.635;

double radians(base::Degrees angle) {
    return angle.value * std::numbers::pi / 180;
}

/// Front view in metres, feet at 0, +Y up.
QPainterPath frontFigure() {
    QPainterPath head;
    head.addEllipse(QRectF(-0.078, 1.525, 0.156, 0.225));
    QPainterPath neck;
    neck.addRoundedRect(QRectF(-0.052, 1.42, 0.104, 0.18), 0.03, 0.03);
    QPainterPath torso;
    torso.moveTo(-0.07, 1.47);
    torso.cubicTo(-0.16, 1.44, -0.225, 1.43, -0.235, 1.33);
    torso.lineTo(-0.275, 0.80);
    torso.cubicTo(-0.28, 0.76, -0.215, 0.76, -0.212, 0.80);
    torso.lineTo(-0.175, 1.18);
    torso.lineTo(-0.165, 0.92);
    torso.lineTo(-0.15, 0.06);
    torso.cubicTo(-0.15, 0.0, -0.045, 0.0, -0.045, 0.05);
    torso.lineTo(-0.012, 0.82);
    torso.lineTo(0.012, 0.82);
    torso.lineTo(0.045, 0.05);
    torso.cubicTo(0.045, 0.0, 0.15, 0.0, 0.15, 0.06);
    torso.lineTo(0.165, 0.92);
    torso.lineTo(0.175, 1.18);
    torso.lineTo(0.212, 0.80);
    torso.cubicTo(0.215, 0.76, 0.28, 0.76, 0.275, 0.80);
    torso.lineTo(0.235, 1.33);
    torso.cubicTo(0.225, 1.43, 0.16, 1.44, 0.07, 1.47);
    torso.closeSubpath();
    return head.united(neck).united(torso);
}

/// Brows, eyes, nose and mouth, strokes in metres.
QPainterPath face() {
    QPainterPath path;
    for (const double side : {-1.0, 1.0}) {
        path.addEllipse(QPointF(side * 0.031, eyeLine), 0.0125, 0.0062);
        path.moveTo(side * 0.016, eyeLine + 0.02);
        path.quadTo(side * 0.034, eyeLine + 0.03, side * 0.05, eyeLine + 0.018);
    }
    path.moveTo(0.002, eyeLine);
    path.lineTo(0.010, eyeLine - 0.042);
    path.lineTo(-0.006, eyeLine - 0.044);
    path.moveTo(-0.024, eyeLine - 0.068);
    path.quadTo(0, eyeLine - 0.074, 0.024, eyeLine - 0.068);
    return path;
}

/// Where the middle of a frame of that extent stands above the ground: eyes for the nearest sizes, then the
/// head with a little room above, at last the whole body low in the frame.
double frameMiddle(double extent) {
    if (extent < 0.2) return eyeLine;
    if (extent < 0.33) return 1.625;
    if (extent < 2.5) return bodyHeight + extent * 0.08 - extent / 2;
    return extent * 0.5 - extent * 0.14;
}

/// A camera body with its lens towards +x, around its lens mount.
void cameraBody(QPainter& painter, const QPointF& at, double degrees, double size, const QColor& ink) {
    painter.save();
    painter.translate(at);
    painter.rotate(degrees);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(-size, -size * 0.45, size, size * 0.9), size * 0.12, size * 0.12);
    QPainterPath lens;
    lens.moveTo(-size * 0.05, -size * 0.18);
    lens.lineTo(size * 0.38, -size * 0.4);
    lens.lineTo(size * 0.38, size * 0.4);
    lens.lineTo(-size * 0.05, size * 0.18);
    lens.closeSubpath();
    painter.drawPath(lens);
    painter.restore();
}

/// A sign rather than a portrait: head and body are broad enough to read at a few pixels.
QPainterPath sideFigure(const QPointF& feet, double scale) {
    QPainterPath path;
    path.addEllipse(QRectF(feet.x() - 0.17 * scale, feet.y() - 1.80 * scale, 0.36 * scale, 0.38 * scale));
    path.addRoundedRect(QRectF(feet.x() - 0.19 * scale, feet.y() - 1.36 * scale, 0.40 * scale, 1.36 * scale),
                        0.16 * scale, 0.16 * scale);
    QPainterPath nose;
    nose.moveTo(feet.x() - 0.14 * scale, feet.y() - 1.70 * scale);
    nose.lineTo(feet.x() - 0.28 * scale, feet.y() - 1.57 * scale);
    nose.lineTo(feet.x() - 0.14 * scale, feet.y() - 1.53 * scale);
    path.addPath(nose);
    path.setFillRule(Qt::WindingFill);
    return path;
}

void sightLine(QPainter& painter, const QPointF& from, const QPointF& to, const QColor& ink) {
    QPen pen(paint::withAlpha(ink, 0.55), 1);
    pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.drawLine(from, to);
}

}  // namespace

void framedFigure(QPainter& painter, const QRectF& box, const QColor& ink, base::Metres extent) {
    const double covered = std::max(extent.value, 0.005);
    const double scale = box.height() / covered;
    painter.save();
    if (covered > 2.5) {
        const double ground = box.center().y() + frameMiddle(covered) * scale;
        painter.setPen(QPen(paint::withAlpha(ink, 0.4), 1));
        painter.drawLine(QPointF(box.left(), ground), QPointF(box.right(), ground));
    }
    QTransform toBox;
    // The nearest frames look at one eye.
    toBox.translate(box.center().x() - (covered < 0.075 ? 0.031 * scale : 0),
                    box.center().y() + frameMiddle(covered) * scale);
    toBox.scale(scale, -scale);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    QPainterPath figure = toBox.map(frontFigure());
    // Far figures stay visible: a mark of two pixels where the body would be less.
    if (figure.boundingRect().height() < 5) {
        const QRectF tiny = figure.boundingRect();
        figure = QPainterPath();
        figure.addRect(QRectF(tiny.center().x() - 0.75, tiny.bottom() - 4, 1.5, 4));
    }
    painter.drawPath(figure);
    if (covered < 0.55) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(paint::mixed(ink, paint::well(), 0.8), std::clamp(scale * 0.006, 0.8, 2.5)));
        painter.drawPath(toBox.map(face()));
    }
    painter.restore();
}

void framedObject(QPainter& painter, const QRectF& box, const QColor& ink) {
    painter.save();
    const double h = box.height();
    const QPointF at = box.center() + QPointF(-h * 0.06, h * 0.04);
    painter.setPen(QPen(ink, h * 0.06));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(at.x() + h * 0.14, at.y() - h * 0.13, h * 0.26, h * 0.26));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    QPainterPath cup;
    cup.moveTo(at + QPointF(-h * 0.27, -h * 0.22));
    cup.lineTo(at + QPointF(h * 0.27, -h * 0.22));
    cup.cubicTo(at + QPointF(h * 0.27, h * 0.2), at + QPointF(h * 0.15, h * 0.26), at + QPointF(0, h * 0.26));
    cup.cubicTo(at + QPointF(-h * 0.15, h * 0.26), at + QPointF(-h * 0.27, h * 0.2),
                at + QPointF(-h * 0.27, -h * 0.22));
    painter.drawPath(cup);
    painter.drawRoundedRect(QRectF(at.x() - h * 0.38, at.y() + h * 0.29, h * 0.76, h * 0.05), h * 0.02,
                            h * 0.02);
    painter.restore();
}

void tiltedCamera(QPainter& painter, const QRectF& box, const QColor& ink, base::Degrees tilt) {
    constexpr double reach = 0.92;  // camera to head, metres
    const double scale = box.height() / 3.4;
    const QPointF feet(box.center().x() + 0.55 * scale, box.bottom() - 0.2 * scale);
    const QPointF head(feet.x(), feet.y() - eyeLine * scale);
    const double angle = radians(tilt);
    const QPointF camera = head + QPointF(-std::cos(angle), std::sin(angle)) * reach * scale;
    painter.save();
    painter.setPen(QPen(paint::withAlpha(ink, 0.4), 1));
    painter.drawLine(QPointF(box.left() + 3, feet.y()), QPointF(box.right() - 3, feet.y()));
    sightLine(painter, camera, head, ink);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::withAlpha(ink, 0.7));
    painter.drawPath(sideFigure(feet, scale));
    cameraBody(painter, camera, -tilt.value, box.height() * 0.16, ink);
    painter.restore();
}

void cameraAround(QPainter& painter, const QRectF& box, const QColor& ink, base::Degrees azimuth) {
    const QPointF middle = box.center();
    const double radius = std::min(box.width(), box.height()) * 0.36;
    // The subject looks down the page; its left is at the right of the plan.
    const double angle = radians(azimuth);
    const QPointF camera = middle + QPointF(std::sin(angle), std::cos(angle)) * radius;
    painter.save();
    painter.setPen(QPen(paint::withAlpha(ink, 0.3), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(middle, radius, radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::withAlpha(ink, 0.7));
    const double head = radius * 0.34;
    painter.drawEllipse(middle, head * 0.85, head);
    QPainterPath nose;
    nose.moveTo(middle + QPointF(-head * 0.3, head * 0.9));
    nose.lineTo(middle + QPointF(0, head * 1.45));
    nose.lineTo(middle + QPointF(head * 0.3, head * 0.9));
    painter.drawPath(nose);
    cameraBody(painter, camera, 270 - azimuth.value, radius * 0.4, ink);
    painter.restore();
}

void cameraHeight(QPainter& painter, const QRectF& box, const QColor& ink, base::Metres height) {
    // Above 3 m the scale becomes logarithmic, so that an aerial still fits.
    const double shown = height.value <= 3 ? height.value : 3 + std::log2(height.value / 3) * 0.35;
    const double most = 7.2;
    const double scale = box.height() / (shown > 2.8 ? most : 2.6);
    const QPointF feet(box.center().x() + box.width() * 0.18, box.bottom() - 3);
    const QPointF camera(box.left() + box.width() * 0.34, feet.y() - shown * scale);
    painter.save();
    painter.setPen(QPen(paint::withAlpha(ink, 0.4), 1));
    painter.drawLine(QPointF(box.left() + 3, feet.y()), QPointF(box.right() - 3, feet.y()));
    sightLine(painter, camera, QPointF(box.right() - 3, camera.y()), ink);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::withAlpha(ink, 0.7));
    painter.drawPath(sideFigure(feet, scale));
    cameraBody(painter, camera, 0, box.height() * 0.15, ink);
    painter.restore();
}

void rolledHorizon(QPainter& painter, const QRectF& box, const QColor& ink, base::Degrees roll) {
    painter.save();
    painter.translate(box.center());
    painter.rotate(roll.value);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint::withAlpha(ink, 0.28));
    painter.drawRect(QRectF(-box.width(), box.height() * 0.16, box.width() * 2, box.height() * 2));
    painter.setBrush(ink);
    painter.drawPath(sideFigure(QPointF(0, box.height() * 0.2), box.height() * 0.26));
    painter.restore();
}

void aspect(QPainter& painter, const QRectF& box, const QColor& ink, double ratio) {
    const QRectF room = box.adjusted(6, 6, -6, -6);
    QSizeF size(room.width(), room.width() / std::max(ratio, 0.05));
    if (size.height() > room.height()) size = QSizeF(room.height() * ratio, room.height());
    const QRectF frame(QPointF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2),
                       size);
    painter.save();
    painter.setPen(QPen(ink, 1.2));
    painter.setBrush(paint::withAlpha(ink, 0.15));
    painter.drawRoundedRect(frame, 1, 1);
    painter.restore();
}

}  // namespace groundglass::ui::pictograms
