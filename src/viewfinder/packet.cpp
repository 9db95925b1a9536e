#include "viewfinder/packet.hpp"

#include "viewfinder/shade.hpp"
#include "viewfinder/wide.hpp"

namespace groundglass::viewfinder {

void LitPoints::clear(int i) {
    p.set(i, {});
    n.set(i, {0, 1, 0});
    out.set(i, {0, 1, 0});
    albedo.set(i, {});
    gloss.v[i] = skin.v[i] = hair.v[i] = 0;
    roughness.v[i] = 0.5F;
}

void LitPoints::set(int i, const Hit& hit) {
    p.set(i, hit.p);
    n.set(i, hit.n);
    out.set(i, hit.out);
    albedo.set(i, hit.albedo);
    // Smoother ones show the lamp itself instead: glints().
    gloss.v[i] = hit.roughness < 0.2F ? 0 : hit.gloss;
    roughness.v[i] = hit.roughness;
    skin.v[i] = hit.surface == Surface::Skin ? 1 : 0;
    hair.v[i] = hit.surface == Surface::Hair ? 1 : 0;
}

void LitPoints::copy(int i, const LitPoints& from, int lane) {
    p.set(i, from.p.at(lane));
    n.set(i, from.n.at(lane));
    out.set(i, from.out.at(lane));
    albedo.set(i, from.albedo.at(lane));
    gloss.v[i] = from.gloss.v[lane];
    roughness.v[i] = from.roughness.v[lane];
    skin.v[i] = from.skin.v[lane];
    hair.v[i] = from.hair.v[lane];
}

void LampPacket::set(int i, const Lamp& lamp, float strength) {
    centre.set(i, lamp.centre);
    u.set(i, lamp.u);
    v.set(i, lamp.v);
    facing.set(i, lamp.facing);
    radiance.set(i, lamp.radiance * strength);
    area.v[i] = lamp.area;
}

GROUNDGLASS_WIDE void arriving(const LitPoints& h, const LampPacket& l, const Pairs& at, Arriving& o) {
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        const float s = 2 * at.a[i] - 1, t = 2 * at.b[i] - 1;
        const V3 n{h.n.x[i], h.n.y[i], h.n.z[i]}, eye{h.out.x[i], h.out.y[i], h.out.z[i]},
            albedo{h.albedo.x[i], h.albedo.y[i], h.albedo.z[i]};
        const V3 q{l.centre.x[i] + l.u.x[i] * s + l.v.x[i] * t - h.p.x[i],
                   l.centre.y[i] + l.u.y[i] * s + l.v.y[i] * t - h.p.y[i],
                   l.centre.z[i] + l.u.z[i] * s + l.v.z[i] * t - h.p.z[i]};
        const float d2 = std::max(dot(q, q), 1e-8F), d = std::sqrt(d2);
        const V3 way = q * (1 / d);
        const float facing = -(way.x * l.facing.x[i] + way.y * l.facing.y[i] + way.z * l.facing.z[i]);
        const float nl = dot(n, way), lit = std::max(nl, 1e-6F);
        // Light that went through skin leaves red at the edge of the shadow.
        const float e = std::min(1.0F, lit * (1 / 0.38F)), edge = (1 - e * e * (3 - 2 * e)) * h.skin.v[i];
        const V3 diffuse = albedo * V3{1 + 0.45F * edge, 1 - 0.02F * edge, 1 - 0.12F * edge} * (lit / pi);
        const V3 sum = way + eye;
        const V3 half = sum * (1 / std::sqrt(std::max(dot(sum, sum), 1e-12F)));
        const float nh = std::max(0.0F, dot(n, half)), nv = std::max(0.05F, dot(n, eye)),
                    a = h.roughness.v[i] * h.roughness.v[i], a2 = a * a, q2 = nh * nh * (a2 - 1) + 1;
        const float c = 1 - std::max(0.0F, dot(half, way)), f = 0.04F + 0.96F * (c * c) * (c * c) * c;
        const float k = a * 0.5F;
        const float shine =
            a2 * f * lit * h.gloss.v[i] * 0.25F / (pi * q2 * q2 * ((lit * (1 - k) + k) * (nv * (1 - k) + k)));
        const float own = h.hair.v[i], white = 1 - 0.88F * own;
        const V3 gleam = albedo * (2 * own) + V3{white, white, white};
        const float reach =
            (facing > 0 ? 1.0F : 0.0F) * (nl > 0 ? 1.0F : 0.0F) * facing * l.area.v[i] / std::max(d2, 0.01F);
        const V3 v =
            (diffuse + gleam * shine) * V3{l.radiance.x[i], l.radiance.y[i], l.radiance.z[i]} * reach;
        o.way.x[i] = way.x;
        o.way.y[i] = way.y;
        o.way.z[i] = way.z;
        o.value.x[i] = v.x;
        o.value.y[i] = v.y;
        o.value.z[i] = v.z;
        o.distance.v[i] = d;
    }
}

