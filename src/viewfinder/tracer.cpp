#include "viewfinder/tracer.hpp"

#include "viewfinder/sampler.hpp"
#include "viewfinder/shade.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace groundglass::viewfinder {
namespace {

constexpr int tile = 32, cell = 4;  // pixels a side; a packet is one cell
constexpr float gap = 1.2e-3F;      // metres between a surface and the rays that leave it

struct alignas(64) Valid {
    int lane[lanes]{};
};

void setRay(RTCRay16& r, int i, V3 o, V3 d, float far) {
    r.org_x[i] = o.x;
    r.org_y[i] = o.y;
    r.org_z[i] = o.z;
    r.dir_x[i] = d.x;
    r.dir_y[i] = d.y;
    r.dir_z[i] = d.z;
    r.tnear[i] = 0;
    r.tfar[i] = far;
    r.time[i] = 0;
    r.mask[i] = ~0U;
    r.id[i] = 0;
    r.flags[i] = 0;
}

/// Light waiting for its shadow ray.
struct Shadows {
    alignas(64) RTCRay16 rays;
    Valid valid;
    std::array<V3, lanes> light, otherwise;
    bool used = false;

    void add(int i, V3 from, V3 way, float distance, V3 value, V3 blocked = {}) {
        setRay(rays, i, from, way, distance);
        valid.lane[i] = -1;
        light[i] = value;
        otherwise[i] = blocked;
        used = true;
    }
    void cast(const World& world, V3* sum, bool coherent) {
        if (!used) return;
        occluded(valid.lane, world.direct.get(), rays, coherent && world.flat);
        for (int i = 0; i < lanes; ++i)
            if (valid.lane[i] != 0) sum[i] += rays.tfar[i] < 0 ? otherwise[i] : light[i];
    }
};

struct Towards {
    V3 way, value;
    float distance{};
    bool lit{};
};

Towards towards(const Lamp& l, const Hit& h, float a, float b) {
    Towards t;
    const V3 q = l.centre + l.u * (2 * a - 1) + l.v * (2 * b - 1) - h.p;
    const float d2 = dot(q, q);
    t.distance = std::sqrt(d2);
    t.way = q * (1 / t.distance);
    const float facing = -dot(t.way, l.facing);
    if (facing <= 0) return t;
    const V3 f = response(h, t.way);
    t.value = f * l.radiance * (facing * l.area / std::max(d2, 0.01F));
    t.lit = t.value.x + t.value.y + t.value.z > 1e-6F;
    return t;
}

/// One of the lamps that are not the key, likelier the more it may give; its light divided by that chance.
Towards oneOf(const World& w, const Hit& h, float choose, float a, float b) {
    constexpr std::size_t most = 24;
    float weights[most];
    float sum = 0;
    const std::size_t first = !w.lamps.empty() && w.lamps[0].key ? 1 : 0,
                      count = std::min(most, w.lamps.size());
    for (std::size_t i = first; i < count; ++i) {
        const Lamp& l = w.lamps[i];
        const V3 q = l.centre - h.p;
        const float near = 1 / std::sqrt(std::max(0.05F, dot(q, q))), spread = l.reach * near;
        const float cosine = clamp01(dot(h.n, q) * near + spread * 0.7F),
                    facing = clamp01(-dot(l.facing, q) * near + spread * 0.5F);
        weights[i] = l.power * cosine * facing * near * near;
        sum += weights[i];
    }
    if (sum <= 0) return {};
    float at = choose * sum;
    for (std::size_t i = first; i < count; ++i) {
        at -= weights[i];
        if (at > 0 && i + 1 < count) continue;
        if (weights[i] <= 0) return {};
        Towards t = towards(w.lamps[i], h, a, b);
        t.value = t.value * (sum / weights[i]);
        return t;
    }
    return {};
}

V3 cosineAround(V3 n, float a, float b) {
    const Turn t = turnOf(a);
    const float r = std::sqrt(b), z = std::sqrt(std::max(0.0F, 1 - b));
    const V3 u = normalize(cross(std::abs(n.x) > 0.8F ? V3{0, 1, 0} : V3{1, 0, 0}, n)), v = cross(n, u);
    return u * (r * t.cosine) + v * (r * t.sine) + n * z;
}

V3 softSky(const World& w, V3 d) {
    return w.ambient * (0.85F + 0.35F * d.y);
}

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

/// A soft lamp and the part of the picture that it can reach.
struct Disc {
    const Bulb* bulb;
    float x, y, reach;
};

std::vector<Disc> discsOf(const World& world, const Lens& lens) {
    std::vector<Disc> discs;
    for (const Bulb& bulb : world.bulbs)
        if (const auto at = lens.project(bulb.centre))
            discs.push_back({&bulb, at->x, at->y, lens.blurRadius(at->depth) * 1.02F + 2.0F});
    return discs;
}

class Cell {
public:
    Cell(const World& world, const Lens& lens, const std::vector<Disc>& discs, Film& film, int x, int y,
         int sample)
        : m_world(world), m_lens(lens), m_discs(discs), m_film(film), m_x(x), m_y(y), m_sample(sample) {
        Sampler s(x, y, cell, static_cast<std::uint32_t>(sample), world.seed);
        for (Pairs* p : {&m_jitter, &m_hole, &m_onKey, &m_choose, &m_onOther}) s.next(*p);
    }

