#include "groundglass/app/services.hpp"

#include "groundglass/media/media.hpp"

#include <cmath>

namespace groundglass::app {

base::Status renderClip(viewfinder::Renderer& renderer, const viewfinder::Scene& scene, base::Pixels size,
                        int samples, bool labelAsAi, const std::filesystem::path& file,
                        const std::function<void(double)>& progress, std::stop_token stop) {
    const auto rate = scene.measured.rate;
    const std::int64_t count = std::max<std::int64_t>(1, rate.framesIn(scene.measured.duration));
    auto writer = media::ClipWriter::open(file, {size, rate, {}, labelAsAi});
    if (!writer) return tl::unexpected(writer.error());
    viewfinder::RenderOptions options;
    options.size = size;
    options.samples = samples;
    for (std::int64_t i = 0; i < count; ++i) {
        options.time = base::Milliseconds(std::llround(static_cast<double>(i) * 1000.0 / rate.perSecond()));
        auto frame = renderer.still(scene, options, stop);
        if (!frame) return tl::unexpected(frame.error());
        if (auto added = writer->add(frame->rgb); !added) return added;
        if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(count));
    }
    return writer->finish();
}

}  // namespace groundglass::app
