#include "groundglass/film/film.hpp"
#include "groundglass/read/read.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <string>

using namespace groundglass;

namespace {

const read::Reader& reader() {
    static const auto loaded = [] {
        const auto vocabulary = craft::Vocabulary::load(test::resources() / "vocabulary");
        REQUIRE(vocabulary);
        return read::Reader::load(*vocabulary, test::resources() / "reading");
    }();
    REQUIRE(loaded);
    return *loaded;
}

read::Reading read_(std::string_view text) {
    auto reading = reader().read(text);
    INFO(text);
    REQUIRE(reading);
    return std::move(*reading);
}

std::string id(const std::optional<film::TermId>& term) {
    return term ? term->str() : "";
}

bool avoids(const read::Reading& r, const std::string& item) {
    const auto& items = r.direction.avoid.items;
    return std::find(items.begin(), items.end(), item) != items.end();
}

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string all;
    while (all.size() + text.size() <= bytes) all += text;
    return all;
}

}  // namespace

TEST_CASE("what is refused is not set, but avoided") {
    const auto r = read_("Close-up of a baker. No handheld, no zoom, no text or logos. Static camera.");
    CHECK(avoids(r, "handheld"));
    CHECK(avoids(r, "text"));
    CHECK(avoids(r, "logos"));
    CHECK_FALSE(r.direction.camera.support);
    REQUIRE(r.direction.camera.moves.size() == 1);
    CHECK(r.direction.camera.moves.front().kind.str() == "static");
    CHECK(read_("A quiet room, no music.").direction.sound.noMusic == true);
    CHECK(id(read_("A field, no film grain.").direction.texture.grain) == "none");
}

TEST_CASE("measures are read with their units, in the spellings of the trade") {
    const auto r =
        read_("A dancer, 35–50 mm, T1.5, 5600K key, 180° shutter, 2.39:1, 24 fps, 8 seconds, 4:1 ratio, 4K.");
    const auto& d = r.direction;
    REQUIRE(d.lens.focal);
    CHECK(d.lens.focal->value == Approx(42.5));
    CHECK(d.lens.aperture->value == Approx(1.5));
    CHECK(d.light.keyKelvin->value == Approx(5600));
    CHECK(d.camera.shutter->value == Approx(180));
    CHECK(d.output.ratio->value == Approx(2.39));
    CHECK(d.output.rate->perSecond() == Approx(24));
    CHECK(d.output.duration->count() == 8000);
    CHECK(d.light.ratio->value == Approx(4));
    CHECK(d.output.height == 2160);
    CHECK(read_("A cat, 16mm lens").direction.lens.focal->value == Approx(16));
    CHECK(id(read_("A cat, shot on 16mm film").direction.lens.format) == "super16");
}

TEST_CASE("sides are the screen's unless they are somebody's own") {
    const auto azimuth = [](std::string_view text) {
        return read_(text).direction.light.keyAzimuth.value_or(base::Degrees{0}).value;
    };
    CHECK(azimuth("A nun in soft window light from camera left.") < 0);
    CHECK(azimuth("A nun in soft window light from the right.") > 0);
    CHECK(azimuth("A nun, key light from her left.") > 0);
}

TEST_CASE("speech is read in the syntax of every dialect") {
    const auto line = [](std::string_view text) {
        const auto r = read_(text);
        INFO(text);
        REQUIRE(r.direction.sound.dialogue.size() == 1);
        return r.direction.sound.dialogue.front();
    };
    CHECK(line("The woman says in a low, tired voice: It's late.").words == "It's late.");
    CHECK(line("A woman waits. The woman says, \"It's late.\" No music.").words == "It's late.");
    CHECK(line("A room.\n\nDialogue:\n- Woman (low, tired): \"It's late.\"").delivery == "low, tired");
    CHECK(line("[Woman in red coat, low voice] says, \"It's late.\"").words == "It's late.");
    CHECK(line("The woman (S1) says: <d>[English] It's late.</d>").words == "It's late.");
    CHECK(line("A woman waits and says {It's late.} <rain on glass>").words == "It's late.");
    CHECK(line("“It's late,” she whispers.").words == "It's late,");
    CHECK(line("The man says in French, \"Il est tard.\"").language == "fr");
}

