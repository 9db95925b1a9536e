#include "shot_builder.hpp"

#include <algorithm>
#include <string>

using namespace groundglass;
using test::ShotBuilder;

namespace {

constexpr auto term = &ShotBuilder::term;

ShotBuilder walk() {
    ShotBuilder s;
    s.d.cast.members = {film::CastId("woman")};
    film::Beat beat;
    beat.verb = "turning to the window";
    s.d.story.actions = {beat};
    s.d.place.location = film::LocationId("cafe");
    s.d.frame.size = term("ms");
    film::Move move;
    move.kind = term("dolly_in");
    move.speed = term("slow");
    s.d.camera.moves = {move};
    return s;
}

bool says(const prompt::Prompt& p, std::string_view words) {
    return p.text.find(words) != std::string::npos;
}

std::string why(const prompt::Prompt& p, std::string_view field) {
    const prompt::Fact* fact = test::factOf(p, field);
    return fact == nullptr ? std::string("no such fact") : std::string(fact->reason);
}

}  // namespace

TEST_CASE("with a first frame only what changes is said", "[prompt][modes]") {
    ShotBuilder s = walk();
    const std::string whole = s.compose("veo31").text;
    s.d.output.references = {{"aa.png", "first_frame", {}}};
    for (const char* id : {"generic_prose", "veo31", "kling3_single", "ltx25", "wan22_open", "hunyuan15",
                           "seedance20", "luma_ray3", "minimax_h3"}) {
        const prompt::Prompt p = s.compose(id);
        INFO(id << "\n" << p.text);
        CHECK(says(p, "She turns to the window"));
        CHECK_FALSE(says(p, "elderly woman"));
        CHECK_FALSE(says(p, "Parisian"));
        CHECK(test::factOf(p, "place/location")->fate == prompt::Fate::Weakened);
        CHECK(why(p, "frame/size") == "the first frame shows it");
        CHECK(test::factOf(p, "camera/moves/0")->fate != prompt::Fate::Dropped);
    }
    CHECK(whole.find("elderly woman") != std::string::npos);
}

TEST_CASE("a dialect from a picture never describes it", "[prompt][modes]") {
    const prompt::Prompt p = walk().compose("runway_gen4_i2v");
    CHECK(p.text == "She turns to the window. The camera pushes in slowly.");
    CHECK(why(p, "cast/members/0") == "the source picture shows it");
}

TEST_CASE("a default list of exclusions gives way to what the shot asks for", "[prompt][modes]") {
    ShotBuilder s = walk();
    CHECK(s.compose("ltx25").negative.empty());
    s.d.camera.support = term("handheld_documentary");
    const std::string handheld = s.compose("ltx25").negative;
    CHECK(handheld.find("camera shake") == std::string::npos);
    CHECK(handheld.find("jittery movement") == std::string::npos);
    CHECK(handheld.find("tilted camera") != std::string::npos);
    s.d.frame.roll = term("dutch");
    s.d.texture.grain = term("coarse");
    const std::string more = s.compose("ltx25").negative;
    CHECK(more.find("tilted camera") == std::string::npos);
    CHECK(more.find("grainy texture") == std::string::npos);
    CHECK(more.find("extra limbs") != std::string::npos);
    ShotBuilder still = walk();
    still.d.camera.moves.clear();
    still.d.camera.support = term("lock_off");
    CHECK(still.compose("wan22_open").negative.find("still picture") == std::string::npos);
    CHECK(still.compose("wan22_open").negative.find("three legs") != std::string::npos);
    s = walk();
    s.d.avoid.items = {"no subtitles"};
    CHECK(s.compose("wan22_open").negative.starts_with("subtitles, static picture"));
    CHECK(s.compose("veo31").negative == "subtitles");
}

TEST_CASE("a full list of exclusions says what no longer fits", "[prompt][modes]") {
    ShotBuilder s = walk();
    for (int i = 0; i < 20; ++i)
        s.d.avoid.items.push_back("a very long thing to avoid, number " + std::to_string(i));
    const prompt::Prompt p = s.compose("wan27_api");
    CHECK(p.negative.size() <= 500);
    CHECK(why(p, "avoid/items/19") == "the list of exclusions is full");
    CHECK(test::factOf(p, "avoid/items/0")->fate == prompt::Fate::Negative);
}

