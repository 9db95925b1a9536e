#include "shot_builder.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace groundglass;
using test::ShotBuilder;

namespace {

constexpr auto term = &ShotBuilder::term;
using Change = std::function<void(ShotBuilder&)>;

/// A rule with a shot in which it must speak and a near one in which it must not.
struct Case {
    std::string_view rule;
    Change found;
    Change silent;
    std::string_view dialect = "generic_prose";
    std::string_view silentDialect = {};
};

film::Move move(std::string_view kind, double amount = 0) {
    film::Move m;
    m.kind = term(kind);
    m.endFrame = "her eyes";
    if (amount > 0) m.amount = amount;
    return m;
}

film::Beat beat(std::string_view verb, std::string_view who = {}) {
    film::Beat b;
    b.verb = verb;
    b.who = film::CastId(who);
    return b;
}

film::Performance performance(std::string_view emotion, std::string_view eyeline = {},
                              std::string_view gesture = {}) {
    film::Performance p;
    p.who = film::CastId("woman");
    p.emotion = term(emotion);
    p.eyeline = term(eyeline);
    p.gesture = gesture;
    return p;
}

film::DialogueLine line(std::string_view words, std::string_view who = "woman") {
    film::DialogueLine l;
    l.who = film::CastId(who);
    l.words = words;
    return l;
}

std::string words(int n) {
    std::string text;
    for (int i = 0; i < n; ++i) text += i == 0 ? "never" : " again";
    return text;
}

ShotBuilder plain() {
    ShotBuilder s;
    s.d.cast.members = {film::CastId("woman")};
    s.d.place.location = film::LocationId("cafe");
    s.d.frame.size = term("ms");
    s.d.sound.noMusic = true;
    return s;
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        // optics
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
        // frame
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
        // camera
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
        // light
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
        // sound and time
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
        // dialects
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
    };
    return all;
}

}  // namespace

TEST_CASE("each lint rule finds its case, keeps silent beside it, and its fixes cure it", "[prompt][lint]") {
    for (const Case& c : cases()) {
        ShotBuilder found = plain();
        c.found(found);
        const prompt::Finding finding = found.finding(c.rule, c.dialect);
        INFO(c.rule << " " << finding.reason);
        CHECK(finding.rule == c.rule);
        CHECK_FALSE(finding.title.empty());
        CHECK_FALSE(finding.reason.empty());
        CHECK(finding.reason.find('{') == std::string::npos);
        for (const prompt::Fix& fix : finding.fixes) {
            INFO(fix.label);
            CHECK(test::cures(found, c.rule, fix, c.dialect));
        }
        ShotBuilder silent = plain();
        c.silent(silent);
        CHECK_FALSE(silent.finds(c.rule, c.silentDialect.empty() ? c.dialect : c.silentDialect));
    }
}

TEST_CASE("a plain shot has no finding", "[prompt][lint]") {
    for (const prompt::Finding& f : plain().lint()) {
        INFO(f.rule << " " << f.reason);
        CHECK(f.severity == prompt::Severity::Info);
    }
}

TEST_CASE("errors come before warnings and warnings before advice", "[prompt][lint]") {
    ShotBuilder s = plain();
    s.d.lens.depth = term("deep_focus");
    s.d.lens.character = {term("creamy")};
    s.d.frame.composition = {term("centred"), term("rule_of_thirds")};
    s.d.frame.coverage = term("two_shot");
    const auto all = s.lint();
    REQUIRE(all.size() >= 3);
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.severity > b.severity; }));
    CHECK(all.front().severity == prompt::Severity::Error);
}

TEST_CASE("a finding names the numbers it was computed from", "[prompt][lint]") {
    ShotBuilder s = plain();
    s.d.output.duration = base::Milliseconds{5000};
    const prompt::Finding f = s.finding("F03", "veo31");
    CHECK(f.reason == "5 s asked; Veo 3.1 makes 4, 6, 8 s.");
    REQUIRE(f.fixes.size() == 2);
    CHECK(std::get<std::int64_t>(f.fixes[0].value) == 4000);
}

TEST_CASE("more speech than the clip is an error, nearly as much a warning", "[prompt][lint]") {
    ShotBuilder s = plain();
    s.d.output.duration = base::Milliseconds{8000};
    s.d.sound.dialogue = {line(words(18))};
    CHECK(s.finding("E03").severity == prompt::Severity::Warning);
    s.d.sound.dialogue = {line(words(40))};
    CHECK(s.finding("E03").severity == prompt::Severity::Error);
}
