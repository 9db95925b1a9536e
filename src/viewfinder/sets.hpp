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

struct SetModel {
    std::deque<Mesh> meshes;  ///< Those that are there stay in place while others are added.
    std::vector<Bulb> bulbs;
};

/// What a place looks like in a state. The subject stands at the origin and faces +Z; +X is the subject's
/// left.
struct SetState {
    std::string id;  ///< window_interior, night_street, attic, landscape, stars, vent, market, studio.
    bool night{};
    bool wet{};
    bool rain{};
    bool snow{};
};
[[nodiscard]] SetModel setModel(const SetState& state);
[[nodiscard]] bool isSet(std::string_view id);
/// The set whose words fit a description best; empty when none does.
[[nodiscard]] std::string setForWords(std::string_view description);

}  // namespace groundglass::viewfinder
