#include "viewfinder/figure_parts.hpp"
#include "viewfinder/sdf.hpp"

namespace groundglass::viewfinder {

using namespace sdf;

void addSeat(std::vector<Mesh>& parts, const Skeleton& s, bool stone) {
    Mesh m;
    m.material = stone ? Material{Surface::Stone, {0.34F, 0.33F, 0.32F}, 0.1F, 0.6F, {}, 0}
                       : Material{Surface::Wood, {0.16F, 0.085F, 0.045F}, 0.35F, 0.35F, {}, 0};
    const float y = s.seat;
    if (stone) {
        addBox(m, {-0.80F, y - 0.07F, -0.26F}, {0.80F, y, 0.26F});
        for (const float x : {-0.62F, 0.50F}) {
            addBox(m, {x, 0, -0.20F}, {x + 0.12F, y - 0.07F, 0.20F});
            addBox(m, {x + 0.02F, y, -0.43F}, {x + 0.10F, y + 0.52F, -0.38F});  // the back of the bench
        }
        for (const float h : {0.14F, 0.29F, 0.44F})
            addBox(m, {-0.95F, y + h, -0.38F}, {0.95F, y + h + 0.10F, -0.35F});
    } else {
        addBox(m, {-0.21F, y - 0.035F, -0.20F}, {0.21F, y, 0.22F});
        for (const float x : {-0.19F, 0.16F}) {
            addBox(m, {x, 0, 0.17F}, {x + 0.03F, y, 0.20F});
            addBox(m, {x, 0, -0.20F}, {x + 0.03F, y + 0.46F, -0.17F});
        }
        addBox(m, {-0.19F, y + 0.34F, -0.195F}, {0.19F, y + 0.45F, -0.175F});
    }
    parts.push_back(std::move(m));
}

void addTableAndCup(std::vector<Mesh>& parts, const Skeleton& s, float pitch, const std::stop_token& stop) {
    Mesh table;
    table.material = {Surface::Stone, {0.46F, 0.42F, 0.38F}, 0.6F, 0.22F, {}, 0};
    const float top = s.eyes.y - 0.475F;
    addRod(table, {0, top - 0.03F, 0.50F}, {0, top, 0.50F}, 0.36F, 0.36F, 64);
    Mesh foot;
    foot.material = {Surface::Plain, {0.03F, 0.03F, 0.03F}, 0.4F, 0.4F, {}, 0};
    addRod(foot, {0, 0, 0.50F}, {0, top - 0.03F, 0.50F}, 0.03F, 0.03F);
    parts.push_back(std::move(table));
    parts.push_back(std::move(foot));
    const V3 c = s.eyes + V3{0, -0.205F, 0.185F};
    const auto cup = [c](V3 p) {
        float d = rod(p, c + V3{0, -0.022F, 0}, c + V3{0, 0.075F, 0}, 0.034F, 0.043F);
        d = meet(d, p.y - c.y - 0.040F, 0.003F);
        return cut(d, rod(p, c + V3{0, -0.018F, 0}, c + V3{0, 0.09F, 0}, 0.0305F, 0.041F), 0.002F);
    };
    parts.push_back(meshOf(cup, {c - V3{0.06F, 0.08F, 0.06F}, c + V3{0.06F, 0.06F, 0.06F}}, pitch,
                           {Surface::Porcelain, {0.74F, 0.72F, 0.68F}, 0.9F, 0.12F, {}, 0}, {}, stop));
}

// A round canopy of eight ribs, over the hand that holds its shaft.
void addUmbrella(std::vector<Mesh>& parts, const Skeleton& s) {
    const V3 hand = s.wrist[1] + V3{0.01F, 0.02F, 0.03F}, top = hand + V3{0.09F, 0.58F, -0.16F};
    Mesh shaft, canopy;
    shaft.material = {Surface::Plain, {0.04F, 0.04F, 0.045F}, 0.6F, 0.3F, {}, 0};
    canopy.material = {Surface::Plain, {0.46F, 0.50F, 0.56F}, 0.55F, 0.34F, {}, 0};
    addRod(shaft, hand - V3{0, 0.14F, 0}, top + V3{0, 0.06F, 0}, 0.008F, 0.006F, 8);
    constexpr int ribs = 8, steps = 6, between = 5, around = ribs * between;
    constexpr float radius = 0.58F, drop = 0.21F;
    for (int j = 0; j <= steps; ++j)
        for (int i = 0; i <= around; ++i) {
            const float a = 2 * pi * static_cast<float>(i) / around, u = static_cast<float>(j) / steps;
            // Cloth sags between two ribs.
            const float sag = 0.5F - 0.5F * std::cos(a * ribs), r = radius * u * (1 - 0.07F * sag * u);
            const V3 out{std::sin(a), 0, std::cos(a)};
            canopy.positions.push_back(top + out * r - V3{0, drop * u * u + 0.02F * sag * u, 0});
            canopy.normals.push_back(normalize(out * (2 * drop * u) + V3{0, radius, 0}));
            canopy.tints.push_back(plainTint);
        }
    for (std::uint32_t j = 0; j < steps; ++j)
        for (std::uint32_t i = 0; i < around; ++i) {
            const std::uint32_t a = j * (around + 1) + i;
            for (const std::uint32_t k : {a, a + around + 1, a + around + 2, a, a + around + 2, a + 1})
                canopy.indices.push_back(k);
        }
    for (int i = 0; i < ribs; ++i) {
        const float a = 2 * pi * static_cast<float>(i) / ribs;
        const V3 rim = top + V3{std::sin(a) * radius, -drop, std::cos(a) * radius};
        addRod(shaft, rim, rim + V3{0, -0.025F, 0}, 0.005F, 0.003F, 6);
    }
    parts.push_back(std::move(shaft));
    parts.push_back(std::move(canopy));
}

void addSuit(std::vector<Mesh>& parts, const Skeleton& s, float pitch, const std::stop_token& stop) {
    const auto packs = [s](V3 p) {
        float d = box(p, s.chest + V3{0, 0.02F, -0.235F}, {0.21F, 0.30F, 0.10F}, 0.04F);
        d = std::min(d, box(p, s.chest + V3{0, -0.05F, 0.185F}, {0.11F, 0.075F, 0.05F}, 0.015F));
        for (const float x : {-0.05F, 0.0F, 0.05F})
            d = join(d, sphere(p, s.chest + V3{x, -0.02F, 0.235F}, 0.013F), 0.004F);
        return d;
    };
    parts.push_back(meshOf(packs, {s.chest - V3{0.25F, 0.32F, 0.36F}, s.chest + V3{0.25F, 0.36F, 0.27F}},
                           pitch, {Surface::Plain, {0.50F, 0.50F, 0.50F}, 0.25F, 0.4F, {}, 0}, {}, stop));
}

}  // namespace groundglass::viewfinder
