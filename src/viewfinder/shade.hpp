#pragma once

#include "viewfinder/sampler.hpp"
#include "viewfinder/world.hpp"

namespace groundglass::viewfinder {

/// What a ray met, ready to be lit.
struct Hit {
    bool any{};
    V3 p, n, out;  ///< Point, shading normal, direction back along the ray.
    V3 albedo, emission;
    float gloss{}, roughness = 0.5F, mirror{}, distance{};
    Surface surface{};
};

/// Reads lane `i` of a traced packet.
[[nodiscard]] Hit hitOf(const std::vector<Placed>& placed, const RTCRayHit16& packet, int i);

/// Colour, bumps and reflectance of a surface at a point of its own space.
void pattern(Hit& hit, const Material& material, V3 local, std::array<std::uint8_t, 4> tint);

/// Share of light from `way` that leaves along `hit.out`, times the cosine.
[[nodiscard]] V3 response(const Hit& hit, V3 way);

/// Mirror images of lamps and sky on glossy surfaces, without tracing.
[[nodiscard]] V3 glints(const World& world, const Hit& hit);

}  // namespace groundglass::viewfinder