    void run() {
        primary();
        for (int i = 0; i < lanes; ++i)
            if (m_valid.lane[i] != 0) start(i);
        m_key.cast(m_world, m_sum, true);
        m_other.cast(m_world, m_sum, false);
        if (m_mirrorUsed) mirror();
        for (int i = 0; i < lanes; ++i)
            if (m_valid.lane[i] != 0) store(i);
        discs();
    }

private:
    [[nodiscard]] int pixelX(int i) const { return m_x + i % cell; }
    [[nodiscard]] int pixelY(int i) const { return m_y + i / cell; }

    void primary() {
        for (int i = 0; i < lanes; ++i) {
            const LensRay r =
                m_lens.ray(static_cast<float>(pixelX(i)) + m_jitter.a[i],
                           static_cast<float>(pixelY(i)) + m_jitter.b[i], m_hole.a[i], m_hole.b[i]);
            setRay(m_rays.ray, i, r.origin, r.direction, 1e5F);
            m_rays.hit.geomID[i] = m_rays.hit.instID[0][i] = RTC_INVALID_GEOMETRY_ID;
            m_valid.lane[i] = pixelX(i) < m_film.width && pixelY(i) < m_film.height ? -1 : 0;
        }
        intersect(m_valid.lane, m_world.direct.get(), m_rays, true);
    }

    void start(int i) {
        const V3 direction{m_rays.ray.dir_x[i], m_rays.ray.dir_y[i], m_rays.ray.dir_z[i]};
        m_hit[i] = hitOf(m_world.parts, m_rays, i, m_lens, 0);
        Hit& h = m_hit[i];
        if (!h.any) {
            m_sum[i] = m_world.sky(direction, false);
            return;
        }
        m_sum[i] = h.emission;
        if (h.surface == Surface::Glow) return;
        const V3 from = h.p + h.n * gap;
        if (h.mirror < 0.7F) {
            if (!m_world.lamps.empty() && m_world.lamps[0].key)
                if (const Towards t = towards(m_world.lamps[0], h, m_onKey.a[i], m_onKey.b[i]); t.lit)
                    m_key.add(i, from, t.way, t.distance - 2 * gap, t.value);
            softer(i, h, from);
        }
        m_sum[i] += glints(m_world, h);
        if (h.mirror > 0) m_mirrorUsed = true;
    }

