#pragma once

#include "viewfinder/tracer.hpp"

namespace groundglass::viewfinder {

/// The mean light of a film, with what remains of the noise smoothed along surfaces: an à-trous filter that
/// stops at edges of shape, colour and light, and does less the more samples there are. Discs are not in it.
[[nodiscard]] std::vector<V3> calmed(const Film& film, int threads);

}  // namespace groundglass::viewfinder
