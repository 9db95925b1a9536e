#include "lint_case.hpp"

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("rules of optics and framing find their cases, keep silent beside them, and their fixes cure them",
          "[prompt][lint]") {
    checkCases({
        {"A01",
         [](ShotBuilder& s) {
             s.d.lens.depth = term("deep_focus");
             s.d.lens.character = {term("creamy")};
         },
         [](ShotBuilder& s) {
             s.d.lens.depth = term("deep_focus");
             s.d.lens.character = {term("creamy")};
             s.d.lens.family = term("split_diopter");
         }},
        {"A02",
         [](ShotBuilder& s) {
             s.d.lens.depth = term("very_shallow");
             s.d.lens.focal = base::Millimetres{24};
             s.d.lens.aperture = base::FNumber{8};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.lens.depth = term("very_shallow");
             s.d.lens.focal = base::Millimetres{85};
             s.d.lens.aperture = base::FNumber{1.4};
         }},
        {"A03",
         [](ShotBuilder& s) {
             s.d.lens.family = term("fisheye");
             s.d.lens.character = {term("creamy")};
         },
         [](ShotBuilder& s) {
             s.d.lens.family = term("fisheye");
             s.d.lens.character = {term("barrel")};
         }},
        {"A04",
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.lens.depth = term("deep_focus");
             s.d.lens.focal = base::Millimetres{85};
             s.d.lens.aperture = base::FNumber{2};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("ls_full");
             s.d.lens.depth = term("deep_focus");
             s.d.lens.focal = base::Millimetres{24};
             s.d.lens.aperture = base::FNumber{11};
         }},
        {"A05",
         [](ShotBuilder& s) {
             s.d.lens.focal = base::Millimetres{85};
             s.d.lens.family = term("wide");
         },
         [](ShotBuilder& s) {
             s.d.lens.format = term("full_frame");
             s.d.lens.focal = base::Millimetres{24};
             s.d.lens.family = term("wide");
         }},
        {"A06",
         [](ShotBuilder& s) {
             s.d.lens.construction = term("prime");
             s.d.camera.moves = {move("zoom_in")};
         },
         [](ShotBuilder& s) {
             s.d.lens.construction = term("prime");
             s.d.camera.moves = {move("dolly_in")};
         }},
        {"A07",
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.lens.focal = base::Millimetres{14};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.lens.focal = base::Millimetres{14};
             s.d.frame.coverage = term("pov");
         }},
        {"A09",
         [](ShotBuilder& s) {
             s.d.frame.size = term("ws");
             s.d.lens.family = term("macro");
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("macro");
             s.d.lens.family = term("macro");
         }},
        {"A12",
         [](ShotBuilder& s) {
             s.d.lens.squeeze = 2;
             s.d.output.ratio = base::AspectRatio{1.33};
         },
         [](ShotBuilder& s) {
             s.d.lens.squeeze = 2;
             s.d.output.ratio = base::AspectRatio{2.39};
         }},
        {"A13", [](ShotBuilder& s) { s.d.lens.aperture = base::FNumber{0.95}; },
         [](ShotBuilder& s) { s.d.lens.aperture = base::FNumber{1.4}; }},
        {"B01",
         [](ShotBuilder& s) {
             s.d.frame.size = term("ws");
             s.d.story.actions = {beat("blinking back a tear")};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.story.actions = {beat("blinking back a tear")};
         }},
        {"B02",
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.story.actions = {beat("dancing alone")};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("ls_full");
             s.d.story.actions = {beat("dancing alone")};
         }},
        {"B03",
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.cast.members = {film::CastId("woman"), film::CastId("waiter"), film::CastId("third")};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.cast.members = {film::CastId("woman"), film::CastId("waiter")};
         }},
        {"B05",
         [](ShotBuilder& s) {
             s.d.frame.angle = term("high");
             s.d.frame.tilt = base::Degrees{20};
         },
         [](ShotBuilder& s) {
             s.d.frame.angle = term("high");
             s.d.frame.tilt = base::Degrees{-20};
         }},
        {"B06",
         [](ShotBuilder& s) {
             s.d.frame.view = term("back");
             s.d.cast.performances = {performance("grief")};
         },
         [](ShotBuilder& s) {
             s.d.frame.view = term("back");
             s.d.cast.performances = {performance("grief", {}, "shaking shoulders")};
         }},
        {"B07", [](ShotBuilder& s) { s.d.frame.coverage = term("two_shot"); },
         [](ShotBuilder& s) {
             s.d.frame.coverage = term("two_shot");
             s.d.cast.members.push_back(film::CastId("waiter"));
         }},
        {"B09",
         [](ShotBuilder& s) {
             s.d.frame.composition = {term("centred"), term("rule_of_thirds")};
         },
         [](ShotBuilder& s) {
             s.d.frame.composition = {term("centred"), term("leading_lines")};
         }},
        {"B11",
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.output.ratio = base::AspectRatio{2.39};
         },
         [](ShotBuilder& s) {
             s.d.frame.size = term("cu");
             s.d.output.ratio = base::AspectRatio{2.39};
             s.d.place.background = "a row of lamps";
         }},
        {"B12",
         [](ShotBuilder& s) {
             s.d.frame.view = term("back");
             s.d.cast.performances = {performance("calm", "to_lens", "still hands")};
         },
         [](ShotBuilder& s) {
             s.d.frame.view = term("front");
             s.d.cast.performances = {performance("calm", "to_lens")};
         }},
    });
}
