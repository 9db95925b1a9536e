#pragma once

#include "groundglass/viewfinder/render.hpp"
#include "viewfinder/tracer.hpp"

#include <array>
#include <optional>

namespace groundglass::viewfinder {

/// Everything that the light on a film depends on; what development adds is not in it.
struct TraceKey {
    int width{}, height{};
    std::int64_t time{}, duration{};
    std::array<double, 3> optics{};  ///< Height of the image, aperture, squeeze.
    CameraPose pose;
    std::string set, depthSet;
    float setHeading{}, haze{}, bokehEdge{}, catEye{};
    int blades{};
    bool fisheye{};
    float distortion{};
    bool wetGround{}, rain{}, snow{};
    std::vector<Figure> figures;
    std::vector<AreaLight> lights;
    std::array<Rgb, 4> colours{};
    std::uint64_t seed{};

    TraceKey() = default;
    TraceKey(const Scene& scene, const RenderOptions& options, const CameraPose& pose);
    bool operator==(const TraceKey&) const = default;
};

/// The last films, so that a new grade is developed from the light that is there, and memory is used again.
class KeptFilms {
public:
    /// The film of that key with at most `samples` in it; an empty one when there is none. Valid until the
    /// next call.
    [[nodiscard]] Film& film(const TraceKey& key, int samples);
    /// What a stopped trace leaves is of no use.
    void spoil(const Film& film);
    /// Lets large films go: they cost more than they save.
    void tidy();

private:
    struct Kept {
        TraceKey key;
        Film film;
    };
    std::vector<std::unique_ptr<Kept>> m_kept;  ///< The last used at the back.
};

}  // namespace groundglass::viewfinder
