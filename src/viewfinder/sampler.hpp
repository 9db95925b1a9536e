#pragma once

#include "viewfinder/embree.hpp"
#include "viewfinder/vec.hpp"

#include <cstdint>

namespace groundglass::viewfinder {

/// Points of a square, one for every lane of a packet.
struct Pairs {
    alignas(64) float a[lanes];
    alignas(64) float b[lanes];
};

/// Padded (0,2)-sequences: Sobol' dimensions 0 and 1 with hash-based Owen scrambling, index and digits
/// shuffled anew for every pixel and pair of dimensions. Sources: Burley, "Practical Hash-based Owen
/// Scrambling" (2020).
class Sampler {
public:
    /// `cells` a side: the packet covers that square of pixels from (x, y).
    Sampler(int x, int y, int cells, std::uint32_t index, std::uint32_t seed);
    void next(Pairs& out);

private:
    alignas(64) std::uint32_t m_key[lanes];
    std::uint32_t m_reversed;
};

}  // namespace groundglass::viewfinder
