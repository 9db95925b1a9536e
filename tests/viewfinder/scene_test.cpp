#include "face.hpp"

#include "support/catch.hpp"

using namespace groundglass;
using test::faceDirection;
using test::onFace;
using test::sceneOf;
using viewfinder::V3;

namespace {

constexpr V3 crown{0, viewfinder::headCrown, 0}, chin{0, viewfinder::headChin, 0.075F}, eyes{0, 0, 0.075F};

film::Direction moving(const char* kind, std::optional<double> amount, const char* easing = "linear") {
    auto d = faceDirection(0.6, 40, 35, 3);
    film::Move m;
    m.kind = film::TermId(kind);
    m.amount = amount;
    m.easing = film::TermId(easing);
    d.camera.moves.push_back(m);
    d.output.duration = base::Milliseconds{4000};
    return d;
}

V3 eyeAt(const viewfinder::Scene& s, int ms) {
    return viewfinder::toV3(s.cameraAt(base::Milliseconds{ms}).eye);
}

}  // namespace

TEST_CASE("the lens stands at the measured distance from the face") {
    for (const double extent : {0.25, 0.4, 0.62}) {
        const auto scene = sceneOf(faceDirection(extent, 40, 35, 3));
        const auto pose = scene.cameraAt({});
        CHECK(viewfinder::length(viewfinder::toV3(pose.eye) - viewfinder::toV3(pose.target)) ==
              Approx(scene.measured.distance.value).epsilon(0.002));
    }
}

TEST_CASE("frame edges cut the body where the size of the shot says") {
    SECTION("a close-up holds the whole head and cuts below the shoulders' top") {
        const auto scene = sceneOf(faceDirection(0.40, 40, 35, 3));
        CHECK(onFace(scene, crown)[1] > 0.02F);
        CHECK(onFace(scene, crown)[1] < 0.15F);
        CHECK(onFace(scene, chin)[1] < 0.75F);
        CHECK(onFace(scene, {0, -0.20F, 0})[1] < 1.0F);
        CHECK(onFace(scene, {0, -0.40F, 0})[1] > 1.0F);
    }
    SECTION("an extreme close-up is centred on the eyes") {
        const auto scene = sceneOf(faceDirection(0.12, 40, 35, 3));
        CHECK(onFace(scene, eyes)[1] == Approx(0.5F).margin(0.06F));
        CHECK(onFace(scene, chin)[1] > 1.0F);
    }
    SECTION("a full shot holds head and feet") {
        const auto scene = sceneOf(faceDirection(2.05, 40, 35, 3));
        CHECK(onFace(scene, crown)[1] > 0.0F);
        CHECK(onFace(scene, {0, -1.63F, 0})[1] < 1.0F);
        CHECK(onFace(scene, {0, -1.63F, 0})[1] > 0.85F);
    }
}

TEST_CASE("angle and composition move the camera, not the subject") {
    auto d = faceDirection(0.4, 40, 35, 3);
    d.frame.tilt = base::Degrees{20};
    CHECK(sceneOf(d).camera.eye[1] < sceneOf(d).camera.target[1] - 0.2F);
    auto thirds = faceDirection(0.4, 40, 35, 3);
    thirds.frame.composition = {film::TermId("right_heavy")};
    CHECK(onFace(sceneOf(thirds), eyes)[0] == Approx(0.67F).margin(0.02F));
}

TEST_CASE("moves start at the first frame and end where they say") {
    SECTION("dolly") {
        const auto s = sceneOf(moving("dolly_in", 0.5));
        CHECK(viewfinder::length(eyeAt(s, 0) - viewfinder::toV3(s.camera.eye)) < 1e-4F);
        CHECK(eyeAt(s, 0).z - eyeAt(s, 4000).z == Approx(0.5F).margin(0.002F));
        CHECK(eyeAt(s, 0).z - eyeAt(s, 2000).z == Approx(0.25F).margin(0.002F));
    }
    SECTION("truck and pedestal keep the direction") {
        const auto s = sceneOf(moving("truck_r", 0.3));
        CHECK(eyeAt(s, 4000).x - eyeAt(s, 0).x == Approx(0.3F).margin(0.001F));
        const auto p = sceneOf(moving("pedestal_u", 0.3));
        CHECK(p.cameraAt(base::Milliseconds{4000}).target[1] - p.camera.target[1] ==
              Approx(0.3F).margin(0.001F));
    }
    SECTION("pan to the right turns to the right") {
        const auto s = sceneOf(moving("pan_r", 30));
        const auto end = s.cameraAt(base::Milliseconds{4000});
        CHECK(end.target[0] > end.eye[0] + 0.1F);
        CHECK(viewfinder::length(viewfinder::toV3(end.eye) - viewfinder::toV3(s.camera.eye)) < 1e-4F);
    }
    SECTION("orbit comes back") {
        const auto s = sceneOf(moving("orbit_360", {}));
        CHECK(viewfinder::length(eyeAt(s, 4000) - eyeAt(s, 0)) < 0.01F);
        CHECK(viewfinder::length(eyeAt(s, 2000) - eyeAt(s, 0)) > 1.0F);
    }
    SECTION("a dolly zoom keeps the size of the subject") {
        const auto s = sceneOf(moving("dolly_zoom", 0.4));
        const auto a = s.cameraAt({}), b = s.cameraAt(base::Milliseconds{4000});
        const auto reach = [&](const viewfinder::CameraPose& p) {
            return viewfinder::length(viewfinder::toV3(s.subject) - viewfinder::toV3(p.eye));
        };
        CHECK(b.focalMm / a.focalMm == Approx(reach(b) / reach(a)).epsilon(0.01));
    }
    SECTION("moves follow one another unless they are together") {
        auto d = moving("truck_r", 0.3);
        d.camera.moves.push_back(d.camera.moves.front());
        d.camera.moves.back().kind = film::TermId("pedestal_u");
        const auto one = sceneOf(d);
        CHECK(eyeAt(one, 2000).x - eyeAt(one, 0).x == Approx(0.3F).margin(0.001F));
        CHECK(eyeAt(one, 2000).y == Approx(eyeAt(one, 0).y).margin(0.001F));
        d.camera.moves.back().together = true;
        const auto both = sceneOf(d);
        CHECK(eyeAt(both, 2000).x - eyeAt(both, 0).x == Approx(0.15F).margin(0.001F));
        CHECK(eyeAt(both, 2000).y - eyeAt(both, 0).y == Approx(0.15F).margin(0.001F));
    }
    SECTION("an unknown move is no move") {
        const auto s = sceneOf(moving("teleport", 3));
        CHECK(viewfinder::length(eyeAt(s, 4000) - eyeAt(s, 0)) < 1e-5F);
    }
}

