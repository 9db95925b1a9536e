#pragma once

#include "viewfinder/camera.hpp"
#include "viewfinder/sampler.hpp"
#include "viewfinder/world.hpp"

namespace groundglass::viewfinder {

// Sixteen of everything, side by side, so that one instruction works on many.
struct F16 {
    alignas(64) float v[lanes];
};
struct V16 {
    alignas(64) float x[lanes];
    alignas(64) float y[lanes];
    alignas(64) float z[lanes];

    void set(int i, V3 value) {
        x[i] = value.x;
        y[i] = value.y;
        z[i] = value.z;
    }
    [[nodiscard]] V3 at(int i) const { return {x[i], y[i], z[i]}; }
};

/// Points that wait for light. A lane that is not used has no albedo and no gloss.
struct LitPoints {
    V16 p, n, out, albedo;
    F16 gloss, roughness, skin, hair;  ///< `skin`, `hair`: 1 or 0.

    void clear(int i);
    void set(int i, const struct Hit& hit);
    void copy(int i, const LitPoints& from, int lane);
};

/// The lamp of every lane.
struct LampPacket {
    V16 centre, u, v, facing, radiance;
    F16 area;

    void set(int i, const Lamp& lamp, float strength);
};

/// What comes from a point of every lane's lamp; no light where `value` is black.
struct Arriving {
    V16 way, value;
    F16 distance;
};

/// All lamps but the key, as the choice among them reads them.
struct OtherLamps {
    static constexpr std::size_t most = 24;
    std::vector<const Lamp*> lamps;
    explicit OtherLamps(const World& world);
};

/// Light from the points (a, b) of the lamps, shadows aside.
void arriving(const LitPoints& points, const LampPacket& lamps, const Pairs& at, Arriving& out);

/// One of the lamps for every lane, likelier the more it may give, its light divided by that chance.
void choose(const OtherLamps& others, const LitPoints& points, const float* chance, LampPacket& out);

/// Directions around the normals, by the cosine.
void scatter(const V16& normals, const Pairs& at, V16& out);

/// Camera rays of a square of `side` pixels from (x, y).
void lensRays(const Lens::Thin& lens, int x, int y, int side, const Pairs& jitter, const Pairs& hole,
              RTCRay16& rays);

/// Rays from the points along `way`, `short` of `distance` by twice the gap; `distance` null: `length`.
void leave(const LitPoints& points, const V16& way, const float* distance, float length, RTCRay16& rays);

inline constexpr float gap = 1.2e-3F;  ///< Metres between a surface and the rays that leave it.

}  // namespace groundglass::viewfinder
