#pragma once

#include "viewfinder/embree.hpp"
#include "viewfinder/mesh.hpp"
#include "viewfinder/sets.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace groundglass::viewfinder {

/// Meshes with their tree; made once and shared by every scene that shows them.
struct Geometry {
    std::vector<Mesh> meshes;  ///< Index = geometry id inside `scene`.
    ScenePtr scene;
};

/// A geometry at a place.
struct Placed {
    std::shared_ptr<const Geometry> geometry;
    Frame frame;
    V3 cloth{1, 1, 1};     ///< Multiplies Surface::Cloth.
    V3 emission{1, 1, 1};  ///< Multiplies emission.
};

/// A light as the tracer samples it.
struct Lamp {
    V3 centre, u, v, facing;  ///< Half axes of the rectangle.
    V3 radiance;
    float area{};
    bool key{};
};

/// All that rays meet at one moment.
struct World {
    std::vector<Placed> placed;
    std::vector<Bulb> bulbs;  ///< Not in `direct`: too soft on the sensor to be hit by chance.
    std::vector<Lamp> lamps;  ///< The key first, when there is one.
    ScenePtr direct;          ///< For the camera and for shadows.
    ScenePtr reflected;       ///< The same with every bulb.
    std::vector<Placed> placedReflected;
    V3 zenith, horizon, ambient;
    V3 hazeColour;
    float haze{};
    bool stars{};
    std::uint32_t seed{};

    /// `sharp`: with single stars, as a mirror shows them; the lens gets them as bulbs.
    [[nodiscard]] V3 sky(V3 direction, bool sharp) const;
};

/// Makes geometry on demand, keeps it, and reads and writes baked meshes. Thread: one at a time.
class Stage {
public:
    explicit Stage(std::filesystem::path cache);
    [[nodiscard]] World build(const Scene& scene, base::Milliseconds time, const CameraPose& camera);

private:
    std::shared_ptr<const Geometry> geometry(const std::string& key,
                                             std::vector<Mesh> (*make)(const std::string&), bool keep);
    std::shared_ptr<const Geometry> geometryOf(std::vector<Mesh> meshes);
    std::vector<Mesh> baked(const std::string& key, std::vector<Mesh> (*make)(const std::string&));
    void addFigure(World& world, const Figure& figure, float share);
    [[nodiscard]] ScenePtr top(const std::vector<Placed>& placed);

    std::filesystem::path m_cache;
    DevicePtr m_device;
    std::map<std::string, std::shared_ptr<const Geometry>> m_kept;
    std::map<std::string, SetModel> m_sets;
};

}  // namespace groundglass::viewfinder