TEST_CASE("a place without a set of its own gets the nearest one and says so") {
    film::Direction d = faceDirection(0.6, 40, 35, 3);
    d.place.description = "a crowded coffee bar in Lisbon";
    const auto near = sceneOf(d);
    CHECK(near.set == "window_interior");
    CHECK(near.setNote == "nearest set to a crowded coffee bar in Lisbon");
    film::Film film;
    film::Location l;
    l.id = film::LocationId("attic");
    l.phrase = "a dusty attic";
    l.set = "attic";
    film.locations[l.id] = l;
    d.place.description.reset();
    d.place.location = l.id;
    CHECK(sceneOf(d, film).set == "attic");
    CHECK(sceneOf(d, film).setNote.empty());
}

TEST_CASE("every move of the vocabulary that has a path takes it") {
    for (const char* id :
         {"pan_l",      "pan_r",         "tilt_u",     "tilt_d",       "roll_cw",     "roll_ccw",
          "dolly_in",   "dolly_out",     "truck_l",    "truck_r",      "pedestal_u",  "pedestal_d",
          "zoom_in",    "zoom_out",      "crop_in",    "arc_l",        "arc_r",       "orbit_360",
          "crane_u",    "crane_d",       "jib",        "dolly_zoom",   "track_lead",  "track_follow",
          "track_side", "track_pan",     "track_tilt", "track_aerial", "reveal",      "whip_pan",
          "whip_tilt",  "crash_zoom",    "snap_zoom",  "push_through", "fly_through", "corkscrew",
          "drone_rise", "drone_flyover", "fpv_dive",   "follow_rise",  "bullet_time", "probe_lens_travel",
          "whip_to_cut"}) {
        const auto s = sceneOf(moving(id, {}));
        INFO(id);
        CHECK(!(s.cameraAt(base::Milliseconds{1000}) == s.camera));
    }
    auto d = moving("rack_focus", 4.0);
    CHECK(sceneOf(d).cameraAt(base::Milliseconds{4000}).focusM == Approx(4.0F).margin(0.01F));
    d = moving("iris_pull", 2.0);
    CHECK(sceneOf(d).exposureAt(base::Milliseconds{0}) == Approx(sceneOf(d).exposureStops));
    CHECK(sceneOf(d).exposureAt(base::Milliseconds{4000}) == Approx(sceneOf(d).exposureStops + 2));
    CHECK(sceneOf(moving("static", {})).cameraAt(base::Milliseconds{3000}) == sceneOf(d).camera);
}

TEST_CASE("each support leaves its own signature in the picture") {
    // Standard deviation of what is in the middle of the picture, as a share of its width.
    const auto wander = [](const char* support) {
        auto d = faceDirection(0.6, 40, 35, 3);
        d.camera.support = film::TermId(support);
        d.output.duration = base::Milliseconds{8000};
        const auto s = sceneOf(d);
        double sum = 0;
        for (int ms = 0; ms < 8000; ms += 20) {
            const auto p = s.cameraAt(base::Milliseconds{ms});
            const V3 way = viewfinder::normalize(viewfinder::toV3(p.target) - viewfinder::toV3(p.eye));
            const double share =
                std::asin(static_cast<double>(way.x)) / viewfinder::degree / s.measured.hfov.value;
            sum += share * share / 400;
        }
        return std::sqrt(sum);
    };
    CHECK(wander("lock_off") == 0);
    CHECK(wander("tripod") == 0);
    CHECK(wander("dolly_track") == 0);
    CHECK(wander("steadicam") < wander("handheld_calm"));
    CHECK(wander("handheld_calm") > 0.001);
    CHECK(wander("handheld_calm") < 0.005);
    CHECK(wander("handheld_documentary") > 0.004);
    CHECK(wander("handheld_documentary") < 0.015);
    CHECK(wander("handheld_frantic") > 0.010);
    auto d = faceDirection(0.6, 40, 35, 3);
    d.camera.steadiness = film::TermId("breathing");
    const auto s = sceneOf(d);
    CHECK(!(s.cameraAt(base::Milliseconds{700}) == s.cameraAt(base::Milliseconds{1400})));
}
