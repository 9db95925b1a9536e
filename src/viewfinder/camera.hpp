#pragma once

#include "viewfinder/vec.hpp"

#include <array>
#include <optional>
#include <string>

namespace groundglass::viewfinder {

struct LensRay {
    V3 origin, direction;
};

/// The thin lens of a pose for a picture of some size.
class Lens {
public:
    Lens(const craft::MeasuredShot& measured, const CameraPose& pose, int width, int height);

    /// Where a point is in the picture and how deep; none behind the lens.
    struct Projected {
        float x{}, y{}, depth{};
    };
    [[nodiscard]] std::optional<Projected> project(V3 point) const;
    /// Radius in pixels (vertical) of the blur disc of a point at that depth.
    [[nodiscard]] float blurRadius(float depth) const;
    /// Width in metres of a pixel's own share of the picture at a depth.
    [[nodiscard]] float pixel(float depth) const { return m_pixel * depth; }
    /// Width in metres of what one pixel sees at a depth: its own share of the picture and the blur.
    [[nodiscard]] float footprint(float depth) const {
        return m_pixel * depth + 2 * m_radiusX * std::abs(depth - m_focus) / m_focus;
    }
    /// True when the disc of a lamp on the sensor is larger than the lamp's own image.
    [[nodiscard]] bool isSoft(V3 centre, float radius) const;
    /// The light that pixel (px, py) gets of a small disc facing the lens, and the ray on which it comes.
    struct Glimpse {
        LensRay ray;
        float distance{};
        float weight{};  ///< Share of the lamp's radiance; 0 outside the aperture.
    };
    [[nodiscard]] Glimpse glimpse(float px, float py, V3 centre, float radius) const;

    /// What rays need, for sixteen at once; points into this lens.
    struct Thin {
        V3 eye, forward, right, up;
        float focus{}, radiusX{}, radiusY{};
        float perX{}, perY{}, halfX{}, halfY{};  ///< Metres on the plane of focus: a pixel, half the picture.
        const std::array<float, 257>* rim{};
        bool fisheye{};
        float bend{};  ///< Of the distortion, per square of the tangent from the axis.
    };
    [[nodiscard]] Thin thin() const;

    /// 0 neutral, 1 bright edge (soap bubble), −1 soft edge (creamy).
    void setEdge(float edge) { m_edge = edge; }
    /// `distortion`: at the corners, + barrel.
    void setProjection(bool fisheye, float distortion);
    /// Fewer than five blades make a round hole. `catEye` 0…1 narrows it towards the corners.
    void setAperture(int blades, float catEye);

private:
    /// What a point of the sensor at that squared tangent from the axis is stretched by on the way out.
    [[nodiscard]] float stretch(float r2) const;
    [[nodiscard]] float rim(float turn) const;  ///< Radius of the polygon, 1 at the corners; `turn` 0…1.

    V3 m_eye, m_forward, m_right, m_up;
    float m_tanX{}, m_tanY{}, m_focus{}, m_radiusX{}, m_radiusY{}, m_edge{}, m_catEye{};
    float m_width{}, m_height{};
    float m_pixel{};
    int m_blades{};
    bool m_fisheye{};
    float m_bend{};
    std::array<float, 257> m_rim{};
};

}  // namespace groundglass::viewfinder
