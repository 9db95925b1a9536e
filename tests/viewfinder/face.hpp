#pragma once

#include "groundglass/craft/measure.hpp"
#include "groundglass/viewfinder/render.hpp"
#include "support/temp_dir.hpp"
#include "viewfinder/camera.hpp"
#include "viewfinder/figure.hpp"

namespace groundglass::test {

/// A direction for one adult in the studio, square frame.
inline film::Direction faceDirection(double extent, double azimuth, double elevation, double ratio) {
    film::Direction d;
    d.frame.extent = base::Metres{extent};
    d.output.ratio = base::AspectRatio{1};
    d.lens.focal = base::Millimetres{50};
    d.lens.aperture = base::FNumber{8};
    d.light.keyAzimuth = base::Degrees{azimuth};
    d.light.keyElevation = base::Degrees{elevation};
    d.light.keySize = base::Metres{0.12};
    d.light.keyDistance = base::Metres{2.5};
    d.light.keyKelvin = d.light.fillKelvin = d.light.whiteBalance = base::Kelvin{5600};
    d.light.ratio = base::LightRatio{ratio};
    return d;
}

inline viewfinder::Scene sceneOf(const film::Direction& d, const film::Film& film = {}) {
    const craft::Vocabulary vocabulary;
    return viewfinder::describe(film, d, craft::measure(d, vocabulary), vocabulary);
}

/// Baked meshes of this run: the first test that needs a figure makes it for all.
inline std::filesystem::path meshCache() {
    static const TempDir folder;
    return folder.path();
}

/// Where a point of the first figure's head is in the frame, 0…1.
inline std::array<float, 2> onFace(const viewfinder::Scene& scene, viewfinder::V3 local) {
    using namespace viewfinder;
    const Figure& f = scene.figures.front();
    const Skeleton s = skeletonOf(buildOf(f.kind), f.pose, f.prop);
    const Lens lens(scene.measured, scene.cameraAt({}), 1000, 1000);
    const auto at =
        lens.project(turned(f.headTurnFrom * degree, s.headPitch, s.headRoll, s.eyes).point(local));
    if (!at) return {-1, -1};
    return {at->x / 1000, at->y / 1000};
}

/// Linear luminance of a small square of the face.
inline double faceMeter(viewfinder::Renderer& renderer, const viewfinder::Scene& scene, viewfinder::V3 local,
                        int side = 128) {
    const auto [x, y] = onFace(scene, local);
    const viewfinder::RenderOptions o{{side, side}, 8, {}, 2, false};
    return renderer.meter(scene, o, x - 0.012F, y - 0.012F, x + 0.012F, y + 0.012F).value_or(-1);
}

}  // namespace groundglass::test
