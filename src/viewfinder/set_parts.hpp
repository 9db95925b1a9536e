#pragma once

#include "viewfinder/sets.hpp"

namespace groundglass::viewfinder {

[[nodiscard]] SetModel windowInterior(const SetState& state);
[[nodiscard]] SetModel nightStreet(const SetState& state);
[[nodiscard]] SetModel attic(const SetState& state);
[[nodiscard]] SetModel landscape(const SetState& state);
[[nodiscard]] SetModel voidSet(const SetState& state);
[[nodiscard]] SetModel vent(const SetState& state);
[[nodiscard]] SetModel market(const SetState& state);
[[nodiscard]] SetModel studio(const SetState& state);

/// A stream of numbers 0…1 that is the same everywhere.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_state(seed) {}
    float next() {
        m_state += 0x9e3779b9U;
        return unit(hash32(m_state));
    }
    float between(float a, float b) { return mix(a, b, next()); }

private:
    std::uint32_t m_state;
};

/// One mesh of a material, added to the set.
inline Mesh& part(SetModel& set, Material material) {
    set.meshes.emplace_back();
    set.meshes.back().material = material;
    return set.meshes.back();
}
inline Material glow(V3 radiance) {
    return {Surface::Glow, {0.05F, 0.05F, 0.05F}, 0, 1, radiance, 0};
}
inline Material matte(Surface surface, V3 albedo, float gloss = 0) {
    return {surface, albedo, gloss, 0.45F, {}, 0};
}

/// Ground at height 0 that reaches `size` metres to every side.
inline void ground(SetModel& set, Material material, float size) {
    part(set, material).quad({-size, 0, size}, {size, 0, size}, {size, 0, -size}, {-size, 0, -size});
}

/// Heights of a square of ground as a mesh with smooth normals; `height(x, z)` in metres.
template <class Height, class TintAt>
void terrain(Mesh& mesh, V3 low, V3 high, int steps, const Height& height, const TintAt& tintAt) {
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (int j = 0; j <= steps; ++j)
        for (int i = 0; i <= steps; ++i) {
            const float x = mix(low.x, high.x, static_cast<float>(i) / static_cast<float>(steps)),
                        z = mix(low.z, high.z, static_cast<float>(j) / static_cast<float>(steps)),
                        e = (high.x - low.x) / static_cast<float>(steps);
            const float y = height(x, z);
            mesh.positions.push_back({x, y, z});
            const V3 n = normalize({y - height(x + e, z), e, y - height(x, z + e)});
            mesh.normals.push_back(n);
            mesh.tints.push_back(tintAt(y, n));
        }
    const auto row = static_cast<std::uint32_t>(steps + 1);
    for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(steps); ++j)
        for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(steps); ++i) {
            const std::uint32_t a = first + j * row + i;
            for (const std::uint32_t k : {a, a + row, a + row + 1, a, a + row + 1, a + 1})
                mesh.indices.push_back(k);
        }
}

}  // namespace groundglass::viewfinder
