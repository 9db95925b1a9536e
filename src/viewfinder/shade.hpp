#pragma once

#include "viewfinder/camera.hpp"
#include "viewfinder/world.hpp"

namespace groundglass::viewfinder {

/// What a ray met, ready to be lit.
struct Hit {
    bool any{};
    V3 p, n, out;  ///< Point, shading normal, direction back along the ray.
    V3 albedo, emission;
    float gloss{}, roughness = 0.5F, mirror{}, distance{};
    float width{};  ///< Metres that the pixel sees here; finer patterns are left out.
    Surface surface{};
};

/// A packet of rays and what each of them met first.
struct Sight {
    alignas(64) RTCRayHit16 rays;
    alignas(64) int part[lanes];  ///< Index in World::parts; −1: nothing.

    void clear(int i);
    /// Follows the lanes that are −1 in `valid` through the solid things and the layers beside them.
    void trace(const World& world, const std::vector<Layer>& beside, const int* valid, bool coherent);
};

/// Reads lane `i`; `before` metres lie between the lens and the packet's origins.
[[nodiscard]] Hit hitOf(const std::vector<Part>& parts, const Sight& sight, int i, const Lens& lens,
                        float before);

/// Colour, bumps and reflectance of a surface at a point of its own space.
void pattern(Hit& hit, const Material& material, V3 local, std::array<std::uint8_t, 4> tint);

/// Mirror images of lamps and sky on glossy surfaces, without tracing.
[[nodiscard]] V3 glints(const World& world, const Hit& hit);

}  // namespace groundglass::viewfinder
