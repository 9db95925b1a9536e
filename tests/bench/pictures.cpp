#include "bench/groups.hpp"
#include "bench/measure.hpp"
#include "groundglass/base/format.hpp"

#include <cstdlib>

namespace groundglass::bench {

namespace {

viewfinder::Scene sceneOf(const Setting& setting, const film::Film& film, const char* shot) {
    auto view = app::viewShot(*setting.library, film, film::ShotId(shot));
    if (!view) std::abort();
    return std::move(view->scene);
}

void draw(viewfinder::Renderer& renderer, const viewfinder::Scene& scene, base::Pixels size, int samples) {
    viewfinder::RenderOptions options;
    options.size = size;
    options.samples = samples;
    if (!renderer.still(scene, options)) std::abort();
}

}  // namespace

void picture(const Setting& setting) {
    heading("Picture");
    constexpr int more = 9;
    const auto film = sampleFilm(setting);
    viewfinder::Renderer renderer(setting.folder / "meshes");
    for (const char* shot : {"cafe", "doll", "tokyo"}) {
        const auto scene = sceneOf(setting, film, shot);
        draw(renderer, scene, {960, 402}, 1);
        // What a sample costs is what more of them cost: setting up and developing fall out.
        Times sample;
        Times fixed;
        for (int i = 0; i < setting.repeats; ++i) {
            const double one = timeOf([&] { draw(renderer, scene, {960, 402}, 1); });
            const double many = timeOf([&] { draw(renderer, scene, {960, 402}, more); });
            sample.all.push_back((many - one) / (more - 1));
            fixed.all.push_back(one);
        }
        row(base::format("{}: one more sample a pixel, 960×402", shot), sample);
        row("  the first one, with setting up and developing", fixed);
        const auto small = app::frameSize(scene.measured, 480);
        const auto first = measure(setting.repeats, [&] { draw(renderer, scene, small, 1); });
        row(base::format("  first picture after an edit, {}×{}", small.width, small.height), first);
        ratioRow("  first picture : 30 ms", first.median() / 30e-3, 1);
    }
}

void clip(const Setting& setting) {
    heading("Clip: 24 frames, 640×268, 16 samples, to MP4");
    auto scene = sceneOf(setting, sampleFilm(setting), "cafe");
    scene.measured.duration = base::Milliseconds(1000);
    scene.measured.rate = {24, 1};
    viewfinder::Renderer renderer(setting.folder / "meshes");
    const auto file = setting.folder / "clip.mp4";
    row("render and encode", measure(setting.repeats, [&] {
            if (!app::renderClip(renderer, scene, {640, 268}, 16, false, file, {}, {})) std::abort();
        }));
}

}  // namespace groundglass::bench
