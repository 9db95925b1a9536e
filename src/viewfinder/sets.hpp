#pragma once

#include "viewfinder/mesh.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::viewfinder {

/// A round lamp that is drawn as light through the lens, so that its disc has an edge and no noise.
struct Bulb {
    V3 centre;
    float radius{};
    V3 radiance;
};

/// A hole through which the key falls into a place: where there is dust, its light is seen in the air.
struct Opening {
    V3 centre, u, v;  ///< Half axes.
};

struct SetModel {
    std::deque<Mesh> meshes;   ///< Those that are there stay in place while others are added.
    std::deque<Mesh> falling;  ///< Too thin to throw shadows: rain.
    std::vector<Bulb> bulbs;
    std::vector<Opening> openings;
};

/// What a place looks like in a state. The subject stands at the origin and faces +Z; +X is the subject's
/// left.
struct SetState {
    std::string id;
    bool night{};
    bool wet{};
    bool rain{};
    bool snow{};
};

/// What is known about a place beside its shapes.
struct SetInfo {
    std::string id, name;
    bool night{};     ///< It is night there when no time is given.
    bool outdoors{};  ///< The key is a sun or a moon: far away, on everything.
    bool openAir{};   ///< Under the whole sky, which fills the shadows; air has a colour and lies low.
    bool stars{};
    float haze{};  ///< At least; extinction per metre.
    float room{};  ///< Metres: walls and ceiling keep a lamp from standing farther away; 0: nothing does.
};

[[nodiscard]] SetModel setModel(const SetState& state);
[[nodiscard]] bool isSet(std::string_view id);
/// That of a studio for an unknown id.
[[nodiscard]] const SetInfo& setInfo(std::string_view id);
/// The set whose words fit a description best; empty when none does.
[[nodiscard]] std::string setForWords(std::string_view description);

}  // namespace groundglass::viewfinder
