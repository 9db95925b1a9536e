#include "groundglass/film/film.hpp"

#include "groundglass/film/cascade.hpp"
#include "groundglass/film/edit.hpp"
#include "groundglass/film/fields.hpp"
#include "groundglass/film/json.hpp"
#include "support/catch.hpp"

#include <random>
#include <set>

using namespace groundglass;
using namespace groundglass::film;

namespace {

Film sampleFilm() {
    Film film;
    film.id = FilmId("f");
    Look warm;
    warm.id = LookId("warm");
    warm.direction.lens.focal = base::Millimetres{35};
    warm.direction.grade.grade = TermId("golden_hour");
    warm.direction.texture.grain = TermId("fine");
    film.looks.emplace(warm.id, warm);
    Scene scene;
    scene.id = SceneId("s");
    scene.order = "i";
    film.scenes.emplace(scene.id, scene);
    Shot shot;
    shot.id = ShotId("a");
    shot.scene = scene.id;
    shot.order = "i";
    film.shots.emplace(shot.id, shot);
    return film;
}

/// Applies an edit, then its inverse, and checks that the film is what it was; then forward again.
void checkReversible(const Film& film, const Edit& edit) {
    Film changed = film;
    auto inverse = edit.apply(changed);
    REQUIRE(inverse);
    CHECK_FALSE(changed == film);
    const Film after = changed;
    auto redo = (*inverse)->apply(changed);
    REQUIRE(redo);
    CHECK(changed == film);
    REQUIRE((*redo)->apply(changed));
    CHECK(changed == after);
    CHECK_FALSE(edit.changes().empty());
    CHECK_FALSE(edit.label().empty());
}

}  // namespace

TEST_CASE("every field can be read, unset and set again to the same value", "[film][fields]") {
    std::set<std::string_view> paths;
    for (const auto& field : fieldTable()) {
        INFO(field.path);
        CHECK(paths.insert(field.path).second);
        CHECK(std::find(groups().begin(), groups().end(), field.group()) != groups().end());
        Direction direction;
        CHECK_FALSE(isSet(field.get(direction)));
        REQUIRE(field.set(direction, std::monostate{}));
        CHECK(findField(field.path) == &field);
    }
    CHECK(findField("lens/nothing") == nullptr);
}

TEST_CASE("a value of the wrong kind or outside its range is refused", "[film][fields]") {
    const auto* focal = findField("lens/focal");
    REQUIRE(focal != nullptr);
    CHECK(checkField(*focal, 50.0));
    CHECK(checkField(*focal, std::int64_t{50}));
    CHECK_FALSE(checkField(*focal, 1.0));
    CHECK_FALSE(checkField(*focal, std::string("50 mm")));
    CHECK_FALSE(checkField(*focal, std::numeric_limits<double>::quiet_NaN()));
    const auto* composition = findField("frame/composition");
    CHECK_FALSE(checkField(*composition, std::vector<std::string>{"a", "b", "c", "d"}));
    CHECK_FALSE(checkField(*findField("output/rate"), base::FrameRate{0, 1}));
    CHECK_FALSE(checkField(*findField("grade/cdl"), Cdl{{0, 1, 1}, {0, 0, 0}, {1, 1, 1}, 1}));
}

TEST_CASE("the nearest level wins and says where it came from", "[film][cascade]") {
    Film film = sampleFilm();
    film.look = LookId("warm");
    auto effective = cascade(film, ShotId("a"));
    REQUIRE(effective);
    CHECK(effective->direction.lens.focal->value == 35);
    CHECK(effective->origin("lens/focal") == Origin{Level::FilmLook, LookId("warm")});
    CHECK(effective->origin("lens/aperture").level == Level::Unset);

    film.direction.lens.focal = base::Millimetres{40};
    CHECK(cascade(film, ShotId("a"))->origin("lens/focal").level == Level::Film);
    film.scenes.at(SceneId("s")).look = LookId("warm");
    CHECK(cascade(film, ShotId("a"))->direction.lens.focal->value == 35);
    film.scenes.at(SceneId("s")).direction.lens.focal = base::Millimetres{75};
    CHECK(cascade(film, ShotId("a"))->origin("lens/focal").level == Level::Scene);
    film.shots.at(ShotId("a")).look = LookId("warm");
    CHECK(cascade(film, ShotId("a"))->origin("lens/focal").level == Level::ShotLook);
    film.shots.at(ShotId("a")).direction.lens.focal = base::Millimetres{85};
    effective = cascade(film, ShotId("a"));
    CHECK(effective->direction.lens.focal->value == 85);
    CHECK(effective->origin("lens/focal").level == Level::Shot);
    CHECK(inherited(film, ShotId("a"))->direction.lens.focal->value == 35);
    CHECK_FALSE(cascade(film, ShotId("nobody")));
}

TEST_CASE("a look that is missing counts as unset", "[film][cascade]") {
    Film film = sampleFilm();
    film.look = LookId("gone");
    CHECK_FALSE(cascade(film, ShotId("a"))->direction.lens.focal);
}