TEST_CASE("labelled blocks and JSON are read by their labels") {
    const auto block =
        read_("Camera: wide, static.\nLens: 40mm anamorphic\nMood: paranoia\nSound: a dripping pipe");
    CHECK(id(block.direction.frame.size) == "ws");
    CHECK(block.direction.lens.squeeze == Approx(2));
    REQUIRE(block.direction.mood.moods.size() == 1);
    CHECK(block.direction.mood.moods.front().str() == "paranoia");
    REQUIRE(block.direction.sound.effects.size() == 1);
    CHECK(block.direction.sound.effects.front().what == "a dripping pipe");
    const auto json = read_(
        R"({"frame": {"size": "close-up"}, "camera": {"moves": [{"kind": "push-in", "speed": "slow"}]}})");
    CHECK(json.dialect == "generic_json");
    CHECK(id(json.direction.frame.size) == "cu");
    REQUIRE(json.direction.camera.moves.size() == 1);
    CHECK(json.direction.camera.moves.front().speed.str() == "slow");
}

TEST_CASE("time codes place the actions and give the length") {
    const auto r = read_("[00:00-00:02] A man enters a hall. [00:02-00:06] He sits on a bench.");
    REQUIRE(r.direction.story.actions.size() == 2);
    CHECK(r.direction.story.actions[1].start->count() == 2000);
    CHECK(r.direction.story.actions[1].end->count() == 6000);
    CHECK(r.direction.output.duration->count() == 6000);
}

TEST_CASE("two wishes for one field are a contradiction, and the first stands") {
    const auto r = read_("Wide shot of a farmer, 35mm lens. Extreme close-up, 85mm lens.");
    CHECK(id(r.direction.frame.size) == "ws");
    CHECK(r.direction.lens.focal->value == Approx(35));
    REQUIRE(r.contradictions.size() == 2);
    CHECK(r.contradictions[0].other == "85mm");
    CHECK(r.contradictions[1].field == "frame/size");
}

TEST_CASE("words without a field are kept verbatim") {
    const std::string text = "Close-up of a farmer, gloriously unquantifiable.";
    const auto r = read_(text);
    REQUIRE_FALSE(r.leftovers.empty());
    CHECK(r.leftovers.front().text == "gloriously unquantifiable");
    CHECK(text.substr(r.leftovers.front().begin, r.leftovers.front().text.size()) ==
          r.leftovers.front().text);
    REQUIRE(r.direction.story.notes.size() == 1);
    CHECK(r.direction.story.notes.front().text == "gloriously unquantifiable");
}

TEST_CASE("what cannot be read is refused with a reason") {
    CHECK_FALSE(reader().read(""));
    CHECK_FALSE(reader().read(" \n . , !"));
    CHECK_FALSE(reader().read(std::string_view("a\0b", 3)));
    const auto bad = reader().read("a cat \xff");
    REQUIRE_FALSE(bad);
    REQUIRE(bad.error().problems.size() == 1);
    CHECK(bad.error().problems.front().message.find("byte 6") != std::string::npos);
    CHECK_FALSE(reader().read(std::string(read::Reader::longest + 1, 'a')));
}

TEST_CASE("any script is taken") {
    CHECK(id(read_("女人在雨中行走, close-up, 50mm").direction.frame.size) == "cu");
    CHECK(read_("אישה הולכת בגשם. 85mm").direction.lens.focal->value == Approx(85));
    CHECK(id(read_("🎬 close-up 🎥 of a 👩‍🚀 in space").direction.frame.size) == "cu");
}

TEST_CASE("long and odd texts end") {
    for (const std::string_view piece : {"a close-up of a man, ",
                                         "no ",
                                         "\"",
                                         "'a ",
                                         "<d>",
                                         "the camera pushes ",
                                         "1 m ",
                                         "1:1 ",
                                         "she walks and ",
                                         "(",
                                         "[0-",
                                         "says: ",
                                         "in the ",
                                         "of a man with a hat ",
                                         "Camera: ",
                                         "{",
                                         "palette ",
                                         "only sound ",
                                         "wordwordword",
                                         "light from the left "}) {
        INFO(piece);
        CHECK(reader().read(repeated(piece, read::Reader::longest / 4)).has_value() ==
              (piece != "\"" && piece != "(" && piece != "{"));
    }
    CHECK(reader().read(repeated("very ", 50'000) + "old man walks through " + repeated("long ", 50'000) +
                        "street"));
}
