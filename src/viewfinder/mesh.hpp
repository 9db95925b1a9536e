#pragma once

#include "groundglass/base/result.hpp"
#include "viewfinder/vec.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::viewfinder {

/// How a surface answers light; patterns are computed at the hit in the part's own coordinates.
enum class Surface : std::uint8_t {
    Plain,
    Skin,
    Hair,
    Cloth,
    Eye,
    Porcelain,
    CrackedEye,
    Wood,
    Plaster,
    Brick,
    Wet,
    Mirror,
    Glow,
    Earth,
    Stone
};

struct Material {
    Surface surface = Surface::Plain;
    V3 albedo{0.5F, 0.5F, 0.5F};
    float gloss{};  ///< Share of a dielectric's highlight, 0…1.
    float roughness = 0.5F;
    V3 emission{};   ///< Radiance.
    float mirror{};  ///< Reflectance of the mirror bounce at right angles.
};

/// Triangles of one part with a material; the tint multiplies the albedo.
struct Mesh {
    std::vector<V3> positions, normals;
    std::vector<std::array<std::uint8_t, 4>> tints;  ///< 128 = unchanged; the fourth is a part's own mark.
    std::vector<std::uint32_t> indices;
    Material material;

    void quad(V3 a, V3 b, V3 c, V3 d);  ///< Counter-clockwise seen from the front.
};

inline constexpr std::array<std::uint8_t, 4> plainTint{128, 128, 128, 0};

using Distance = std::function<float(V3)>;
using Tint = std::function<std::array<std::uint8_t, 4>(V3)>;

struct Bounds {
    V3 low{}, high{};
};

/// Surface nets of a signed distance on a grid of `pitch` metres. Only blocks near the surface are looked at;
/// vertices are moved onto the surface and normals taken from the distance itself. Empty when stopped.
[[nodiscard]] Mesh meshOf(const Distance& distance, Bounds bounds, float pitch, const Material& material,
                          const Tint& tint = {}, const std::stop_token& stop = {});

// ---- simple shapes; all add to a mesh ---------------------------------------------------------------------
void addBox(Mesh& mesh, V3 low, V3 high, float yaw = 0, V3 at = {});
void addSphere(Mesh& mesh, V3 centre, float radius, int rings = 16);
/// A tapering rod with flat ends.
void addRod(Mesh& mesh, V3 from, V3 to, float radiusFrom, float radiusTo, int sides = 16);

/// Bytes of meshes with a check sum, and back. Errors: InvalidInput (another version, damaged).
[[nodiscard]] std::string packMeshes(const std::vector<Mesh>& meshes);
[[nodiscard]] base::Result<std::vector<Mesh>> unpackMeshes(std::string_view bytes);

}  // namespace groundglass::viewfinder
