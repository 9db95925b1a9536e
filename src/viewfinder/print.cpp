#include "viewfinder/print.hpp"

#include "viewfinder/wide.hpp"

#include <array>

namespace groundglass::viewfinder {
namespace {

using Line = std::vector<float>;

inline float share(std::uint32_t x) {  // as unit(), through a conversion that processors have
    return static_cast<float>(static_cast<std::int32_t>(x >> 8U)) * (1.0F / 16777216.0F);
}

// Nearly normal numbers, one for every grain of row `y`.
GROUNDGLASS_WIDE void grains(float* to, int count, std::uint32_t row, std::uint32_t salt) {
    GROUNDGLASS_LANES
    for (int x = 0; x < count; ++x) {
        const std::uint32_t h = hash32(static_cast<std::uint32_t>(x) * 73856093U ^ row ^ salt);
        to[x] = (share(h) + share(hash32(h + 1)) + share(hash32(h + 2)) - 1.5F) * 2.7F;
    }
}

struct Planes {
    const float *all, *red, *green, *blue, *light;  // light: rows of three
    float *r, *g, *b;
};

// Adds grain to a row, stronger in the middle tones.
GROUNDGLASS_WIDE void addGrain(const Planes& p, int width, float sigma) {
    GROUNDGLASS_LANES
    for (int x = 0; x < width; ++x) {
        const float r = p.light[x * 3], g = p.light[x * 3 + 1], b = p.light[x * 3 + 2];
        const float l = std::min(1.0F, std::max(0.0F, 0.2126F * r + 0.7152F * g + 0.0722F * b));
        const float strength =
            sigma * (0.25F + 0.75F * std::sqrt(std::max(0.0F, 4 * l * (1 - l)))) * (1 - 0.4F * l);
        p.r[x] = r + (p.all[x] + 0.4F * p.red[x]) * strength;
        p.g[x] = g + (p.all[x] + 0.4F * p.green[x]) * strength;
        p.b[x] = b + (p.all[x] + 0.4F * p.blue[x]) * strength;
    }
}

GROUNDGLASS_WIDE void bytes(const float* r, const float* g, const float* b, std::uint8_t* to, int width,
                            std::uint32_t first, std::uint32_t seed) {
    GROUNDGLASS_LANES
    for (int x = 0; x < width; ++x) {
        const float dither = share(hash32((first + static_cast<std::uint32_t>(x)) * 2654435761U + seed));
        const auto level = [dither](float v) {
            return static_cast<std::uint8_t>(
                static_cast<std::int32_t>(std::min(255.0F, std::max(0.0F, v * 255.0F + dither))));
        };
        to[x * 3] = level(r[x]);
        to[x * 3 + 1] = level(g[x]);
        to[x * 3 + 2] = level(b[x]);
    }
}

// Grain along a row, smooth over the size of a grain: luminance, then a little of its own for each colour.
class GrainRow {
public:
    GrainRow(const Grain& grain, int width)
        : m_grain(grain),
          m_width(width),
          m_count(static_cast<int>(static_cast<float>(width) / grain.size) + 2) {
        for (auto* lines : {&m_upper, &m_lower})
            for (Line& line : *lines) line.resize(static_cast<std::size_t>(m_count));
        if (!single())
            for (Line& line : m_pixels) line.resize(static_cast<std::size_t>(width));
    }

    void to(int y) {
        const float at = static_cast<float>(y) / m_grain.size, below = std::floor(at);
        const int row = static_cast<int>(below);
        if (row != m_row) {
            for (std::uint32_t c = 0; c < 4; ++c) {
                if (row == m_row + 1 && !single())
                    m_upper[c].swap(m_lower[c]);
                else
                    fill(m_upper[c], row, c);
                if (!single()) fill(m_lower[c], row + 1, c);
            }
            m_row = row;
        }
        if (!single()) spread(at - below);
    }
    /// One number for every pixel; 0 luminance, 1…3 the colours.
    [[nodiscard]] const float* line(std::size_t c) const {
        return single() ? m_upper[c].data() : m_pixels[c].data();
    }

private:
    [[nodiscard]] bool single() const { return m_grain.size <= 1; }  // a grain a pixel
    void fill(Line& line, int y, std::uint32_t channel) const {
        grains(line.data(), m_count, static_cast<std::uint32_t>(y) * 19349663U,
               m_grain.seed + channel * 7919U);
    }
    void spread(float down) {
        for (int x = 0; x < m_width; ++x) {
            const float at = static_cast<float>(x) / m_grain.size, left = std::floor(at), u = at - left;
            const auto i = static_cast<std::size_t>(left), to = static_cast<std::size_t>(x);
            for (std::size_t c = 0; c < 4; ++c)
                m_pixels[c][to] = mix(mix(m_upper[c][i], m_upper[c][i + 1], u),
                                      mix(m_lower[c][i], m_lower[c][i + 1], u), down);
        }
    }

    Grain m_grain;
    int m_width, m_count, m_row = -2;
    std::array<Line, 4> m_upper, m_lower, m_pixels;
};

}  // namespace

Grain grainOf(const Scene& scene, const RenderOptions& options) {
    const float gate = static_cast<float>(std::max(4.0, scene.measured.sensorWidth));
    const auto width = static_cast<float>(options.size.width);
    return {options.grain ? static_cast<float>(scene.measured.grainSigma) : 0,
            std::max(1.0F, 1.1F * width / 2048 * std::pow(24.89F / gate, 0.7F)),
            hash32(static_cast<std::uint32_t>(scene.seed) * 31U +
                   static_cast<std::uint32_t>(options.time.count()))};
}

void print(const std::vector<V3>& light, const Grain& grain, Image& image, int y0, int y1) {
    static_assert(sizeof(V3) == 3 * sizeof(float));
    const auto width = static_cast<std::size_t>(image.width);
    GrainRow row(grain, image.width);
    Line r(width), g(width), b(width);
    for (int y = y0; y < y1; ++y) {
        const std::size_t first = static_cast<std::size_t>(y) * width;
        if (grain.sigma > 0) {
            row.to(y);
            addGrain({row.line(0), row.line(1), row.line(2), row.line(3), &light[first].x, r.data(), g.data(),
                      b.data()},
                     image.width, grain.sigma);
        } else {
            for (std::size_t x = 0; x < width; ++x) {
                r[x] = light[first + x].x;
                g[x] = light[first + x].y;
                b[x] = light[first + x].z;
            }
        }
        bytes(r.data(), g.data(), b.data(), &image.rgb[first * 3], image.width,
              static_cast<std::uint32_t>(first), grain.seed);
    }
}

}  // namespace groundglass::viewfinder
