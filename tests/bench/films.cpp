#include "bench/groups.hpp"
#include "groundglass/base/format.hpp"

#include <cstdlib>

namespace groundglass::bench {

film::Film sampleFilm(const Setting& setting) {
    auto loaded = store::loadFilm(setting.library->resources / "samples" / "impossible-places.groundglass",
                                  setting.library->vocabulary);
    if (!loaded) std::abort();
    return std::move(loaded->film);
}

film::Film largeFilm(const Setting& setting) {
    constexpr int scenes = 100;
    constexpr int shotsOfScene = 20;
    const auto sample = sampleFilm(setting);
    const auto shots = film::shotsInOrder(sample);
    film::Film large = sample;
    large.scenes.clear();
    large.shots.clear();
    std::string sceneOrder;
    for (int s = 0; s < scenes; ++s) {
        film::Scene scene =
            sample.scenes.at(sample.shots.at(shots[static_cast<std::size_t>(s) % shots.size()]).scene);
        scene.id = film::SceneId(base::format("scene_{:03}", s));
        scene.order = sceneOrder = film::orderBetween(sceneOrder, {});
        std::string shotOrder;
        for (int i = 0; i < shotsOfScene; ++i) {
            film::Shot shot = sample.shots.at(shots[static_cast<std::size_t>(s + i) % shots.size()]);
            shot.id = film::ShotId(base::format("shot_{:03}_{:02}", s, i));
            shot.number = base::format("{}{}", s + 1, static_cast<char>('A' + i));
            shot.scene = scene.id;
            shot.order = shotOrder = film::orderBetween(shotOrder, {});
            shot.direction.lens.focal = base::Millimetres{18.0 + 3 * i};
            shot.direction.light.keyAzimuth = base::Degrees{-60.0 + s};
            large.shots.emplace(shot.id, std::move(shot));
        }
        large.scenes.emplace(scene.id, std::move(scene));
    }
    return large;
}

}  // namespace groundglass::bench
