#include "viewfinder/describe.hpp"
#include "viewfinder/figure.hpp"

namespace groundglass::viewfinder {
namespace {

struct Marks {
    float crown, eyes;
    V3 face;  // middle of the eyes at the front of the face
};

Marks marksOf(const Scene& scene) {
    if (scene.figures.empty()) return {1.75F, 1.63F, {0, 1.63F, 0}};
    const Figure& f = scene.figures.front();
    if (f.kind == "coral") return {0.56F, 0.40F, {0, 0.40F, 0}};
    const Build b = buildOf(f.kind);
    const Skeleton s = skeletonOf(b, f.pose, f.prop);
    const V3 face =
        aboutY(s.eyes + V3{0, 0, eyeFront * b.headScale * 0.95F}, f.heading * degree) + toV3(f.position);
    const float top = b.helmet ? 0.17F : b.hat ? headCrown + 0.07F : headCrown;
    return {s.eyes.y + top * b.headScale, s.eyes.y, face};
}

// Height of the frame's middle for a frame of that height: the cut lines of the sizes follow from it.
float middleFor(const Marks& m, float extent) {
    const float onEyes = m.eyes + 0.004F;
    if (extent <= 0.16F) return onEyes;
    const float face = m.eyes - 0.030F;
    const float body = m.crown + 0.060F * extent - extent * 0.5F;
    if (extent < 0.24F) return mix(onEyes, face, (extent - 0.16F) / 0.08F);
    if (extent < 0.40F) return mix(face, body, (extent - 0.24F) / 0.16F);
    const float place = extent * 0.5F - 0.12F * extent;  // feet in the lower part of a wide frame
    return mix(body, std::max(place, 0.6F), smoothstep(2.2F, 4.0F, extent));
}

bool composed(const film::Direction& d, std::string_view id) {
    return std::any_of(d.frame.composition.begin(), d.frame.composition.end(),
                       [&](const film::TermId& t) { return t.str() == id; });
}

// Where the subject goes: share of the frame's width from the middle, + = screen right.
float placeAcross(const Brief& b, const Scene& scene) {
    const film::Direction& d = b.shot;
    if (composed(d, "left_heavy")) return -0.17F;
    if (composed(d, "right_heavy")) return 0.17F;
    float looks = 1;  // to which side the subject looks
    if (!scene.figures.empty()) {
        const Figure& f = scene.figures.front();
        const float turn = f.heading + f.headTurnTo - static_cast<float>(b.measured.viewAzimuth.value);
        looks = std::abs(turn) > 3 ? (turn > 0 ? 1.0F : -1.0F)
                                   : (b.measured.keyAzimuth.value >= 0 ? 1.0F : -1.0F);
    }
    if (composed(d, "short_sided")) return 0.18F * looks;
    if (composed(d, "negative_space")) return -0.19F * looks;
    if (composed(d, "rule_of_thirds") || composed(d, "lead_room") || composed(d, "golden_ratio"))
        return -0.155F * looks;
    return 0;
}

}  // namespace

void describeCamera(const Brief& b, Scene& scene) {
    const craft::MeasuredShot& m = b.measured;
    const Marks marks = marksOf(scene);
    const auto extent = static_cast<float>(m.extent.value),
               distance = std::max(0.05F, static_cast<float>(m.distance.value));
    const auto azimuth = static_cast<float>(m.viewAzimuth.value) * degree;
    const V3 target{marks.face.x, middleFor(marks, extent), marks.face.z};
    float tilt = 0;
    if (b.shot.frame.angle || b.shot.frame.tilt) {
        tilt = static_cast<float>(m.tilt.value) * degree;
    } else if (b.shot.frame.height || b.shot.frame.heightMetres) {
        const float rise =
            std::clamp((target.y - static_cast<float>(m.cameraHeight.value)) / distance, -0.995F, 0.995F);
        tilt = std::asin(rise);
    }
    tilt = std::clamp(tilt, -1.55F, 1.55F);
    V3 eye = target + aboutY({0, -std::sin(tilt), std::cos(tilt)}, azimuth) * distance;
    // The ground stops the camera: it then looks up more steeply.
    eye.y = std::max(eye.y, 0.05F);
    const V3 right = aboutY({1, 0, 0}, azimuth);
    const V3 shift = right * (-placeAcross(b, scene) * extent * static_cast<float>(m.ratio));
    const auto focus = static_cast<float>(m.focus.value);
    scene.camera.eye = toArray(eye + shift);
    scene.camera.target = toArray(target + shift);
    scene.camera.roll = static_cast<float>(m.roll.value);
    scene.camera.focalMm = static_cast<float>(m.focal.value);
    scene.camera.focusM = focus > 0.01F ? focus : distance;
    scene.subject = toArray(target);
    scene.moves = b.shot.camera.moves;
    scene.steadiness = b.shot.camera.steadiness ? b.shot.camera.steadiness->str()
                       : b.shot.camera.support  ? b.shot.camera.support->str()
                                                : "";
}

}  // namespace groundglass::viewfinder
