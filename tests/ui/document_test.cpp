#include "studio_fixture.hpp"
#include "support/catch.hpp"

#include <QSignalSpy>

using namespace groundglass;

namespace {

double focalOf(const ui::Document& document, const char* shot) {
    const auto& focal = document.film().shots.at(film::ShotId(shot)).direction.lens.focal;
    return focal ? focal->value : 0;
}

}  // namespace

TEST_CASE("an edit changes the film, undo takes it back and redo brings it again", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    REQUIRE(document.setField("lens/focal", 85.0));
    CHECK(focalOf(document, "coffee") == 85);
    CHECK(document.isDirty());
    document.undoStack().undo();
    CHECK(focalOf(document, "coffee") == 50);
    CHECK_FALSE(document.isDirty());
    document.undoStack().redo();
    CHECK(focalOf(document, "coffee") == 85);
}

TEST_CASE("edits with one merge key are one step until the run ends", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    for (const double focal : {55.0, 65.0, 75.0}) REQUIRE(document.setField("lens/focal", focal, "drag"));
    CHECK(document.undoStack().count() == 1);
    document.endMerge();
    REQUIRE(document.setField("lens/focal", 100.0, "drag"));
    CHECK(document.undoStack().count() == 2);
    document.undoStack().undo();
    CHECK(focalOf(document, "coffee") == 75);
    document.undoStack().undo();
    CHECK(focalOf(document, "coffee") == 50);
    document.undoStack().redo();
    CHECK(focalOf(document, "coffee") == 75);
}

TEST_CASE("the same key on another field does not merge", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.setField("lens/focal", 85.0, "drag"));
    REQUIRE(studio.document.setField("lens/aperture", 2.0, "drag"));
    CHECK(studio.document.undoStack().count() == 2);
}

TEST_CASE("an edit that is refused leaves film, history and state as they were", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    QSignalSpy refused(&studio.document, &ui::Document::editRefused);
    const film::Film before = studio.document.film();
    CHECK_FALSE(studio.document.setField("lens/focal", -4.0));
    CHECK_FALSE(studio.document.setField("lens/no_such_field", 1.0));
    CHECK(studio.document.film() == before);
    CHECK(studio.document.undoStack().count() == 0);
    CHECK_FALSE(studio.document.isDirty());
    CHECK(refused.count() == 2);
}

TEST_CASE("every edit gives a new view, prompt and measured numbers", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    QSignalSpy views(&studio.document, &ui::Document::viewChanged);
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    CHECK(views.count() == 1);
    REQUIRE(studio.document.view());
    CHECK(studio.document.view()->measured.focal.value == Approx(85));
    REQUIRE(studio.document.prompt());
    CHECK(studio.document.prompt()->text.find("85") != std::string::npos);
}

TEST_CASE("values say whether the shot itself sets them", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    REQUIRE(document.edit(film::setField(film::SceneId("paris"), "lens/aperture", 4.0)));
    CHECK(std::get<double>(document.value("lens/aperture")) == 4.0);
    CHECK_FALSE(film::isSet(document.ownValue("lens/aperture")));
    CHECK(document.origin("lens/aperture").level == film::Level::Scene);
    CHECK(document.origin("lens/focal").level == film::Level::Shot);
}

TEST_CASE("when the current shot is deleted its neighbour becomes the current one, and undo does not lose it",
          "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    document.selectShot(film::ShotId("street"));
    REQUIRE(document.edit(film::putShot(film::ShotId("street"), std::nullopt)));
    CHECK(document.currentShot() == film::ShotId("ridge"));
    document.undoStack().undo();
    CHECK(document.film().shots.contains(film::ShotId("street")));
    CHECK(document.currentShot() == film::ShotId("ridge"));
}

TEST_CASE("a film without shots has no view, and its first shot is selected when it comes",
          "[ui][document]") {
    test::StudioFixture studio;
    store::LoadedFilm empty;
    empty.film.id = film::FilmId("empty");
    studio.document.open(std::move(empty));
    CHECK(studio.document.view() == nullptr);
    film::Shot shot;
    shot.id = film::ShotId("first");
    shot.order = film::orderBetween({}, {});
    REQUIRE(studio.document.edit(film::putShot(shot.id, shot)));
    CHECK(studio.document.currentShot() == film::ShotId("first"));
    CHECK(studio.document.view() != nullptr);
}

