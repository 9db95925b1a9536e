// What only some cells have: a mirror image, and lamps out of focus.
#include "viewfinder/cell.hpp"

namespace groundglass::viewfinder {

void reflections(const Setup& setup, const Hit* const* hits, int x, int y, int sample, V16& sum) {
    const World& world = setup.world;
    Sight seen;
    Valid valid;
    LitPoints from;
    V16 way;
    V3 strength[lanes];
    for (int i = 0; i < lanes; ++i) {
        seen.clear(i);
        from.clear(i);
        way.set(i, {0, 1, 0});
        if (hits[i] == nullptr) continue;
        const Hit& h = *hits[i];
        const float c = 1 - std::max(0.0F, dot(h.n, h.out));
        const float f = h.mirror + (1 - h.mirror) * c * c * c * c * c * 0.7F;
        strength[i] = V3{f, f, f};
        if (h.surface == Surface::Mirror) strength[i] = strength[i] * V3{1.0F, 0.86F, 0.62F};  // a gold film
        valid.lane[i] = -1;
        V3 back = normalize(h.n * (2 * dot(h.out, h.n)) - h.out);
        if (h.surface == Surface::Wet) back.y = std::max(back.y, 0.01F);
        way.set(i, normalize(back));
        from.p.set(i, h.p);
        from.n.set(i, h.n);
    }
    leave(from, way, nullptr, 1e5F, seen.rays.ray);
    seen.trace(world, world.mirrored, valid.lane, false);

    LitPoints points;
    V16 image{};
    Pairs on, chance, spot;
    Sampler s(x, y, Cell::side, static_cast<std::uint32_t>(sample), world.seed + 0x5bd1e995U);
    for (Pairs* p : {&on, &chance, &spot}) s.next(*p);
    Valid met;
    for (int i = 0; i < lanes; ++i) {
        points.clear(i);
        if (valid.lane[i] == 0) continue;
        const Hit h = hitOf(world.parts, seen, i, setup.lens, hits[i]->distance);
        image.set(i, h.any ? h.emission + softSky(world, h.n) * h.albedo * 0.7F : world.sky(way.at(i), true));
        if (!h.any) continue;
        points.set(i, h);
        met.lane[i] = -1;
    }
    Arriving light;
    if (setup.keyed) {
        Shadows key;
        arriving(points, setup.key, on, light);
        key.take(points, light, met.lane);
        key.cast(world, image, false);
    }
    LampPacket lamp;
    choose(setup.others, points, chance.a, lamp);
    arriving(points, lamp, spot, light);
    for (int i = 0; i < lanes; ++i) {
        if (valid.lane[i] == 0) continue;
        const V3 shown = image.at(i) + (met.lane[i] != 0 ? light.value.at(i) : V3{});
        const float top = std::max({shown.x, shown.y, shown.z});
        sum.set(i, sum.at(i) + shown * strength[i] * (top > 6 ? 6 / top : 1));
    }
}

void Cell::mirror() {
    const Hit* hits[lanes];
    for (int i = 0; i < lanes; ++i)
        hits[i] = m_valid.lane[i] != 0 && m_hit[i].any && m_hit[i].mirror > 0 ? &m_hit[i] : nullptr;
    reflections(m_setup, hits, m_x, m_y, m_sample, m_sum);
}

void Cell::disc(const Disc& d) {
    const auto fx = static_cast<float>(m_x), fy = static_cast<float>(m_y);
    if (d.x + d.reach < fx || d.x - d.reach > fx + side || d.y + d.reach < fy || d.y - d.reach > fy + side)
        return;
    const Bulb& bulb = *d.bulb;
    Shadows view;
    view.light = view.otherwise = {};
    view.rays = m_seen.rays.ray;
    for (int i = 0; i < lanes; ++i) {
        if (m_valid.lane[i] == 0) continue;
        const auto g =
            m_setup.lens.glimpse(static_cast<float>(pixelX(i)) + m_jitter.a[i],
                                 static_cast<float>(pixelY(i)) + m_jitter.b[i], bulb.centre, bulb.radius);
        if (g.weight <= 0) continue;
        V3 light = bulb.radiance * (g.weight * std::exp(-m_world.haze * g.distance));
        // A disc far above white only gains a jagged rim.
        const float top = std::max({light.x, light.y, light.z});
        if (top > 1.8F) light = light * (1.8F / top);
        view.valid.lane[i] = -1;
        view.used = true;
        view.light.set(i, light);
        view.rays.org_x[i] = g.ray.origin.x;
        view.rays.org_y[i] = g.ray.origin.y;
        view.rays.org_z[i] = g.ray.origin.z;
        view.rays.dir_x[i] = g.ray.direction.x;
        view.rays.dir_y[i] = g.ray.direction.y;
        view.rays.dir_z[i] = g.ray.direction.z;
        view.rays.tfar[i] = g.distance - bulb.radius - gap;
    }
    V16 sum{};
    view.cast(m_world, sum, true);
    for (int i = 0; i < lanes; ++i)
        if (m_valid.lane[i] != 0) m_film.discs[at(i)] += sum.at(i);
}

}  // namespace groundglass::viewfinder