TEST_CASE("exclusions become states only where these can be seen", "[prompt][modes]") {
    ShotBuilder s = walk();
    s.d.avoid.items = {"extra fingers", "watermarks", "zeppelins"};
    const prompt::Prompt wide = s.compose("luma_ray3");
    CHECK(says(wide, "atural hands with five fingers"));
    CHECK(why(wide, "avoid/items/2").find("no positive form") != std::string::npos);
    s.d.frame.size = term("cu");
    const prompt::Prompt close = s.compose("luma_ray3");
    CHECK_FALSE(says(close, "hands"));
    CHECK(says(close, "ntouched frame from edge to edge"));
    CHECK(why(close, "avoid/items/0").find("call it into a frame") != std::string::npos);
    const prompt::Prompt few = s.compose("seedance20");
    CHECK(says(few, "Keep the picture free of watermarks."));
    CHECK(test::factOf(few, "avoid/items/0")->fate == prompt::Fate::Dropped);
}

TEST_CASE("a mood shows where the shot leaves light and performance free", "[prompt][modes]") {
    ShotBuilder s = walk();
    s.d.mood.moods = {term("dread")};
    const prompt::Prompt free = s.compose("ltx25");
    INFO(free.text);
    CHECK(says(free, "dim light with deep shadows in the corners"));
    CHECK(says(free, "held breath"));
    CHECK_FALSE(says(free, "dread"));
    CHECK(test::factOf(free, "mood/moods/0")->fate == prompt::Fate::Weakened);
    s.d.light.pattern = term("high_key");
    film::Performance calm;
    calm.who = film::CastId("woman");
    calm.gesture = "hands folded";
    s.d.cast.performances = {calm};
    const prompt::Prompt taken = s.compose("ltx25");
    CHECK_FALSE(says(taken, "deep shadows"));
    CHECK_FALSE(says(taken, "held breath"));
    CHECK(why(taken, "mood/moods/0") == "the light, the performance and the sound of the shot carry it");
    CHECK(says(s.compose("veo31"), "A mood of dread."));
}

TEST_CASE("a note is told to those who take notes, its evidence to the others", "[prompt][modes]") {
    ShotBuilder s = walk();
    film::Note note;
    note.kind = term("subtext");
    note.text = "she has decided to leave";
    s.d.story.notes = {note};
    CHECK(test::factOf(s.compose("veo31"), "story/notes/0")->fate == prompt::Fate::Dropped);
    s.d.story.notes[0].evidence = "a packed bag under the table";
    for (const char* id : {"generic_prose", "veo31", "ltx25", "seedance25"}) {
        const prompt::Prompt p = s.compose(id);
        INFO(id << "\n" << p.text);
        CHECK(says(p, "A packed bag under the table."));
        CHECK_FALSE(says(p, "decided"));
        CHECK(test::factOf(p, "story/notes/0")->fate == prompt::Fate::Weakened);
    }
    for (const char* id : {"gemini_omni", "sora2_archived"}) {
        const prompt::Prompt p = s.compose(id);
        INFO(id << "\n" << p.text);
        CHECK(says(p, "ubtext: she has decided to leave, seen in a packed bag under the table"));
        CHECK(test::factOf(p, "story/notes/0")->fate == prompt::Fate::Said);
    }
}

TEST_CASE("a performance is visible evidence, part by part", "[prompt][modes]") {
    ShotBuilder s = walk();
    film::Performance p;
    p.who = film::CastId("woman");
    p.emotion = term("grief");
    p.masked = true;
    p.posture = "shoulders squared";
    p.microAction = "a thumb turning the ring";
    p.breath = "a held breath";
    p.energy = 2;
    p.reaction = base::Milliseconds{500};
    s.d.cast.performances = {p};
    const prompt::Prompt named = s.compose("veo31");
    INFO(named.text);
    CHECK(says(named, "holding back grief"));
    for (const char* part :
         {"shoulders squared", "a thumb turning the ring", "a held breath", "with low energy"})
        CHECK(says(named, part));
    CHECK(test::factOf(named, "cast/performances/0/posture")->fate == prompt::Fate::Said);
    CHECK(test::factOf(named, "cast/performances/0/energy")->fate == prompt::Fate::Weakened);
    const prompt::Prompt shown = s.compose("ltx25");
    INFO(shown.text);
    CHECK(says(shown, "a composed face and only a trace of a mouth that opens without sound"));
    CHECK_FALSE(says(shown, "grief"));
}

TEST_CASE("silence, and the subject's size during a move, are said", "[prompt][modes]") {
    ShotBuilder s = walk();
    s.d.sound.silence = true;
    s.d.camera.moves[0].reference = term("subject");
    s.d.camera.moves[0].subjectChange = term("grows");
    const prompt::Prompt p = s.compose();
    INFO(p.text);
    CHECK(says(p, "pushes in slowly toward the subject, the subject growing in the frame"));
    CHECK(says(p, "Complete silence."));
    CHECK(says(s.compose("minimax_h3"), "overall_soundscape: N/A"));
    s.d.sound.onlySound = "a clock";
    CHECK(why(s.compose(), "sound/silence") == "the only sound says it");
}

