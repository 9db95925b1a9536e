#include "viewfinder/denoise.hpp"

#include <thread>

namespace groundglass::viewfinder {
namespace {

struct Guides {
    std::vector<V3> normal, albedo;
    std::vector<float> depth;
};

// One ring of the filter: a 5 × 5 B-spline with holes of `step` pixels.
void ring(const std::vector<V3>& in, std::vector<V3>& out, const Guides& g, int w, int h, int step,
          float sigma, int y0, int y1) {
    constexpr float spline[3] = {0.375F, 0.25F, 0.0625F};
    const auto index = [w](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x);
    };
    for (int y = y0; y < y1; ++y)
        for (int x = 0; x < w; ++x) {
            const std::size_t i = index(x, y);
            const V3 c = in[i], n = g.normal[i];
            const float l = luma(c), d = g.depth[i], steepness = 1 / (sigma * (0.03F + l));
            V3 sum{};
            float weight = 0;
            for (int v = -2; v <= 2; ++v)
                for (int u = -2; u <= 2; ++u) {
                    const int px = x + u * step, py = y + v * step;
                    if (px < 0 || py < 0 || px >= w || py >= h) continue;
                    const std::size_t k = index(px, py);
                    const V3 q = in[k];
                    const V3 dn = n - g.normal[k];
                    const float away =
                        dot(dn, dn) * 18 +
                        std::abs(d - g.depth[k]) / (0.012F * d * static_cast<float>(step) + 1e-3F) +
                        std::abs(luma(q) - l) * steepness;
                    if (away > 8) continue;
                    const float k2 = spline[std::abs(u)] * spline[std::abs(v)] /
                                     (1 + away * (1 + 0.5F * away * (1 + away / 3)));
                    sum += q * k2;
                    weight += k2;
                }
            out[i] = weight > 0 ? sum * (1 / weight) : c;
        }
}

}  // namespace

std::vector<V3> calmed(const Film& film) {
    const float share = 1 / static_cast<float>(std::max(1, film.samples));
    const std::size_t count = film.light.size();
    std::vector<V3> light(count);
    if (film.samples >= 96) {
        for (std::size_t i = 0; i < count; ++i) light[i] = film.light[i] * share;
        return light;
    }
    Guides g{std::vector<V3>(count), std::vector<V3>(count), std::vector<float>(count)};
    for (std::size_t i = 0; i < count; ++i) {  // light without the colour of the surface: texture stays sharp
        const V3 a = film.albedo[i] * share + V3{0.01F, 0.01F, 0.01F};
        g.albedo[i] = a;
        g.normal[i] = film.normal[i] * share;
        g.depth[i] = film.depth[i] * share;
        const V3 c = film.light[i] * share;
        light[i] = {c.x / a.x, c.y / a.y, c.z / a.z};
    }
    std::vector<V3> other(count);
    const float sigma = 1.1F / std::sqrt(static_cast<float>(std::max(1, film.samples)));
    for (int step = 1; step <= (film.samples < 24 ? 4 : 2); step *= 2) {
        const float s = sigma / static_cast<float>(step);
        {
            std::jthread lower([&] {
                ring(light, other, g, film.width, film.height, step, s, film.height / 2, film.height);
            });
            ring(light, other, g, film.width, film.height, step, s, 0, film.height / 2);
        }
        light.swap(other);
    }
    for (std::size_t i = 0; i < count; ++i) light[i] = light[i] * g.albedo[i];
    return light;
}

}  // namespace groundglass::viewfinder
