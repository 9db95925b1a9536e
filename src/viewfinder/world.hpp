#pragma once

#include "viewfinder/sets.hpp"
#include "viewfinder/trees.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace groundglass::viewfinder {

/// One mesh as rays find it.
struct Piece {
    const Mesh* mesh{};
    Frame frame;  ///< From the mesh to the world.
    V3 cloth{1, 1, 1}, emission{1, 1, 1};
};

/// Things that stand still to each other, in one tree.
struct Part {
    TreePtr tree;
    Frame frame;                ///< Of the tree in the world.
    std::vector<Piece> pieces;  ///< Index = geometry id in the tree.
};

/// What is seen and throws no shadow worth a ray: rain, lamps.
struct Layer {
    TreePtr tree;
    int part{};    ///< Index in World::parts.
    bool lamps{};  ///< Lamps of World::sharp only.
};

/// A light as the tracer samples it.
struct Lamp {
    V3 centre, u, v, facing;  ///< Half axes of the rectangle.
    V3 radiance;
    float area{};
    float power{}, reach{};  ///< Luminance times area; root of the area.
    bool key{};
};

/// A shaft of light in the air behind an opening: a sheared box from the opening along the light.
struct Beam {
    V3 centre;            ///< Of the opening.
    V3 across, up, down;  ///< p − centre ↦ −1…1 across the opening, −1…1 up it, metres along the light.
    V3 way;               ///< Of the light.
    float length{};  ///< Metres.
    V3 light;        ///< Scattered towards all sides, radiance per metre.
};

/// All that rays meet at one moment.
struct World {
    std::vector<std::shared_ptr<const Geometry>> shown;  ///< Keeps the meshes of the parts.
    std::vector<Part> parts;      ///< Index = instance id in `solid`; what has none belongs to the first.
    std::vector<Bulb> bulbs;      ///< Not in `seen`: too soft on the sensor to be hit by chance.
    std::vector<Bulb> sharp;      ///< In `seen`.
    std::vector<Lamp> lamps;      ///< The key first, when there is one.
    TreePtr solid;                ///< Everything that throws shadows.
    bool flat{};                  ///< `solid` has no instances.
    std::vector<Layer> seen;      ///< What the lens sees beside it: rain, lamps that are sharp on the sensor.
    std::vector<Layer> mirrored;  ///< What mirrors show beside it: every lamp.
    V3 zenith, horizon, ambient;
    V3 hazeColour;
    float haze{}, hazeHeight{};  ///< Thins out upwards by that height; 0: the same everywhere.
    std::vector<Beam> beams;
    V3 sun{0, 1, 0}, sunColour;  ///< A glow around the sun.
    bool stars{};
    std::uint32_t seed{};

    /// What is left of `colour` behind the air, and what the air adds; heights of both ends of the way.
    [[nodiscard]] V3 throughHaze(V3 colour, float distance, float from, float to) const;
    /// Light of the beams on the way of a ray.
    [[nodiscard]] V3 shafts(V3 origin, V3 direction, float distance) const;
    /// `single`: with single stars, as a mirror shows them; the lens gets them as bulbs.
    [[nodiscard]] V3 sky(V3 direction, bool single) const;
};

}  // namespace groundglass::viewfinder
