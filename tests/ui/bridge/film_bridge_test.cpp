#include "ui/bridge/film_bridge.hpp"

#include "bridge_fixture.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/paths.hpp"
#include "support/catch.hpp"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace groundglass;
namespace fs = std::filesystem;

namespace {

/// Opens the small film from a folder on the disk.
void openFromDisk(test::BridgeFixture& studio) {
    const auto folder = studio.folder.path() / "small.groundglass";
    REQUIRE(store::createFilm(folder, test::smallFilm()));
    QSignalSpy opened(&studio.document, &ui::Document::opened);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));
}

/// A film in a folder, with edits of a run that ended before it saved: another lens, another title.
fs::path withUnsavedEdits(test::BridgeFixture& studio) {
    const auto folder = studio.folder.path() / "small.groundglass";
    auto loaded = store::createFilm(folder, test::smallFilm());
    REQUIRE(loaded);
    loaded->film.shots.at(film::ShotId("coffee")).direction.lens.focal = base::Millimetres{85};
    REQUIRE(store::autosave(base::stateFolder(), *loaded));
    return folder;
}

/// The files of unsaved edits in the state folder, of all films and set aside ones too.
std::vector<fs::path> autosaves() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(base::stateFolder() / "autosave"))
        files.push_back(entry.path());
    return files;
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

