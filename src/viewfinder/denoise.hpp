#pragma once

#include "viewfinder/tracer.hpp"

#include <memory>

namespace groundglass::viewfinder {

/// Smooths what remains of the noise along surfaces: an à-trous filter that stops at edges of shape, colour
/// and light, and does less the more samples there are. Keeps its planes between calls.
class Calmer {
public:
    Calmer();
    ~Calmer();
    /// The mean light of a film without its discs; kept in the film until there are more samples.
    [[nodiscard]] const std::vector<V3>& calmed(Film& film, int threads);

private:
    struct Planes;
    std::unique_ptr<Planes> m_planes;
};

}  // namespace groundglass::viewfinder
