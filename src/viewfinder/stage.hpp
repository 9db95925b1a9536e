#pragma once

#include "viewfinder/world.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

namespace groundglass::viewfinder {

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
    /// A set whose meshes are in `m_kept`.
    struct Place {
        std::vector<Bulb> bulbs;
        std::vector<Opening> openings;
        std::shared_ptr<const Geometry> solid, falling;
    };

    [[nodiscard]] World made(const Scene& scene, base::Milliseconds time, const CameraPose& camera);
    std::shared_ptr<const Geometry> geometry(const std::string& key, Make make, bool keep);
    std::vector<Mesh> baked(const std::string& key, Make make);
    [[nodiscard]] Place place(const Scene& scene);
    void addFigure(const Figure& figure, float share, bool coarse, std::vector<Placed>& still,
                   std::vector<Placed>& turning);
    void addSolid(World& world, const std::vector<Placed>& still, const std::vector<Placed>& turning);
    void addBulbs(World& world, const std::vector<Bulb>& bulbs, const Scene& scene, const Frame& place,
                  const Lens& lens);
    [[nodiscard]] Part part(World& world, const std::vector<Placed>& placed);
    [[nodiscard]] Layer layer(World& world, const std::vector<Placed>& placed);

    std::filesystem::path m_cache;
    std::stop_token m_stop;  ///< Of the build that is running.
    std::optional<Trees> m_trees;
    std::map<std::string, std::shared_ptr<const Geometry>> m_kept;
    std::map<std::string, Place> m_places;  ///< Without meshes.
};

}  // namespace groundglass::viewfinder
