#include "lint_case.hpp"

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("rules of camera and light find their cases, keep silent beside them, and their fixes cure them",
          "[prompt][lint]") {
    checkCases({
        {"C01",
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("static"), move("dolly_in")};
         },
         [](ShotBuilder& s) { s.d.camera.moves = {move("static")}; }},
        {"C01",
         [](ShotBuilder& s) {
             s.d.camera.support = term("lock_off");
             s.d.camera.moves = {move("truck_l")};
         },
         [](ShotBuilder& s) {
             s.d.camera.support = term("lock_off");
             s.d.camera.moves = {move("rack_focus")};
         }},
        {"C01",
         [](ShotBuilder& s) {
             s.d.camera.support = term("tripod");
             s.d.camera.steadiness = term("shaky");
         },
         [](ShotBuilder& s) {
             s.d.camera.support = term("tripod");
             s.d.camera.steadiness = term("locked");
         }},
        {"C02",
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.camera.moves = {move("dolly_in"), move("tilt_u")};
         },
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.camera.moves = {move("dolly_in"), move("rack_focus")};
         }},
        {"C03",
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("dolly_in"), move("dolly_out")};
             s.d.camera.moves[1].together = true;
         },
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("dolly_in"), move("zoom_out")};
             s.d.camera.moves[1].together = true;
         }},
        {"C04",
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.camera.moves = {move("arc_l", 360)};
         },
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{8000};
             s.d.camera.moves = {move("arc_l", 90)};
         }},
        {"C05",
         [](ShotBuilder& s) {
             s.d.lens.focal = base::Millimetres{85};
             s.d.camera.moves = {move("pan_l", 120)};
         },
         [](ShotBuilder& s) {
             s.d.lens.focal = base::Millimetres{85};
             s.d.camera.moves = {move("pan_l", 10)};
         }},
        {"C07",
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("dolly_in")};
             s.d.camera.moves[0].endFrame.clear();
         },
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("dolly_in")};
             s.d.camera.moves[0].endFrame.clear();
             s.d.camera.moves[0].motivation = "discover";
         }},
        {"C13",
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("dolly_zoom")};
             s.d.camera.moves[0].end = base::Milliseconds{1000};
         },
         [](ShotBuilder& s) {
             s.d.camera.moves = {move("dolly_zoom")};
             s.d.camera.moves[0].end = base::Milliseconds{4000};
         }},
        {"C14",
         [](ShotBuilder& s) {
             s.d.camera.support = term("handheld_frantic");
             s.d.lens.depth = term("razor");
         },
         [](ShotBuilder& s) {
             s.d.camera.support = term("handheld_calm");
             s.d.lens.depth = term("razor");
         }},
        {"D01",
         [](ShotBuilder& s) {
             s.d.place.timeOfDay = term("night_city");
             s.d.light.source = term("sun");
         },
         [](ShotBuilder& s) {
             s.d.place.timeOfDay = term("day_for_night");
             s.d.light.source = term("sun");
         }},
        {"D03",
         [](ShotBuilder& s) {
             s.d.light.pattern = term("high_key");
             s.d.light.ratio = base::LightRatio{8};
         },
         [](ShotBuilder& s) {
             s.d.light.pattern = term("high_key");
             s.d.light.ratio = base::LightRatio{1.5};
         }},
        {"D04",
         [](ShotBuilder& s) {
             s.d.place.weather = {term("overcast")};
             s.d.light.source = term("sun");
             s.d.light.quality = term("hard");
         },
         [](ShotBuilder& s) {
             s.d.place.weather = {term("overcast")};
             s.d.light.source = term("street_lamp");
             s.d.light.quality = term("hard");
         }},
        {"D05",
         [](ShotBuilder& s) {
             s.d.light.pattern = term("rembrandt");
             s.d.light.keyAzimuth = base::Degrees{5};
             s.d.light.keyElevation = base::Degrees{45};
         },
         [](ShotBuilder& s) {
             s.d.light.pattern = term("rembrandt");
             s.d.light.keyAzimuth = base::Degrees{-45};
             s.d.light.keyElevation = base::Degrees{45};
         }},
        {"D06",
         [](ShotBuilder& s) {
             s.d.light.pattern = term("silhouette");
             s.d.cast.performances = {performance("joy")};
         },
         [](ShotBuilder& s) {
             s.d.light.pattern = term("rim");
             s.d.cast.performances = {performance("joy")};
         }},
        {"D07",
         [](ShotBuilder& s) {
             s.d.grade.grade = term("noir_bw");
             s.d.grade.palette = {"red coat"};
         },
         [](ShotBuilder& s) {
             s.d.grade.grade = term("noir_bw");
             s.d.grade.palette = {"wet stone"};
         }},
        {"D09",
         [](ShotBuilder& s) {
             s.d.grade.grade = term("bleach_bypass");
             s.d.grade.saturation = 1.5;
         },
         [](ShotBuilder& s) {
             s.d.grade.grade = term("hyper_vivid");
             s.d.grade.saturation = 1.5;
         }},
        {"D10", [](ShotBuilder& s) { s.d.grade.palette = {"a", "b", "c", "d", "e", "f"}; },
         [](ShotBuilder& s) {
             s.d.grade.palette = {"a", "b", "c"};
         }},
        {"D14",
         [](ShotBuilder& s) {
             s.d.light.atmosphere = term("smoke");
             s.d.light.keyAzimuth = base::Degrees{20};
         },
         [](ShotBuilder& s) {
             s.d.light.atmosphere = term("smoke");
             s.d.light.keyAzimuth = base::Degrees{120};
         }},
    });
}
