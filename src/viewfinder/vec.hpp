#pragma once

#include "groundglass/viewfinder/scene.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace groundglass::viewfinder {

inline constexpr float pi = std::numbers::pi_v<float>;
inline constexpr float degree = pi / 180.0F;

/// Three floats: metres, a direction or linear Rec.709.
struct V3 {
    float x{}, y{}, z{};

    friend V3 operator+(V3 a, V3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
    friend V3 operator-(V3 a, V3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
    friend V3 operator*(V3 a, float s) { return {a.x * s, a.y * s, a.z * s}; }
    friend V3 operator*(V3 a, V3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
    V3& operator+=(V3 b) { return *this = *this + b; }
};

inline float dot(V3 a, V3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline V3 cross(V3 a, V3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(V3 a) {
    return std::sqrt(dot(a, a));
}
inline V3 normalize(V3 a) {
    const float l = length(a);
    return l > 0 ? a * (1.0F / l) : V3{0, 1, 0};
}
inline V3 mix(V3 a, V3 b, float t) {
    return a * (1 - t) + b * t;
}
inline float mix(float a, float b, float t) {
    return a * (1 - t) + b * t;
}
inline float clamp01(float v) {
    return std::min(1.0F, std::max(0.0F, v));
}
inline float smoothstep(float a, float b, float v) {
    const float t = clamp01((v - a) / (b - a));
    return t * t * (3 - 2 * t);
}
inline float luma(V3 c) {
    return 0.2126F * c.x + 0.7152F * c.y + 0.0722F * c.z;
}
inline V3 toV3(const Vec3& v) {
    return {v[0], v[1], v[2]};
}
inline Vec3 toArray(V3 v) {
    return {v.x, v.y, v.z};
}

struct Turn {
    float cosine{}, sine{};
};
/// Cosine and sine of `a` whole turns, a in −1…2; right to 1e-5.
inline Turn turnOf(float a) {
    const auto sine = [](float t) {  // −0.5…0.5 turns
        const float x = t > 0.25F ? 0.5F - t : t < -0.25F ? -0.5F - t : t, q = x * x;
        return x * (6.2831851F + q * (-41.341663F + q * (81.602232F + q * (-76.567978F + q * 39.657074F))));
    };
    const auto wrapped = [](float t) { return t - static_cast<float>(static_cast<int>(t + 8.5F) - 8); };
    return {sine(wrapped(a + 0.25F)), sine(wrapped(a))};
}

/// Turns about the axes; angles in radians. `aboutY` takes +Z towards +X.
inline V3 aboutY(V3 p, float a) {
    const float c = std::cos(a), s = std::sin(a);
    return {p.x * c + p.z * s, p.y, -p.x * s + p.z * c};
}
/// Takes +Z towards −Y: a nod.
inline V3 aboutX(V3 p, float a) {
    const float c = std::cos(a), s = std::sin(a);
    return {p.x, p.y * c - p.z * s, p.y * s + p.z * c};
}
/// Takes +X towards +Y.
inline V3 aboutZ(V3 p, float a) {
    const float c = std::cos(a), s = std::sin(a);
    return {p.x * c - p.y * s, p.x * s + p.y * c, p.z};
}

/// A rotation, an even scale and a shift: p ↦ x·p.x + y·p.y + z·p.z + o.
struct Frame {
    V3 x{1, 0, 0}, y{0, 1, 0}, z{0, 0, 1}, o{};

    [[nodiscard]] V3 point(V3 p) const { return x * p.x + y * p.y + z * p.z + o; }
    [[nodiscard]] V3 direction(V3 p) const { return x * p.x + y * p.y + z * p.z; }
    [[nodiscard]] V3 inverse(V3 p) const {
        const V3 q = p - o;
        return V3{dot(q, x), dot(q, y), dot(q, z)} * (1 / dot(x, x));
    }
    [[nodiscard]] Frame then(const Frame& outer) const {
        return {outer.direction(x), outer.direction(y), outer.direction(z), outer.point(o)};
    }
};

/// Yaw about +Y, then pitch (nod) inside it, then roll; radians.
inline Frame turned(float yaw, float pitch = 0, float roll = 0, V3 at = {}, float scale = 1) {
    const auto turn = [&](V3 p) { return aboutY(aboutX(aboutZ(p, roll), pitch), yaw) * scale; };
    return {turn({1, 0, 0}), turn({0, 1, 0}), turn({0, 0, 1}), at};
}

inline std::uint32_t hash32(std::uint32_t x) {
    x ^= x >> 16U;
    x *= 0x21f0aaadU;
    x ^= x >> 15U;
    x *= 0x735a2d97U;
    return x ^ (x >> 15U);
}
inline float unit(std::uint32_t x) {
    return static_cast<float>(x >> 8U) * (1.0F / 16777216.0F);
}

/// The whole number below, for what fits one.
inline std::int32_t floorOf(float v) {
    const auto i = static_cast<std::int32_t>(v);
    return i - (v < static_cast<float>(i) ? 1 : 0);
}

/// Smooth value noise, 0…1, one feature a unit.
inline float noise(V3 p) {
    const std::int32_t ix = floorOf(p.x), iy = floorOf(p.y), iz = floorOf(p.z);
    const auto fx = static_cast<float>(ix), fy = static_cast<float>(iy), fz = static_cast<float>(iz);
    const auto at = [&](int a, int b, int c) {
        const auto h = static_cast<std::uint32_t>(ix + a) * 73856093U ^
                       static_cast<std::uint32_t>(iy + b) * 19349663U ^
                       static_cast<std::uint32_t>(iz + c) * 83492791U;
        return unit(hash32(h));
    };
    const auto ease = [](float t) { return t * t * (3 - 2 * t); };
    const float u = ease(p.x - fx), v = ease(p.y - fy), w = ease(p.z - fz);
    const auto row = [&](int b, int c) { return mix(at(0, b, c), at(1, b, c), u); };
    return mix(mix(row(0, 0), row(1, 0), v), mix(row(0, 1), row(1, 1), v), w);
}

}  // namespace groundglass::viewfinder
