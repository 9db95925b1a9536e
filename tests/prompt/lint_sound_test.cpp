#include "lint_case.hpp"

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE(
    "rules of time, sound and dialects find their cases, keep silent beside them, and their fixes cure them",
    "[prompt][lint]") {
    checkCases({
        {"E02",
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.story.actions = {beat("standing up"), beat("turning"), beat("waving")};
         },
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{8000};
             s.d.story.actions = {beat("standing up"), beat("turning"), beat("waving")};
         }},
        {"E03",
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{8000};
             s.d.sound.dialogue = {line(words(30))};
         },
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{8000};
             s.d.sound.dialogue = {line(words(10))};
         }},
        {"E04",
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.sound.dialogue = {line("No."), line("Yes."), line("No.")};
         },
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.sound.dialogue = {line("No."), line("Yes.")};
         }},
        {"E06",
         [](ShotBuilder& s) {
             s.d.frame.view = term("back");
             s.d.sound.dialogue = {line("Go.")};
         },
         [](ShotBuilder& s) {
             s.d.frame.view = term("back");
             s.d.sound.dialogue = {line("Go.")};
             s.d.sound.dialogue[0].offScreen = true;
         }},
        {"E07", [](ShotBuilder& s) { s.d.sound.dialogue = {line("Go.", "waiter")}; },
         [](ShotBuilder& s) { s.d.sound.dialogue = {line("Go.", "woman")}; }},
        {"E09", [](ShotBuilder& s) { s.d.sound.noMusic.reset(); },
         [](ShotBuilder& s) {
             s.d.sound.noMusic.reset();
             s.d.sound.music = "a slow waltz on a piano";
         }},
        {"E10",
         [](ShotBuilder& s) {
             s.d.sound.noMusic = true;
             s.d.sound.music = "a slow waltz";
         },
         [](ShotBuilder& s) {
             s.d.sound.noMusic.reset();
             s.d.sound.music = "a slow waltz";
         }},
        {"E10",
         [](ShotBuilder& s) {
             s.d.sound.onlySound = "a clock";
             s.d.sound.effects = {film::Sound{"rain", {}, {}, {}}};
         },
         [](ShotBuilder& s) { s.d.sound.onlySound = "a clock"; }},
        {"E12", [](ShotBuilder& s) { s.d.story.actions = {beat("not looking back")}; },
         [](ShotBuilder& s) { s.d.story.actions = {beat("holding her gaze ahead")}; }},
        {"E15",
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{4000};
             s.d.story.actions = {beat("turning")};
             s.d.story.actions[0].end = base::Milliseconds{6000};
         },
         [](ShotBuilder& s) {
             s.d.output.duration = base::Milliseconds{8000};
             s.d.story.actions = {beat("turning")};
             s.d.story.actions[0].end = base::Milliseconds{6000};
         }},
        {"E08", [](ShotBuilder& s) { s.d.sound.dialogue = {line("It is late.")}; },
         [](ShotBuilder& s) { s.d.sound.dialogue = {line("It is late.")}; }, "luma_ray3", "veo31"},
        {"E11", [](ShotBuilder& s) { s.d.story.actions = {beat("remembering the war")}; },
         [](ShotBuilder& s) { s.d.story.actions = {beat("pressing her lips together")}; }, "ltx25"},
        {"F03", [](ShotBuilder& s) { s.d.output.duration = base::Milliseconds{5000}; },
         [](ShotBuilder& s) { s.d.output.duration = base::Milliseconds{6000}; }, "veo31"},
        {"F04", [](ShotBuilder& s) { s.d.output.ratio = base::AspectRatio{2.39}; },
         [](ShotBuilder& s) { s.d.output.ratio = base::AspectRatio{16.0 / 9}; }, "veo31"},
        {"F06",
         [](ShotBuilder& s) {
             s.d.avoid.items = {"a", "b", "c", "d"};
         },
         [](ShotBuilder& s) {
             s.d.avoid.items = {"a", "b"};
         },
         "sora2_archived"},
        {"F07", [](ShotBuilder& s) { s.d.place.background = "a 4K mural"; },
         [](ShotBuilder& s) { s.d.place.background = "a mural"; }},
        {"F08", [](ShotBuilder& s) { s.d.place.background = "a wall [Push in]"; },
         [](ShotBuilder& s) { s.d.place.background = "a wall"; }},
        {"F12", [](ShotBuilder&) {}, [](ShotBuilder&) {}, "sora2_archived", "generic_prose"},
        {"F18", [](ShotBuilder& s) { s.d.mood.tone = "cinematic"; },
         [](ShotBuilder& s) { s.d.mood.tone = "wry"; }},
        {"I01",
         [](ShotBuilder& s) {
             s.d.cast.members.clear();
             s.d.place.location.reset();
         },
         [](ShotBuilder& s) { s.d.cast.members.clear(); }},
        {"F02", [](ShotBuilder& s) { s.d.place.background = words(400); },
         [](ShotBuilder& s) { s.d.place.background = words(90); }},
        {"I07",
         [](ShotBuilder& s) {
             s.d.output.rate = base::FrameRate{24, 1};
         },
         [](ShotBuilder&) {}, "veo31"},
    });
}
