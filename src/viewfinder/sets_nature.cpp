#include "viewfinder/set_parts.hpp"

namespace groundglass::viewfinder {
namespace {

float ridge(float x, float z) {
    float sum = 0, scale = 1;
    for (int o = 0; o < 5; ++o) {
        const float f = 0.006F * std::pow(2.1F, static_cast<float>(o));
        const float n = 1 - std::abs(noise({x * f + 11, static_cast<float>(o) * 3.7F, z * f}) * 2 - 1);
        sum += n * n * scale;
        scale *= 0.48F;
    }
    return sum;
}

void mountains(SetModel& set, bool snow) {
    Mesh& rock = part(set, matte(Surface::Stone, {0.24F, 0.24F, 0.26F}));
    const auto height = [](float x, float z) {
        const float away = clamp01((std::abs(z + 60) - 30) / 180.0F);
        return -6 + 250 * away * (ridge(x, z) - 0.35F) * 0.75F;
    };
    terrain(rock, {-420, 0, -640}, {420, 0, -60}, 150, height,
            [snow](float y, V3 n) -> std::array<std::uint8_t, 4> {
                const float white =
                    smoothstep(snow ? 5.0F : 70.0F, snow ? 12.0F : 105.0F, y) * smoothstep(0.45F, 0.75F, n.y);
                const float green = (1 - smoothstep(14, 48, y)) * smoothstep(0.55F, 0.8F, n.y);
                const V3 c =
                    mix(mix(V3{1, 1, 1}, V3{0.45F, 0.75F, 0.34F}, green), V3{2.0F, 2.0F, 2.0F}, white) *
                    127.0F;
                const auto b = [](float v) { return static_cast<std::uint8_t>(std::min(255.0F, v)); };
                return {b(c.x), b(c.y), b(c.z), 0};
            });
}

void houses(SetModel& set, Dice& dice) {
    Mesh wall, roof, lit;
    wall.material = matte(Surface::Wood, {0.20F, 0.115F, 0.065F});
    roof.material = matte(Surface::Stone, {0.10F, 0.085F, 0.08F});
    lit.material = glow({2.4F, 1.35F, 0.50F});
    for (int i = 0; i < 26; ++i) {
        const V3 at{dice.between(-26, 26), 0, dice.between(-58, -10)};
        if (std::abs(at.x) < 2.6F) continue;
        const float w = dice.between(2.8F, 4.2F), d = dice.between(2.6F, 3.8F), h = dice.between(2.6F, 4.2F),
                    yaw = dice.between(-0.5F, 0.5F), r = h + w * 0.72F;
        addBox(wall, {-w, 0, -d}, {w, h, d}, yaw, at);
        const auto p = [&](float x, float y, float z) { return aboutY({x, y, z}, yaw) + at; };
        const float o = w + 0.5F, e = d + 0.5F, l = h - 0.3F;
        roof.quad(p(-o, l, e), p(0, r, e), p(0, r, -e), p(-o, l, -e));
        roof.quad(p(o, l, -e), p(0, r, -e), p(0, r, e), p(o, l, e));
        wall.quad(p(-w, h, d), p(w, h, d), p(0, r, d), p(0, r, d));
        for (const float x : {-0.5F, 0.5F})
            for (const float y : {0.22F, 0.62F})
                if (dice.next() < 0.6F)
                    addBox(lit, {x * w - 0.42F, h * y, d}, {x * w + 0.42F, h * y + 0.85F, d + 0.03F}, yaw,
                           at);
    }
    for (Mesh* m : {&wall, &roof, &lit}) set.meshes.push_back(std::move(*m));
}

}  // namespace

SetModel landscape(const SetState& state) {
    SetModel set;
    Dice dice(71);
    Mesh& grass =
        part(set, matte(Surface::Earth, state.snow ? V3{0.62F, 0.64F, 0.68F} : V3{0.15F, 0.20F, 0.065F}));
    terrain(
        grass, {-120, 0, -120}, {120, 0, 40}, 160,
        [](float x, float z) {
            return 1.6F * smoothstep(6, 40, length({x, 0, z})) * (noise({x * 0.05F, 0, z * 0.05F}) - 0.5F) *
                       2 -
                   0.02F;
        },
        [](float, V3) { return plainTint; });
    Mesh& path = part(set, matte(Surface::Earth, {0.30F, 0.26F, 0.21F}));
    path.quad({-1.0F, 0.0F, 12}, {1.0F, 0.0F, 12}, {1.3F, 0.02F, -40}, {0.2F, 0.02F, -40});
    mountains(set, state.snow);
    houses(set, dice);
    Mesh& trees = part(set, matte(Surface::Earth, {0.045F, 0.085F, 0.04F}));
    for (int i = 0; i < 170; ++i) {
        const V3 at{dice.between(-60, 60), -0.2F, dice.between(-110, -16)};
        if (std::abs(at.x) < 5) continue;
        const float h = dice.between(4, 11);
        for (int k = 0; k < 3; ++k) {
            const float y = h * (0.1F + 0.27F * static_cast<float>(k));
            addRod(trees, at + V3{0, y, 0}, at + V3{0, y + h * 0.42F, 0},
                   h * (0.20F - 0.045F * static_cast<float>(k)), 0.02F, 9);
        }
    }
    Mesh& fence = part(set, matte(Surface::Wood, {0.22F, 0.15F, 0.10F}));
    for (float z = 3; z > -30; z -= 1.6F) {
        addBox(fence, {-1.75F, 0, z}, {-1.67F, 1.0F, z + 0.08F});
        for (const float y : {0.45F, 0.82F}) addBox(fence, {-1.73F, y, z - 1.6F}, {-1.70F, y + 0.09F, z});
    }
    return set;
}

SetModel voidSet(const SetState&) {
    SetModel set;
    Dice dice(5);
    for (int i = 0; i < 420; ++i) {
        const float a = dice.between(-1.15F, 1.15F), y = dice.between(-0.55F, 0.75F), size = dice.next();
        const V3 way = normalize({std::sin(a), y, -std::cos(a)});
        const float across = way.x * 0.42F + way.y * 0.86F + way.z * 0.28F;
        if (dice.next() > 0.35F + 0.65F * std::exp(-across * across * 9)) continue;
        const V3 hue = mix(V3{0.72F, 0.84F, 1.15F}, V3{1.15F, 0.92F, 0.66F}, dice.next());
        set.bulbs.push_back({way * 90.0F, 0.045F, hue * (8 + 260 * size * size * size * size * size)});
    }
    Mesh& rock = part(set, matte(Surface::Stone, {0.20F, 0.19F, 0.19F}));
    terrain(
        rock, {-5, 0, -5}, {5, 0, 5}, 110,
        [](float x, float z) {
            const float r = std::sqrt(x * x + z * z);
            return 0.10F * (noise({x * 0.9F, 0, z * 0.9F}) - 0.5F) * smoothstep(0.6F, 2, r) +
                   0.05F * (noise({x * 4, 2, z * 4}) - 0.5F) * smoothstep(0.6F, 2, r) -
                   0.35F * std::pow(std::max(0.0F, r - 2.2F), 2.0F);
        },
        [](float, V3) { return plainTint; });
    return set;
}

SetModel vent(const SetState&) {
    SetModel set;
    Dice dice(97);
    Mesh& floor = part(set, matte(Surface::Earth, {0.10F, 0.09F, 0.085F}));
    terrain(
        floor, {-16, 0, -22}, {16, 0, 8}, 140,
        [](float x, float z) {
            return 0.9F * smoothstep(1, 8, length({x, 0, z})) * (noise({x * 0.4F, 0, z * 0.4F}) - 0.4F) +
                   0.12F * (noise({x * 2, 3, z * 2}) - 0.5F);
        },
        [](float, V3) { return plainTint; });
    Mesh& chimney = part(set, matte(Surface::Stone, {0.085F, 0.07F, 0.06F}));
    Mesh& fire = part(set, glow({2.6F, 0.62F, 0.08F}));
    for (int i = 0; i < 15; ++i) {
        const V3 at{dice.between(-5, 5), -0.3F, dice.between(-9, -1.8F)};
        if (std::abs(at.x) < 0.6F && at.z > -3) continue;
        const float h = dice.between(0.8F, 4.2F), r = dice.between(0.18F, 0.5F);
        V3 p = at;
        for (int k = 0; k < 5; ++k) {
            const V3 q = p + V3{dice.between(-0.1F, 0.1F), h / 5, dice.between(-0.1F, 0.1F)};
            const float a = r * (1 - 0.14F * static_cast<float>(k)),
                        b = r * (0.84F - 0.14F * static_cast<float>(k));
            addRod(chimney, p, q, a, b, 14);
            addSphere(chimney, q, b * 1.08F, 7);
            p = q;
        }
        addSphere(fire, p + V3{0, 0.02F, 0}, r * 0.26F, 8);
        for (int k = 0; k < 7; ++k)  // sparks in the plume
            set.bulbs.push_back(
                {p + V3{dice.between(-0.25F, 0.25F), dice.between(0.1F, 1.6F), dice.between(-0.2F, 0.2F)},
                 0.007F, V3{1.0F, 0.35F, 0.08F} * dice.between(8, 40)});
    }
    for (int i = 0; i < 150; ++i)  // marine snow
        set.bulbs.push_back({{dice.between(-3, 3), dice.between(0, 3.2F), dice.between(-5, 2.2F)},
                             dice.between(0.0015F, 0.004F),
                             V3{0.4F, 0.75F, 0.9F} * dice.between(1, 6)});
    return set;
}

}  // namespace groundglass::viewfinder