TEST_CASE("at most four tags, and no angle beside a move", "[prompt][modes]") {
    ShotBuilder s = walk();
    s.d.frame.angle = term("low");
    s.d.light.quality = term("soft");
    s.d.light.pattern = term("side_window");
    s.d.place.timeOfDay = term("night_city");
    s.d.frame.composition = {term("centred")};
    const std::string moving = s.compose("wan22_open").text;
    INFO(moving);
    const std::string tags = moving.substr(0, moving.find('.'));
    CHECK(tags == "Medium shot, soft lighting, side lighting, night time");
    CHECK(moving.find("from a low angle") != std::string::npos);
    s.d.camera.moves.clear();
    const std::string still = s.compose("wan22_open").text;
    CHECK(still.starts_with("Medium shot, low angle shot, soft lighting, side lighting."));
    CHECK(still.find("from a low angle") == std::string::npos);
}

TEST_CASE("a switch chooses where vendors contradict themselves", "[prompt][dialect]") {
    ShotBuilder s = walk();
    film::DialogueLine line;
    line.who = film::CastId("woman");
    line.words = "It's late.";
    s.d.sound.dialogue = {line};
    CHECK(says(s.compose("veo31"), "says: It's late."));
    CHECK(says(s.compose("veo31+quotes"), "says, \"It's late.\""));
    CHECK(test::dialect("wan27_api+v30").hardLimit == 20000);
    CHECK(test::dialect("wan27_api+v30").title == "Wan 3.0");
    CHECK(test::dialect("veo31+quotes").id == "veo31+quotes");
    const auto loaded = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(loaded);
    for (const prompt::Dialect* each : loaded->all()) CHECK(each->id.find('+') == std::string::npos);
    CHECK(loaded->all().size() == 19);
    for (const prompt::Dialect* each : loaded->all()) {
        INFO(each->id);
        CHECK_FALSE(each->evidence.empty());
    }
    CHECK(test::dialect("kling3_multishot").mostShots == 6);
    CHECK_FALSE(test::dialect("hunyuan15").advice.empty());
}

TEST_CASE("the words of each camera language", "[prompt][dialect]") {
    ShotBuilder s = walk();
    CHECK(says(s.compose("hunyuan15"), "he camera moves forward slowly"));
    CHECK(says(s.compose("minimax_h3"), "he camera pushes in at slow speed"));
    CHECK(says(s.compose("hailuo_legacy"), "[Push in]"));
    s.d.camera.moves[0].amount = 0.05;
    CHECK(says(s.compose("minimax_h3"), "pushes in with small amplitude at slow speed"));
    film::Move pan;
    pan.kind = term("pan_r");
    pan.together = true;
    s.d.camera.moves.push_back(pan);
    CHECK(says(s.compose("hailuo_legacy"), "[Push in, Pan right]"));
    s.d.camera.moves[1].together = false;
    CHECK(says(s.compose("hailuo_legacy"), "[Push in] [Pan right]"));
    s.d.camera.moves = {film::Move{}};
    s.d.camera.moves[0].kind = term("orbit_360");
    const prompt::Prompt orbit = s.compose("hailuo_legacy");
    CHECK_FALSE(says(orbit, "["));
    CHECK(test::factOf(orbit, "camera/moves/0")->fate != prompt::Fate::Dropped);
}

TEST_CASE("several timed beats carry the clock of the dialect", "[prompt][modes]") {
    ShotBuilder s = walk();
    s.d.story.actions[0].start = base::Milliseconds{0};
    s.d.story.actions[0].end = base::Milliseconds{3000};
    CHECK_FALSE(says(s.compose("veo31"), "[00:00"));
    film::Beat second;
    second.verb = "lifting her cup";
    second.start = base::Milliseconds{3000};
    second.end = base::Milliseconds{6000};
    s.d.story.actions.push_back(second);
    CHECK(
        says(s.compose("veo31"), "[00:00-00:03] She turns to the window. [00:03-00:06] She lifts her cup."));
    CHECK(says(s.compose("seedance25"), "0s-3s: She turns to the window. 3s-6s: She lifts her cup."));
    CHECK(says(s.compose("wan27_api"), "[0s-3s] She turns to the window."));
    CHECK(says(s.compose("gemini_omni"),
               "In the first 3 s, she turns to the window. From 3 s to 6 s, she lifts her cup."));
    CHECK(test::factOf(s.compose("veo31"), "story/actions/1")->fate == prompt::Fate::Said);
    CHECK(test::factOf(s.compose("luma_ray3"), "story/actions/1")->fate == prompt::Fate::Weakened);
}
