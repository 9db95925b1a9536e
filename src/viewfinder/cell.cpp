#include "viewfinder/cell.hpp"

namespace groundglass::viewfinder {
namespace {

// `from` and `to`: heights at the ends of the way.
V3 throughHaze(const World& w, V3 colour, float distance, float from, float to) {
    if (w.haze <= 0) return colour;
    float share = 1;  // mean density on the way
    if (w.hazeHeight > 0) {
        const float a = std::max(0.0F, from) / w.hazeHeight, b = std::max(0.0F, to) / w.hazeHeight;
        share = std::abs(b - a) < 1e-3F ? std::exp(-a) : (std::exp(-a) - std::exp(-b)) / (b - a);
        share = 0.06F + 0.94F * share;
    }
    const float clear = std::exp(-w.haze * share * distance);
    return colour * clear + w.hazeColour * (1 - clear);
}

}  // namespace

Setup::Setup(const World& w, const Lens& l) : world(w), lens(l), thin(l.thin()), others(w) {
    keyed = !w.lamps.empty() && w.lamps.front().key;
    for (int i = 0; i < lanes; ++i) key.set(i, keyed ? w.lamps.front() : Lamp{}, keyed ? 1.0F : 0.0F);
    for (const Bulb& bulb : w.bulbs)
        if (const auto at = l.project(bulb.centre))
            discs.push_back({&bulb, at->x, at->y, l.blurRadius(at->depth) * 1.6F + 2.0F});
}

void Shadows::take(const LitPoints& points, const Arriving& from, const int* wanted) {
    leave(points, from.way, from.distance.v, 0, rays);
    for (int i = 0; i < lanes; ++i) {
        const bool lit = wanted[i] != 0 && from.value.x[i] + from.value.y[i] + from.value.z[i] > 1e-6F;
        valid.lane[i] = lit ? -1 : 0;
        used = used || lit;
    }
    light = from.value;
    otherwise = {};
}

void Shadows::cast(const World& world, V16& sum, bool coherent) {
    if (!used) return;
    occluded(valid.lane, world.direct.get(), rays, coherent && world.flat);
    for (int i = 0; i < lanes; ++i) {
        const float on = valid.lane[i] != 0 ? 1.0F : 0.0F, dark = rays.tfar[i] < 0 ? on : 0, free = on - dark;
        sum.x[i] += light.x[i] * free + otherwise.x[i] * dark;
        sum.y[i] += light.y[i] * free + otherwise.y[i] * dark;
        sum.z[i] += light.z[i] * free + otherwise.z[i] * dark;
    }
}

Cell::Cell(const Setup& setup, Film& film, int x, int y, int sample)
    : m_setup(setup), m_world(setup.world), m_film(film), m_x(x), m_y(y), m_sample(sample) {
    Sampler s(x, y, side, static_cast<std::uint32_t>(sample), m_world.seed);
    for (Pairs* p : {&m_jitter, &m_hole, &m_onKey, &m_choose, &m_onOther}) s.next(*p);
}

void Cell::run(const std::vector<Disc>& discs) {
    primary();
    bool any = false;
    for (int i = 0; i < lanes; ++i) {
        meet(i);
        any = any || m_lit.lane[i] != 0;
    }
    if (any) {
        if (m_setup.keyed) {
            Arriving from;
            Shadows key;
            arriving(m_points, m_setup.key, m_onKey, from);
            key.take(m_points, from, m_lit.lane);
            key.cast(m_world, m_sum, true);
        }
        softer();
    }
    if (m_mirrored) mirror();
    for (int i = 0; i < lanes; ++i)
        if (m_valid.lane[i] != 0) store(i);
    for (const Disc& d : discs) disc(d);
}

void Cell::primary() {
    lensRays(m_setup.thin, m_x, m_y, side, m_jitter, m_hole, m_rays.ray);
    for (int i = 0; i < lanes; ++i) {
        m_rays.hit.geomID[i] = m_rays.hit.instID[0][i] = RTC_INVALID_GEOMETRY_ID;
        m_valid.lane[i] = pixelX(i) < m_film.width && pixelY(i) < m_film.height ? -1 : 0;
    }
    intersect(m_valid.lane, m_world.direct.get(), m_rays, true);
}

void Cell::meet(int i) {
    m_sum.set(i, {});
    m_points.clear(i);
    m_lit.lane[i] = 0;
    if (m_valid.lane[i] == 0) return;
    Hit& h = m_hit[i];
    h = hitOf(m_world.parts, m_rays, i, m_setup.lens, 0);
    if (!h.any) {
        m_sum.set(i, m_world.sky({m_rays.ray.dir_x[i], m_rays.ray.dir_y[i], m_rays.ray.dir_z[i]}, false));
        return;
    }
    m_points.set(i, h);
    if (h.surface == Surface::Glow) {
        m_sum.set(i, h.emission);
        return;
    }
    if (h.mirror < 0.7F) m_lit.lane[i] = -1;
    m_sum.set(i, h.emission + glints(m_world, h));
    if (h.mirror > 0) m_mirrored = true;
}

// Lamps beside the key or the surroundings, in turn, each for two: one packet instead of two.
void Cell::softer() {
    LampPacket lamp;
    Arriving from;
    choose(m_setup.others, m_points, m_choose.a, lamp);
    arriving(m_points, lamp, m_onOther, from);
    for (int i = 0; i < lanes; ++i) from.value.set(i, from.value.at(i) * 2);
    Shadows shadows;
    shadows.take(m_points, from, m_lit.lane);
    V16 way;
    scatter(m_points.n, m_onOther, way);
    for (int i = 0; i < lanes; ++i) {
        if (((pixelX(i) + pixelY(i) + m_sample) & 1) != 0) continue;
        shadows.valid.lane[i] = m_lit.lane[i];
        if (m_lit.lane[i] == 0) continue;
        shadows.used = true;
        const V3 albedo = m_points.albedo.at(i), light = softSky(m_world, way.at(i)) * albedo * 2;
        shadows.light.set(i, light);
        shadows.otherwise.set(i, light * albedo * 0.35F);  // what stands in the way is lit as well
        shadows.rays.dir_x[i] = way.x[i];
        shadows.rays.dir_y[i] = way.y[i];
        shadows.rays.dir_z[i] = way.z[i];
        shadows.rays.tfar[i] = 0.8F;
    }
    shadows.cast(m_world, m_sum, false);
}

void Cell::store(int i) {
    const Hit& h = m_hit[i];
    const std::size_t to = at(i);
    const float eye = m_rays.ray.org_y[i], rise = m_rays.ray.dir_y[i];
    const float distance = h.any ? h.distance : m_world.hazeHeight > 0 ? 500.0F : 60.0F;
    V3 c = throughHaze(m_world, m_sum.at(i), distance, eye, eye + rise * distance);
    const float top = std::max({c.x, c.y, c.z});
    if (!(top < 1e4F)) c = {};
    if (top > 24) c = c * (24 / top);
    m_film.light[to] += c;
    m_film.normal[to] += h.any ? h.n : V3{};
    m_film.albedo[to] += h.any && h.surface != Surface::Glow ? h.albedo : V3{1, 1, 1};
    m_film.depth[to] += h.any ? h.distance : 200.0F;
}

}  // namespace groundglass::viewfinder
