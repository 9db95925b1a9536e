#pragma once

#include "groundglass/base/units.hpp"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QStringView>

class QPainter;

namespace groundglass::ui::paint {

// The tones that every painted control shares. Neutral greys, so that colour can be judged; sections keep one hue.

[[nodiscard]] QColor well();    ///< Below a pane: plots and pads.
[[nodiscard]] QColor pane();
[[nodiscard]] QColor raised();  ///< Fields and cards.
[[nodiscard]] QColor line();
[[nodiscard]] QColor ink();     ///< Text and values that the shot itself sets.
[[nodiscard]] QColor dim();     ///< Labels, inherited and free values.
[[nodiscard]] QColor accent();
/// The hue of one of the thirteen sections; the accent for any other name.
[[nodiscard]] QColor sectionHue(QStringView group);
/// A light's colour against a white balance, as a screen colour: full value, moderated saturation.
[[nodiscard]] QColor kelvinTint(base::Kelvin source, base::Kelvin whiteBalance);

[[nodiscard]] QColor withAlpha(QColor colour, double alpha);
[[nodiscard]] QColor mixed(const QColor& a, const QColor& b, double shareOfB);

/// The widget's font at another share of its size, 0.85 for captions.
[[nodiscard]] QFont scaled(const QFont& font, double share, QFont::Weight weight = QFont::Normal);
/// One pixel of accent around a control that has the keyboard.
void focusRing(QPainter& painter, const QRectF& box, double radius);
/// Text in one line within a box, elided at its end.
void lineOfText(QPainter& painter, const QRectF& box, int alignment, const QString& text);

}  // namespace groundglass::ui::paint
