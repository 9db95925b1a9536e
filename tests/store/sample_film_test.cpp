#include "fixture.hpp"

#include "groundglass/film/cascade.hpp"
#include "groundglass/film/fields.hpp"
#include "store/film_files.hpp"

#include <algorithm>
#include <set>

using namespace groundglass;
namespace fs = std::filesystem;

namespace {

const store::LoadedFilm& sample() {
    static const store::LoadedFilm loaded = [] {
        auto film =
            store::loadFilm(test::resources() / "samples/impossible-places.groundglass", test::vocabulary());
        if (!film) {
            for (const auto& p : film.error().problems)
                UNSCOPED_INFO(p.file << " " << p.pointer << ": " << p.message);
        }
        REQUIRE(film);
        return std::move(*film);
    }();
    return loaded;
}

film::Effective effective(const char* shot) {
    auto result = film::cascade(sample().film, film::ShotId(shot));
    REQUIRE(result);
    return std::move(*result);
}

std::set<film::Level> levelsOf(const film::Effective& shot) {
    std::set<film::Level> levels;
    for (const auto& origin : shot.origins) levels.insert(origin.level);
    return levels;
}

/// Every text of a direction that a prompt may say.
std::vector<std::string> textsOf(const film::Direction& direction) {
    std::vector<std::string> texts;
    for (const auto& field : film::fieldTable()) {
        const auto value = field.get(direction);
        if (field.path == "story/beat" || field.path == "story/purpose" || !film::isSet(value)) continue;
        if (field.kind == film::FieldKind::Text) texts.push_back(std::get<std::string>(value));
        if (field.kind != film::FieldKind::TextList) continue;
        for (const auto& text : std::get<std::vector<std::string>>(value)) texts.push_back(text);
    }
    for (const auto& beat : direction.story.actions)
        texts.insert(texts.end(), {beat.verb, beat.from, beat.to});
    for (const auto& item : direction.cast.performances)
        texts.insert(texts.end(), {item.gesture, item.wardrobe});
    for (const auto& light : direction.light.others) texts.push_back(light.description);
    for (const auto& sound : direction.sound.effects) texts.push_back(sound.what);
    for (const auto& sound : direction.sound.ambience) texts.push_back(sound.what);
    return texts;
}

}  // namespace

TEST_CASE("the sample film loads without a single warning", "[store][resources]") {
    for (const auto& warning : sample().warnings)
        UNSCOPED_INFO(warning.file << " " << warning.pointer << " " << warning.message);
    CHECK(sample().warnings.empty());
}

TEST_CASE("every file of the sample film is written the way we write files", "[store][resources]") {
    const auto texts = store::textsOf(sample().film);
    REQUIRE(texts);
    CHECK(texts->size() == sample().texts.size());
    for (const auto& [path, text] : sample().texts) {
        INFO(path);
        CHECK(texts->at(path) == text);
    }
}

TEST_CASE("the sample film has the eight shots in the order of its scenes", "[store][resources]") {
    std::vector<std::string> ids;
    std::vector<std::string> numbers;
    for (const auto& id : film::shotsInOrder(sample().film)) {
        ids.push_back(id.str());
        numbers.push_back(sample().film.shots.at(id).number);
    }
    CHECK(ids == std::vector<std::string>{"cafe", "astronaut", "doll", "vent", "detective", "tokyo", "alps",
                                          "marrakesh"});
    CHECK(numbers == std::vector<std::string>{"1A", "2A", "3A", "4A", "5A", "6A", "6B", "6C"});
}

TEST_CASE("every shot of the sample film draws on film, scene and shot", "[store][resources]") {
    using film::Level;
    std::set<Level> all;
    for (const auto& [id, shot] : sample().film.shots) {
        INFO(id.str());
        const auto levels = levelsOf(effective(id.str().c_str()));
        CHECK((levels.contains(Level::FilmLook) || levels.contains(Level::Film)));
        CHECK((levels.contains(Level::SceneLook) || levels.contains(Level::Scene)));
        CHECK(levels.contains(Level::Shot));
        all.insert(levels.begin(), levels.end());
    }
    CHECK(all.size() == 7);  // the six levels, and what stays free
}

