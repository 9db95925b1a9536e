#include "viewfinder/world.hpp"

namespace groundglass::viewfinder {

V3 World::throughHaze(V3 colour, float distance, float from, float to) const {
    if (haze <= 0) return colour;
    float share = 1;  // mean density on the way
    if (hazeHeight > 0) {
        const float a = std::max(0.0F, from) / hazeHeight, b = std::max(0.0F, to) / hazeHeight;
        share = std::abs(b - a) < 1e-3F ? std::exp(-a) : (std::exp(-a) - std::exp(-b)) / (b - a);
        share = 0.06F + 0.94F * share;
    }
    const float clear = std::exp(-haze * share * distance);
    return colour * clear + hazeColour * (1 - clear);
}

V3 World::shafts(V3 origin, V3 direction, float distance) const {
    V3 sum{};
    for (const Beam& b : beams) {
        const V3 from = origin - b.centre;
        const float a0 = dot(b.across, from), a1 = dot(b.across, direction), u0 = dot(b.up, from),
                    u1 = dot(b.up, direction), s0 = dot(b.down, from), s1 = dot(b.down, direction);
        float enter = 0, leave = distance;
        const auto slab = [&](float at, float per, float low, float high) {
            const float one = 1 / (std::abs(per) > 1e-6F ? per : 1e-6F), x = (low - at) * one,
                        y = (high - at) * one;
            enter = std::max(enter, std::min(x, y));
            leave = std::min(leave, std::max(x, y));
        };
        slab(a0, a1, -1, 1);
        slab(u0, u1, -1, 1);
        slab(s0, s1, 0, b.length);
        if (leave <= enter) continue;
        // Soft sides: (1 − a²)(1 − u²) is a polynomial along the ray, for which three points are exact.
        const float middle = (enter + leave) * 0.5F, reach = (leave - enter) * 0.5F;
        float inside = 0;
        constexpr float points[3] = {-0.7745967F, 0, 0.7745967F}, shares[3] = {5, 8, 5};
        for (int k = 0; k < 3; ++k) {
            const float t = middle + reach * points[k], a = a0 + a1 * t, u = u0 + u1 * t,
                        fade = 1 - 0.6F * (s0 + s1 * t) / b.length;
            inside += shares[k] * (1 - a * a) * (1 - u * u) * fade;
        }
        // Dust throws most of the light forward. Source: Henyey and Greenstein (1941), g = 0.5.
        const float cosine = -dot(b.way, direction), phase = 0.75F / std::pow(1.25F - cosine, 1.5F);
        sum += b.light * (inside * reach * (1 / 9.0F) * phase * std::exp(-haze * enter));
    }
    return sum;
}

V3 World::sky(V3 d, bool single) const {
    const V3 base =
        d.y >= 0 ? mix(horizon, zenith, std::sqrt(clamp01(d.y))) : horizon * std::max(0.25F, 1 + d.y * 2);
    if (!stars) {
        if (luma(sunColour) <= 0) return base;
        const float c = std::max(0.0F, dot(d, sun)), c4 = c * c * c * c;
        return base + sunColour * (0.5F * c4 * c4 + 1.6F * std::pow(c, 120.0F));
    }
    const float across = d.x * 0.42F + d.y * 0.86F + d.z * 0.28F;  // distance from the plane of the galaxy
    const float cloud = noise(d * 5.0F) * 0.55F + noise(d * 13.0F) * 0.3F + noise(d * 31.0F) * 0.15F;
    const float band = std::exp(-across * across * 9) * smoothstep(0.30F, 0.75F, cloud);
    const float lane =
        1 - 0.75F * std::exp(-across * across * 160) * smoothstep(0.35F, 0.6F, noise(d * 9.0F));
    V3 c = base + mix(V3{0.16F, 0.13F, 0.24F}, V3{0.62F, 0.44F, 0.30F}, smoothstep(0.4F, 0.8F, cloud)) *
                      (band * lane * (single ? 2.6F : 0.7F));
    if (!single) return c;
    const V3 q = d * 90.0F;
    const auto cell = [](float v) {
        return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(v)));
    };
    const std::uint32_t h = hash32(cell(q.x) * 73856093U ^ cell(q.y) * 19349663U ^ cell(q.z) * 83492791U);
    if (unit(h) < 0.10F + 0.22F * band) {
        const V3 at{std::floor(q.x) + 0.2F + 0.6F * unit(hash32(h + 1)),
                    std::floor(q.y) + 0.2F + 0.6F * unit(hash32(h + 2)),
                    std::floor(q.z) + 0.2F + 0.6F * unit(hash32(h + 3))};
        const float near = length(cross(d, at - q)),
                    size = 0.09F + 0.12F * unit(hash32(h + 4)) * unit(hash32(h + 5));
        const float bright = 0.25F + 3.2F * std::pow(unit(hash32(h + 6)), 6.0F);
        c += mix(V3{0.75F, 0.85F, 1.15F}, V3{1.15F, 0.95F, 0.7F}, unit(hash32(h + 7))) *
             (bright * (1 - smoothstep(size * 0.3F, size, near)));
    }
    return c;
}

}  // namespace groundglass::viewfinder
