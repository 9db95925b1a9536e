#pragma once

#include "groundglass/viewfinder/render.hpp"
#include "viewfinder/vec.hpp"

#include <vector>

namespace groundglass::viewfinder {

/// Grain of a picture in display values.
struct Grain {
    float sigma{};   ///< Of luminance, before it is weighed by brightness; 0: none.
    float size = 1;  ///< Pixels.
    std::uint32_t seed{};
};
[[nodiscard]] Grain grainOf(const Scene& scene, const RenderOptions& options);

/// Grain, half a level of noise instead of steps in smooth skies, and eight bits, for rows [y0, y1).
void print(const std::vector<V3>& light, const Grain& grain, Image& image, int y0, int y1);

}  // namespace groundglass::viewfinder
