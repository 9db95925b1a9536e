#include "groundglass/prompt/variation.hpp"

#include "support/catch.hpp"

#include <set>
#include <string>

using namespace groundglass;

namespace {

film::Direction lamp() {
    film::Direction d;
    d.place.description = "a {narrow|wide} street with {one|two|three} lamps";
    d.grade.palette = {"amber lamp", "{teal|rust} tile"};
    film::Beat beat;
    beat.verb = "{opening|closing} the umbrella";
    d.story.actions = {beat};
    return d;
}

prompt::Axis axis(const char* text) {
    auto parsed = prompt::parseAxis(text);
    REQUIRE(parsed);
    return *parsed;
}

}  // namespace

TEST_CASE("alternatives in any text give every combination once", "[prompt][variation]") {
    const auto all = prompt::Variation::of(lamp());
    REQUIRE(all);
    REQUIRE(all->count() == 2U * 3U * 2U * 2U);
    std::set<std::string> ids;
    std::set<std::string> places;
    for (std::uint64_t i = 0; i < all->count(); ++i) {
        const prompt::Variant one = all->at(i);
        ids.insert(one.id);
        places.insert(*one.direction.place.description);
        CHECK(one.direction.place.description->find_first_of("{|}") == std::string::npos);
        CHECK(one.direction.grade.palette[0] == "amber lamp");
        CHECK(one.choices.size() == 4);
    }
    CHECK(ids.size() == all->count());
    CHECK(places.count("a wide street with three lamps") == 1);
    CHECK(places.size() == 6);
}

TEST_CASE("a sweep runs over fields, the last one first", "[prompt][variation]") {
    const auto all =
        prompt::Variation::of({}, {axis("lens/focal=35,50,85"), axis("light/pattern=rembrandt,split")});
    REQUIRE(all);
    REQUIRE(all->count() == 6);
    CHECK(all->at(0).direction.lens.focal->value == 35);
    CHECK(all->at(1).direction.light.pattern->str() == "split");
    CHECK(all->at(2).direction.lens.focal->value == 50);
    CHECK(all->at(5).choices ==
          std::vector<std::pair<std::string, std::string>>{{"lens/focal", "85"}, {"light/pattern", "split"}});
}

TEST_CASE("a variant keeps its id when the sweep grows or is turned round", "[prompt][variation]") {
    const auto small = prompt::Variation::of({}, {axis("lens/focal=35,50"), axis("light/pattern=split")});
    const auto large =
        prompt::Variation::of({}, {axis("light/pattern=rembrandt,split"), axis("lens/focal=24,35,50")});
    REQUIRE(small);
    REQUIRE(large);
    std::set<std::string> ids;
    for (std::uint64_t i = 0; i < large->count(); ++i) ids.insert(large->at(i).id);
    for (std::uint64_t i = 0; i < small->count(); ++i) CHECK(ids.count(small->at(i).id) == 1);
    CHECK(small->at(0).id.size() == 12);
}

TEST_CASE("a million variants stream one by one", "[prompt][variation]") {
    std::vector<prompt::Axis> axes;
    for (const char* field : {"lens/focal", "lens/aperture", "light/key_azimuth", "light/ratio"}) {
        prompt::Axis a;
        a.field = field;
        for (int i = 0; i < 32; ++i) {
            a.values.emplace_back(2.0 + i * 0.5);
            a.labels.push_back(std::to_string(i));
        }
        axes.push_back(a);
    }
    const auto all = prompt::Variation::of({}, axes);
    REQUIRE(all);
    CHECK(all->count() == 1048576);
    CHECK(all->at(1048575).direction.lens.focal->value == Approx(17.5));
    CHECK(all->at(0).id != all->at(1048575).id);
    CHECK(all->at(524288).id == all->at(524288).id);
}

TEST_CASE("braces that do not match and axes that do not fit are refused", "[prompt][variation]") {
    for (const char* text : {"a {b|c street", "a b} street", "a {b|{c|d}} street"}) {
        film::Direction d;
        d.place.description = text;
        const auto made = prompt::Variation::of(d);
        REQUIRE_FALSE(made);
        CHECK(made.error().subject == "place/description");
    }
    film::Direction plain;
    plain.place.description = "a {single} street";
    CHECK(prompt::Variation::of(plain)->at(0).direction.place.description == "a {single} street");
    CHECK_FALSE(prompt::parseAxis("lens/focal"));
    CHECK_FALSE(prompt::parseAxis("lens/nothing=1"));
    CHECK_FALSE(prompt::parseAxis("lens/focal=wide"));
    CHECK_FALSE(prompt::parseAxis("sound/no_music=perhaps"));
    CHECK_FALSE(prompt::Variation::of({}, {axis("lens/focal=35"), axis("lens/focal=50")}));
    CHECK_FALSE(prompt::Variation::of({}, {{"lens/focal", {std::string("wide")}, {"wide"}}}));
    CHECK_FALSE(prompt::Variation::of({}, {{"lens/focal", {}, {}}}));
    CHECK_FALSE(prompt::Variation::of({}, {{"lens/focal", {9000.0}, {"9000"}}}));
}

TEST_CASE("an axis takes quoted texts and lists", "[prompt][variation]") {
    const prompt::Axis places = axis("place/description=\"a street, wet\",a roof");
    REQUIRE(places.values.size() == 2);
    CHECK(std::get<std::string>(places.values[0]) == "a street, wet");
    CHECK(places.labels[1] == "a roof");
    const prompt::Axis moods = axis("mood/moods=[dread|grief],joy");
    REQUIRE(moods.values.size() == 2);
    CHECK(std::get<std::vector<std::string>>(moods.values[0]).size() == 2);
}
