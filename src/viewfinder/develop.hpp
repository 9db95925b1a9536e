#pragma once

#include "groundglass/viewfinder/render.hpp"
#include "viewfinder/tracer.hpp"

namespace groundglass::viewfinder {

/// Exposure, vignette, bloom and halation on linear light; then display and grade; then grain and eight bits.
[[nodiscard]] base::Result<Image> develop(const Scene& scene, const Film& film, const RenderOptions& options);

}  // namespace groundglass::viewfinder
