#pragma once

#include "viewfinder/embree.hpp"
#include "viewfinder/mesh.hpp"
#include "viewfinder/sets.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace groundglass::viewfinder {

/// Meshes made once and shared by every scene that shows them.
struct Geometry {
    std::vector<Mesh> meshes;
};

/// A geometry at a place.
struct Placed {
    std::shared_ptr<const Geometry> geometry;
    Frame frame;
    V3 cloth{1, 1, 1};     ///< Multiplies Surface::Cloth.
    V3 emission{1, 1, 1};  ///< Multiplies emission.
};

/// One mesh as rays find it.
struct Piece {
    const Mesh* mesh{};
    Frame frame;  ///< From the mesh to the world.
    V3 cloth{1, 1, 1}, emission{1, 1, 1};
};

using TreePtr = std::shared_ptr<std::remove_pointer_t<RTCScene>>;

/// Things that stand still to each other, in one tree.
struct Part {
    TreePtr tree;
    Frame frame;                ///< Of the tree in the world.
    std::vector<Piece> pieces;  ///< Index = geometry id in the tree.
};

/// A light as the tracer samples it.
struct Lamp {
    V3 centre, u, v, facing;  ///< Half axes of the rectangle.
    V3 radiance;
    float area{};
    float power{}, reach{};  ///< Luminance times area; root of the area.
    bool key{};
};

/// All that rays meet at one moment.
struct World {
    std::vector<std::shared_ptr<const Geometry>> shown;  ///< Keeps the meshes of the parts.
    std::vector<Part> parts;  ///< Index = instance id; what has none belongs to the first.
    std::vector<Bulb> bulbs;  ///< Not in `direct`: too soft on the sensor to be hit by chance.
    std::vector<Lamp> lamps;  ///< The key first, when there is one.
    TreePtr direct;           ///< For the camera and for shadows.
    TreePtr reflected;        ///< The same with every bulb.
    bool flat{};              ///< `direct` has no instances.
    V3 zenith, horizon, ambient;
    V3 hazeColour;
    float haze{}, hazeHeight{};  ///< Thins out upwards by that height; 0: the same everywhere.
    V3 sun{0, 1, 0}, sunColour;  ///< A glow around the sun.
    bool stars{};
    std::uint32_t seed{};

    /// `sharp`: with single stars, as a mirror shows them; the lens gets them as bulbs.
    [[nodiscard]] V3 sky(V3 direction, bool sharp) const;
};

class Lens;

/// Makes geometry on demand, keeps it, and reads and writes baked meshes. Thread: one at a time.
class Stage {
public:
    explicit Stage(std::filesystem::path cache);
    /// None when stopped; what was begun is then forgotten.
    [[nodiscard]] std::optional<World> build(const Scene& scene, base::Milliseconds time,
                                             const CameraPose& camera, std::stop_token stop);

private:
    using Make = std::vector<Mesh> (*)(const std::string& key, const std::stop_token& stop);
    [[nodiscard]] World made(const Scene& scene, base::Milliseconds time, const CameraPose& camera);
    std::shared_ptr<const Geometry> geometry(const std::string& key, Make make, bool keep);
    std::vector<Mesh> baked(const std::string& key, Make make);
    void addFigure(const Figure& figure, float share, std::vector<Placed>& still,
                   std::vector<Placed>& turning);
    /// The tree of `placed`, made once for as long as nothing moves.
    [[nodiscard]] TreePtr tree(const std::vector<Placed>& placed);
    [[nodiscard]] Part part(World& world, const std::vector<Placed>& placed);
    [[nodiscard]] TreePtr instances(const std::vector<Part>& parts, std::size_t count);
    void addBulbs(World& world, const std::vector<Bulb>& bulbs, const Scene& scene, const Frame& place,
                  const Lens& lens);

    /// Lets trees go that this world does not use, the oldest first, until the rest is small enough, then
    /// meshes that nothing shows.
    void tidy();

    /// A tree and what it was made of: meshes stay where they are for as long as a key names their place.
    struct Kept {
        std::string key;
        TreePtr tree;
        std::vector<std::shared_ptr<const Geometry>> of;
    };

    std::filesystem::path m_cache;
    std::stop_token m_stop;                    ///< Of the build that is running.
    std::atomic<std::int64_t> m_treeBytes{0};  ///< What the device has allocated; its threads count too.
    DevicePtr m_device;
    std::map<std::string, std::shared_ptr<const Geometry>> m_kept;
    std::map<std::string, SetModel> m_sets;  ///< Without their meshes, which are in `m_kept`.
    std::vector<Kept> m_trees;               ///< The last used at the back.
};

}  // namespace groundglass::viewfinder
