#include "viewfinder/camera.hpp"

namespace groundglass::viewfinder {

Lens::Lens(const craft::MeasuredShot& measured, const CameraPose& pose, int width, int height)
    : m_eye(toV3(pose.eye)), m_width(static_cast<float>(width)), m_height(static_cast<float>(height)) {
    const V3 way = toV3(pose.target) - m_eye;
    m_forward = length(way) > 1e-6F ? normalize(way) : V3{0, 0, -1};
    V3 side = cross(m_forward, {0, 1, 0});
    if (length(side) < 1e-3F) side = {1, 0, 0};
    side = normalize(side);
    const V3 over = cross(side, m_forward);
    // Horizon clockwise on screen: the camera itself leans to its left.
    const float roll = pose.roll * degree;
    m_right = side * std::cos(roll) + over * std::sin(roll);
    m_up = over * std::cos(roll) - side * std::sin(roll);
    const float focal = std::max(0.001F, pose.focalMm * 0.001F);
    m_focus = std::clamp(pose.focusM, focal * 1.05F, 1.0e5F);
    const float image = focal * m_focus / (m_focus - focal);  // lens to sensor
    m_tanY = static_cast<float>(measured.imageHeight) * 0.0005F / image;
    m_tanX = m_tanY * m_width / m_height;
    const float radius = focal / std::max(0.3F, static_cast<float>(measured.aperture.value)) * 0.5F;
    m_radiusY = radius;
    m_pixel = 2 * m_tanY / m_height;
    m_rim.fill(1);
    m_radiusX = radius / std::clamp(static_cast<float>(measured.squeeze), 1.0F, 2.0F);
}

void Lens::setAperture(int blades, float catEye) {
    m_blades = blades;
    m_catEye = catEye;
    m_rim.fill(1);
    if (blades < 5) return;
    const float sector = 2 * pi / static_cast<float>(blades);
    for (std::size_t i = 0; i < m_rim.size(); ++i) {
        const float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(m_rim.size() - 1);
        const float within = angle - sector * std::floor(angle / sector) - sector * 0.5F;
        m_rim[i] = mix(std::cos(sector * 0.5F) / std::cos(within), 1.0F, 0.35F);  // blades are curved
    }
}

void Lens::setProjection(bool fisheye, float distortion) {
    m_fisheye = fisheye;
    m_bend = distortion / std::max(1e-4F, m_tanX * m_tanX + m_tanY * m_tanY);
}

float Lens::stretch(float r2) const {
    if (m_fisheye) {
        const float q = std::min(r2 * 0.25F, 0.49F);
        return std::sqrt(1 - q) / (1 - 2 * q);
    }
    return std::max(0.2F, 1 + m_bend * r2);
}

float Lens::rim(float turn) const {
    const float at = turn * static_cast<float>(m_rim.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(at), m_rim.size() - 2);
    return mix(m_rim[i], m_rim[i + 1], at - static_cast<float>(i));
}

Lens::Thin Lens::thin() const {
    const float halfX = m_tanX * m_focus, halfY = m_tanY * m_focus;
    return {m_eye,
            m_forward,
            m_right,
            m_up,
            m_focus,
            m_radiusX,
            m_radiusY,
            halfX * 2 / m_width,
            halfY * 2 / m_height,
            halfX,
            halfY,
            &m_rim,
            m_fisheye,
            m_bend};
}

std::optional<Lens::Projected> Lens::project(V3 point) const {
    const V3 q = point - m_eye;
    const float depth = dot(q, m_forward);
    if (depth < 0.02F) return std::nullopt;
    float x = dot(q, m_right) / depth, y = dot(q, m_up) / depth;
    if (m_fisheye) {
        const float t2 = x * x + y * y, cosine = 1 / std::sqrt(1 + t2);
        // sin(θ/2) · 2 / tan θ
        const float shrink = t2 > 1e-8F ? std::sqrt(2 * (1 - cosine) / t2) : 1.0F;
        x *= shrink;
        y *= shrink;
    } else if (m_bend != 0) {
        float inner = x * x + y * y;
        const float outer = inner;
        for (int i = 0; i < 4; ++i) {
            const float s = stretch(inner);
            inner = outer / (s * s);
        }
        x /= stretch(inner);
        y /= stretch(inner);
    }
    return Projected{(x / m_tanX * 0.5F + 0.5F) * m_width, (0.5F - y / m_tanY * 0.5F) * m_height, depth};
}

float Lens::blurRadius(float depth) const {
    return m_radiusY * std::abs(depth - m_focus) / depth / (m_tanY * m_focus) * 0.5F * m_height;
}

bool Lens::isSoft(V3 centre, float radius) const {
    const auto at = project(centre);
    if (!at) return false;
    const float t = m_focus / std::max(1e-4F, std::abs(m_focus - at->depth));
    return radius * t < m_radiusX * 0.8F;
}

Lens::Glimpse Lens::glimpse(float px, float py, V3 centre, float radius) const {
    Glimpse g;
    const V3 q = centre - m_eye;
    const float depth = dot(q, m_forward), bx = dot(q, m_right), by = dot(q, m_up);
    const float tx = (px / m_width * 2 - 1) * m_tanX, ty = (1 - py / m_height * 2) * m_tanY;
    const float out = stretch(tx * tx + ty * ty) * m_focus, fx = tx * out, fy = ty * out;
    if (std::abs(m_focus - depth) < 1e-4F || depth < 0.02F) return g;
    const float t = m_focus / (m_focus - depth);
    const float lx = fx + t * (bx - fx), ly = fy + t * (by - fy);
    const float ux = lx / m_radiusX, uy = ly / m_radiusY, u = std::sqrt(ux * ux + uy * uy);
    // The lamp's own size softens the rim; its share of the aperture stands for many points of it.
    const float soft = std::clamp(std::abs(t) * radius / m_radiusX, 0.004F, 0.8F);
    if (u >= 1 + soft) return g;
    const float turn = std::atan2(uy, ux) / (2 * pi), edge = rim(turn < 0 ? turn + 1 : turn);
    if (u >= edge * (1 + soft)) return g;
    if (m_catEye > 0) {
        const float ox = ux + m_catEye * (px / m_width * 2 - 1),
                    oy = uy + m_catEye * (1 - py / m_height * 2) * 0.6F;
        if (ox * ox + oy * oy > 1 + soft) return g;
    }
    const V3 origin = m_eye + m_right * lx + m_up * ly;
    const V3 to = m_eye + m_right * bx + m_up * by + m_forward * depth - origin;
    g.distance = length(to);
    g.ray = {origin, to * (1 / g.distance)};
    const float s = std::min(1.0F, u / edge), s2 = s * s, s8 = s2 * s2 * s2 * s2;
    const float profile = m_edge >= 0 ? mix(0.97F + 0.15F * s8, 0.72F + 1.40F * s8, m_edge)
                                      : mix(0.97F + 0.15F * s8, 1.55F - 1.10F * s2, -m_edge);
    g.weight = t * t * radius * radius / (m_radiusX * m_radiusY) * profile *
               smoothstep(1 + soft, 1 - soft, u / edge);
    return g;
}

}  // namespace groundglass::viewfinder