OtherLamps::OtherLamps(const World& world) {
    for (const Lamp& l : world.lamps)
        if (!l.key && lamps.size() < most) lamps.push_back(&l);
}

namespace {

GROUNDGLASS_WIDE void weigh(const Lamp& l, const LitPoints& h, float* weight, float* sum) {
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        const float x = l.centre.x - h.p.x[i], y = l.centre.y - h.p.y[i], z = l.centre.z - h.p.z[i];
        const float near2 = 1 / std::max(0.05F, x * x + y * y + z * z), near = std::sqrt(near2);
        const float spread = l.reach * near;
        const float cosine = std::min(
            1.0F, std::max(0.0F, (x * h.n.x[i] + y * h.n.y[i] + z * h.n.z[i]) * near + spread * 0.7F));
        const float facing = std::min(
            1.0F, std::max(0.0F, -(x * l.facing.x + y * l.facing.y + z * l.facing.z) * near + spread * 0.5F));
        weight[i] = l.power * cosine * facing * near2;
        sum[i] += weight[i];
    }
}

// Where every lane is on its way along the weights: `left` until it arrives.
struct alignas(64) Choice {
    float left[lanes];
    float weight[lanes];
    int lamp[lanes];
};

GROUNDGLASS_WIDE void pass(int lamp, const float* weight, Choice& c) {
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        const bool here = c.left[i] > 0 && weight[i] > 0;
        c.lamp[i] = here ? lamp : c.lamp[i];
        c.weight[i] = here ? weight[i] : c.weight[i];
        c.left[i] = here ? c.left[i] - weight[i] : c.left[i];
    }
}

}  // namespace

void choose(const OtherLamps& others, const LitPoints& points, const float* chance, LampPacket& out) {
    alignas(64) float weights[OtherLamps::most][lanes];
    Choice choice{};
    alignas(64) float sum[lanes]{};
    const std::size_t count = others.lamps.size();
    for (std::size_t k = 0; k < count; ++k) weigh(*others.lamps[k], points, weights[k], sum);
    for (int i = 0; i < lanes; ++i) choice.left[i] = std::max(chance[i] * sum[i], 1e-30F);
    for (std::size_t k = 0; k < count; ++k) pass(static_cast<int>(k), weights[k], choice);
    for (int i = 0; i < lanes; ++i) {
        if (count > 0)
            out.set(i, *others.lamps[static_cast<std::size_t>(choice.lamp[i])],
                    choice.weight[i] > 0 ? sum[i] / choice.weight[i] : 0);
        else
            out.set(i, Lamp{}, 0);
    }
}

