#include "viewfinder/cell.hpp"

#include <iterator>

namespace groundglass::viewfinder {
Setup::Setup(const World& w, const Lens& l) : world(w), lens(l), thin(l.thin()), others(w) {
    keyed = !w.lamps.empty() && w.lamps.front().key;
    for (int i = 0; i < lanes; ++i) key.set(i, keyed ? w.lamps.front() : Lamp{}, keyed ? 1.0F : 0.0F);
    for (const Bulb& bulb : w.bulbs)
        if (const auto at = l.project(bulb.centre))
            discs.push_back({&bulb, at->x, at->y, l.blurRadius(at->depth) * 1.6F + 2.0F});
    for (const Bulb& bulb : w.sharp)
        if (const auto at = l.project(bulb.centre))
            sharp.push_back({&bulb, at->x, at->y,
                             (l.blurRadius(at->depth) + bulb.radius / l.pixel(at->depth)) * 1.6F + 2});
    std::copy_if(w.seen.begin(), w.seen.end(), std::back_inserter(plain),
                 [](const Layer& layer) { return !layer.lamps; });
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
    occluded(valid.lane, world.solid.get(), rays, coherent && world.flat);
    for (int i = 0; i < lanes; ++i) {
        const float on = valid.lane[i] != 0 ? 1.0F : 0.0F, dark = rays.tfar[i] < 0 ? on : 0, free = on - dark;
        sum.x[i] += light.x[i] * free + otherwise.x[i] * dark;
        sum.y[i] += light.y[i] * free + otherwise.y[i] * dark;
        sum.z[i] += light.z[i] * free + otherwise.z[i] * dark;
    }
}

void Shadows::copyRay(int i, const Shadows& from, int lane) {
    rays.org_x[i] = from.rays.org_x[lane];
    rays.org_y[i] = from.rays.org_y[lane];
    rays.org_z[i] = from.rays.org_z[lane];
    rays.dir_x[i] = from.rays.dir_x[lane];
    rays.dir_y[i] = from.rays.dir_y[lane];
    rays.dir_z[i] = from.rays.dir_z[lane];
    rays.tnear[i] = 0;
    rays.tfar[i] = from.rays.tfar[lane];
    rays.time[i] = 0;
    rays.mask[i] = ~0U;
    rays.id[i] = 0;
    rays.flags[i] = 0;
    valid.lane[i] = from.valid.lane[lane];
    used = used || valid.lane[i] != 0;
}

void lookAround(const Setup& setup, const LitPoints& points, const int* wanted, const int* surroundings,
                const Pairs& chance, const Pairs& on, V16& sum) {
    LampPacket lamp;
    Arriving from;
    choose(setup.others, points, chance.a, lamp);
    arriving(points, lamp, on, from);
    Shadows shadows;
    shadows.take(points, from, wanted);
    V16 way;
    scatter(points.n, on, way);
    for (int i = 0; i < lanes; ++i) {
        if (surroundings[i] == 0) continue;
        shadows.valid.lane[i] = wanted[i];
        if (wanted[i] == 0) continue;
        shadows.used = true;
        const V3 albedo = points.albedo.at(i), light = softSky(setup.world, way.at(i)) * albedo;
        shadows.light.set(i, light);
        shadows.otherwise.set(i, light * albedo * 0.35F);  // what stands in the way is lit as well
        shadows.rays.dir_x[i] = way.x[i];
        shadows.rays.dir_y[i] = way.y[i];
        shadows.rays.dir_z[i] = way.z[i];
        shadows.rays.tfar[i] = 0.8F;
    }
    shadows.cast(setup.world, sum, false);
}

Cell::Cell(const Setup& setup, Film& film, int x, int y, int sample)
    : m_setup(setup), m_world(setup.world), m_film(film), m_x(x), m_y(y), m_sample(sample) {
    Sampler s(x, y, side, static_cast<std::uint32_t>(sample), m_world.seed);
    for (Pairs* p : {&m_jitter, &m_hole, &m_onKey, &m_choose, &m_onOther}) s.next(*p);
}

void Cell::look(const Near& near) {
    primary(*near.seen);
    for (int i = 0; i < lanes; ++i) {
        meet(i);
        m_depth[i] = m_valid.lane[i] != 0 && m_hit[i].any ? m_hit[i].distance : 1e4F;
        m_anyLit = m_anyLit || m_lit.lane[i] != 0;
    }
}

void Cell::light() {
    if (m_mirrored) mirror();
    if (!m_anyLit) return;
    if (m_setup.keyed) {
        Arriving from;
        Shadows key;
        arriving(m_points, m_setup.key, m_onKey, from);
        key.take(m_points, from, m_lit.lane);
        key.cast(m_world, m_sum, true);
    }
    // Lamps beside the key or the surroundings, in turn, each for two: one packet instead of two.
    alignas(64) int surroundings[lanes];
    for (int i = 0; i < lanes; ++i) surroundings[i] = ((pixelX(i) + pixelY(i) + m_sample) & 1) == 0 ? 1 : 0;
    V16 sum{};
    lookAround(m_setup, m_points, m_lit.lane, surroundings, m_choose, m_onOther, sum);
    for (int i = 0; i < lanes; ++i) m_sum.set(i, m_sum.at(i) + sum.at(i) * 2);
}

void Cell::end(const Near& near) {
    for (int i = 0; i < lanes; ++i)
        if (m_valid.lane[i] != 0) store(i);
    for (const Disc& d : near.discs) disc(d);
}

void Cell::primary(const std::vector<Layer>& seen) {
    lensRays(m_setup.thin, m_x, m_y, side, m_jitter, m_hole, m_seen.rays.ray);
    for (int i = 0; i < lanes; ++i) {
        m_seen.clear(i);
        m_valid.lane[i] = pixelX(i) < m_film.width && pixelY(i) < m_film.height ? -1 : 0;
    }
    m_seen.trace(m_world, seen, m_valid.lane, true);
}

void Cell::meet(int i) {
    m_sum.set(i, {});
    m_points.clear(i);
    m_lit.lane[i] = 0;
    if (m_valid.lane[i] == 0) return;
    Hit& h = m_hit[i];
    h = hitOf(m_world.parts, m_seen, i, m_setup.lens, 0);
    if (!h.any) {
        const auto& ray = m_seen.rays.ray;
        m_sum.set(i, m_world.sky({ray.dir_x[i], ray.dir_y[i], ray.dir_z[i]}, false));
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

void Cell::store(int i) {
    const Hit& h = m_hit[i];
    const std::size_t to = at(i);
    const float eye = m_seen.rays.ray.org_y[i], rise = m_seen.rays.ray.dir_y[i];
    const float distance = h.any ? h.distance : m_world.hazeHeight > 0 ? 500.0F : 60.0F;
    V3 c = m_world.throughHaze(m_sum.at(i), distance, eye, eye + rise * distance);
    const float top = std::max({c.x, c.y, c.z});
    if (!(top < 1e4F)) c = {};
    if (top > 24) c = c * (24 / top);
    if (m_sample == 0) m_film.begin(to);
    m_film.light[to] += c;
    if (!m_world.beams.empty()) {  // smooth already
        const RTCRay16& r = m_seen.rays.ray;
        m_film.discs[to] += m_world.shafts({r.org_x[i], r.org_y[i], r.org_z[i]},
                                           {r.dir_x[i], r.dir_y[i], r.dir_z[i]}, distance);
    }
    m_film.normal[to] += h.any ? h.n : V3{};
    m_film.albedo[to] += h.any && h.surface != Surface::Glow ? h.albedo : V3{1, 1, 1};
    m_film.depth[to] += h.any ? h.distance : 200.0F;
}

}  // namespace groundglass::viewfinder
