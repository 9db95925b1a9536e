#include "bench/groups.hpp"
#include "bench/measure.hpp"
#include "groundglass/base/format.hpp"

#include <cstdlib>
#include <ctime>
#include <functional>
#include <utility>

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

/// The time from a changed field to the first picture, everything between included.
void firstPicture(const Setting& setting, viewfinder::Renderer& renderer, film::Film film, const char* shot,
                  const std::string& what, const std::function<void(film::Direction&, double)>& change) {
    viewfinder::RenderOptions options;
    options.size = app::frameSize(sceneOf(setting, film, shot).measured, 480);
    options.samples = 64;
    int step = 0;
    const auto edit = [&] {
        change(film.shots[film::ShotId(shot)].direction, static_cast<double>(++step % 16));
        const auto scene = sceneOf(setting, film, shot);
        // Every pass but the first is let go, as the next edit does it.
        static_cast<void>(
            renderer.progressive(scene, options, [](const viewfinder::Image&, int) { return false; }));
    };
    const auto first = measure(setting.repeats, edit);
    const auto before = std::clock();
    for (int i = 0; i < setting.repeats; ++i) edit();
    const double work = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / setting.repeats;
    row(base::format("  after an edit of {}, {}×{}", what, options.size.width, options.size.height), first);
    // On a busy machine the time of the processors says more than the clock on the wall.
    note(base::format("    processor time {:.1f} ms on all cores together", work * 1e3));
    ratioRow("    to 40 ms", first.median() / 40e-3, 1);
}

void firstPictures(const Setting& setting, const film::Film& film) {
    const auto light = [](film::Direction& d, double step) { d.light.keyAzimuth = base::Degrees{40 + step}; };
    const auto lens = [](film::Direction& d, double step) {
        d.lens.aperture = base::FNumber{1.4 + 0.05 * step};
    };
    for (const film::ShotId& shot : film::shotsInOrder(film)) {
        note(base::format("{}: first picture", shot.str()));
        viewfinder::Renderer renderer(setting.folder / "meshes");
        firstPicture(setting, renderer, film, shot.str().c_str(), "the light (key azimuth)", light);
        if (shot.str() != "cafe" && shot.str() != "tokyo") continue;
        firstPicture(setting, renderer, film, shot.str().c_str(), "the lens (aperture)", lens);
        firstPicture(setting, renderer, film, shot.str().c_str(), "the grade (saturation)",
                     [](film::Direction& d, double step) { d.grade.saturation = 0.9 + 0.01 * step; });
        firstPicture(setting, renderer, film, shot.str().c_str(), "the texture (vignette)",
                     [](film::Direction& d, double step) { d.texture.vignette = base::Stops{-0.05 * step}; });
    }
}

}  // namespace

void picture(const Setting& setting) {
    heading("Picture");
    constexpr int more = 9;
    const auto film = sampleFilm(setting);
    viewfinder::Renderer renderer(setting.folder / "meshes");
    for (const char* shot : {"cafe", "doll", "tokyo"}) {
        auto scene = sceneOf(setting, film, shot);
        draw(renderer, scene, {960, 402}, 1);
        // What a sample costs is what more of them cost: setting up and developing fall out.
        Times sample;
        Times fixed;
        for (int i = 0; i < setting.repeats; ++i) {
            ++scene.seed;  // new light, nothing kept
            const double one = timeOf([&] { draw(renderer, scene, {960, 402}, 1); });
            ++scene.seed;
            const double many = timeOf([&] { draw(renderer, scene, {960, 402}, more); });
            sample.all.push_back((many - one) / (more - 1));
            fixed.all.push_back(one);
        }
        row(base::format("{}: one more sample a pixel, 960×402", shot), sample);
        row("  the first one, with setting up and developing", fixed);
    }
    firstPictures(setting, film);
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
