#include "random_shot.hpp"
#include "shot_builder.hpp"

#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"
#include "prompt/dialect_data.hpp"

#include <cmath>
#include <cstdint>
#include <locale>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace groundglass;
using test::count;
using test::ShotBuilder;

namespace {

constexpr auto term = &ShotBuilder::term;

ShotBuilder cafe() {
    ShotBuilder s;
    s.d.cast.members = {film::CastId("woman")};
    film::Beat beat;
    beat.verb = "drinking coffee";
    s.d.story.actions = {beat};
    s.d.place.location = film::LocationId("cafe");
    s.d.frame.size = term("cu");
    s.d.frame.tightness = term("tight");
    s.d.lens.depth = term("very_shallow");
    s.d.lens.character = {term("creamy")};
    s.d.lens.focal = base::Millimetres{50};
    s.d.lens.construction = term("prime");
    s.d.light.pattern = term("rembrandt");
    s.d.light.quality = term("soft");
    s.d.light.sourceDescription = "a large window";
    s.d.light.keyAzimuth = base::Degrees{45};
    s.d.light.keyElevation = base::Degrees{45};
    s.d.grade.grade = term("teal_orange_subtle");
    s.d.texture.grain = term("fine");
    return s;
}

bool border(const std::string& text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// What holds for every prompt: form of the text, of its spans and of its report.
void checkSound(const prompt::Prompt& p) {
    INFO(p.text);
    CHECK(base::isValidUtf8(p.text));
    const bool json = p.dialect == "generic_json";
    if (json) CHECK(base::parseJson(p.text));
    for (const std::string_view bad : {"  ", " ,", " .", ",,", "..", ", .", ",.", "( ", " )", "{}", " ;",
                                       ": .", "a an ", "the the ", "[ ", "[]"})
        if (!json) CHECK(count(p.text, bad) == 0);
    CHECK(count(p.text, "(") == count(p.text, ")"));
    CHECK(count(p.text, "{") == count(p.text, "}"));
    CHECK(count(p.text, "[") == count(p.text, "]"));
    CHECK(count(p.text, "\"") % 2 == 0);
    std::size_t end = 0;
    std::vector<bool> spoken(p.facts.size(), false);
    for (const prompt::Span& span : p.spans) {
        CHECK(span.begin >= end);
        CHECK(span.end > span.begin);
        REQUIRE(span.end <= p.text.size());
        REQUIRE(span.fact < p.facts.size());
        CHECK(border(p.text, span.begin));
        CHECK(border(p.text, span.end));
        spoken[span.fact] = true;
        end = span.end;
    }
    for (std::size_t i = 0; i < p.facts.size(); ++i) {
        INFO(p.facts[i].field << " " << prompt::name(p.facts[i].fate) << " " << p.facts[i].reason);
        if (p.facts[i].fate == prompt::Fate::Said) CHECK(spoken[i]);
        if (p.facts[i].fate == prompt::Fate::Dropped || p.facts[i].fate == prompt::Fate::Weakened)
            CHECK_FALSE(p.facts[i].reason.empty());
        if (p.facts[i].fate == prompt::Fate::Dropped) CHECK_FALSE(spoken[i]);
        CHECK(p.facts[i].priority >= 1);
        CHECK(p.facts[i].priority <= 3);
    }
    if (json) return;
    std::string last;
    std::string word;
    for (const char c : p.text + " ") {
        if (c != ' ' && c != '\n') {
            word += c;
            continue;
        }
        if (word.size() > 1) CHECK(word != last);
        last = word;
        word.clear();
    }
}

}  // namespace

TEST_CASE("a shot in a café reads as a cinematographer would write it", "[prompt][compose]") {
    const prompt::Prompt p = cafe().compose();
    CHECK(p.text ==
          "A tight, shallow-focus close-up of an elderly woman drinking coffee in a busy Parisian café. "
          "Soft, directional Rembrandt light from a large window off-camera right models her face. "
          "The background dissolves into creamy bokeh through a 50 mm prime. "
          "A subtle teal-and-orange grade, with fine realistic film grain.");
    checkSound(p);
    CHECK(p.count(prompt::Fate::Dropped) == 0);
}

TEST_CASE("the side of the key follows its azimuth", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.light.keyAzimuth = base::Degrees{-45};
    CHECK(s.compose().text.find("off-camera left models her face") != std::string::npos);
}

TEST_CASE("a span covers the words of its fact", "[prompt][compose]") {
    const prompt::Prompt p = cafe().compose();
    for (const prompt::Span& span : p.spans)
        if (p.facts[span.fact].field == "lens/focal")
            CHECK(p.text.substr(span.begin, span.end - span.begin) == "50 mm");
    REQUIRE(test::factOf(p, "light/key_azimuth") != nullptr);
    CHECK(test::factOf(p, "light/key_azimuth")->fate == prompt::Fate::Weakened);
}

TEST_CASE("beats come in the order of time with their own actors", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.cast.members.push_back(film::CastId("waiter"));
    film::Beat second;
    second.verb = "looking up at the window";
    film::Beat third;
    third.who = film::CastId("waiter");
    third.verb = "setting down a glass";
    s.d.story.actions.push_back(second);
    s.d.story.actions.push_back(third);
    const std::string text = s.compose().text;
    CHECK(text.find("Then she looks up at the window") != std::string::npos);
    CHECK(text.find("a young waiter setting down a glass") != std::string::npos);
}

TEST_CASE("dialogue follows the syntax of the dialect", "[prompt][compose]") {
    ShotBuilder s = cafe();
    film::DialogueLine line;
    line.who = film::CastId("woman");
    line.words = "It's late.";
    line.delivery = "low and tired";
    s.d.sound.dialogue = {line};
    s.d.avoid.items = {"no watermark"};
    CHECK(s.compose("generic_prose").text.find("The elderly woman says, low and tired: \"It's late.\"") !=
          std::string::npos);
    const prompt::Prompt veo = s.compose("veo31");
    CHECK(veo.text.find("The elderly woman says, low and tired: It's late.") != std::string::npos);
    CHECK(veo.text.find('"') == std::string::npos);
    CHECK(veo.negative == "watermark, subtitles, captions");
    CHECK(
        s.compose("sora2_archived").text.find("Dialogue:\n- Elderly woman (low and tired): \"It's late.\"") !=
        std::string::npos);
}

TEST_CASE("veo puts the camera first", "[prompt][compose]") {
    CHECK(cafe().compose("veo31").text.starts_with("A tight, shallow-focus close-up."));
}

TEST_CASE("the one sound that remains gets its sentence", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.sound.onlySound = "the rhythmic creak of a rocking chair";
    s.d.sound.noMusic = true;
    CHECK(s.compose().text.find("The only sound is the rhythmic creak of a rocking chair. No music.") !=
          std::string::npos);
}

TEST_CASE("output fields become parameters, never prose", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.output.duration = base::Milliseconds{6500};
    s.d.output.ratio = base::AspectRatio{16.0 / 9};
    s.d.output.seed = 9007199254740993;
    s.d.output.labelAsAi = true;
    const prompt::Prompt p = s.compose();
    REQUIRE(p.parameters.size() == 4);
    CHECK(p.parameters[0].value == "6.5");
    CHECK(p.parameters[1].value == "16:9");
    CHECK(p.parameters[2].value == "9007199254740993");
    CHECK(p.parameters[3].name == "label_as_ai");
    CHECK(p.text == cafe().compose().text);
}

TEST_CASE("over the limit the least needed facts go first, and the report says so", "[prompt][compose]") {
    prompt::Dialect small = test::dialect("generic_prose");
    const ShotBuilder s = cafe();
    small.hardLimit = 200;
    const auto p = s.tryCompose(small);
    REQUIRE(p);
    checkSound(*p);
    CHECK(p->length <= 200);
    CHECK(p->text.find("elderly woman drinking coffee") != std::string::npos);
    const prompt::Fact* grain = test::factOf(*p, "texture/grain");
    REQUIRE(grain != nullptr);
    CHECK(grain->fate == prompt::Fate::Dropped);
    CHECK(grain->reason.find("200 characters") != std::string::npos);
}

TEST_CASE("what must be said and does not fit is an error", "[prompt][compose]") {
    prompt::Dialect tiny = test::dialect("generic_prose");
    tiny.hardLimit = 20;
    const auto p = cafe().tryCompose(tiny);
    REQUIRE_FALSE(p);
    CHECK(p.error().code == base::ErrorCode::InvalidInput);
}

TEST_CASE("an empty shot gives an empty prompt", "[prompt][compose]") {
    const prompt::Prompt p = ShotBuilder().compose();
    CHECK(p.text.empty());
    CHECK(p.facts.empty());
}

TEST_CASE("what is written for people is no fact of the prompt", "[prompt][compose]") {
    ShotBuilder s;
    s.d.story.beat = "The café empties around her";
    s.d.story.purpose = "meet her";
    const prompt::Prompt p = s.compose("sora2_archived");
    CHECK(p.text.empty());
    CHECK(p.facts.empty());
}

TEST_CASE("a mood, an era and a palette that other words hold are not said again", "[prompt][compose]") {
    ShotBuilder s;
    s.film.cast.at(film::CastId("woman")).phrase = "Victorian lady";
    s.d.cast.members = {film::CastId("woman")};
    film::Performance joyful;
    joyful.who = film::CastId("woman");
    joyful.emotion = film::TermId("joy");
    s.d.cast.performances = {joyful};
    s.d.mood.moods = {film::TermId("joy"), film::TermId("wonder")};
    s.d.place.era = "the Victorian age";
    s.d.grade.grade = film::TermId("noir_bw");
    s.d.grade.harmony = film::TermId("monochrome");
    const prompt::Prompt p = s.compose();
    CHECK(p.text ==
          "A shot of a Victorian lady. She is joyful: lifted cheeks, creases at the corners of the eyes and "
          "open "
          "palms. High-contrast black and white. A mood of wonder.");
    for (const char* field : {"mood/moods/0", "place/era", "grade/harmony"}) {
        const prompt::Fact* fact = test::factOf(p, field);
        REQUIRE(fact != nullptr);
        INFO(field);
        CHECK(fact->fate == prompt::Fate::Weakened);
        CHECK_FALSE(fact->reason.empty());
    }
}

TEST_CASE("the report outlives the shot and the prompt that it was copied from", "[prompt][compose]") {
    prompt::Prompt copy;
    {
        ShotBuilder s;
        s.d.cast.members = {film::CastId("woman")};
        s.d.place.dressing = {"a brass rail that nobody polishes"};
        const prompt::Prompt p = s.compose();
        copy = p;
    }
    const prompt::Fact* fact = test::factOf(copy, "place/dressing/0");
    REQUIRE(fact != nullptr);
    CHECK(fact->text == "a brass rail that nobody polishes");
}

TEST_CASE("each field alone is heard in generic prose or has a reason", "[prompt][compose]") {
    std::mt19937 dice(7);
    for (const film::FieldDescriptor& field : film::fieldTable()) {
        if (field.path == "story/beat" || field.path == "story/purpose" || field.path == "story/notes" ||
            field.path == "grade/cdl")
            continue;
        ShotBuilder s;
        if (field.group() != "cast") s.d.cast.members = {film::CastId("woman"), film::CastId("waiter")};
        if (field.path == "cast/performances") s.d.cast.members = {film::CastId("woman")};
        REQUIRE(field.set(s.d, test::randomValue(field, dice)));
        const prompt::Prompt p = s.compose();
        INFO(field.path << ": " << p.text);
        bool reported = false;
        for (const prompt::Fact& fact : p.facts) {
            if (!std::string_view(fact.field).starts_with(field.path)) continue;
            reported = true;
            INFO(fact.field << " " << fact.reason);
            CHECK(fact.fate != prompt::Fate::Dropped);
        }
        CHECK(reported);
        checkSound(p);
    }
}

TEST_CASE("random shots keep form, spans, report and limits in every dialect",
          "[prompt][compose][property]") {
    const auto dialects = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(dialects);
    std::mt19937 dice(20261122);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string_view> set;
        const ShotBuilder s = test::randomShot(dice, &set);
        for (const prompt::Dialect* dialect : dialects->all()) {
            const auto p = s.tryCompose(*dialect);
            REQUIRE(p);
            INFO(dialect->id << " round " << round);
            checkSound(*p);
            if (dialect->hardLimit > 0) CHECK(p->length <= dialect->hardLimit);
            for (const std::string_view path : set) {
                INFO(path);
                const bool reported = std::any_of(
                    p->facts.begin(), p->facts.end(),
                    [path](const prompt::Fact& f) { return std::string_view(f.field).starts_with(path); });
                CHECK(reported);
            }
        }
    }
}

