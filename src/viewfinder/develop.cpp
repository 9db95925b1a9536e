#include "viewfinder/develop.hpp"

#include "viewfinder/rows.hpp"

#include <array>

namespace groundglass::viewfinder {
namespace {

struct Plane {
    int width{}, height{};
    std::vector<V3> pixels;
    [[nodiscard]] const V3& at(int x, int y) const {
        return pixels[static_cast<std::size_t>(std::clamp(y, 0, height - 1)) *
                          static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(std::clamp(x, 0, width - 1))];
    }
};

// What is brighter than `threshold`, in a picture `step` times smaller.
Plane highlights(const std::vector<V3>& light, int width, int height, int step, float threshold) {
    Plane p{(width + step - 1) / step, (height + step - 1) / step, {}};
    p.pixels.resize(static_cast<std::size_t>(p.width) * static_cast<std::size_t>(p.height));
    std::vector<float> count(p.pixels.size());
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const V3 c = light[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                               static_cast<std::size_t>(x)];
            const float l = luma(c), over = std::min(l - threshold, 6.0F);
            const auto at = static_cast<std::size_t>(y / step) * static_cast<std::size_t>(p.width) +
                            static_cast<std::size_t>(x / step);
            count[at] += 1;
            if (over > 0) p.pixels[at] += c * (over / l);
        }
    for (std::size_t i = 0; i < count.size(); ++i) p.pixels[i] = p.pixels[i] * (1 / std::max(1.0F, count[i]));
    return p;
}

// Three box blurs each way: close to a Gaussian of that sigma.
void blur(Plane& p, float sigma) {
    const int r = std::max(1, static_cast<int>(std::lround(std::sqrt(sigma * sigma * 4 + 1) * 0.5F - 0.5F)));
    const float share = 1 / static_cast<float>(2 * r + 1);
    std::vector<V3> line;
    const auto pass = [&](int count, int length, auto&& pixel) {
        line.resize(static_cast<std::size_t>(length));
        for (int k = 0; k < count; ++k)
            for (int turn = 0; turn < 3; ++turn) {
                for (int i = 0; i < length; ++i) line[static_cast<std::size_t>(i)] = pixel(k, i);
                const auto get = [&](int i) {
                    return i < 0 || i >= length ? V3{} : line[static_cast<std::size_t>(i)];
                };
                V3 sum{};
                for (int i = -r; i <= r; ++i) sum += get(i);
                for (int i = 0; i < length; ++i) {
                    pixel(k, i) = sum * share;
                    sum += get(i + r + 1) - get(i - r);
                }
            }
    };
    const auto at = [&](int x, int y) -> V3& {
        return p.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) +
                        static_cast<std::size_t>(x)];
    };
    pass(p.height, p.width, [&](int k, int i) -> V3& { return at(i, k); });
    pass(p.width, p.height, [&](int k, int i) -> V3& { return at(k, i); });
}

V3 smooth(const Plane& p, float x, float y) {
    const float fx = std::floor(x), fy = std::floor(y);
    const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
    return mix(mix(p.at(ix, iy), p.at(ix + 1, iy), x - fx),
               mix(p.at(ix, iy + 1), p.at(ix + 1, iy + 1), x - fx), y - fy);
}

void addGlow(std::vector<V3>& light, int width, int height, float sigma, float threshold, V3 gain) {
    const int step = std::clamp(static_cast<int>(sigma / 3), 1, 8);
    Plane p = highlights(light, width, height, step, threshold);
    blur(p, sigma / static_cast<float>(step));
    const float scale = 1 / static_cast<float>(step);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            V3& c = light[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                          static_cast<std::size_t>(x)];
            c += smooth(p, (static_cast<float>(x) + 0.5F) * scale - 0.5F,
                        (static_cast<float>(y) + 0.5F) * scale - 0.5F) *
                 gain;
        }
}

void vignette(std::vector<V3>& light, int width, int height, float stops) {
    if (stops == 0) return;
    const float cx = static_cast<float>(width) * 0.5F, cy = static_cast<float>(height) * 0.5F;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float u = (static_cast<float>(x) + 0.5F - cx) / cx,
                        v = (static_cast<float>(y) + 0.5F - cy) / cy, r2 = (u * u + v * v) * 0.5F;
            V3& c = light[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                          static_cast<std::size_t>(x)];
            c = c * std::exp2(stops * r2 * (0.4F + 0.6F * r2));
        }
}

struct Grain {
    float sigma, size;
    std::uint32_t seed;

    // Nearly normal; one number for every grain.
    [[nodiscard]] float at(int x, int y, std::uint32_t channel) const {
        const auto h = hash32(static_cast<std::uint32_t>(x) * 73856093U ^
                              static_cast<std::uint32_t>(y) * 19349663U ^ (seed + channel * 7919U));
        return (unit(h) + unit(hash32(h + 1)) + unit(hash32(h + 2)) - 1.5F) * 2.7F;
    }
};

// Grain along a row, smooth over the size of a grain: luminance, then a little of its own for each colour.
class GrainRow {
public:
    GrainRow(const Grain& grain, int width)
        : m_grain(grain), m_count(static_cast<int>(static_cast<float>(width) / grain.size) + 2) {}

