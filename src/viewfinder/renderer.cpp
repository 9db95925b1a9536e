#include "groundglass/viewfinder/render.hpp"
#include "viewfinder/develop.hpp"
#include "viewfinder/kept_film.hpp"
#include "viewfinder/stage.hpp"
#include "viewfinder/tracer.hpp"

#include <mutex>
#include <optional>

namespace groundglass::viewfinder {

namespace {

base::Status checked(const RenderOptions& o) {
    const auto side = [](int v) { return v >= 16 && v <= 8192; };
    if (!side(o.size.width) || !side(o.size.height))
        return base::failInput(
            {"", "/size", "a picture has 16 to 8192 pixels a side", "choose another size"});
    if (o.samples < 1 || o.samples > 4096)
        return base::failInput({"", "/samples", "1 to 4096 samples a pixel", "choose another number"});
    return {};
}

base::Status cancelled() {
    return base::fail(base::ErrorCode::Cancelled, "the picture was stopped");
}

struct Job {
    World world;
    Lens lens;
};

}  // namespace

struct Renderer::Impl {
    explicit Impl(std::filesystem::path cache) : stage(std::move(cache)) {}
    std::mutex one;
    Stage stage;
    Darkroom darkroom;
    KeptFilms films;

    [[nodiscard]] std::optional<Job> prepared(const Scene& scene, const RenderOptions& o,
                                              std::stop_token stop) {
        const CameraPose pose = scene.cameraAt(o.time);
        auto world = stage.build(scene, o.time, pose, std::move(stop));
        if (!world) return std::nullopt;
        Job job{std::move(*world), Lens(scene.measured, pose, o.size.width, o.size.height)};
        job.lens.setEdge(scene.bokehEdge);
        job.lens.setAperture(scene.blades, scene.catEye);
        job.lens.setProjection(scene.fisheye, scene.distortion);
        return job;
    }

    [[nodiscard]] Film& filmFor(const Scene& scene, const RenderOptions& o) {
        return films.film(TraceKey(scene, o, scene.cameraAt(o.time)), o.samples);
    }

    /// Adds samples until there are `until`; makes the job at the first need. False when stopped.
    [[nodiscard]] bool expose(std::optional<Job>& job, Film& film, const Scene& scene, const RenderOptions& o,
                              int until, const std::stop_token& stop) {
        if (film.samples >= until) return !stop.stop_requested();
        if (!job) job = prepared(scene, o, stop);
        if (!job) return false;
        if (trace(job->world, job->lens, film, until, o.threads, stop)) return true;
        films.spoil(film);
        return false;
    }
};

Renderer::Renderer(std::filesystem::path cache) : m_impl(std::make_unique<Impl>(std::move(cache))) {}
Renderer::~Renderer() = default;

base::Result<Image> Renderer::still(const Scene& scene, const RenderOptions& options, std::stop_token stop) {
    if (const auto ok = checked(options); !ok) return tl::unexpected(ok.error());
    const std::scoped_lock lock(m_impl->one);
    if (stop.stop_requested()) return tl::unexpected(cancelled().error());
    Film& film = m_impl->filmFor(scene, options);
    std::optional<Job> job;
    if (!m_impl->expose(job, film, scene, options, options.samples, stop))
        return tl::unexpected(cancelled().error());
    auto image = m_impl->darkroom.develop(scene, film, options);
    m_impl->films.tidy();
    return image;
}

base::Status Renderer::progressive(const Scene& scene, const RenderOptions& options, const PassCallback& pass,
                                   std::stop_token stop) {
    if (const auto ok = checked(options); !ok) return ok;
    const std::scoped_lock lock(m_impl->one);
    if (stop.stop_requested()) return cancelled();
    Film& film = m_impl->filmFor(scene, options);
    std::optional<Job> job;
    for (int until = std::max(1, film.samples);; until = std::min(until * 2, options.samples)) {
        if (!m_impl->expose(job, film, scene, options, until, stop)) return cancelled();
        const auto image = m_impl->darkroom.develop(scene, film, options);
        if (!image) return tl::unexpected(image.error());
        if (!pass(*image, until)) return cancelled();
        if (until >= options.samples) break;
    }
    m_impl->films.tidy();
    return {};
}

base::Result<double> Renderer::meter(const Scene& scene, const RenderOptions& options, float x0, float y0,
                                     float x1, float y1) {
    if (const auto ok = checked(options); !ok) return tl::unexpected(ok.error());
    const std::scoped_lock lock(m_impl->one);
    Film& film = m_impl->filmFor(scene, options);
    std::optional<Job> job;
    if (!m_impl->expose(job, film, scene, options, options.samples, {}))
        return tl::unexpected(cancelled().error());
    const auto pixel = [](float share, int size) {
        return std::clamp(static_cast<int>(share * static_cast<float>(size)), 0, size - 1);
    };
    double sum = 0;
    std::int64_t count = 0;
    for (int y = pixel(y0, film.height); y <= pixel(y1, film.height); ++y)
        for (int x = pixel(x0, film.width); x <= pixel(x1, film.width); ++x) {
            const auto i = static_cast<std::size_t>(y) * static_cast<std::size_t>(film.width) +
                           static_cast<std::size_t>(x);
            sum += static_cast<double>(luma(film.light[i] + film.discs[i]));
            ++count;
        }
    return count > 0 ? sum / static_cast<double>(count) / film.samples : 0;
}

}  // namespace groundglass::viewfinder
