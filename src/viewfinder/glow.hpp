#pragma once

#include "viewfinder/vec.hpp"

#include <vector>

namespace groundglass::viewfinder {

/// Spreads what is bright, as scatter in a lens or in film does. Keeps its planes between calls.
class Glow {
public:
    struct Spread {
        float sigma{};      ///< Pixels; of a Gaussian.
        float threshold{};  ///< Luminance from which light spreads.
        V3 gain;
    };
    void add(std::vector<V3>& light, int width, int height, const Spread& spread, int threads);
    struct Lines {
        int arms{};      ///< 2: both ways along the horizontal.
        float length{};  ///< Pixels of an arm.
        float threshold{};
        V3 gain;
    };
    /// Lines of light that leave the brightest points.
    void addLines(std::vector<V3>& light, int width, int height, const Lines& lines, int threads);

private:
    struct Plane {
        int width{}, height{};
        std::vector<V3> pixels;

        void resize(int w, int h);
        [[nodiscard]] V3* row(int y) {
            return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        }
    };
    [[nodiscard]] bool gather(const std::vector<V3>& light, int width, int height, int step, float threshold,
                              int threads);
    void blur(float sigma, int threads);

    void draw(int x, int y, V3 light, const Lines& lines, float step);

    Plane m_plane, m_other;
};

}  // namespace groundglass::viewfinder