    void to(int y) {
        const float gy = static_cast<float>(y) / m_grain.size, fy = std::floor(gy);
        const int row = static_cast<int>(fy);
        if (row != m_row) {
            for (std::uint32_t c = 0; c < 4; ++c) {
                if (row == m_row + 1)
                    m_upper[c].swap(m_lower[c]);
                else
                    fill(m_upper[c], row, c);
                fill(m_lower[c], row + 1, c);
            }
            m_row = row;
        }
        m_share = gy - fy;
    }
    [[nodiscard]] V3 at(int x) const {
        const float gx = static_cast<float>(x) / m_grain.size, fx = std::floor(gx), u = gx - fx;
        const auto i = static_cast<std::size_t>(fx);
        const auto value = [&](std::size_t c) {
            return mix(mix(m_upper[c][i], m_upper[c][i + 1], u), mix(m_lower[c][i], m_lower[c][i + 1], u),
                       m_share);
        };
        const float all = value(0);
        return {all + 0.4F * value(1), all + 0.4F * value(2), all + 0.4F * value(3)};
    }

private:
    void fill(std::vector<float>& row, int y, std::uint32_t channel) const {
        row.resize(static_cast<std::size_t>(m_count));
        for (int x = 0; x < m_count; ++x) row[static_cast<std::size_t>(x)] = m_grain.at(x, y, channel);
    }

    Grain m_grain;
    int m_count, m_row = -2;
    float m_share{};
    std::array<std::vector<float>, 4> m_upper, m_lower;
};

Grain grainOf(const Scene& scene, const RenderOptions& options) {
    const float gate = static_cast<float>(std::max(4.0, scene.measured.sensorWidth));
    const auto width = static_cast<float>(options.size.width);
    return {options.grain ? static_cast<float>(scene.measured.grainSigma) : 0,
            std::max(1.0F, 1.1F * width / 2048 * std::pow(24.89F / gate, 0.7F)),
            hash32(static_cast<std::uint32_t>(scene.seed) * 31U +
                   static_cast<std::uint32_t>(options.time.count()))};
}

// Grain, a little dither and eight bits.
void print(const std::vector<V3>& light, const Grain& grain, Image& image, int y0, int y1) {
    GrainRow row(grain, image.width);
    for (int y = y0; y < y1; ++y) {
        if (grain.sigma > 0) row.to(y);
        for (int x = 0; x < image.width; ++x) {
            const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                           static_cast<std::size_t>(x);
            V3 c = light[i];
            if (grain.sigma > 0) {
                const float l = clamp01(luma(c));
                c += row.at(x) * (grain.sigma * (0.25F + 0.75F * std::sqrt(std::max(0.0F, 4 * l * (1 - l)))) *
                                  (1 - 0.4F * l));
            }
            // Half a level of noise instead of steps in smooth skies.
            const float dither =
                unit(hash32(static_cast<std::uint32_t>(i) * 2654435761U + grain.seed)) - 0.5F;
            const auto byte = [dither](float v) {
                return static_cast<std::uint8_t>(std::clamp(v * 255.0F + 0.5F + dither, 0.0F, 255.0F));
            };
            image.rgb[i * 3] = byte(c.x);
            image.rgb[i * 3 + 1] = byte(c.y);
            image.rgb[i * 3 + 2] = byte(c.z);
        }
    }
}

}  // namespace

base::Result<const craft::Development*> Grading::of(const Scene& scene) {
    const Key key{scene.measured.cdl, scene.split, scene.contrast, scene.saturation, scene.blackLevel};
    if (!m_kept || !(key == m_key)) {
        auto made =
            craft::Development::make(key.cdl, key.split, key.contrast, key.saturation, key.blackLevel);
        if (!made) return tl::unexpected(made.error());
        m_kept.emplace(std::move(*made));
        m_key = key;
    }
    return &*m_kept;
}

base::Result<Image> develop(const Scene& scene, Film& film, const RenderOptions& options, Grading& grading,
                            Calmer& calmer) {
    const int w = film.width, h = film.height;
    const float share = 1 / static_cast<float>(std::max(1, film.samples)),
                stops = std::exp2(scene.exposureStops);
    std::vector<V3> light = calmer.calmed(film, options.threads);
    for (std::size_t i = 0; i < light.size(); ++i) light[i] = (light[i] + film.discs[i] * share) * stops;
    const auto width = static_cast<float>(w);
    if (scene.bloom > 0) addGlow(light, w, h, width * 0.022F, 0.75F, V3{1, 1, 1} * scene.bloom);
    if (scene.halation > 0)
        addGlow(light, w, h, std::max(1.0F, width * 0.0045F), 0.95F, V3{1.0F, 0.35F, 0.12F} * scene.halation);
    vignette(light, w, h, scene.vignetteStops);
    const auto development = grading.of(scene);
    if (!development) return tl::unexpected(development.error());
    static_assert(sizeof(V3) == 3 * sizeof(float));
    const Grain grain = grainOf(scene, options);
    Image image{w, h, std::vector<std::uint8_t>(light.size() * 3)};
    forRows(h, options.threads, [&](int y0, int y1) {
        const auto from = static_cast<std::size_t>(y0) * static_cast<std::size_t>(w);
        (*development)
            ->apply(&light[from].x, static_cast<std::size_t>(y1 - y0) * static_cast<std::size_t>(w));
        print(light, grain, image, y0, y1);
    });
    return image;
}

}  // namespace groundglass::viewfinder
