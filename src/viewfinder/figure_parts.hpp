#pragma once

#include "viewfinder/figure.hpp"

namespace groundglass::viewfinder {

// What a figure wears, holds or sits on; in the figure's coordinates, added to its meshes.

/// A chair; `stone`: a bench.
void addSeat(std::vector<Mesh>& parts, const Skeleton& s, bool stone);
void addTableAndCup(std::vector<Mesh>& parts, const Skeleton& s, float pitch, const std::stop_token& stop);
/// A round canopy of eight ribs, over the hand that holds its shaft.
void addUmbrella(std::vector<Mesh>& parts, const Skeleton& s);
/// What an astronaut carries on chest and back.
void addSuit(std::vector<Mesh>& parts, const Skeleton& s, float pitch, const std::stop_token& stop);

// In head coordinates.
[[nodiscard]] Mesh hatMesh(float pitch, const std::stop_token& stop);
[[nodiscard]] std::vector<Mesh> helmetMeshes(float detail, const std::stop_token& stop);

}  // namespace groundglass::viewfinder
