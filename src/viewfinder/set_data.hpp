#pragma once

#include "groundglass/base/result.hpp"
#include "viewfinder/sets.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::viewfinder {

/// When a part of a set is there; empty: always.
struct Condition {
    std::string state;  ///< day, night, wet, dry, rain, snow.
    [[nodiscard]] bool holds(const SetState& state) const;
};

/// Copies of a part: `count` in a row by `step`, or strewn between `low` and `high`.
struct Copies {
    int count = 1;
    V3 step;
    bool strewn{};
    V3 low, high;
    float clear{};              ///< Metres on both sides of the line of sight that stay free.
    float least = 1, most = 1;  ///< Scale.
    bool turned{};              ///< About the vertical, by chance.
    std::uint32_t seed = 1;
};

struct SetPart {
    Condition when;
    Material material;
    Copies copies;
    std::vector<std::array<float, 6>> boxes;   ///< Two corners.
    std::vector<std::array<float, 12>> quads;  ///< Four corners, counter-clockwise from the front.
    std::vector<std::array<float, 8>> rods;    ///< Two ends, two radii.
    std::vector<std::array<float, 4>> balls;   ///< Centre, radius.
    struct Terrain {
        V3 low, high;
        int steps = 80;
        float height{}, frequency = 0.1F;
        float flat = 2;  ///< Metres around the subject that are level.
    };
    std::vector<Terrain> terrains;
};

struct SetBulbs {
    Condition when;
    Copies copies;
    V3 at, light;
    float radius = 0.03F;
};

/// A rectangle that lights the place.
struct SetLamp {
    Condition when;
    V3 at, to;
    float width = 0.5F, height = 0.5F;
    V3 light;        ///< Radiance at the balance of the shot.
    float kelvin{};  ///< 0: as it is.
};

/// A place as it is written in `resources/sets`.
struct SetData {
    SetInfo info;
    std::string from;  ///< Set made by the program that this one starts with; may be empty.
    std::vector<std::string> words;
    std::vector<SetPart> parts;
    std::vector<SetBulbs> bulbs;
    std::vector<SetLamp> lamps;
};

/// Errors: InvalidInput (not a set), Io.
[[nodiscard]] base::Result<SetData> readSet(const std::filesystem::path& file);

/// Adds what is written to what is there.
void build(const SetData& data, const SetState& state, SetModel& set);

/// All sets of a folder, and those that the program makes itself. Immutable; share it. Thread: any.
class SetCatalog {
public:
    explicit SetCatalog(const std::filesystem::path& folder);
    /// That of the program's own resources, read at first use. Files that cannot be read are logged and left
    /// out.
    [[nodiscard]] static const SetCatalog& own();
    /// Null when there is no such set.
    [[nodiscard]] const SetData* find(std::string_view id) const;
    [[nodiscard]] const std::map<std::string, SetData, std::less<>>& all() const { return m_sets; }

private:
    std::map<std::string, SetData, std::less<>> m_sets;
};

}  // namespace groundglass::viewfinder