TEST_CASE("no field of the sample film holds a sentence instead of structure", "[store][resources]") {
    for (const auto& [id, shot] : sample().film.shots) {
        INFO(id.str());
        const auto direction = effective(id.str().c_str()).direction;
        CHECK_FALSE(direction.story.actions.empty());
        for (const auto& text : textsOf(direction)) {
            INFO(text);
            CHECK(std::count(text.begin(), text.end(), ' ') < 9);
            CHECK(text.find(". ") == std::string::npos);
            CHECK((text.empty() || text.back() != '.'));
        }
    }
}

TEST_CASE("every shot of the sample film is directed in full", "[store][resources]") {
    for (const auto& [id, shot] : sample().film.shots) {
        INFO(id.str());
        const auto d = effective(id.str().c_str()).direction;
        CHECK(d.lens.focal);
        CHECK(d.lens.aperture);
        CHECK((d.frame.size || d.frame.extent));
        CHECK(d.frame.angle);
        CHECK((d.frame.height || d.frame.extent));
        CHECK(d.light.keyAzimuth);
        CHECK(d.light.keyKelvin);
        CHECK(d.light.ratio);
        CHECK(d.grade.palette.empty() == (d.grade.grade == film::TermId("noir_bw")));
        CHECK_FALSE(d.camera.moves.empty());
        for (const auto& move : d.camera.moves) CHECK_FALSE((move.easing.empty() || move.speed.empty()));
        CHECK((d.sound.onlySound || !d.sound.ambience.empty()));
        CHECK_FALSE(d.avoid.items.empty());
        CHECK(d.output.duration);
        CHECK(d.output.ratio);
        CHECK(d.output.rate);
    }
}

TEST_CASE("the café close-up is the one of the brief", "[store][resources]") {
    const auto d = effective("cafe").direction;
    CHECK(d.frame.size == film::TermId("cu"));
    CHECK(d.frame.tightness == film::TermId("tight"));
    CHECK(d.lens.focal == base::Millimetres{50});
    CHECK(d.lens.construction == film::TermId("prime"));
    CHECK(d.lens.depth == film::TermId("very_shallow"));
    CHECK(d.lens.character == std::vector{film::TermId("creamy")});
    CHECK(d.light.pattern == film::TermId("rembrandt"));
    CHECK(d.light.source == film::TermId("window"));
    CHECK(d.light.quality == film::TermId("soft"));
    CHECK(d.light.keyAzimuth->value == 45);
    CHECK(d.light.keyElevation->value == 45);
    CHECK(d.light.ratio->value == 4);
    CHECK(d.grade.grade == film::TermId("teal_orange_subtle"));
    CHECK(d.texture.grain);
}

TEST_CASE("the other briefs are in the structure too", "[store][resources]") {
    CHECK(effective("vent").direction.output.labelAsAi == true);
    CHECK(effective("detective").direction.output.duration == base::Milliseconds(10000));
    CHECK(effective("detective").direction.place.era == "the 1940s");
    CHECK(effective("doll").direction.sound.onlySound == "the rhythmic creak of a rocking chair");
    CHECK(effective("astronaut").direction.mood.moods.at(0) == film::TermId("existential_dread"));
    CHECK(effective("tokyo").direction.lens.squeeze == 2.0);
}

TEST_CASE("the sample film can be copied, changed and saved", "[store][resources]") {
    const test::TempDir dir;
    const fs::path copy = dir.path() / "mine.groundglass";
    REQUIRE(store::copyFilm(sample().folder, copy));
    auto mine = store::loadFilm(copy, test::vocabulary());
    REQUIRE(mine);
    CHECK(mine->film == sample().film);
    mine->film.shots.at(film::ShotId("cafe")).direction.lens.focal = base::Millimetres{85};
    REQUIRE(store::saveFilm(*mine));
    const auto again = store::loadFilm(copy, test::vocabulary());
    REQUIRE(again);
    CHECK(again->film == mine->film);
}
