#pragma once

#include "groundglass/base/units.hpp"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace groundglass::ui::paint {

// The tones of the theme as painted controls use them.

[[nodiscard]] QColor well();  ///< Below a pane: plots and pads.
[[nodiscard]] QColor pane();
[[nodiscard]] QColor raised();  ///< Fields and cards.
[[nodiscard]] QColor line();
[[nodiscard]] QColor ink();    ///< Text and values that the shot itself sets.
[[nodiscard]] QColor dim();    ///< Labels, inherited and free values.
[[nodiscard]] QColor faint();  ///< Guides; not for text that must be read.
[[nodiscard]] QColor accent();
[[nodiscard]] QColor warning();
/// The hue of one of the thirteen sections: "light" or "light/pattern".
[[nodiscard]] QColor sectionHue(const QString& groupOrPath);
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
