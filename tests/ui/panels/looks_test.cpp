#include "groundglass/base/paths.hpp"
#include "support/catch.hpp"
#include "ui/panels/looks/looks_page.hpp"
#include "ui/panels/looks/shelf.hpp"
#include "ui/studio_fixture.hpp"

#include <QPushButton>
#include <QTest>

#include <filesystem>
#include <memory>

using namespace groundglass;
using namespace groundglass::ui::looks;

namespace {

film::Look warm() {
    film::Look look{
        .id = film::LookId("warm"), .title = "Warm window", .note = {}, .direction = {}, .extra = {}};
    look.direction.light.keyKelvin = base::Kelvin{4200};
    look.direction.lens.aperture = base::FNumber{2};
    return look;
}

}  // namespace

TEST_CASE("a look from elsewhere is taken into the film and put on a shot by one step", "[ui][looks]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    const film::ShotId shot("coffee");
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), warm(), shot)));
    CHECK(studio.document.film().looks.contains(film::LookId("warm")));
    CHECK(studio.document.film().shots.at(shot).look == film::LookId("warm"));
    CHECK(studio.document.undoStack().index() == 1);
    studio.document.undoStack().undo();
    CHECK(studio.document.film().looks.empty());
    CHECK(studio.document.film().shots.at(shot).look.empty());
}

TEST_CASE("an equal look is used again, another of the same id gets an id of its own", "[ui][looks]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), warm(), film::ShotId("coffee"))));
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), warm(), film::ShotId("street"))));
    CHECK(studio.document.film().looks.size() == 1);
    film::Look other = warm();
    other.direction.light.keyKelvin = base::Kelvin{9000};
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), other, film::SceneId("alps"))));
    CHECK(studio.document.film().looks.size() == 2);
    CHECK(studio.document.film().scenes.at(film::SceneId("alps")).look != film::LookId("warm"));
    CHECK(usedBy(studio.document.film(), film::LookId("warm")) == QStringLiteral("2 shots"));
}

TEST_CASE("a look that is removed leaves nothing that points to it", "[ui][looks]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), warm(), film::ShotId("coffee"))));
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), warm(), studio.document.film().id)));
    REQUIRE(studio.document.edit(removeLook(studio.document.film(), film::LookId("warm"))));
    CHECK(studio.document.film().looks.empty());
    CHECK(studio.document.film().look.empty());
    CHECK(studio.document.film().shots.at(film::ShotId("coffee")).look.empty());
}

TEST_CASE("a look covers only the fields that it sets", "[ui][looks]") {
    film::Direction base = neutralPortrait();
    base.light.ratio = base::LightRatio{8};
    const film::Direction dressed = withLook(base, warm().direction);
    CHECK(dressed.light.keyKelvin->value == 4200);
    CHECK(dressed.light.ratio->value == 8);
    CHECK(dressed.frame.size == base.frame.size);
}

TEST_CASE("a comparison lists what differs and nothing else", "[ui][looks]") {
    film::Look other = warm();
    other.direction.lens.aperture = base::FNumber{4};
    const auto rows = differences(warm().direction, other.direction, test::library()->vocabulary);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].field == QStringLiteral("Aperture"));
    CHECK(rows[0].a == QStringLiteral("f/2"));
    CHECK(rows[0].b == QStringLiteral("f/4"));
    CHECK(keyNumbers(warm().direction, test::library()->vocabulary) == QStringLiteral("f/2 · 4200 K"));
}

TEST_CASE("the same direction has the same picture key, another has another", "[ui][looks]") {
    const auto key = pictureKey(neutralPortrait(), {208, 118});
    CHECK(key == pictureKey(neutralPortrait(), {208, 118}));
    CHECK(key != pictureKey(neutralPortrait(), {416, 236}));
    CHECK(key != pictureKey(withLook(neutralPortrait(), warm().direction), {208, 118}));
}

TEST_CASE("a look that is kept in the library is one step, and undo takes its file away", "[ui][looks]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.edit(applyLook(studio.document.film(), warm(), film::ShotId("coffee"))));
    ui::looks::LooksPage page(studio.context, nullptr);
    page.resize(1200, 800);
    page.show();
    REQUIRE(QTest::qWaitFor([&] { return studio.background.idle() && page.cardCount() > 1; }, 20'000));
    page.choose(ShelvedLook{Shelf::Film, warm()}.key());
    QPushButton* keep = nullptr;
    for (QPushButton* button : page.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Keep in my library")) keep = button;
    }
    REQUIRE(keep);
    const int steps = studio.document.undoStack().count();
    keep->click();
    CHECK(studio.document.undoStack().count() == steps + 1);
    const auto file = base::dataFolder() / "looks" / "warm.json";
    REQUIRE(QTest::qWaitFor([&] { return std::filesystem::exists(file); }, 20'000));
    studio.document.undoStack().undo();
    REQUIRE(QTest::qWaitFor([&] { return !std::filesystem::exists(file); }, 20'000));
}
