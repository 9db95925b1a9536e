#include "groundglass/craft/optics.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace groundglass::craft {

namespace {

constexpr double degreesPerRadian = 180.0 / std::numbers::pi;
constexpr double millimetresPerMetre = 1000.0;
constexpr double diagonalsPerCircle = 1500.0;

}  // namespace

base::Degrees fieldOfView(double sensorMm, base::Millimetres focal, double squeeze) {
    return {2 * std::atan(sensorMm * squeeze / (2 * focal.value)) * degreesPerRadian};
}

base::Millimetres focalFor(double sensorMm, base::Degrees fov, double squeeze) {
    return {sensorMm * squeeze / (2 * std::tan(fov.value / degreesPerRadian / 2))};
}

base::Metres distanceFor(base::Metres extent, base::Millimetres focal, double imageHeightMm) {
    return {focal.value / millimetresPerMetre * (1 + millimetresPerMetre * extent.value / imageHeightMm)};
}

DepthOfField depthOfField(base::Millimetres focal, base::FNumber aperture, base::Metres focus,
                          base::Millimetres circleOfConfusion) {
    const double f = focal.value / millimetresPerMetre;
    const double c = circleOfConfusion.value / millimetresPerMetre;
    const double s = focus.value;
    const double h = f * f / (aperture.value * c) + f;
    const double far = s >= h ? std::numeric_limits<double>::infinity() : s * (h - f) / (h - s);
    return {{h}, {s * (h - f) / (h + s - 2 * f)}, {far}};
}

base::Millimetres blurDisc(base::Millimetres focal, base::FNumber aperture, base::Metres focus,
                           base::Metres distance) {
    const double f = focal.value / millimetresPerMetre;
    const double share =
        std::isinf(distance.value) ? 1.0 : std::abs(distance.value - focus.value) / distance.value;
    return {f * f * share / (aperture.value * (focus.value - f)) * millimetresPerMetre};
}

base::Millimetres circleOfConfusion(double widthMm, double heightMm) {
    return {std::hypot(widthMm, heightMm) / diagonalsPerCircle};
}

}  // namespace groundglass::craft