GROUNDGLASS_WIDE void scatter(const V16& normals, const Pairs& at, V16& out) {
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        const Turn t = turnOf(at.a[i]);
        const float r = std::sqrt(at.b[i]), up = std::sqrt(std::max(0.0F, 1 - at.b[i]));
        const float nx = normals.x[i], ny = normals.y[i], nz = normals.z[i];
        // A frame without branches. Source: Duff et al., "Building an Orthonormal Basis, Revisited" (2017).
        const float sign = nz < 0 ? -1.0F : 1.0F, a = -1 / (sign + nz), b = nx * ny * a;
        const float x = r * t.cosine, y = r * t.sine;
        out.x[i] = (1 + sign * nx * nx * a) * x + b * y + nx * up;
        out.y[i] = sign * b * x + (sign + ny * ny * a) * y + ny * up;
        out.z[i] = -sign * nx * x - ny * y + nz * up;
    }
}

GROUNDGLASS_WIDE void lensRays(const Lens::Thin& l, int x, int y, int side, const Pairs& jitter,
                               const Pairs& hole, RTCRay16& rays) {
    alignas(64) float rim[lanes];
    for (int i = 0; i < lanes; ++i) {
        const float at = hole.a[i] * static_cast<float>(l.rim->size() - 1);
        const auto k = std::min(static_cast<std::size_t>(at), l.rim->size() - 2);
        rim[i] = mix((*l.rim)[k], (*l.rim)[k + 1], at - static_cast<float>(k));
    }
    const float overFocus2 = 1 / (l.focus * l.focus);
    const bool straight = !l.fisheye && l.bend == 0;
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        const float px = static_cast<float>(x + i % side) + jitter.a[i],
                    py = static_cast<float>(y + i / side) + jitter.b[i];
        const float sx = px * l.perX - l.halfX, sy = l.halfY - py * l.perY;
        const float r2 = (sx * sx + sy * sy) * overFocus2, q = std::min(r2 * 0.25F, 0.49F);
        const float bent = std::max(0.2F, 1 + l.bend * r2), round = std::sqrt(1 - q) / (1 - 2 * q);
        const float out = straight ? 1.0F : l.fisheye ? round : bent;
        const float fx = sx * out, fy = sy * out;
        const Turn t = turnOf(hole.a[i]);
        const float r = std::sqrt(hole.b[i]) * rim[i];
        const float lx = r * t.cosine * l.radiusX, ly = r * t.sine * l.radiusY;
        const V3 o = l.right * lx + l.up * ly + l.eye;
        const V3 d = l.right * (fx - lx) + l.up * (fy - ly) + l.forward * l.focus;
        const float one = 1 / std::sqrt(dot(d, d));
        rays.org_x[i] = o.x;
        rays.org_y[i] = o.y;
        rays.org_z[i] = o.z;
        rays.dir_x[i] = d.x * one;
        rays.dir_y[i] = d.y * one;
        rays.dir_z[i] = d.z * one;
        rays.tnear[i] = 0;
        rays.tfar[i] = 1e5F;
        rays.time[i] = 0;
        rays.mask[i] = ~0U;
        rays.id[i] = 0;
        rays.flags[i] = 0;
    }
}

GROUNDGLASS_WIDE void leave(const LitPoints& points, const V16& way, const float* distance, float length,
                            RTCRay16& rays) {
    GROUNDGLASS_LANES
    for (int i = 0; i < lanes; ++i) {
        rays.org_x[i] = points.p.x[i] + points.n.x[i] * gap;
        rays.org_y[i] = points.p.y[i] + points.n.y[i] * gap;
        rays.org_z[i] = points.p.z[i] + points.n.z[i] * gap;
        rays.dir_x[i] = way.x[i];
        rays.dir_y[i] = way.y[i];
        rays.dir_z[i] = way.z[i];
        rays.tnear[i] = 0;
        rays.tfar[i] = distance != nullptr ? distance[i] - 2 * gap : length;
        rays.time[i] = 0;
        rays.mask[i] = ~0U;
        rays.id[i] = 0;
        rays.flags[i] = 0;
    }
}

}  // namespace groundglass::viewfinder
