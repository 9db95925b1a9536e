#include "viewfinder/figure_parts.hpp"
#include "viewfinder/sdf.hpp"

namespace groundglass::viewfinder {

using namespace sdf;

Mesh hatMesh(float pitch, const std::stop_token& stop) {
    const auto hat = [](V3 p) {
        const V3 q = aboutX(p - V3{0, 0.062F, -0.012F}, -0.10F);
        float crown = box(q, {0, 0.055F, 0}, {0.078F - q.y * 0.10F, 0.058F, 0.094F - q.y * 0.10F}, 0.055F);
        crown = cut(crown, ellipsoid(q, {0, 0.120F, 0.01F}, {0.018F, 0.026F, 0.080F}), 0.03F);
        const float lift = 0.30F * q.x * q.x / 0.15F;
        const float brim = ellipsoid(q, {0, lift * 0.25F, 0.006F}, {0.138F, 0.0062F, 0.158F});
        return join(crown, brim, 0.012F);
    };
    return meshOf(hat, {{-0.16F, 0, -0.19F}, {0.16F, 0.22F, 0.19F}}, pitch,
                  {Surface::Cloth, {0.10F, 0.095F, 0.10F}, 0.05F, 0.7F, {}, 0}, {}, stop);
}

std::vector<Mesh> helmetMeshes(float detail, const std::stop_token& stop) {
    const float pitch = 0.0045F / detail;
    const auto shell = [](V3 p) {
        float d = ellipsoid(p, {0, 0.0F, -0.01F}, {0.165F, 0.172F, 0.172F});
        d = cut(d, ellipsoid(p, {0, 0.0F, 0.145F}, {0.132F, 0.112F, 0.115F}), 0.008F);
        d = join(d, torus(p, {0, -0.165F, -0.01F}, 0.120F, 0.026F), 0.02F);
        const V3 m{std::abs(p.x), p.y, p.z};
        d = join(d, ellipsoid(m, {0.165F, 0.0F, -0.02F}, {0.020F, 0.046F, 0.046F}), 0.006F);
        return d;
    };
    std::vector<Mesh> parts;
    parts.push_back(meshOf(shell, {{-0.20F, -0.21F, -0.20F}, {0.20F, 0.20F, 0.20F}}, pitch,
                           {Surface::Plain, {0.62F, 0.61F, 0.59F}, 0.35F, 0.35F, {}, 0}, {}, stop));
    const auto visor = [](V3 p) { return ellipsoid(p, {0, 0, 0.012F}, {0.146F, 0.130F, 0.152F}); };
    parts.push_back(meshOf(visor, {{-0.16F, -0.15F, -0.02F}, {0.16F, 0.15F, 0.18F}}, pitch * 0.7F,
                           {Surface::Mirror, {0.012F, 0.010F, 0.008F}, 0, 0.1F, {}, 0.72F}, {}, stop));
    return parts;
}

}  // namespace groundglass::viewfinder
