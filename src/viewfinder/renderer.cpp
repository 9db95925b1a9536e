#include "groundglass/viewfinder/render.hpp"
#include "viewfinder/develop.hpp"
#include "viewfinder/tracer.hpp"
#include "viewfinder/world.hpp"

#include <mutex>

namespace groundglass::viewfinder {

struct Renderer::Impl {
    explicit Impl(std::filesystem::path cache) : stage(std::move(cache)) {}
    std::mutex one;
    Stage stage;
    Grading grading;
};

Renderer::Renderer(std::filesystem::path cache) : m_impl(std::make_unique<Impl>(std::move(cache))) {}
Renderer::~Renderer() = default;

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

Job prepared(Stage& stage, const Scene& scene, const RenderOptions& o) {
    const CameraPose pose = scene.cameraAt(o.time);
    Job job{stage.build(scene, o.time, pose), Lens(scene.measured, pose, o.size.width, o.size.height)};
    job.lens.setEdge(scene.bokehEdge);
    job.lens.setAperture(scene.blades, scene.catEye);
    return job;
}

}  // namespace

base::Result<Image> Renderer::still(const Scene& scene, const RenderOptions& options, std::stop_token stop) {
    if (const auto ok = checked(options); !ok) return tl::unexpected(ok.error());
    const std::scoped_lock lock(m_impl->one);
    if (stop.stop_requested()) return tl::unexpected(cancelled().error());
    const Job job = prepared(m_impl->stage, scene, options);
    Film film(options.size.width, options.size.height);
    if (!trace(job.world, job.lens, film, options.samples, options.threads, stop))
        return tl::unexpected(cancelled().error());
    return develop(scene, film, options, m_impl->grading);
}

base::Status Renderer::progressive(const Scene& scene, const RenderOptions& options, const PassCallback& pass,
                                   std::stop_token stop) {
    if (const auto ok = checked(options); !ok) return ok;
    const std::scoped_lock lock(m_impl->one);
    if (stop.stop_requested()) return cancelled();
    const Job job = prepared(m_impl->stage, scene, options);
    Film film(options.size.width, options.size.height);
    for (int until = 1;; until = std::min(until * 2, options.samples)) {
        if (!trace(job.world, job.lens, film, until, options.threads, stop)) return cancelled();
        const auto image = develop(scene, film, options, m_impl->grading);
        if (!image) return tl::unexpected(image.error());
        if (!pass(*image, until)) return cancelled();
        if (until >= options.samples) return {};
    }
}

base::Result<double> Renderer::meter(const Scene& scene, const RenderOptions& options, float x0, float y0,
                                     float x1, float y1) {
    if (const auto ok = checked(options); !ok) return tl::unexpected(ok.error());
    const std::scoped_lock lock(m_impl->one);
    const Job job = prepared(m_impl->stage, scene, options);
    Film film(options.size.width, options.size.height);
    if (!trace(job.world, job.lens, film, options.samples, options.threads, {}))
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
