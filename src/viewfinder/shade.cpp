#include "viewfinder/shade.hpp"

#include "viewfinder/wide.hpp"

namespace groundglass::viewfinder {
namespace {

// Noise, or its mean where the pixel sees more than a feature.
float grain(const Hit& h, V3 p, float frequency) {
    return h.width * frequency < 1.2F ? noise(p * frequency) : 0.5F;
}

// Three noises of a place at once, −0.5…0.5.
GROUNDGLASS_WIDE V3 roughness(V3 p) {
    const std::int32_t ix = floorOf(p.x), iy = floorOf(p.y), iz = floorOf(p.z);
    const auto ease = [](float t) { return t * t * (3 - 2 * t); };
    const float u = ease(p.x - static_cast<float>(ix)), v = ease(p.y - static_cast<float>(iy)),
                w = ease(p.z - static_cast<float>(iz));
    float x = 0, y = 0, z = 0;
    for (int k = 0; k < 8; ++k) {  // corners of the cell
        const int a = k & 1, b = k >> 1 & 1, c = k >> 2;
        const std::uint32_t h = hash32(static_cast<std::uint32_t>(ix + a) * 73856093U ^
                                       static_cast<std::uint32_t>(iy + b) * 19349663U ^
                                       static_cast<std::uint32_t>(iz + c) * 83492791U);
        const float share = (a != 0 ? u : 1 - u) * (b != 0 ? v : 1 - v) * (c != 0 ? w : 1 - w) / 1023;
        x += share * static_cast<float>(static_cast<std::int32_t>(h & 1023U));
        y += share * static_cast<float>(static_cast<std::int32_t>(h >> 10U & 1023U));
        z += share * static_cast<float>(static_cast<std::int32_t>(h >> 20U & 1023U));
    }
    return {x - 0.5F, y - 0.5F, z - 0.5F};
}

V3 reflected(V3 out, V3 n) {
    return n * (2 * dot(out, n)) - out;
}

void bump(Hit& h, V3 at, float frequency, float height) {
    if (h.width * frequency > 0.8F) return;
    h.n = normalize(h.n + roughness(at * frequency) * height);
}

void hair(Hit& h, V3 p) {
    if (h.width > 0.012F) {  // no strand can be told from another
        h.albedo = h.albedo * 0.98F;
        return;
    }
    const float around = std::atan2(p.x, p.z + 0.05F);
    const float strand = noise({around * 120, p.y * 26 + p.z * 16, 3.0F}),
                fine = noise({around * 300, p.y * 40, 9.0F});
    h.albedo = h.albedo * (0.45F + 0.75F * strand + 0.35F * fine);
    const V3 across = normalize(cross(h.n, V3{0.05F, 1, 0.2F}));
    h.n = normalize(h.n + across * ((strand - 0.5F) * 0.55F + (fine - 0.5F) * 0.45F));
    h.gloss *= 0.4F + 0.9F * strand;
}

void cloth(Hit& h, V3 p) {
    const bool near = h.width < 0.0015F;
    const float weave = near ? std::sin((p.x + p.z) * 2100) * std::sin(p.y * 2100) : 0;
    const float slub = near ? noise({p.x * 260, p.y * 900, p.z * 260}) : 0.5F;
    h.albedo = h.albedo * (0.80F + 0.08F * weave + 0.30F * slub + 0.12F * grain(h, p, 30));
    bump(h, p, 420, 0.16F);
}

void eye(Hit& h, std::uint8_t mark) {
    const float r = static_cast<float>(mark) / 20000.0F;
    const V3 iris = mix(V3{0.10F, 0.12F, 0.10F}, V3{0.20F, 0.17F, 0.11F}, smoothstep(0.0050F, 0.0024F, r));
    V3 c = mix(iris, h.albedo * V3{1.0F, 0.95F, 0.92F}, smoothstep(0.0057F, 0.0063F, r));
    c = c * mix(0.25F, 1.0F, smoothstep(0.0003F, 0.0011F, std::abs(r - 0.0059F)));  // limbus
    h.albedo = mix(V3{0.006F, 0.006F, 0.006F}, c, smoothstep(0.0019F, 0.0023F, r));
}

void crackedEye(Hit& h, V3 p) {
    const float a = std::abs(noise(p * 260.0F) - 0.5F), b = std::abs(noise(p * 520.0F + V3{7, 3, 1}) - 0.5F);
    const float crack =
        std::max(1 - smoothstep(0.008F, 0.030F, a), 0.7F * (1 - smoothstep(0.006F, 0.022F, b)));
    h.albedo = mix(V3{0.012F, 0.010F, 0.010F}, V3{0.62F, 0.58F, 0.55F}, crack * 0.85F);
    h.gloss *= 1 - 0.7F * crack;
}

void brick(Hit& h, V3 p) {
    const float across = (std::abs(h.n.x) > 0.6F ? p.z : p.x) / 0.24F, row = std::floor(p.y / 0.08F);
    const float shift = across + 0.5F * (row - 2 * std::floor(row * 0.5F));
    const float fx = shift - std::floor(shift), fy = p.y / 0.08F - row;
    const bool joint = fx < 0.045F || fy < 0.13F;
    const float tone = 0.65F + 0.7F * noise({std::floor(shift) * 7.3F, row * 3.7F, 1.5F});
    h.albedo = joint ? h.albedo * 0.6F + V3{0.05F, 0.05F, 0.05F} : h.albedo * tone;
}

void wet(Hit& h, V3 p) {
    const float pool =
        smoothstep(0.40F, 0.62F,
                   noise(V3{p.x * 0.7F, 0, p.z * 0.7F}) * 0.7F + noise(V3{p.x * 2.3F, 4, p.z * 2.3F}) * 0.3F);
    h.mirror = mix(0.10F, 0.55F, pool);
    const float rough = mix(0.10F, 0.012F, pool);
    const V3 g = roughness(p * 90.0F);
    h.albedo = h.albedo * mix(1.05F + 0.5F * g.y, 0.45F, pool);
    h.n =
        normalize(h.n + V3{g.x, 0, g.z} * rough + V3{0, 0, (noise(V3{p.x * 14, 0, p.z * 5}) - 0.5F) * 0.02F});
}

}  // namespace

void pattern(Hit& h, const Material& m, V3 p, std::array<std::uint8_t, 4> tint) {
    switch (m.surface) {
        case Surface::Skin:
            h.albedo = h.albedo * (0.92F + 0.16F * grain(h, p, 90));
            bump(h, p, 900, 0.085F);
            break;
        case Surface::Hair:
            hair(h, p);
            break;
        case Surface::Cloth:
            cloth(h, p);
            break;
        case Surface::Eye:
            eye(h, tint[3]);
            break;
        case Surface::CrackedEye:
            crackedEye(h, p);
            break;
        case Surface::Porcelain: {
            const float craze = std::abs(noise(p * 34.0F) - 0.5F);
            h.albedo = h.albedo * (0.97F + 0.05F * grain(h, p, 40)) *
                       (1 - 0.30F * (1 - smoothstep(0.002F, 0.008F, craze)) *
                                smoothstep(0.55F, 0.7F, noise(p * 11.0F)));
            break;
        }
        case Surface::Wood: {
            const float fibre = h.width < 0.03F ? noise({p.x * 38, p.y * 3.1F, p.z * 38}) : 0.5F,
                        board = noise({std::floor(p.x / 0.16F) * 5.1F, 2, std::floor(p.z / 2.2F)});
            h.albedo = h.albedo * (0.55F + 0.55F * fibre + 0.45F * board);
            break;
        }
        case Surface::Plaster:
            h.albedo = h.albedo * (0.78F + 0.25F * grain(h, p, 1.3F) + 0.20F * grain(h, p, 7));
            break;
        case Surface::Brick:
            brick(h, p);
            break;
        case Surface::Wet:
            wet(h, p);
            break;
        case Surface::Earth:
            h.albedo = h.albedo * (0.45F + 0.6F * grain(h, p, 0.35F) + 0.5F * grain(h, p, 3));
            bump(h, p, 5, 0.25F);
            break;
        case Surface::Stone:
            h.albedo = h.albedo * (0.75F + 0.25F * grain(h, p, 9) + 0.25F * grain(h, p, 45));
            break;
        case Surface::Plain:
        case Surface::Mirror:
        case Surface::Glow:
            break;
    }
}

void Sight::clear(int i) {
    rays.hit.geomID[i] = rays.hit.instID[0][i] = RTC_INVALID_GEOMETRY_ID;
}

void Sight::trace(const World& world, const std::vector<Layer>& beside, const int* valid, bool coherent) {
    intersect(valid, world.solid.get(), rays, coherent);
    for (int i = 0; i < lanes; ++i) {
        const unsigned instance = rays.hit.instID[0][i];
        part[i] = rays.hit.geomID[i] == RTC_INVALID_GEOMETRY_ID ? -1
                  : instance == RTC_INVALID_GEOMETRY_ID         ? 0
                                                                : static_cast<int>(instance);
    }
    for (const Layer& layer : beside) {
        alignas(64) float before[lanes];
        std::copy_n(rays.ray.tfar, lanes, before);
        intersect(valid, layer.tree.get(), rays, coherent);
        for (int i = 0; i < lanes; ++i)
            if (rays.ray.tfar[i] < before[i]) part[i] = layer.part;
    }
}

Hit hitOf(const std::vector<Part>& parts, const Sight& sight, int i, const Lens& lens, float before) {
    Hit h;
    if (sight.part[i] < 0) return h;
    const RTCRayHit16& r = sight.rays;
    const Piece& at = parts[static_cast<std::size_t>(sight.part[i])].pieces[r.hit.geomID[i]];
    const Mesh& mesh = *at.mesh;
    const float u = r.hit.u[i], v = r.hit.v[i], w = 1 - u - v;
    const std::uint32_t* k = &mesh.indices[static_cast<std::size_t>(r.hit.primID[i]) * 3];
    const auto blend = [&](const std::vector<V3>& a) { return a[k[0]] * w + a[k[1]] * u + a[k[2]] * v; };
    const V3 direction{r.ray.dir_x[i], r.ray.dir_y[i], r.ray.dir_z[i]};
    h.any = true;
    h.distance = r.ray.tfar[i];
    h.width = lens.footprint(before + h.distance);
    h.p = V3{r.ray.org_x[i], r.ray.org_y[i], r.ray.org_z[i]} + direction * h.distance;
    h.out = direction * -1.0F;
    const V3 local = at.frame.inverse(h.p);
    h.n = normalize(at.frame.direction(blend(mesh.normals)));
    const Material& m = mesh.material;
    const auto& t0 = mesh.tints[k[0]];
    const auto& t1 = mesh.tints[k[1]];
    const auto& t2 = mesh.tints[k[2]];
    const auto tint = [&](std::size_t c) {
        return static_cast<float>(t0[c]) * w + static_cast<float>(t1[c]) * u + static_cast<float>(t2[c]) * v;
    };
    h.surface = m.surface;
    h.albedo = m.albedo * V3{tint(0), tint(1), tint(2)} * (1 / 128.0F);
    if (m.surface == Surface::Cloth) h.albedo = h.albedo * at.cloth;
    h.emission = m.emission * at.emission;
    h.gloss = m.gloss;
    h.roughness = m.roughness;
    h.mirror = m.mirror;
    const float facing = dot(h.n, h.out);
    if (facing < -0.35F) h.n = h.n * -1.0F;
    pattern(h, m, local, {0, 0, 0, static_cast<std::uint8_t>(tint(3))});
    const float still = dot(h.n, h.out);  // bumps and silhouettes may look away; a visible surface does not
    if (still < 0.02F) h.n = normalize(h.n + h.out * (0.02F - still));
    return h;
}

V3 glints(const World& world, const Hit& h) {
    if (h.gloss <= 0 || h.roughness >= 0.3F) return {};
    const V3 way = reflected(h.out, h.n);
    const float c = 1 - std::max(0.0F, dot(h.n, h.out)), f = (0.04F + 0.96F * c * c * c * c * c) * h.gloss;
    V3 sum = world.sky(way, false) * 0.6F;
    for (const Lamp& l : world.lamps) {
        const float toward = -dot(way, l.facing);
        if (toward <= 0.02F) continue;
        const float t = dot(l.centre - h.p, l.facing) / dot(way, l.facing);
        if (t <= 0) continue;
        const V3 q = h.p + way * t - l.centre;
        const float a = std::abs(dot(q, l.u)) / dot(l.u, l.u), b = std::abs(dot(q, l.v)) / dot(l.v, l.v);
        const float soft = 0.04F + h.roughness;
        sum +=
            l.radiance * ((1 - smoothstep(1 - soft, 1 + soft, a)) * (1 - smoothstep(1 - soft, 1 + soft, b)));
    }
    const float top = std::max({sum.x, sum.y, sum.z});
    return sum * (f * (top > 30 ? 30 / top : 1));
}

}  // namespace groundglass::viewfinder
