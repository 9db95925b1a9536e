#pragma once

#include "viewfinder/mesh.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace groundglass::viewfinder {

// Head coordinates: the origin lies between the eyes, +Y up, +Z out of the face, metres for an adult.
inline constexpr float headCrown = 0.118F;    ///< Above the eye line.
inline constexpr float headChin = -0.113F;    ///< Below it.
inline constexpr float eyeHalfGap = 0.0315F;  ///< Eye to the middle.
inline constexpr float eyeFront = 0.079F;     ///< Cornea, forward of the origin.

/// How a kind of figure differs from the adult.
struct Build {
    float height = 1.75F;  ///< Standing, bare-headed.
    float headScale = 1;
    float width = 1;  ///< Of the trunk.
    bool helmet{}, doll{}, elder{}, child{}, coat{}, hat{}, suit{};
};
[[nodiscard]] Build buildOf(std::string_view kind);

/// Where the joints of a pose are; figure coordinates (ground at the origin, facing +Z). Left is +X.
struct Skeleton {
    V3 pelvis, chest, neck;
    V3 shoulder[2], elbow[2], wrist[2], hip[2], knee[2], ankle[2], toe[2];  ///< 0 left, 1 right.
    V3 eyes;                                                                ///< Origin of the head.
    float headPitch{}, headYaw{}, headRoll{};                               ///< Radians; pitch + is a nod.
    float seat{};  ///< Height of the seat; 0 when nobody sits.
};
[[nodiscard]] Skeleton skeletonOf(const Build& build, std::string_view pose, std::string_view prop);

/// Parts of a head in head coordinates. Without use when stopped.
[[nodiscard]] std::vector<Mesh> headMeshes(std::string_view kind, float detail, const std::stop_token& stop);
/// Parts of a body, with chair and prop, in figure coordinates; `clothes` colours the cloth.
[[nodiscard]] std::vector<Mesh> bodyMeshes(std::string_view kind, std::string_view pose,
                                           std::string_view prop, float detail, const std::stop_token& stop);
/// The branching organism of the vent; ground at the origin.
[[nodiscard]] std::vector<Mesh> coralMeshes(float detail);

}  // namespace groundglass::viewfinder
