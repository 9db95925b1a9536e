#include "ui/models/strip_model.hpp"

#include "studio_fixture.hpp"
#include "support/catch.hpp"
#include "ui/models/shot_edits.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace groundglass;

namespace {

QStringList titles(const ui::StripModel& model) {
    QStringList rows;
    for (int i = 0; i < model.rowCount(); ++i) {
        const QModelIndex index = model.index(i);
        const QString mark = index.data(ui::StripModel::IsSceneRole).toBool()
                                 ? QStringLiteral("# ")
                                 : index.data(ui::StripModel::NumberRole).toString() + QLatin1Char(' ');
        rows << mark + index.data(Qt::DisplayRole).toString();
    }
    return rows;
}

}  // namespace

TEST_CASE("the strip lists scenes with their shots in order", "[ui][models]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::StripModel model(studio.document, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(titles(model) == QStringList{QStringLiteral("# Paris, morning"), QStringLiteral("1A Shot 1A"),
                                       QStringLiteral("1B Shot 1B"), QStringLiteral("# The Alps"),
                                       QStringLiteral("2A Shot 2A")});
}

TEST_CASE("new, moved and deleted shots are single insertions and removals, never a reset", "[ui][models]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::Document& document = studio.document;
    ui::StripModel model(document, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

    auto added = ui::newShot(document.film(), film::SceneId("paris"), film::ShotId("coffee"));
    REQUIRE(document.edit(std::move(added.edit)));
    CHECK(inserted.count() == 1);
    CHECK(model.shotAt(model.index(2)) == added.id);
    CHECK(model.index(2).data(ui::StripModel::NumberRole).toString() == QStringLiteral("1C"));

    REQUIRE(document.edit(ui::moveShot(document.film(), film::ShotId("ridge"), -1)));
    CHECK(model.sceneAt(model.indexOf(film::ShotId("ridge"))) == film::SceneId("paris"));
    REQUIRE(document.edit(ui::deleteShot(document.film(), film::ShotId("coffee"))));
    CHECK_FALSE(model.indexOf(film::ShotId("coffee")).isValid());
    while (document.undoStack().canUndo()) document.undoStack().undo();
    CHECK(document.film() == test::smallFilm());
    CHECK(titles(model).size() == 5);
    CHECK(resets.count() == 0);
}

TEST_CASE("a shot of a scene that does not exist is shown as unplaced", "[ui][models]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::StripModel model(studio.document, nullptr);
    film::Shot lost;
    lost.id = film::ShotId("lost");
    lost.title = "Lost";
    lost.scene = film::SceneId("nowhere");
    lost.order = film::orderBetween({}, {});
    REQUIRE(studio.document.edit(film::putShot(lost.id, lost)));
    CHECK(titles(model).contains(QStringLiteral("# Unplaced")));
    CHECK(model.indexOf(film::ShotId("lost")).isValid());
}

TEST_CASE("a title is edited in place as one step, and hidden characters are shown as marks",
          "[ui][models]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::StripModel model(studio.document, nullptr);
    const QModelIndex index = model.indexOf(film::ShotId("coffee"));
    CHECK(model.setData(index, QStringLiteral("The coffee"), Qt::EditRole));
    CHECK(studio.document.film().shots.at(film::ShotId("coffee")).title == "The coffee");
    CHECK_FALSE(model.setData(index, QStringLiteral("   "), Qt::EditRole));
    CHECK(model.setData(index, QString::fromUtf8("a\u202Eb"), Qt::EditRole));
    CHECK(index.data(Qt::DisplayRole).toString().contains(QStringLiteral("U+202E")));
}

TEST_CASE("facts name what is set and follow an edit", "[ui][models]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    ui::StripModel model(studio.document, nullptr);
    const QModelIndex index = model.indexOf(film::ShotId("coffee"));
    CHECK(index.data(ui::StripModel::FactsRole).toString().contains(QStringLiteral("50 mm")));
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    REQUIRE(studio.document.setField("output/duration", std::int64_t{6000}));
    const QString facts = index.data(ui::StripModel::FactsRole).toString();
    CHECK(facts.contains(QStringLiteral("85 mm")));
    CHECK(facts.endsWith(QStringLiteral("6 s")));
}

TEST_CASE("a duplicate differs from its original in id, number and place only", "[ui][models]") {
    const film::Film film = test::smallFilm();
    auto copy = ui::duplicateShot(film, film::ShotId("coffee"));
    film::Film after = film;
    REQUIRE(copy.edit->apply(after));
    const film::Shot& original = after.shots.at(film::ShotId("coffee"));
    film::Shot made = after.shots.at(copy.id);
    CHECK(made.direction == original.direction);
    CHECK(made.order > original.order);
    CHECK(made.order < after.shots.at(film::ShotId("street")).order);
    CHECK(made.number != original.number);
}

TEST_CASE("a shot at the end of the film cannot move on", "[ui][models]") {
    const film::Film film = test::smallFilm();
    CHECK(ui::moveShot(film, film::ShotId("ridge"), 1) == nullptr);
    CHECK(ui::moveShot(film, film::ShotId("coffee"), -1) == nullptr);
    CHECK(ui::moveShot(film, film::ShotId("none"), 1) == nullptr);
}
