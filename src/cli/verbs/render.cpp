#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/base/utf8.hpp"

#include <CLI/CLI.hpp>
#include <cmath>

namespace groundglass::cli::render {

namespace {

constexpr int defaultWidth = 960;

base::Json numbers(const craft::MeasuredShot& m) {
    return {{"focal_mm", m.focal.value},
            {"aperture", m.aperture.value},
            {"hfov_deg", m.hfov.value},
            {"distance_m", m.distance.value},
            {"extent_m", m.extent.value},
            {"focus_m", m.focus.value},
            {"near_m", m.nearLimit.value},
            {"far_m", std::isfinite(m.farLimit.value) ? base::Json(m.farLimit.value) : base::Json()},
            {"blur_share", m.blurShare},
            {"depth_of_field", m.depthClass},
            {"key_azimuth_deg", m.keyAzimuth.value},
            {"key_elevation_deg", m.keyElevation.value},
            {"key_kelvin", m.keyKelvin.value},
            {"key_fill_ratio", m.ratioKeyFill.value},
            {"key_fill_stops", m.keyFillStops.value},
            {"pattern", m.pattern},
            {"ratio", m.ratio}};
}

class Render final : public Verb {
public:
    std::string_view name() const override { return "render"; }
    std::string_view summary() const override {
        return "Draw a shot on the viewfinder: a still (PNG) or a clip (MP4)";
    }
    void declare(CLI::App& parser) override {
        parser.add_option("film", m_film, "Film folder")->required();
        parser.add_option("--shot", m_shot, "Shot id")->required();
        parser.add_option("-o,--output", m_output, "File to write")->required();
        parser
            .add_option("--size", m_size,
                        "Width x height; otherwise 960 wide in the shot's ratio. A clip's sides are "
                        "even: odd ones lose a pixel")
            ->check(checkSize);
        parser.add_option("--samples", m_samples, "Samples per pixel (32 for a still, 6 for a clip)")
            ->check(CLI::Range(1, 4096));
        auto* clip = parser.add_flag("--clip", m_clip, "The whole shot as MP4");
        parser.add_option("--time", m_time, "Second of the shot for a still, 0 to its end")
            ->check(between(0, 600))
            ->excludes(clip);
        parser.add_option("--threads", m_threads, "Threads; 0 = all cores")->check(CLI::Range(0, 256));
    }

    Outcome run(std::stop_token stop) override {
        const auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        const auto view = app::viewShot(*film->library, film->loaded.film, film::ShotId(m_shot));
        if (!view) return failed(view.error());
        if (auto named = checkEnding(); !named) return failed(named.error());
        if (auto place = checkOutput(m_output); !place) return failed(place.error());
        if (auto within = checkTime(view->measured.duration); !within) return failed(within.error());
        const auto wanted = parseSize(m_size).value_or(app::frameSize(view->measured, defaultWidth));
        const auto size = m_clip ? base::Pixels{wanted.width / 2 * 2, wanted.height / 2 * 2} : wanted;
        if (size != wanted) {
            tell(base::format("clip: {}x{} instead of {}x{}, the sides of a clip are even", size.width,
                              size.height, wanted.width, wanted.height));
        }
        if (!view->scene.setNote.empty()) tell(base::format("viewfinder: {}", view->scene.setNote));
        viewfinder::Renderer renderer(base::cacheFolder());
        const auto done = m_clip ? clip(renderer, *view, size, stop) : still(renderer, *view, size, stop);
        if (!done) return failed(done.error());
        Outcome outcome;
        outcome.text = base::format("{}: {}\n", m_clip ? "clip" : "picture", m_output);
        outcome.result.text = base::compactJson({{"file", m_output},
                                                 {"width", size.width},
                                                 {"height", size.height},
                                                 {"set", view->scene.set},
                                                 {"note", view->scene.setNote},
                                                 {"measured", numbers(view->measured)}});
        return outcome;
    }

private:
    /// A picture under a clip's name, or the other way round, would mislead whoever opens it.
    base::Status checkEnding() const {
        const std::string ending = base::lowerAscii(std::filesystem::path(m_output).extension().string());
        if (ending == (m_clip ? ".mp4" : ".png")) return {};
        return base::failInput({m_output,
                                {},
                                m_clip ? "a clip is an MP4 file" : "a still is a PNG file",
                                !m_clip && ending == ".mp4"
                                    ? "add --clip for the clip, or end the name in .png"
                                : m_clip ? "end the name in .mp4"
                                         : "end the name in .png"});
    }

    /// A moment after the end has no picture; the last one in its place would mislead.
    base::Status checkTime(base::Milliseconds duration) const {
        const auto end = static_cast<double>(duration.count()) / 1000;
        if (m_time <= end) return {};
        return base::failInput({"--time",
                                {},
                                base::format("shot {} ends at {} s, before {} s", m_shot, end, m_time),
                                base::format("choose a second from 0 to {}, or make the shot longer", end)});
    }

    base::Status still(viewfinder::Renderer& renderer, const app::ShotView& view, base::Pixels size,
                       std::stop_token stop) const {
        viewfinder::RenderOptions options;
        constexpr int stillSamples = 32;
        options.size = size;
        options.samples = m_samples > 0 ? m_samples : stillSamples;
        options.threads = m_threads;
        options.time = base::Milliseconds(std::llround(m_time * 1000));
        auto image = renderer.still(view.scene, options, stop);
        if (!image) return tl::unexpected(image.error());
        auto png = viewfinder::toPng(*image);
        if (!png) return tl::unexpected(png.error());
        return base::AtomicFile::write(m_output, *png);
    }
    base::Status clip(viewfinder::Renderer& renderer, const app::ShotView& view, base::Pixels size,
                      std::stop_token stop) const {
        constexpr int clipSamples = 6;
        const bool label = view.effective.direction.output.labelAsAi.value_or(false);
        return app::renderClip(
            renderer, view.scene, size, m_samples > 0 ? m_samples : clipSamples, label, m_output,
            [](double share) { tellProgress("rendering", share); }, stop);
    }

    std::string m_film, m_shot, m_output, m_size;
    int m_samples = 0;
    int m_threads = 0;
    double m_time = 0;
    bool m_clip = false;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Render>();
}

}  // namespace groundglass::cli::render
