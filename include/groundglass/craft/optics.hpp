#pragma once

#include "groundglass/base/units.hpp"

namespace groundglass::craft {

// Thin-lens optics. Formulas: craft reference §1, §4.2, §5, standard optics, checked 2026-11-22. Thread: any.

/// 2·atan(extent·squeeze / 2f) in degrees; extent in millimetres on the sensor.
[[nodiscard]] base::Degrees fieldOfView(double sensorMm, base::Millimetres focal, double squeeze = 1);
/// Focal length with that horizontal field of view.
[[nodiscard]] base::Millimetres focalFor(double sensorMm, base::Degrees fov, double squeeze = 1);
/// Lens to subject for a frame that covers `extent` at the subject: (f/1000)·(1 + 1000·E/h); h in mm.
[[nodiscard]] base::Metres distanceFor(base::Metres extent, base::Millimetres focal, double imageHeightMm);

struct DepthOfField {
    base::Metres hyperfocal, near, far;  ///< `far` is infinity at or beyond the hyperfocal distance.
};
[[nodiscard]] DepthOfField depthOfField(base::Millimetres focal, base::FNumber aperture, base::Metres focus,
                                        base::Millimetres circleOfConfusion);
/// Diameter on the sensor (mm) of a point at `distance` (may be infinite) with the lens focused at `focus`.
[[nodiscard]] base::Millimetres blurDisc(base::Millimetres focal, base::FNumber aperture, base::Metres focus,
                                         base::Metres distance);
/// Image diagonal / 1500.
[[nodiscard]] base::Millimetres circleOfConfusion(double widthMm, double heightMm);

}  // namespace groundglass::craft
