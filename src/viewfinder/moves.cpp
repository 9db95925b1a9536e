#include "viewfinder/drift.hpp"

#include <optional>
#include <string_view>

namespace groundglass::viewfinder {
namespace {

enum class Axis {
    None,
    Dolly,
    Truck,
    Pedestal,
    Pan,
    Tilt,
    Roll,
    Zoom,
    Arc,
    Crane,
    DollyZoom,
    Focus,
    Corkscrew,
    Fly,
    Dive
};
enum class Unit { Metres, Degrees, Factor };

struct Kind {
    std::string_view id;
    Axis axis;
    float sign;
    std::optional<double> whole;  // amount of moves that have one
};

constexpr Kind kinds[] = {
    {"dolly_in", Axis::Dolly, 1, {}},
    {"dolly_out", Axis::Dolly, -1, {}},
    {"push_in", Axis::Dolly, 1, {}},
    {"pull_out", Axis::Dolly, -1, {}},
    {"push_through", Axis::Dolly, 1, {}},
    {"fly_through", Axis::Dolly, 1, {}},
    {"track_follow", Axis::Dolly, 1, {}},
    {"track_lead", Axis::Dolly, -1, {}},
    {"probe_lens_travel", Axis::Dolly, 1, {}},
    {"corkscrew", Axis::Corkscrew, 1, {}},
    {"track_aerial", Axis::Fly, 1, {}},
    {"drone_flyover", Axis::Fly, 1, {}},
    {"fpv_dive", Axis::Dive, 1, {}},
    {"truck_l", Axis::Truck, -1, {}},
    {"truck_r", Axis::Truck, 1, {}},
    {"track_side", Axis::Truck, 1, {}},
    {"reveal", Axis::Truck, 1, {}},
    {"pedestal_u", Axis::Pedestal, 1, {}},
    {"pedestal_d", Axis::Pedestal, -1, {}},
    {"pan_l", Axis::Pan, -1, {}},
    {"pan_r", Axis::Pan, 1, {}},
    {"whip_pan", Axis::Pan, 1, 60.0},
    {"track_pan", Axis::Pan, 1, {}},
    {"tilt_u", Axis::Tilt, 1, {}},
    {"tilt_d", Axis::Tilt, -1, {}},
    {"whip_tilt", Axis::Tilt, 1, 45.0},
    {"track_tilt", Axis::Tilt, 1, {}},
    {"roll_cw", Axis::Roll, 1, {}},
    {"roll_ccw", Axis::Roll, -1, {}},
    {"zoom_in", Axis::Zoom, 1, {}},
    {"zoom_out", Axis::Zoom, -1, {}},
    {"crop_in", Axis::Zoom, 1, {}},
    {"whip_to_cut", Axis::Pan, 1, 60.0},
    {"bullet_time", Axis::Arc, 1, 90.0},
    {"crash_zoom", Axis::Zoom, 1, 2.5},
    {"snap_zoom", Axis::Zoom, 1, 2.0},
    {"arc_l", Axis::Arc, -1, {}},
    {"arc_r", Axis::Arc, 1, {}},
    {"orbit_360", Axis::Arc, 1, 360.0},
    {"crane_u", Axis::Crane, 1, {}},
    {"crane_d", Axis::Crane, -1, {}},
    {"jib", Axis::Crane, 1, {}},
    {"follow_rise", Axis::Crane, 1, {}},
    {"drone_rise", Axis::Crane, 1, 8.0},
    {"dolly_zoom", Axis::DollyZoom, 1, {}},
    {"dolly_zoom_in", Axis::DollyZoom, 1, {}},
    {"dolly_zoom_out", Axis::DollyZoom, -1, {}},
    {"rack_focus", Axis::Focus, 1, {}},
    {"pull_focus", Axis::Focus, 1, {}},
};

const Kind* kindOf(std::string_view id) {
    for (const Kind& k : kinds)
        if (k.id == id) return &k;
    return nullptr;
}

Unit unitOf(Axis a) {
    if (a == Axis::Pan || a == Axis::Tilt || a == Axis::Roll || a == Axis::Arc) return Unit::Degrees;
    return a == Axis::Zoom ? Unit::Factor : Unit::Metres;
}

// Middles of the speed classes (vocabulary §3.3): metres a second, scale change a second, degrees a second.
double habitual(const film::Move& move, const Kind& kind, double seconds) {
    if (kind.whole) return *kind.whole;
    struct Speed {
        std::string_view id;
        double metres, scale, degrees;
    };
    constexpr Speed speeds[] = {{"imperceptible", 0.03, 0.015, 0.7},
                                {"slow", 0.12, 0.04, 3},
                                {"medium", 0.45, 0.10, 10},
                                {"walking", 1.3, 0.12, 12},
                                {"fast", 3, 0.25, 35},
                                {"whip", 6, 1.2, 120},
                                {"crash", 6, 1.2, 120}};
    Speed s = speeds[1];
    for (const Speed& k : speeds)
        if (move.speed.str().starts_with(k.id)) s = k;
    switch (unitOf(kind.axis)) {
        case Unit::Degrees:
            return s.degrees * seconds;
        case Unit::Factor:
            return std::pow(1 + s.scale, seconds);
        case Unit::Metres:
            break;
    }
    return s.metres * seconds;
}

float eased(std::string_view id, float t) {
    if (id == "linear") return t;
    if (id == "ease_in") return t * t;
    if (id == "ease_out") return 1 - (1 - t) * (1 - t);
    if (id == "snap") return 1 - std::pow(1 - t, 5.0F);
    return smoothstep(0, 1, t);
}

struct Rig {
    V3 eye, target, subject;
    float roll, focal, focus;

