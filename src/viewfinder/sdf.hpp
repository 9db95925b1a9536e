#pragma once

#include "viewfinder/vec.hpp"

// Signed distances (negative inside), metres. Sources: I. Quilez, "distance functions" and "smooth minimum".
namespace groundglass::viewfinder::sdf {

inline float ellipsoid(V3 p, V3 centre, V3 radii) {
    const V3 q = p - centre, k{q.x / radii.x, q.y / radii.y, q.z / radii.z},
             m{k.x / radii.x, k.y / radii.y, k.z / radii.z};
    const float l = length(k);
    return l * (l - 1) / std::max(1e-6F, length(m));
}
inline float sphere(V3 p, V3 centre, float radius) {
    return length(p - centre) - radius;
}
/// A rod with round ends whose radius goes from `ra` to `rb`.
inline float rod(V3 p, V3 a, V3 b, float ra, float rb) {
    const V3 ba = b - a, pa = p - a;
    const float h = clamp01(dot(pa, ba) / std::max(1e-9F, dot(ba, ba)));
    return length(pa - ba * h) - (ra + (rb - ra) * h);
}
inline float box(V3 p, V3 centre, V3 half, float round) {
    const V3 q{std::abs(p.x - centre.x) - half.x + round, std::abs(p.y - centre.y) - half.y + round,
               std::abs(p.z - centre.z) - half.z + round};
    const V3 o{std::max(q.x, 0.0F), std::max(q.y, 0.0F), std::max(q.z, 0.0F)};
    return length(o) + std::min(std::max(q.x, std::max(q.y, q.z)), 0.0F) - round;
}
inline float torus(V3 p, V3 centre, float radius, float tube) {
    const V3 q = p - centre;
    const float r = std::sqrt(q.x * q.x + q.z * q.z) - radius;
    return std::sqrt(r * r + q.y * q.y) - tube;
}
inline float join(float a, float b, float k) {
    const float h = std::max(k - std::abs(a - b), 0.0F) / k;
    return std::min(a, b) - h * h * k * 0.25F;
}
inline float cut(float a, float b, float k) {
    return -join(-a, b, k);
}
inline float meet(float a, float b, float k) {
    return -join(-a, -b, k);
}

}  // namespace groundglass::viewfinder::sdf
