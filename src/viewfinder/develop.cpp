#include "viewfinder/develop.hpp"

#include "viewfinder/print.hpp"
#include "viewfinder/rows.hpp"

namespace groundglass::viewfinder {
namespace {

void vignette(V3* row, int width, int height, int y, float stops) {
    const float cx = static_cast<float>(width) * 0.5F, cy = static_cast<float>(height) * 0.5F;
    const float v = (static_cast<float>(y) + 0.5F - cy) / cy;
    for (int x = 0; x < width; ++x) {
        const float u = (static_cast<float>(x) + 0.5F - cx) / cx, r2 = (u * u + v * v) * 0.5F;
        row[x] = row[x] * std::exp2(stops * r2 * (0.4F + 0.6F * r2));
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

// Linear light as it falls on the sensor.
void Darkroom::expose(const Scene& scene, Film& film, const RenderOptions& options) {
    const int threads = options.threads;
    const std::vector<V3>& calm = m_calmer.calmed(film, threads);
    const float share = 1 / static_cast<float>(std::max(1, film.samples)),
                stops = std::exp2(scene.exposureAt(options.time));
    const V3 through = toV3(scene.filter) * stops;
    m_light.resize(calm.size());
    forRows(film.height, threads, [&](int y0, int y1) {
        const auto w = static_cast<std::size_t>(film.width);
        for (std::size_t i = static_cast<std::size_t>(y0) * w; i < static_cast<std::size_t>(y1) * w; ++i)
            m_light[i] = (calm[i] + film.discs[i] * share) * through;
    });
    if (scene.veil > 0) {
        V3 sum{};
        for (const V3& c : m_light) sum += V3{std::min(c.x, 8.0F), std::min(c.y, 8.0F), std::min(c.z, 8.0F)};
        const V3 over = sum * (scene.veil / static_cast<float>(std::max<std::size_t>(1, m_light.size())));
        for (V3& c : m_light) c += over;
    }
    const auto width = static_cast<float>(film.width);
    if (scene.bloom > 0)
        m_glow.add(m_light, film.width, film.height, {width * 0.022F, 0.75F, V3{1, 1, 1} * scene.bloom},
                   threads);
    if (scene.streak.arms > 0)
        m_glow.addLines(m_light, film.width, film.height,
                        {scene.streak.arms, width * scene.streak.length, 1.0F,
                         toV3(scene.streak.tint) * (scene.streak.strength * 10)},
                        threads);
    if (scene.halation > 0)
        m_glow.add(m_light, film.width, film.height,
                   {std::max(1.0F, width * 0.0045F), 0.95F, V3{1.0F, 0.35F, 0.12F} * scene.halation},
                   threads);
}

base::Result<Image> Darkroom::develop(const Scene& scene, Film& film, const RenderOptions& options) {
    const auto development = m_grading.of(scene);
    if (!development) return tl::unexpected(development.error());
    expose(scene, film, options);
    const int w = film.width, h = film.height;
    const Grain grain = grainOf(scene, options);
    Image image{w, h, std::vector<std::uint8_t>(m_light.size() * 3)};
    forRows(h, options.threads, [&](int y0, int y1) {
        const auto row = [&](int y) {
            return m_light.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(w);
        };
        if (scene.vignetteStops != 0)
            for (int y = y0; y < y1; ++y) vignette(row(y), w, h, y, scene.vignetteStops);
        (*development)->apply(&row(y0)->x, static_cast<std::size_t>(y1 - y0) * static_cast<std::size_t>(w));
        print(m_light, grain, image, y0, y1);
    });
    return image;
}

}  // namespace groundglass::viewfinder
