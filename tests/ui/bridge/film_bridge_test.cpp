#include "ui/bridge/film_bridge.hpp"

#include "bridge_fixture.hpp"
#include "groundglass/base/files.hpp"
#include "support/catch.hpp"

#include <QSignalSpy>
#include <QTest>

using namespace groundglass;

namespace {

/// Opens the small film from a folder on the disk.
void openFromDisk(test::BridgeFixture& studio) {
    const auto folder = studio.folder.path() / "small.groundglass";
    REQUIRE(store::createFilm(folder, test::smallFilm()));
    QSignalSpy opened(&studio.document, &ui::Document::opened);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));
}

}  // namespace

TEST_CASE("a film is saved on the worker and is clean afterwards", "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    QSignalSpy saved(&studio.films, &ui::FilmBridge::saved);
    studio.films.save();
    REQUIRE(QTest::qWaitFor([&] { return saved.count() == 1; }, 20'000));
    CHECK_FALSE(studio.document.isDirty());
    const auto again = store::loadFilm(studio.document.folder(), test::library()->vocabulary);
    REQUIRE(again);
    CHECK(again->film == studio.document.film());
}

TEST_CASE("a file that another program changed is a conflict: both sides stay as they are", "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    const auto file = studio.document.folder() / "shots" / "coffee.json";
    std::string theirs = *base::readFile(file);
    theirs.insert(theirs.rfind('}'), " ");
    REQUIRE(base::AtomicFile::write(file, theirs));
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    QSignalSpy conflict(&studio.films, &ui::FilmBridge::conflict);
    studio.films.save();
    REQUIRE(QTest::qWaitFor([&] { return conflict.count() == 1; }, 20'000));
    CHECK(studio.document.isDirty());
    CHECK(*base::readFile(file) == theirs);
    CHECK_FALSE(conflict.first().first().toStringList().isEmpty());

    QSignalSpy saved(&studio.films, &ui::FilmBridge::saved);
    studio.films.save(store::OnConflict::Overwrite);
    REQUIRE(QTest::qWaitFor([&] { return saved.count() == 1; }, 20'000));
    CHECK_FALSE(studio.document.isDirty());
}

TEST_CASE("a folder that is no film is told and leaves the document alone", "[ui][bridge]") {
    test::BridgeFixture studio;
    QSignalSpy failed(&studio.films, &ui::FilmBridge::failed);
    studio.films.open(studio.folder.path() / "nothing.groundglass");
    REQUIRE(QTest::qWaitFor([&] { return failed.count() == 1; }, 20'000));
    CHECK(failed.first().first().toString() == QStringLiteral("open"));
    CHECK_FALSE(studio.document.isOpen());
}

TEST_CASE("recent films are remembered newest first, once each, and survive a damaged file", "[ui][bridge]") {
    const test::TempDir state;
    for (const char* name : {"one", "two", "one"}) {
        REQUIRE(ui::rememberRecent(state.path(), {name, state.path() / name, true}));
    }
    const auto films = ui::readRecent(state.path());
    REQUIRE(films.size() == 2);
    CHECK(films[0].title == "one");
    CHECK_FALSE(films[0].there);
    REQUIRE(base::AtomicFile::write(state.path() / "recent.json", "{ \"films\": 3"));
    CHECK(ui::readRecent(state.path()).empty());
    CHECK(ui::rememberRecent(state.path(), {"three", state.path() / "three", true}));
}