    [[nodiscard]] V3 forward() const { return normalize(target - eye); }
    [[nodiscard]] V3 right() const {
        const V3 side = cross(forward(), {0, 1, 0});
        return length(side) > 1e-3F ? normalize(side) : V3{1, 0, 0};
    }
    void shift(V3 by) {
        eye += by;
        target += by;
    }
};

V3 turnAbout(V3 v, V3 axis, float angle) {
    const float c = std::cos(angle), s = std::sin(angle);
    return v * c + cross(axis, v) * s + axis * (dot(axis, v) * (1 - c));
}

void dolly(Rig& rig, float metres) {
    const float to = dot(rig.subject - rig.eye, rig.forward());
    const float by = to > 0 ? std::min(metres, to - std::min(to * 0.5F, 0.15F)) : metres;
    rig.eye += rig.forward() * by;
    if (length(rig.target - rig.eye) < 0.3F || dot(rig.target - rig.eye, rig.forward()) < 0)
        rig.target = rig.eye + rig.forward();
    rig.focus = std::max(0.1F, rig.focus - by);  // the focus stays on what it was on
}

void apply(Rig& rig, const Kind& kind, double amount, float share) {
    const float by = static_cast<float>(amount) * share * kind.sign;
    switch (kind.axis) {
        case Axis::Dolly:
            dolly(rig, by);
            break;
        case Axis::Truck:
            rig.shift(rig.right() * by);
            break;
        case Axis::Pedestal:
            rig.shift({0, by, 0});
            break;
        case Axis::Pan:
            rig.target = rig.eye + turnAbout(rig.target - rig.eye, {0, 1, 0}, -by * degree);
            break;
        case Axis::Tilt:
            rig.target = rig.eye + turnAbout(rig.target - rig.eye, rig.right(), by * degree);
            break;
        case Axis::Roll:
            rig.roll += by;
            break;
        case Axis::Zoom:
            rig.focal *= std::pow(static_cast<float>(std::max(0.01, amount)), share * kind.sign);
            break;
        case Axis::Arc:  // the camera travels to its right: anticlockwise around the subject seen from above
            rig.eye = rig.subject + aboutY(rig.eye - rig.subject, by * degree);
            rig.target = rig.subject + aboutY(rig.target - rig.subject, by * degree);
            break;
        case Axis::Crane:
            rig.eye.y = std::max(0.05F, rig.eye.y + by);
            break;
        case Axis::DollyZoom: {
            const float before = length(rig.subject - rig.eye);
            dolly(rig, by);
            rig.focal *= length(rig.subject - rig.eye) / std::max(0.01F, before);
            break;
        }
        case Axis::Corkscrew:
            dolly(rig, by);
            rig.roll += 90 * share;
            break;
        case Axis::Fly: {  // level, whatever the lens looks at
            const V3 ahead = rig.forward();
            rig.shift(normalize(V3{ahead.x, 0, ahead.z}) * by);
            break;
        }
        case Axis::Dive:
            rig.eye.y = std::max(0.3F, rig.eye.y - std::abs(by) * 0.45F);
            dolly(rig, by);
            break;
        case Axis::Focus:
            rig.focus = mix(rig.focus, std::max(0.1F, static_cast<float>(amount)), share);
            break;
        case Axis::None:
            break;
    }
}

void sway(Rig& rig, const Drift& d) {
    if (d.yaw == 0 && d.pitch == 0 && d.roll == 0) return;
    rig.shift(rig.right() * d.shift.x + V3{0, d.shift.y, 0} + rig.forward() * d.shift.z);
    rig.target = rig.eye + turnAbout(rig.target - rig.eye, {0, 1, 0}, d.yaw * degree);
    rig.target = rig.eye + turnAbout(rig.target - rig.eye, rig.right(), d.pitch * degree);
    rig.roll += d.roll;
}

}  // namespace

namespace {

// Calls `each` with every move that has begun or will, how far it has come (0…1), and how long it takes.
template <class Each>
void forMoves(const Scene& scene, double now, const Each& each) {
    const double whole = std::max(0.1, static_cast<double>(scene.measured.duration.count()) / 1000.0);
    std::size_t groups = 0;
    for (const film::Move& m : scene.moves) groups += m.together && groups > 0 ? 0 : 1;
    double start = 0, end = 0;
    std::size_t group = 0;
    for (const film::Move& m : scene.moves) {
        if (!m.together || group == 0) {
            start = whole * static_cast<double>(group) / static_cast<double>(groups);
            end = whole * static_cast<double>(group + 1) / static_cast<double>(groups);
            ++group;
        }
        if (m.start) start = static_cast<double>(m.start->count()) / 1000.0;
        if (m.end) end = static_cast<double>(m.end->count()) / 1000.0;
        const double length = std::max(0.02, end - start);
        each(m, eased(m.easing.str(), clamp01(static_cast<float>((now - start) / length))), length);
    }
}

double secondsOf(base::Milliseconds time) {
    return static_cast<double>(time.count()) / 1000.0;
}

}  // namespace

CameraPose Scene::cameraAt(base::Milliseconds time) const {
    Rig rig{toV3(camera.eye), toV3(camera.target), toV3(subject), camera.roll, camera.focalMm, camera.focusM};
    forMoves(*this, secondsOf(time), [&](const film::Move& m, float share, double length) {
        const Kind* kind = kindOf(m.kind.str());
        if (kind == nullptr || (kind->axis == Axis::Focus && !m.amount)) return;  // nowhere to go
        apply(rig, *kind, m.amount.value_or(habitual(m, *kind, length)), share);
    });
    const auto hfov = static_cast<float>(measured.hfov.value > 0 ? measured.hfov.value : 30.0);
    sway(rig, driftAt(steadiness, secondsOf(time), hfov, seed));
    return {toArray(rig.eye), toArray(rig.target), rig.roll, rig.focal, rig.focus};
}

float Scene::exposureAt(base::Milliseconds time) const {
    float stops = exposureStops;
    forMoves(*this, secondsOf(time), [&](const film::Move& m, float share, double) {
        if (m.kind.str() == "iris_pull") stops += static_cast<float>(m.amount.value_or(1)) * share;
    });
    return stops;
}

}  // namespace groundglass::viewfinder