TEST_CASE("the same shot gives the same bytes in any locale", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.lens.aperture = base::FNumber{1.4};
    const std::string text = s.compose().text;
    CHECK(text.find("f/1.4") != std::string::npos);
    struct Comma final : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    const std::locale before = std::locale::global(std::locale(std::locale::classic(), new Comma));
    const std::string other = s.compose().text;
    for (const char* name : {"tr_TR.UTF-8", "de_DE.UTF-8"}) {
        try {
            std::locale::global(std::locale(name));
        } catch (const std::runtime_error&) {
            continue;
        }
        CHECK(s.compose().text == text);
    }
    std::locale::global(before);
    CHECK(other == text);
}

TEST_CASE("a literal dialect shows an emotion instead of naming it", "[prompt][compose]") {
    ShotBuilder s = cafe();
    film::Performance p;
    p.who = film::CastId("woman");
    p.emotion = term("grief");
    s.d.cast.performances = {p};
    s.d.mood.moods = {term("dread")};
    const prompt::Prompt text = s.compose("ltx25");
    CHECK(text.text.find("grief") == std::string::npos);
    CHECK(text.text.find("a hand rising over it") != std::string::npos);
    CHECK(test::factOf(text, "mood/moods/0")->fate == prompt::Fate::Weakened);
    CHECK(s.compose("veo31").text.find("grief-stricken: ") != std::string::npos);
}

TEST_CASE("a silent model drops every sound with its reason", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.sound.onlySound = "a clock";
    const prompt::Prompt p = s.compose("runway_gen45_t2v");
    CHECK(p.text.find("clock") == std::string::npos);
    CHECK(test::factOf(p, "sound/only_sound")->reason == "the model makes silent clips");
}

TEST_CASE("where negations are read as wishes they become the state to have", "[prompt][compose]") {
    ShotBuilder s = cafe();
    s.d.avoid.items = {"camera shake", "purple frogs"};
    const prompt::Prompt p = s.compose("luma_ray3");
    CHECK(p.negative.empty());
    CHECK(p.text.find("A locked, steady camera.") != std::string::npos);
    CHECK(test::factOf(p, "avoid/items/1")->fate == prompt::Fate::Dropped);
}
