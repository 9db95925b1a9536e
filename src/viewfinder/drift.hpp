#pragma once

#include "viewfinder/vec.hpp"

#include <string_view>

namespace groundglass::viewfinder {

/// How a support moves the camera although nobody asks it to.
struct Drift {
    float yaw{}, pitch{}, roll{};  ///< Degrees.
    V3 shift;                      ///< Metres to the right, up and forward.
};

/// `support`: a term of `support` or `steadiness`; none for one that stands still or is not known.
/// `hfov`: degrees; what shakes the picture is a share of its width.
[[nodiscard]] Drift driftAt(std::string_view support, double seconds, float hfov, std::uint64_t seed);

}  // namespace groundglass::viewfinder
