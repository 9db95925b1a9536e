#include "groundglass/craft/vocabulary.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/craft/measure.hpp"
#include "groundglass/film/fields.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cmath>

using namespace groundglass;
using namespace groundglass::craft;

namespace {

const Vocabulary& vocabulary() {
    static const Vocabulary loaded = Vocabulary::load(test::resources() / "vocabulary").value();
    return loaded;
}

film::Direction cafe() {
    film::Direction d;
    d.frame.size = film::TermId("cu");
    d.lens.format = film::TermId("super35_3perf");
    d.lens.focal = base::Millimetres{50};
    d.lens.aperture = base::FNumber{2};
    d.light.pattern = film::TermId("rembrandt");
    d.output.ratio = base::AspectRatio{16.0 / 9};
    return d;
}

}  // namespace

TEST_CASE("every facet that a field names is there and has terms", "[craft][vocabulary]") {
    for (const auto& field : film::fieldTable()) {
        if (field.kind != film::FieldKind::Term && field.kind != film::FieldKind::Terms) continue;
        INFO(field.path << " uses " << field.facet);
        CHECK_FALSE(vocabulary().terms(field.facet).empty());
    }
    for (const auto* facet : {"move", "speed", "easing", "reference", "manner", "emotion", "pose", "eyeline",
                              "filter", "light_role", "note", "sound_perspective"}) {
        INFO(facet);
        CHECK_FALSE(vocabulary().terms(facet).empty());
    }
}

TEST_CASE("every term can be said and is defined", "[craft][vocabulary]") {
    for (const auto& facet : vocabulary().facets()) {
        for (const auto& term : vocabulary().terms(facet)) {
            INFO(facet << "/" << term.id);
            CHECK_FALSE(term.label.empty());
            CHECK(term.wording.contains("phrase"));
            for (const auto& [part, words] : term.wording) {
                INFO(part << ": " << words);
                CHECK(words.front() != ' ');
                CHECK(words.back() != ' ');
                CHECK(words.back() != '.');
                CHECK(words.find("  ") == std::string::npos);
            }
        }
    }
}

TEST_CASE("the three traps of naming are solved by ids", "[craft][vocabulary]") {
    CHECK(vocabulary().find("move", "dolly_in") != nullptr);
    CHECK(vocabulary().find("move", "zoom_in") != nullptr);
    CHECK(vocabulary().find("shot_size", "ls_full") != nullptr);
    CHECK(vocabulary().find("shot_size", "ews") != nullptr);
}

TEST_CASE("a record added to a folder is found, searched and shown", "[craft][vocabulary]") {
    const test::TempDir dir;
    std::filesystem::copy(test::resources() / "vocabulary", dir.path(),
                          std::filesystem::copy_options::recursive);
    const auto file = dir.path() / "lens_character.json";
    auto json = base::readJson(file.string()).value();
    json["terms"].push_back({{"id", "haunted"},
                             {"label", "Haunted"},
                             {"definition", "A lens nobody dares to clean."},
                             {"aliases", {"spooky glass"}},
                             {"wording", {{"phrase", "haunted glass"}}}});
    REQUIRE(base::AtomicFile::write(file, base::writeJson(json)));
    const auto loaded = Vocabulary::load(dir.path());
    REQUIRE(loaded);
    REQUIRE(loaded->find("lens_character", "haunted") != nullptr);
    CHECK(loaded->search("spooky glass").front()->id == "haunted");
    film::Direction d;
    d.lens.character = {film::TermId("haunted")};
    CHECK(checkTerms(d, *loaded, "x").empty());
    CHECK(checkTerms(d, vocabulary(), "x").size() == 1);
}

TEST_CASE("a damaged vocabulary lists every problem", "[craft][vocabulary]") {
    const test::TempDir dir;
    REQUIRE(base::AtomicFile::write(dir.path() / "mood.json",
                                    R"({"schema": "groundglass/vocabulary", "version": 1, "facet": "mood",
        "terms": [{"id": "Joy", "label": "Joy", "definition": "d", "wording": {"phrase": "joy"}, "extra": 1},
                  {"id": "a", "label": "A", "definition": "d", "wording": {}},
                  {"id": "a", "label": "A", "definition": "d", "wording": {"phrase": "a"}, "numbers": {"n": "x"}}]})"));
    REQUIRE(base::AtomicFile::write(dir.path() / "pose.json", "{"));
    const auto loaded = Vocabulary::load(dir.path());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().problems.size() == 6);
    CHECK_FALSE(Vocabulary::load(dir.path() / "none"));
}

