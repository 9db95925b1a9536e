#pragma once

#include "groundglass/base/units.hpp"

#include <QColor>
#include <QRectF>

class QPainter;

namespace groundglass::ui::pictograms {

// Small drawings of what a framing means, from its numbers. All draw inside `box`; the caller clips.

/// An adult of 1.75 m in a frame that covers `extent` metres at the figure.
void framedFigure(QPainter& painter, const QRectF& box, const QColor& ink, base::Metres extent);
/// A thing without a face: an insert.
void framedObject(QPainter& painter, const QRectF& box, const QColor& ink);
/// Side view: the camera around a standing figure with that tilt, + = the lens looks up.
void tiltedCamera(QPainter& painter, const QRectF& box, const QColor& ink, base::Degrees tilt);
/// Plan: the camera around a head; + = towards the subject's left.
void cameraAround(QPainter& painter, const QRectF& box, const QColor& ink, base::Degrees azimuth);
/// Side view: a level camera at a height above the ground beside a standing figure.
void cameraHeight(QPainter& painter, const QRectF& box, const QColor& ink, base::Metres height);
/// A frame with its horizon turned; + = clockwise on screen.
void rolledHorizon(QPainter& painter, const QRectF& box, const QColor& ink, base::Degrees roll);
/// A delivered frame of that ratio.
void aspect(QPainter& painter, const QRectF& box, const QColor& ink, double ratio);

}  // namespace groundglass::ui::pictograms