TEST_CASE("a review is written at once, and its undo too", "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    film::Take take;
    take.id = film::TakeId("take_one");
    take.shot = film::ShotId("coffee");
    const auto clip = studio.folder.path() / "made.mp4";
    REQUIRE(base::AtomicFile::write(clip, "clip"));
    REQUIRE(store::storeTake(studio.document.folder(), take, clip));
    film::Review review;
    review.circled = true;
    review.note = "eyes too bright";
    const auto onDisk = [&] {
        film::Review read;
        bool answered = false;
        studio.films.takes(take.shot, &studio.document, [&](store::Takes takes) {
            if (takes.reviews.contains(take.id)) read = takes.reviews.at(take.id);
            answered = true;
        });
        REQUIRE(QTest::qWaitFor([&] { return answered; }, 20'000));
        return read;
    };
    studio.document.review(take, {}, review);
    CHECK(onDisk() == review);
    CHECK_FALSE(studio.document.isDirty());
    studio.document.undoStack().undo();
    CHECK(onDisk() == film::Review{});
    studio.document.undoStack().redo();
    CHECK(onDisk() == review);
}

TEST_CASE("a film that another program holds is read-only until it is let go", "[ui][bridge]") {
    test::BridgeFixture studio;
    const auto folder = studio.folder.path() / "small.groundglass";
    REQUIRE(store::createFilm(folder, test::smallFilm()));
    auto theirs = store::FilmLock::take(folder);
    REQUIRE(theirs);
    const std::string text = *base::readFile(folder / ".groundglass.lock");
    QSignalSpy opened(&studio.document, &ui::Document::opened);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));
    CHECK(studio.document.readOnly().contains(QStringLiteral("process")));
    QSignalSpy refused(&studio.document, &ui::Document::editRefused);
    CHECK_FALSE(studio.document.setField("lens/focal", 85.0));
    CHECK(refused.count() == 1);
    CHECK_FALSE(studio.document.isDirty());
    CHECK(*base::readFile(folder / ".groundglass.lock") == text);

    { const store::FilmLock gone = std::move(*theirs); }
    REQUIRE(QTest::qWaitFor([&] { return studio.document.readOnly().isEmpty(); }, 20'000));
    CHECK(studio.document.setField("lens/focal", 85.0));
}

TEST_CASE("an open film is held, and free when it is closed", "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    const auto folder = studio.document.folder();
    CHECK(studio.document.readOnly().isEmpty());
    CHECK(store::FilmLock::holder(folder));
    QSignalSpy opened(&studio.document, &ui::Document::opened);
    studio.films.open(folder);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 2; }, 20'000));
    CHECK(studio.document.readOnly().isEmpty());
    studio.document.close();
    REQUIRE(QTest::qWaitFor([&] { return studio.films.idle(); }, 20'000));
    CHECK_FALSE(store::FilmLock::holder(folder));
}

TEST_CASE("files that git brings are read again, under edits of other files", "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    const auto file = studio.document.folder() / "shots" / "street.json";
    std::string theirs = *base::readFile(file);
    theirs.replace(theirs.find("Shot 1B"), 7, "Theirs!");
    studio.document.selectShot(film::ShotId("coffee"));
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    QSignalSpy reloaded(&studio.films, &ui::FilmBridge::reloaded);
    REQUIRE(base::AtomicFile::write(file, theirs));
    REQUIRE(QTest::qWaitFor([&] { return reloaded.count() == 1; }, 20'000));
    CHECK(reloaded.front().front().toStringList() == QStringList{QStringLiteral("shots/street.json")});
    CHECK(studio.document.film().shots.at(film::ShotId("street")).title == "Theirs!");
    CHECK(studio.document.film().shots.at(film::ShotId("coffee")).direction.lens.focal->value ==
          Approx(85.0));
    CHECK(studio.document.currentShot() == film::ShotId("coffee"));
    CHECK(studio.document.isDirty());
    QSignalSpy saved(&studio.films, &ui::FilmBridge::saved);
    studio.films.save();
    REQUIRE(QTest::qWaitFor([&] { return saved.count() == 1; }, 20'000));
    CHECK(*base::readFile(file) == theirs);
}

TEST_CASE("a file that both sides changed is asked about once, before anything is saved", "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    const auto file = studio.document.folder() / "shots" / "coffee.json";
    std::string theirs = *base::readFile(file);
    theirs.replace(theirs.find("Shot 1A"), 7, "Theirs!");
    REQUIRE(studio.document.setField("lens/focal", 85.0));
    QSignalSpy conflict(&studio.films, &ui::FilmBridge::conflict);
    REQUIRE(base::AtomicFile::write(file, theirs));
    REQUIRE(QTest::qWaitFor([&] { return conflict.count() == 1; }, 20'000));
    CHECK(studio.document.isDirty());
    CHECK(*base::readFile(file) == theirs);
}

TEST_CASE("edits of a crashed run that cannot be read are put aside and told", "[ui][bridge]") {
    test::BridgeFixture studio;
    const auto before = fs::exists(base::stateFolder() / "autosave") ? autosaves() : std::vector<fs::path>{};
    const auto folder = withUnsavedEdits(studio);
    fs::path file;
    for (const auto& each : autosaves()) {
        if (std::find(before.begin(), before.end(), each) == before.end()) file = each;
    }
    REQUIRE(base::AtomicFile::write(file, "{ \"schema\": \"groundglass/autosave\", \"version\": 99 }"));
    QSignalSpy opened(&studio.document, &ui::Document::opened);
    QSignalSpy recoverable(&studio.films, &ui::FilmBridge::recoverable);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));
    CHECK(recoverable.count() == 0);
    REQUIRE(studio.document.warnings().size() == 1);
    CHECK(studio.document.warnings().front().message.find("cannot be read") != std::string::npos);
    CHECK(studio.document.warnings().front().message.find("7 days") != std::string::npos);
    CHECK_FALSE(fs::exists(file));
    const auto after = autosaves();
    const auto aside = std::find_if(after.begin(), after.end(), [&](const fs::path& each) {
        return each.filename().string().starts_with(file.filename().string() + ".declined-");
    });
    REQUIRE(aside != after.end());
    CHECK(base::readFile(*aside)->find("99") != std::string::npos);
    // The film can be worked on as any other.
    REQUIRE(studio.document.setField("lens/focal", 35.0));
    CHECK(QTest::qWaitFor([&] { return fs::exists(file); }, 20'000));
}

TEST_CASE("edits of a crashed run come back over what another program wrote meanwhile", "[ui][bridge]") {
    test::BridgeFixture studio;
    const auto folder = withUnsavedEdits(studio);
    QSignalSpy recoverable(&studio.films, &ui::FilmBridge::recoverable);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return recoverable.count() == 1; }, 20'000));
    CHECK(recoverable.front().front().toStringList().isEmpty());

    const auto file = folder / "shots" / "street.json";
    std::string theirs = *base::readFile(file);
    theirs.replace(theirs.find("Shot 1B"), 7, "Theirs!");
    QSignalSpy reloaded(&studio.films, &ui::FilmBridge::reloaded);
    REQUIRE(base::AtomicFile::write(file, theirs));
    REQUIRE(QTest::qWaitFor([&] { return reloaded.count() == 1; }, 20'000));
    REQUIRE(QTest::qWaitFor([&] { return recoverable.count() == 2; }, 20'000));
    CHECK(studio.document.film().shots.at(film::ShotId("coffee")).direction.lens.focal->value ==
          Approx(50.0));

    studio.films.takeRecovered();
    REQUIRE(QTest::qWaitFor([&] { return studio.document.isDirty(); }, 20'000));
    CHECK(studio.document.film().shots.at(film::ShotId("coffee")).direction.lens.focal->value ==
          Approx(85.0));
    CHECK(studio.document.film().shots.at(film::ShotId("street")).title == "Theirs!");
}

TEST_CASE("a save does not take unanswered edits of a crashed run away", "[ui][bridge]") {
    test::BridgeFixture studio;
    const auto folder = withUnsavedEdits(studio);
    QSignalSpy recoverable(&studio.films, &ui::FilmBridge::recoverable);
    studio.films.open(folder);
    REQUIRE(QTest::qWaitFor([&] { return recoverable.count() == 1; }, 20'000));
    studio.document.selectShot(film::ShotId("street"));
    REQUIRE(studio.document.setField("lens/focal", 35.0));
    QSignalSpy saved(&studio.films, &ui::FilmBridge::saved);
    studio.films.save();
    REQUIRE(QTest::qWaitFor([&] { return saved.count() == 1; }, 20'000));
    studio.films.takeRecovered();
    REQUIRE(QTest::qWaitFor([&] { return studio.document.isDirty(); }, 20'000));
    const auto& shots = studio.document.film().shots;
    CHECK(shots.at(film::ShotId("coffee")).direction.lens.focal->value == Approx(85.0));
    CHECK(shots.at(film::ShotId("street")).direction.lens.focal->value == Approx(35.0));
}

TEST_CASE("a folder that is made later is watched too, and a file written in its place is noticed",
          "[ui][bridge]") {
    test::BridgeFixture studio;
    openFromDisk(studio);
    const auto folder = studio.document.folder();
    REQUIRE(fs::remove(folder / "cast"));
    QSignalSpy reloaded(&studio.films, &ui::FilmBridge::reloaded);
    film::CastMember member;
    member.id = film::CastId("anna");
    member.name = "Anna";
    auto other = store::loadFilm(folder, test::library()->vocabulary);
    REQUIRE(other);
    other->film.cast.emplace(member.id, member);
    // As a program without our locks does it.
    const auto elsewhere = studio.folder.path() / "other.groundglass";
    REQUIRE(store::createFilm(elsewhere, other->film));
    REQUIRE(fs::create_directory(folder / "cast"));
    REQUIRE(QTest::qWaitFor([&] { return studio.films.idle(); }, 20'000));
    fs::copy_file(elsewhere / "cast" / "anna.json", folder / "cast" / "anna.json");
    REQUIRE(QTest::qWaitFor([&] { return reloaded.count() == 1; }, 20'000));
    CHECK(studio.document.film().cast.contains(member.id));

    const auto file = folder / "cast" / "anna.json";
    std::string text = *base::readFile(file);
    text.replace(text.find("Anna"), 4, "Vera");
    std::ofstream(file) << text;
    REQUIRE(QTest::qWaitFor([&] { return reloaded.count() == 2; }, 20'000));
    CHECK(studio.document.film().cast.at(member.id).name == "Vera");
}