    // Lamps beside the key or the surroundings, in turn, each for two: one packet instead of two.
    void softer(int i, const Hit& h, V3 from) {
        if (((pixelX(i) + pixelY(i) + m_sample) & 1) != 0) {
            if (const Towards t = oneOf(m_world, h, m_choose.a[i], m_onOther.a[i], m_onOther.b[i]); t.lit)
                m_other.add(i, from, t.way, t.distance - 2 * gap, t.value * 2);
            return;
        }
        const V3 way = cosineAround(h.n, m_onOther.a[i], m_onOther.b[i]);
        const V3 light = softSky(m_world, way) * h.albedo * 2;
        m_other.add(i, from, way, 0.8F, light, light * h.albedo * 0.35F);
    }

    void mirror() {
        alignas(64) RTCRayHit16 rays;
        Valid valid;
        V3 strength[lanes];
        for (int i = 0; i < lanes; ++i) {
            rays.hit.geomID[i] = rays.hit.instID[0][i] = RTC_INVALID_GEOMETRY_ID;
            const Hit& h = m_hit[i];
            if (m_valid.lane[i] == 0 || !h.any || h.mirror <= 0) {
                setRay(rays.ray, i, {}, {0, 1, 0}, 0);
                continue;
            }
            const float c = 1 - std::max(0.0F, dot(h.n, h.out));
            const float f = h.mirror + (1 - h.mirror) * c * c * c * c * c * 0.7F;
            strength[i] = V3{f, f, f};
            if (h.surface == Surface::Mirror)
                strength[i] = strength[i] * V3{1.0F, 0.86F, 0.62F};  // a gold film
            valid.lane[i] = -1;
            V3 way = normalize(h.n * (2 * dot(h.out, h.n)) - h.out);
            if (h.surface == Surface::Wet) way.y = std::max(way.y, 0.01F);
            setRay(rays.ray, i, h.p + h.n * gap, normalize(way), 1e5F);
        }
        intersect(valid.lane, m_world.reflected.get(), rays, false);
        Shadows key;
        V3 sum[lanes];
        Pairs on, choose, spot;
        Sampler s(m_x, m_y, cell, static_cast<std::uint32_t>(m_sample), m_world.seed + 0x5bd1e995U);
        for (Pairs* p : {&on, &choose, &spot}) s.next(*p);
        for (int i = 0; i < lanes; ++i) {
            if (valid.lane[i] == 0) continue;
            const Hit h = hitOf(m_world.parts, rays, i, m_lens, m_hit[i].distance);
            sum[i] = h.any ? h.emission + softSky(m_world, h.n) * h.albedo * 0.7F
                           : m_world.sky({rays.ray.dir_x[i], rays.ray.dir_y[i], rays.ray.dir_z[i]}, true);
            if (!h.any) continue;
            if (!m_world.lamps.empty() && m_world.lamps[0].key)
                if (const Towards t = towards(m_world.lamps[0], h, on.a[i], on.b[i]); t.lit)
                    key.add(i, h.p + h.n * gap, t.way, t.distance - 2 * gap, t.value);
            if (const Towards t = oneOf(m_world, h, choose.a[i], spot.a[i], spot.b[i]); t.lit)
                sum[i] += t.value;
        }
        key.cast(m_world, sum, false);
        for (int i = 0; i < lanes; ++i) {
            if (valid.lane[i] == 0) continue;
            const float top = std::max({sum[i].x, sum[i].y, sum[i].z});
            m_sum[i] += sum[i] * strength[i] * (top > 6 ? 6 / top : 1);
        }
    }

    void store(int i) {
        const auto at = static_cast<std::size_t>(pixelY(i)) * static_cast<std::size_t>(m_film.width) +
                        static_cast<std::size_t>(pixelX(i));
        const Hit& h = m_hit[i];
        const float eye = m_rays.ray.org_y[i], rise = m_rays.ray.dir_y[i];
        const float distance = h.any ? h.distance : m_world.hazeHeight > 0 ? 500.0F : 60.0F;
        V3 c = throughHaze(m_world, m_sum[i], distance, eye, eye + rise * distance);
        const float top = std::max({c.x, c.y, c.z});
        if (!(top < 1e4F)) c = {};
        if (top > 24) c = c * (24 / top);
        m_film.light[at] += c;
        m_film.normal[at] += h.any ? h.n : V3{};
        m_film.albedo[at] += h.any && h.surface != Surface::Glow ? h.albedo : V3{1, 1, 1};
        m_film.depth[at] += h.any ? h.distance : 200.0F;
    }