TEST_CASE("a save makes the film clean only when nothing was edited meanwhile", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    REQUIRE(document.setField("lens/focal", 85.0, "drag"));
    static_cast<void>(document.snapshot());
    document.saved({});
    CHECK_FALSE(document.isDirty());

    REQUIRE(document.setField("lens/focal", 90.0, "drag"));
    static_cast<void>(document.snapshot());
    REQUIRE(document.setField("lens/focal", 95.0, "drag"));
    document.saved({});
    CHECK(document.isDirty());
}

TEST_CASE("recovered edits are one step that can be undone", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    film::Film recovered = studio.document.film();
    recovered.title = "Recovered";
    const film::Film before = studio.document.film();
    studio.document.recover(recovered);
    CHECK(studio.document.film().title == "Recovered");
    CHECK(studio.document.isDirty());
    studio.document.undoStack().undo();
    CHECK(studio.document.film() == before);
}

namespace {

film::Take takeOfCoffee() {
    film::Take take;
    take.id = film::TakeId("take_one");
    take.shot = film::ShotId("coffee");
    take.clip = "take_one.mp4";
    return take;
}

film::Review starred(std::int64_t stars) {
    film::Review review;
    review.stars = stars;
    return review;
}

}  // namespace

TEST_CASE("a review is a step of undo that leaves the film as saved as it was", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    std::vector<film::Review> told;
    QObject::connect(&document, &ui::Document::reviewed, &document,
                     [&](const film::Take& take, const film::Review& review) {
                         CHECK(take.id == film::TakeId("take_one"));
                         told.push_back(review);
                     });
    document.review(takeOfCoffee(), starred(0), starred(3));
    CHECK(document.undoStack().count() == 1);
    CHECK_FALSE(document.isDirty());
    document.undoStack().undo();
    CHECK_FALSE(document.isDirty());
    document.undoStack().redo();
    CHECK_FALSE(document.isDirty());
    CHECK(told == std::vector<film::Review>{starred(3), starred(0), starred(3)});
    document.review(takeOfCoffee(), starred(3), starred(3));
    CHECK(document.undoStack().count() == 1);
}

TEST_CASE("a review between edits does not hide that the film has unsaved edits", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    QUndoStack& stack = document.undoStack();
    document.review(takeOfCoffee(), starred(0), starred(1));
    REQUIRE(document.setField("lens/focal", 85.0));
    CHECK(document.isDirty());
    document.review(takeOfCoffee(), starred(1), starred(2));
    CHECK(document.isDirty());
    stack.undo();
    CHECK(document.isDirty());
    stack.undo();
    CHECK_FALSE(document.isDirty());
    stack.undo();
    CHECK_FALSE(document.isDirty());
    stack.redo();
    CHECK_FALSE(document.isDirty());
    stack.redo();
    CHECK(document.isDirty());
}

TEST_CASE("a save that was under way while a take was reviewed leaves the film saved", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    REQUIRE(document.setField("lens/focal", 85.0));
    static_cast<void>(document.snapshot());
    document.review(takeOfCoffee(), starred(0), starred(1));
    document.saved({});
    CHECK_FALSE(document.isDirty());
    static_cast<void>(document.snapshot());
    REQUIRE(document.setField("lens/focal", 35.0));
    document.saved({});
    CHECK(document.isDirty());
}

TEST_CASE("a step whose place is gone does nothing", "[ui][document]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    int state = 0;
    auto place = std::make_unique<QObject>();
    studio.document.step(
        QStringLiteral("Aside"), place.get(), [&] { state = 1; }, [&] { state = 2; });
    CHECK(state == 1);
    studio.document.undoStack().undo();
    CHECK(state == 2);
    place.reset();
    studio.document.undoStack().redo();
    CHECK(state == 2);
}