TEST_CASE("every kind of edit can be taken back", "[film][edits]") {
    const Film film = sampleFilm();
    const ShotId shot("a");
    checkReversible(film, *setField(shot, "lens/focal", 50.0));
    checkReversible(film, *setField(SceneId("s"), "mood/moods", std::vector<std::string>{"dread"}));
    checkReversible(film, *setField(film.id, "output/duration", std::int64_t{8000}));
    checkReversible(film, *setField(LookId("warm"), "lens/focal", std::monostate{}));
    checkReversible(film, *putShot(ShotId("b"), Shot{}));
    checkReversible(film, *putShot(shot, std::nullopt));
    checkReversible(film, *putScene(SceneId("s"), std::nullopt));
    checkReversible(film, *putLook(LookId("cold"), Look{}));
    checkReversible(film, *putCast(CastId("woman"), CastMember{}));
    checkReversible(film, *putLocation(LocationId("cafe"), Location{}));
    checkReversible(film, *assignLook(shot, LookId("warm")));
    checkReversible(film, *assignLook(film.id, LookId("warm")));
    checkReversible(film, *setTitle(shot, "The coffee"));
    checkReversible(film, *setTarget(film.id, "veo31", "openai_videos", "any"));
    std::vector<std::unique_ptr<Edit>> both;
    both.push_back(putLook(LookId("cold"), Look{}));
    both.push_back(assignLook(shot, LookId("cold")));
    checkReversible(film, *together("Apply look", std::move(both)));
}

TEST_CASE("an edit that fails leaves the film as it was", "[film][edits]") {
    Film film = sampleFilm();
    const Film before = film;
    CHECK_FALSE(setField(ShotId("nobody"), "lens/focal", 50.0)->apply(film));
    CHECK_FALSE(setField(ShotId("a"), "lens/nothing", 50.0)->apply(film));
    CHECK_FALSE(setField(ShotId("a"), "lens/focal", 100000.0)->apply(film));
    CHECK_FALSE(assignLook(ShotId("a"), LookId("gone"))->apply(film));
    CHECK_FALSE(assignLook(LookId("warm"), LookId("warm"))->apply(film));
    CHECK_FALSE(putShot(ShotId("Bad Id"), Shot{})->apply(film));
    std::vector<std::unique_ptr<Edit>> both;
    both.push_back(setTitle(ShotId("a"), "x"));
    both.push_back(assignLook(ShotId("a"), LookId("gone")));
    CHECK_FALSE(together("Two", std::move(both))->apply(film));
    CHECK(film == before);
}

TEST_CASE("a look saved from a shot takes the look along and not the story", "[film][looks]") {
    Direction direction;
    direction.lens.focal = base::Millimetres{50};
    direction.light.pattern = TermId("rembrandt");
    direction.story.beat = "She waits.";
    direction.output.duration = base::Milliseconds(8000);
    const Look look = lookFrom(direction, LookId("window"), "Window");
    CHECK(look.direction.lens == direction.lens);
    CHECK(look.direction.light == direction.light);
    CHECK(look.direction.story == StoryFields{});
    CHECK(look.direction.output == OutputFields{});
}

TEST_CASE("an order key can always be put between two others", "[film][order]") {
    std::vector<std::string> keys{orderBetween({}, {})};
    std::mt19937 random(7);
    for (int i = 0; i < 400; ++i) {
        const std::size_t at = random() % (keys.size() + 1);
        const std::string before = at == 0 ? "" : keys[at - 1];
        const std::string after = at == keys.size() ? "" : keys[at];
        const std::string key = orderBetween(before, after);
        INFO(before << " < " << key << " < " << after);
        REQUIRE(before < key);
        REQUIRE((after.empty() || key < after));
        keys.insert(keys.begin() + static_cast<std::ptrdiff_t>(at), key);
    }
}

TEST_CASE("a rule is set aside for a shot with a note, and the edit can be taken back", "[film][edit]") {
    Film film = sampleFilm();
    checkReversible(film, *ignoreRule(ShotId("a"), "A07", "a comic face"));
    REQUIRE(ignoreRule(ShotId("a"), "A07", "a comic face")->apply(film));
    checkReversible(film, *ignoreRule(ShotId("a"), "A07", "another reason"));
    checkReversible(film, *ignoreRule(ShotId("a"), "A07", std::nullopt));
    const auto& ignored = film.shots.at(ShotId("a")).ignored;
    CHECK(ignored == std::vector<IgnoredRule>{{"A07", "a comic face", {}}});
    CHECK(shotFromJson(toJson(film.shots.at(ShotId("a"))), "a.json")->ignored == ignored);
    CHECK_FALSE(ignoreRule(ShotId("nobody"), "A07", "why")->apply(film));
    CHECK_FALSE(ignoreRule(ShotId("a"), "", "why")->apply(film));
}

TEST_CASE("shots come in screening order, the unplaced ones last", "[film][order]") {
    Film film = sampleFilm();
    Shot lost;
    lost.id = ShotId("lost");
    lost.scene = SceneId("gone");
    film.shots.emplace(lost.id, lost);
    Shot earlier;
    earlier.id = ShotId("z");
    earlier.scene = SceneId("s");
    earlier.order = "1";
    film.shots.emplace(earlier.id, earlier);
    CHECK(shotsInOrder(film) == std::vector<ShotId>{ShotId("z"), ShotId("a"), ShotId("lost")});
    CHECK(shotsInOrder(film, SceneId()) == std::vector<ShotId>{ShotId("lost")});
}
