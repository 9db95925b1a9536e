#include "ui/widgets/paint.hpp"

#include "groundglass/craft/light.hpp"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace groundglass::ui::paint {

QColor well() { return {0x1f, 0x1f, 0x20}; }
QColor pane() { return {0x25, 0x25, 0x26}; }
QColor raised() { return {0x2c, 0x2c, 0x2e}; }
QColor line() { return {0x3a, 0x3a, 0x3d}; }
QColor ink() { return {0xdc, 0xdc, 0xdd}; }
QColor dim() { return {0x94, 0x94, 0x99}; }
QColor accent() { return {0xe8, 0xa3, 0x4a}; }

QColor sectionHue(QStringView group) {
    static constexpr std::array<std::pair<const char16_t*, QRgb>, 13> hues{{
        {u"story", 0xffd9b98c},   {u"cast", 0xffe0a8a0},  {u"place", 0xffa9c0c9}, {u"frame", 0xff7fb2e5},
        {u"camera", 0xff6fc3d0},  {u"lens", 0xff8fd0a8},  {u"light", 0xfff0c46a}, {u"grade", 0xffe58f6f},
        {u"texture", 0xffb7b08a}, {u"mood", 0xffc79be0},  {u"sound", 0xff9aa5e8}, {u"avoid", 0xffc98a8a},
        {u"output", 0xffb4b4ba},
    }};
    for (const auto& [name, rgb] : hues) {
        if (group == QStringView(name)) return QColor::fromRgb(rgb);
    }
    return accent();
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
