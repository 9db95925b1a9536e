#include "groundglass/prompt/scene.hpp"

#include "groundglass/base/json.hpp"
#include "shot_builder.hpp"

#include <deque>
#include <regex>
#include <string>

using namespace groundglass;
using test::count;
using test::ShotBuilder;

namespace {

constexpr auto term = &ShotBuilder::term;

/// Some shots of the woman in the café, each with its own size and action.
struct Sequence {
    std::deque<ShotBuilder> shots;
    std::deque<film::Effective> effective;
    std::deque<craft::MeasuredShot> measured;

    ShotBuilder& add(std::string_view size, std::string_view verb, int milliseconds) {
        ShotBuilder& s = shots.emplace_back();
        s.shot.id = film::ShotId("s" + std::to_string(shots.size()));
        s.d.cast.members = {film::CastId("woman")};
        s.d.place.location = film::LocationId("cafe");
        s.d.frame.size = term(size);
        film::Beat beat;
        beat.verb = verb;
        s.d.story.actions = {beat};
        s.d.grade.grade = term("nordic_noir");
        s.d.sound.noMusic = true;
        s.d.output.duration = base::Milliseconds{milliseconds};
        return s;
    }

    std::vector<prompt::SceneRequest> compose(std::string_view dialect) {
        effective.clear();
        measured.clear();
        std::vector<prompt::ComposeInput> inputs;
        for (const ShotBuilder& s : shots) {
            effective.push_back(s.effective());
            measured.push_back(craft::measure(s.d, test::vocabulary()));
            inputs.push_back({s.film, s.shot, effective.back(), measured.back(), test::vocabulary()});
        }
        auto requests = prompt::composeScene(inputs, test::dialect(dialect));
        if (!requests) INFO(requests.error().message);
        REQUIRE(requests);
        return *requests;
    }
};

Sequence three() {
    Sequence s;
    s.add("ms", "stirring her coffee", 3000);
    s.add("cu", "looking up", 2000);
    s.add("ws", "walking out", 4000);
    return s;
}

}  // namespace

TEST_CASE("a scene is one request where the dialect has a syntax for shots", "[prompt][scene]") {
    Sequence scene = three();
    const auto seedance = scene.compose("seedance25");
    REQUIRE(seedance.size() == 1);
    INFO(seedance[0].text);
    CHECK(seedance[0].text.starts_with("0s-3s: "));
    CHECK(seedance[0].text.find("\n3s-5s: ") != std::string::npos);
    CHECK(seedance[0].text.find("\n5s-9s: ") != std::string::npos);
    CHECK(count(seedance[0].text, "elderly woman") == 3);
    CHECK(seedance[0].seconds == 9);
    const auto wan = scene.compose("wan27_api");
    REQUIRE(wan.size() == 1);
    CHECK(wan[0].text.starts_with("Shot 1 [0-3 s] "));
    CHECK(wan[0].length <= 800);
    CHECK(scene.compose("seedance20")[0].text.find("\nShot 2: ") != std::string::npos);
}

TEST_CASE("a dialect without such a syntax takes one shot a request", "[prompt][scene]") {
    Sequence scene = three();
    const auto requests = scene.compose("runway_gen45_t2v");
    REQUIRE(requests.size() == 3);
    CHECK(requests[1].shots.size() == 1);
    CHECK(requests[1].text == scene.shots[1].compose("runway_gen45_t2v").text);
}

TEST_CASE("shots that do not fit one clip go into the next request", "[prompt][scene]") {
    Sequence scene = three();
    const auto veo = scene.compose("veo31");
    REQUIRE(veo.size() == 2);
    CHECK(veo[0].shots.size() == 2);
    CHECK(veo[1].shots.size() == 1);
    INFO(veo[0].text);
    CHECK(veo[0].text.starts_with("[00:00-00:0"));
    for (int i = 0; i < 5; ++i) scene.add("cu", "waiting", 1000);
    for (const auto& request : scene.compose("kling3_multishot")) {
        CHECK(request.shots.size() <= 6);
        CHECK(request.seconds <= 15);
    }
}

