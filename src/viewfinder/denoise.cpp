#include "viewfinder/denoise.hpp"

#include "viewfinder/rows.hpp"
#include "viewfinder/wide.hpp"

namespace groundglass::viewfinder {
namespace {

using Floats = std::vector<float>;

struct Light {
    Floats r, g, b, l;  // l: luminance
    explicit Light(std::size_t n) : r(n), g(n), b(n), l(n) {}
};

struct Guides {
    Floats nx, ny, nz, depth;
    Floats soft;  ///< 0 sharp, 1 out of focus: there shapes and colours run into each other.
};

struct Row {
    const float *r, *g, *b, *l, *nx, *ny, *nz, *depth, *soft;
};

Row rowOf(const Light& c, const Guides& g, std::size_t at) {
    return {c.r.data() + at,  c.g.data() + at,  c.b.data() + at,     c.l.data() + at,   g.nx.data() + at,
            g.ny.data() + at, g.nz.data() + at, g.depth.data() + at, g.soft.data() + at};
}

struct Sums {
    float *r, *g, *b, *weight;
};

struct Stops {
    const float *light, *depth;  // steepness of the edges at every pixel of the row
};

// Adds the neighbours `shift` pixels to the right in row `k` to the pixels from…until of row `c`.
GROUNDGLASS_WIDE void addTap(const Row& c, const Row& k, const Sums& s, int from, int until, int shift,
                             float share, const Stops& stops) {
    GROUNDGLASS_LANES  // the sums are rows of their own
        for (int x = from; x < until; ++x) {
        const int q = x + shift;
        const float dx = c.nx[x] - k.nx[q], dy = c.ny[x] - k.ny[q], dz = c.nz[x] - k.nz[q];
        const float away = (dx * dx + dy * dy + dz * dz) * 9.0F +
                           std::fabs(c.depth[x] - k.depth[q]) * stops.depth[x] +
                           std::fabs(c.l[x] - k.l[q]) * stops.light[x];
        const float strict = 1 - 0.93F * std::min(c.soft[x], k.soft[q]);
        const float near = std::max(0.0F, 1 - away * strict * 0.2F), w = near * near * share;
        s.r[x] += k.r[q] * w;
        s.g[x] += k.g[q] * w;
        s.b[x] += k.b[q] * w;
        s.weight[x] += w;
    }
}

// One ring of the filter: a 3 × 3 B-spline with holes of `step` pixels.
void ring(const Light& in, Light& out, const Guides& g, int w, int h, int step, float sigma, int y0, int y1) {
    constexpr float spline[2] = {0.5F, 0.25F};
    const auto width = static_cast<std::size_t>(w);
    Floats weight(width), overLight(width), overDepth(width);
    const Stops stops{overLight.data(), overDepth.data()};
    for (int y = y0; y < y1; ++y) {
        const std::size_t at = static_cast<std::size_t>(y) * width;
        const Row centre = rowOf(in, g, at);
        for (std::size_t x = 0; x < width; ++x) {
            overLight[x] = 1 / (sigma * (0.03F + centre.l[x]));
            overDepth[x] = 1 / (0.012F * static_cast<float>(step) * centre.depth[x] + 1e-3F);
        }
        const Sums sums{out.r.data() + at, out.g.data() + at, out.b.data() + at, weight.data()};
        std::fill_n(sums.r, width, 0.0F);
        std::fill_n(sums.g, width, 0.0F);
        std::fill_n(sums.b, width, 0.0F);
        std::fill(weight.begin(), weight.end(), 0.0F);
        for (int v = -1; v <= 1; ++v) {
            const int py = y + v * step;
            if (py < 0 || py >= h) continue;
            const Row other = rowOf(in, g, static_cast<std::size_t>(py) * width);
            for (int u = -1; u <= 1; ++u)
                addTap(centre, other, sums, std::max(0, -u * step), std::min(w, w - u * step), u * step,
                       spline[std::abs(u)] * spline[std::abs(v)], stops);
        }
        for (std::size_t x = 0; x < width; ++x) {
            const float share = 1 / weight[x];  // the pixel itself is always in it
            sums.r[x] *= share;
            sums.g[x] *= share;
            sums.b[x] *= share;
            out.l[at + x] = luma({sums.r[x], sums.g[x], sums.b[x]});
        }
    }
}

V3 reflectance(const Film& film, std::size_t i, float share, float soft) {
    return mix(film.albedo[i] * share + V3{0.01F, 0.01F, 0.01F}, V3{0.2F, 0.2F, 0.2F}, soft);
}

}  // namespace

namespace {

void split(const Film& film, float share, Guides& g, Light& now, std::size_t from, std::size_t until) {
    for (std::size_t i = from; i < until;
         ++i) {  // light without the colour of the surface: texture stays sharp
        const float away = std::max(0.01F, film.depth[i] * share);
        g.soft[i] = smoothstep(1.5F, 5.0F, film.blurFarthest * std::abs(away - film.focus) / away);
        const V3 a = reflectance(film, i, share, g.soft[i]), n = film.normal[i] * share,
                 c = film.light[i] * share;
        g.nx[i] = n.x;
        g.ny[i] = n.y;
        g.nz[i] = n.z;
        g.depth[i] = film.depth[i] * share;
        now.r[i] = c.x / a.x;
        now.g[i] = c.y / a.y;
        now.b[i] = c.z / a.z;
        now.l[i] = luma({now.r[i], now.g[i], now.b[i]});
    }
}

}  // namespace

struct Calmer::Planes {
    explicit Planes(std::size_t n)
        : guides{Floats(n), Floats(n), Floats(n), Floats(n), Floats(n)}, now(n), next(n) {}
    Guides guides;
    Light now, next;
};

Calmer::Calmer() = default;
Calmer::~Calmer() = default;

const std::vector<V3>& Calmer::calmed(Film& film, int threads) {
    if (film.calmSamples == film.samples) return film.calm;
    film.calmSamples = film.samples;
    const float share = 1 / static_cast<float>(std::max(1, film.samples));
    const std::size_t count = film.light.size();
    film.calm.resize(count);
    if (film.samples >= 96) {
        for (std::size_t i = 0; i < count; ++i) film.calm[i] = film.light[i] * share;
        return film.calm;
    }
    if (!m_planes || m_planes->now.r.size() != count) m_planes = std::make_unique<Planes>(count);
    auto& [guides, now, next] = *m_planes;
    const auto rows = [&](const auto& work) {
        forRows(film.height, threads, [&](int y0, int y1) {
            const auto width = static_cast<std::size_t>(film.width);
            work(static_cast<std::size_t>(y0) * width, static_cast<std::size_t>(y1) * width);
        });
    };
    rows([&, &g = guides, &n = now](std::size_t from, std::size_t until) {
        split(film, share, g, n, from, until);
    });
    const float sigma = 1.3F / std::sqrt(static_cast<float>(std::max(1, film.samples)));
    for (int step = 1; step <= (film.samples < 5 ? 8 : film.samples < 24 ? 4 : 2); step *= 2) {
        forRows(film.height, threads, [&, &g = guides, &in = now, &out = next](int y0, int y1) {
            ring(in, out, g, film.width, film.height, step, sigma / std::sqrt(static_cast<float>(step)), y0,
                 y1);
        });
        std::swap(now, next);
    }
    rows([&, &g = guides, &n = now](std::size_t from, std::size_t until) {
        for (std::size_t i = from; i < until; ++i)
            film.calm[i] = V3{n.r[i], n.g[i], n.b[i]} * reflectance(film, i, share, g.soft[i]);
    });
    return film.calm;
}

}  // namespace groundglass::viewfinder
