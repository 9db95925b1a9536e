#include "ui/widgets/paint.hpp"

#include "groundglass/craft/light.hpp"
#include "ui/theme.hpp"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::ui::paint {

namespace {
const Theme& theme() {
    static const Theme value;
    return value;
}
}  // namespace

QColor well() {
    return mixed(theme().ground, theme().pane, 0.3);
}
QColor pane() {
    return theme().pane;
}
QColor raised() {
    return theme().raised;
}
QColor line() {
    return theme().line;
}
QColor ink() {
    return theme().text;
}
QColor dim() {
    return theme().quiet;
}
QColor faint() {
    return theme().faint;
}
QColor accent() {
    return theme().accent;
}
QColor warning() {
    return theme().doubt;
}

QColor sectionHue(const QString& groupOrPath) {
    return theme().hue(groupOrPath);
}

QColor kelvinTint(base::Kelvin source, base::Kelvin whiteBalance) {
    const auto rgb = craft::kelvinToRgb(source, whiteBalance);
    const double top = std::max({rgb[0], rgb[1], rgb[2], 1e-6});
    std::array<double, 3> coded{};
    for (std::size_t i = 0; i < 3; ++i) {
        coded[i] = std::pow(std::clamp(rgb[i] / top, 0.0, 1.0), 1 / 2.2);
        coded[i] = 0.25 + 0.75 * coded[i];
    }
    return QColor::fromRgbF(static_cast<float>(coded[0]), static_cast<float>(coded[1]),
                            static_cast<float>(coded[2]));
}

QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(std::clamp(alpha, 0.0, 1.0)));
    return colour;
}

QColor mixed(const QColor& a, const QColor& b, double shareOfB) {
    const auto mix = [shareOfB](int x, int y) {
        return static_cast<int>(std::lround(x + (y - x) * std::clamp(shareOfB, 0.0, 1.0)));
    };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QFont scaled(const QFont& font, double share, QFont::Weight weight) {
    QFont result = font;
    if (font.pixelSize() > 0) {
        result.setPixelSize(std::max(9, static_cast<int>(std::lround(font.pixelSize() * share))));
    } else {
        result.setPointSizeF(std::max(6.5, font.pointSizeF() * share));
    }
    result.setWeight(weight);
    return result;
}

void focusRing(QPainter& painter, const QRectF& box, double radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent(), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void lineOfText(QPainter& painter, const QRectF& box, int alignment, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    painter.drawText(box, alignment | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, box.width() + 0.5));
}

}  // namespace groundglass::ui::paint