TEST_CASE("an unknown term is reported with its pointer and near ones", "[craft][vocabulary]") {
    film::Direction d = cafe();
    d.light.pattern = film::TermId("rembrant");
    d.camera.moves = {film::Move{film::TermId("dolly_inn")}};
    d.lens.character = {film::TermId("creamy"), film::TermId("creemy")};
    const auto problems = checkTerms(d, vocabulary(), "shots/cafe.json");
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].pointer == "/lens/character/1");
    CHECK(problems[1].pointer == "/light/pattern");
    CHECK(problems[1].remedy.find("rembrandt") != std::string::npos);
    CHECK(problems[2].pointer == "/camera/moves/0/kind");
    CHECK(problems[2].remedy.find("dolly_in") != std::string::npos);
}

TEST_CASE("searching finds by alias and puts the exact word first", "[craft][vocabulary]") {
    const auto found = vocabulary().search("rembrandt");
    REQUIRE_FALSE(found.empty());
    CHECK(found.front()->id == "rembrandt");
    CHECK(vocabulary().search("no such word at all").empty());
    CHECK(vocabulary().search("").empty());
}

TEST_CASE("a close-up is measured as the tables say", "[craft][measure]") {
    const auto m = measure(cafe(), vocabulary());
    CHECK(m.extent.value == Approx(0.40));
    CHECK(m.distance.value == Approx(1.48).margin(0.02));
    CHECK(m.hfov.value == Approx(27.8).margin(0.1));
    CHECK(m.ratioKeyFill.value == Approx(4));
    CHECK(m.keyAzimuth.value == Approx(45));
    CHECK(m.keyElevation.value == Approx(45));
    CHECK(m.pattern == "rembrandt");
    CHECK(m.depthClass == "very_shallow");
    CHECK(m.nearLimit.value < m.focus.value);
    CHECK(m.farLimit.value > m.focus.value);
}

TEST_CASE("a tight framing is nearer, a longer lens farther, and neither leaves the size",
          "[craft][measure]") {
    auto d = cafe();
    d.frame.tightness = film::TermId("tight");
    const auto tight = measure(d, vocabulary());
    CHECK(tight.extent.value < 0.40);
    CHECK(tight.extent.value >= 0.35);
    d = cafe();
    d.lens.focal = base::Millimetres{85};
    CHECK(measure(d, vocabulary()).distance.value == Approx(2.51).margin(0.03));
}

TEST_CASE("a low angle puts the camera below what it looks at", "[craft][measure]") {
    auto d = cafe();
    d.frame.angle = film::TermId("low");
    const auto low = measure(d, vocabulary());
    CHECK(low.tilt.value > 7);
    d.frame.angle = film::TermId("high");
    const auto high = measure(d, vocabulary());
    CHECK(high.tilt.value < -7);
    CHECK(high.cameraHeight.value > low.cameraHeight.value);
}

TEST_CASE("an empty direction is measured with its defaults", "[craft][measure]") {
    const auto m = measure({}, vocabulary());
    CHECK(std::isfinite(m.distance.value));
    CHECK(m.distance.value > 0);
    CHECK(m.imageWidth > 0);
    CHECK_FALSE(m.family.empty());
    CHECK(m.grainSigma == 0);
    CHECK(numbersLine(m, vocabulary()).size() >= 6);
}

TEST_CASE("anamorphic lenses see wider across the same gate", "[craft][measure]") {
    auto d = cafe();
    d.lens.format = film::TermId("anamorphic_35");
    d.lens.squeeze = 2.0;
    d.output.ratio = base::AspectRatio{2.39};
    const auto m = measure(d, vocabulary());
    CHECK(m.hfov.value == Approx(47.4).margin(1.0));
    CHECK(m.ratio == Approx(2.39));
    CHECK(m.imageWidth * m.squeeze / m.imageHeight == Approx(2.39).margin(0.001));
}