    void discs() {
        for (const Disc& disc : m_discs) {
            const Bulb& bulb = *disc.bulb;
            const Disc* at = &disc;
            const float reach = disc.reach;
            const auto fx = static_cast<float>(m_x), fy = static_cast<float>(m_y);
            if (at->x + reach < fx || at->x - reach > fx + cell || at->y + reach < fy ||
                at->y - reach > fy + cell)
                continue;
            Shadows view;
            V3 sum[lanes];
            for (int i = 0; i < lanes; ++i) {
                if (m_valid.lane[i] == 0) continue;
                const auto g = m_lens.glimpse(static_cast<float>(pixelX(i)) + m_jitter.a[i],
                                              static_cast<float>(pixelY(i)) + m_jitter.b[i], bulb.centre,
                                              bulb.radius, m_hole.a[i], m_hole.b[i]);
                if (g.weight <= 0) continue;
                V3 light = bulb.radiance * (g.weight * std::exp(-m_world.haze * g.distance));
                // A disc far above white only gains a jagged rim.
                const float top = std::max({light.x, light.y, light.z});
                if (top > 1.8F) light = light * (1.8F / top);
                view.add(i, g.ray.origin, g.ray.direction, g.distance - bulb.radius - gap, light);
            }
            view.cast(m_world, sum, true);
            for (int i = 0; i < lanes; ++i)
                if (m_valid.lane[i] != 0)
                    m_film
                        .discs[static_cast<std::size_t>(pixelY(i)) * static_cast<std::size_t>(m_film.width) +
                               static_cast<std::size_t>(pixelX(i))] += sum[i];
        }
    }

    const World& m_world;
    const Lens& m_lens;
    const std::vector<Disc>& m_discs;
    Film& m_film;
    int m_x, m_y, m_sample;
    alignas(64) RTCRayHit16 m_rays;
    Valid m_valid;
    std::array<Hit, lanes> m_hit;
    V3 m_sum[lanes];
    Shadows m_key, m_other;
    Pairs m_jitter, m_hole, m_onKey, m_choose, m_onOther;
    bool m_mirrorUsed = false;
};

void traceTile(const World& world, const Lens& lens, const std::vector<Disc>& all, Film& film, int x0, int y0,
               int until) {
    std::vector<Disc> near;
    for (const Disc& d : all)
        if (d.x + d.reach > static_cast<float>(x0) && d.x - d.reach < static_cast<float>(x0 + tile) &&
            d.y + d.reach > static_cast<float>(y0) && d.y - d.reach < static_cast<float>(y0 + tile))
            near.push_back(d);

    for (int s = film.samples; s < until; ++s)
        for (int y = y0; y < std::min(y0 + tile, film.height); y += cell)
            for (int x = x0; x < std::min(x0 + tile, film.width); x += cell)
                Cell(world, lens, near, film, x, y, s).run();
}

}  // namespace

Film::Film(int w, int h) : width(w), height(h) {
    const auto n = static_cast<std::size_t>(w) * static_cast<std::size_t>(h);
    light.resize(n);
    discs.resize(n);
    normal.resize(n);
    albedo.resize(n);
    depth.resize(n);
}

bool trace(const World& world, const Lens& lens, Film& film, int until, int threads, std::stop_token stop) {
    const int across = (film.width + tile - 1) / tile, count = across * ((film.height + tile - 1) / tile);
    const std::vector<Disc> discs = discsOf(world, lens);
    std::atomic<int> next{0};
    const auto work = [&] {
        for (int i = next++; i < count && !stop.stop_requested(); i = next++)
            traceTile(world, lens, discs, film, i % across * tile, i / across * tile, until);
    };
    if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < std::min(threads, count); ++i) others.emplace_back(work);
        work();
    }
    if (stop.stop_requested()) return false;
    film.samples = until;
    return true;
}

}  // namespace groundglass::viewfinder
