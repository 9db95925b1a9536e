#pragma once

#include "viewfinder/camera.hpp"
#include "viewfinder/world.hpp"

#include <stop_token>
#include <vector>

namespace groundglass::viewfinder {

/// Sums of a picture while it is traced; rows from the top.
struct Film {
    int width{}, height{}, samples{};
    std::vector<V3> light;  ///< Everything but the bulbs' discs.
    std::vector<V3> discs;
    std::vector<V3> normal;  ///< Of the first hit; zero for sky.
    std::vector<V3> albedo;
    std::vector<float> depth;
    float focus = 1;       ///< Metres; of the lens that drew it.
    float blurFarthest{};  ///< Pixels: radius of the disc of a point at infinity.
    std::vector<V3> calm;  ///< Mean light without noise, as it was with `calmSamples`.
    int calmSamples = -1;

    Film(int w, int h);
    void clear();  ///< Keeps the memory, and what is in it until the first sample of each pixel.
    void begin(std::size_t pixel) {
        light[pixel] = discs[pixel] = normal[pixel] = albedo[pixel] = V3{};
        depth[pixel] = 0;
    }
};

/// Adds samples [film.samples, until). False when stopped; the film is then of no use.
/// The result does not depend on `threads`.
[[nodiscard]] bool trace(const World& world, const Lens& lens, Film& film, int until, int threads,
                         std::stop_token stop);

}  // namespace groundglass::viewfinder
