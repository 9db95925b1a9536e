#pragma once

#include "groundglass/base/units.hpp"
#include "groundglass/craft/vocabulary.hpp"

#include <array>
#include <string>

namespace groundglass::craft {

/// log2 R: stops between the lit and the shadow side of the face.
[[nodiscard]] base::Stops stopsOf(base::LightRatio ratio);
/// Fill level relative to the key: 1/(R − 1); infinite for 1.
[[nodiscard]] double fillShare(base::LightRatio ratio);
/// Apparent angle of a source: 2·atan(size / 2·distance).
[[nodiscard]] base::Degrees apparentSize(base::Metres size, base::Metres distance);
/// 10⁶/to − 10⁶/from.
[[nodiscard]] double miredShift(base::Kelvin from, base::Kelvin to);
/// Linear Rec.709 of a blackbody (below 4000 K) or daylight against a white balance; luma 1.
[[nodiscard]] std::array<double, 3> kelvinToRgb(base::Kelvin source, base::Kelvin whiteBalance);
/// The pattern (facet `light_pattern`) that a key at this place makes; empty when none fits.
[[nodiscard]] std::string recognisePattern(base::Degrees azimuth, base::Degrees elevation,
                                           base::LightRatio ratio, const Vocabulary& vocabulary);

}  // namespace groundglass::craft
