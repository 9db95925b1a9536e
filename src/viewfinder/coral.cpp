#include "viewfinder/figure.hpp"

namespace groundglass::viewfinder {
namespace {

void grow(Mesh& mesh, V3 from, V3 direction, float length, float radius, int depth, std::uint32_t seed) {
    const V3 to = from + direction * length;
    addRod(mesh, from, to, radius, radius * 0.72F, 10);
    addSphere(mesh, to, radius * 0.76F, 6);
    if (depth == 0) return;
    const int arms = depth > 3 ? 4 : 2 + static_cast<int>(hash32(seed) % 2U);
    for (int i = 0; i < arms; ++i) {
        const std::uint32_t h = hash32(seed * 31U + static_cast<std::uint32_t>(i) + 7U);
        const float turn = 2 * pi * (static_cast<float>(i) + unit(h)) / static_cast<float>(arms),
                    open = 0.35F + 0.45F * unit(hash32(h));
        const V3 u = normalize(cross(direction, std::abs(direction.y) < 0.95F ? V3{0, 1, 0} : V3{1, 0, 0})),
                 v = cross(direction, u);
        const V3 way =
            normalize(direction * std::cos(open) +
                      (u * std::cos(turn) + v * std::sin(turn)) * std::sin(open) + V3{0, 0.22F, 0});
        grow(mesh, to, way, length * (0.70F + 0.22F * unit(hash32(h + 1))), radius * 0.70F, depth - 1, h);
    }
}

}  // namespace

std::vector<Mesh> coralMeshes(float) {
    Mesh body, tips;
    body.material = {Surface::Skin, {0.74F, 0.27F, 0.34F}, 0.35F, 0.4F, {0.016F, 0.004F, 0.012F}, 0};
    tips.material = {Surface::Glow, {0.2F, 0.5F, 0.6F}, 0, 0.5F, {1.0F, 0.36F, 1.9F}, 0};
    grow(body, {0, -0.03F, 0}, {0, 1, 0}, 0.115F, 0.030F, 6, 11);
    for (int i = 0; i < 260; ++i) {
        const auto h = hash32(static_cast<std::uint32_t>(i) * 977U + 5U);
        const std::size_t at = h % body.positions.size();
        if (body.positions[at].y > 0.25F) addSphere(tips, body.positions[at], 0.0032F, 5);
    }
    std::vector<Mesh> parts;
    parts.push_back(std::move(body));
    parts.push_back(std::move(tips));
    return parts;
}

}  // namespace groundglass::viewfinder