TEST_CASE("one field a shot: each stands alone and keeps to its own limit", "[prompt][scene]") {
    Sequence scene = three();
    scene.shots[1].d.place.dressing = {std::string(300, 'x'), "a clock", "a mirror"};
    const auto kling = scene.compose("kling3_multishot");
    REQUIRE(kling.size() == 1);
    REQUIRE(kling[0].fields.size() == 3);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        INFO(kling[0].fields[i]);
        CHECK(kling[0].fields[i].size() <= 512);
        CHECK(kling[0].fields[i].find("elderly woman") != std::string::npos);
        CHECK(kling[0].fields[i].find("Parisian café") != std::string::npos);
        sum += kling[0].shots[i].to - kling[0].shots[i].from;
    }
    CHECK(sum == kling[0].seconds);
    CHECK(kling[0].seconds == 9);
}

TEST_CASE("the fixed form has its three fields, its cuts and its speakers", "[prompt][scene]") {
    Sequence scene = three();
    film::DialogueLine line;
    line.who = film::CastId("woman");
    line.words = "It's late.";
    scene.shots[0].d.sound.dialogue = {line};
    scene.shots[2].d.sound.dialogue = {line};
    line.who = film::CastId("waiter");
    line.words = "It is.";
    scene.shots[1].d.sound.dialogue = {line};
    scene.shots[0].d.sound.ambience = {{"rain on glass", {}, {}, {}}};
    scene.shots[1].d.sound.ambience = {{"rain on glass", {}, {}, {}}};
    const auto h3 = scene.compose("minimax_h3");
    REQUIRE(h3.size() == 1);
    const std::string& text = h3[0].text;
    INFO(text);
    CHECK(text.starts_with("integrated_multimodal_description: [Shot 1] "));
    CHECK(text.find("[Shot 2] At 00:03.000, the camera cuts to a close-up") != std::string::npos);
    CHECK(text.find("[Shot 3] At 00:05.000, the camera cuts to a wide shot") != std::string::npos);
    CHECK(count(text, "\n\noverall_soundscape: ") == 1);
    CHECK(count(text, "\n\nnon_diegetic_music: N/A") == 1);
    CHECK(count(text, "ain on glass") == 1);
    CHECK(count(text, "(S1) says: <d>[English] It's late.</d>") == 2);
    CHECK(count(text, "(S2) says: <d>[English] It is.</d>") == 1);
    CHECK(count(text, "Nordic") <= 1);
}

TEST_CASE("spans of a scene's text say the facts of their shots", "[prompt][scene]") {
    Sequence scene = three();
    for (const char* id : {"seedance25", "minimax_h3", "generic_prose", "sora2_archived", "gemini_omni",
                           "ltx25", "kling3_multishot", "generic_json"}) {
        for (const auto& request : scene.compose(id)) {
            INFO(id << "\n" << request.text);
            std::size_t end = 0;
            CHECK_FALSE(request.spans.empty());
            for (const prompt::SceneSpan& span : request.spans) {
                CHECK(span.begin >= end);
                CHECK(span.end > span.begin);
                REQUIRE(span.end <= request.text.size());
                REQUIRE(span.shot < request.shots.size());
                REQUIRE(span.fact < request.shots[span.shot].prompt.facts.size());
                const auto& fact = request.shots[span.shot].prompt.facts[span.fact];
                if (fact.field == "frame/size") {
                    const std::string words = request.text.substr(span.begin, span.end - span.begin);
                    const bool shot = words.find("shot") != std::string::npos ||
                                      words.find("close-up") != std::string::npos;
                    CHECK(shot);
                }
                end = span.end;
            }
        }
    }
    CHECK(base::parseJson(scene.compose("generic_json")[0].text));
}

TEST_CASE("what differs between shots stays with its shot, what they share is said once", "[prompt][scene]") {
    Sequence scene = three();
    const std::string same = scene.compose("seedance20")[0].text;
    scene.shots[1].d.grade.grade = term("neon_cyber");
    const std::string other = scene.compose("seedance20")[0].text;
    INFO(same << "\n\n" << other);
    CHECK(count(same, " grade") == 1);
    CHECK(count(other, "neon") == 1);
    CHECK(other.find("neon") < other.find("Shot 3:"));
    CHECK(other.find("neon") > other.find("Shot 2:"));
}
