#include "fixture.hpp"

#include <unistd.h>
#include <chrono>

using namespace groundglass;
using test::mentions;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct Opened {
    test::TempDir dir;
    fs::path folder = dir.path() / "harbour.groundglass";
    store::LoadedFilm loaded;
    Opened() {
        REQUIRE(store::createFilm(folder, test::smallFilm()));
        auto film = store::loadFilm(folder, test::vocabulary());
        REQUIRE(film);
        loaded = std::move(*film);
    }
    film::Shot& rope() { return loaded.film.shots.at(film::ShotId("rope")); }
};

}  // namespace

TEST_CASE("saving an unchanged film touches no file", "[store]") {
    Opened film;
    const auto stamp = fs::file_time_type::clock::now() - std::chrono::hours(5);
    for (const auto& entry : fs::recursive_directory_iterator(film.folder)) {
        if (entry.is_regular_file()) fs::last_write_time(entry.path(), stamp);
    }
    REQUIRE(store::saveFilm(film.loaded));
    for (const auto& entry : fs::recursive_directory_iterator(film.folder)) {
        if (entry.is_regular_file()) CHECK(fs::last_write_time(entry.path()) == stamp);
    }
}

TEST_CASE("a file in a person's own spelling keeps its bytes until it changes", "[store]") {
    Opened film;
    const std::string typed =
        "{\"version\":1,\"schema\":\"groundglass/shot\",\n\n  \"id\":\"rope\", \"scene\":\"dawn\","
        " \"x_vendor\": {\"lut\": [1, 2]}, \"direction\": {\"lens\": {\"focal\": 85, \"coating\": "
        "\"amber\"}}}";
    spill(film.folder / "shots/rope.json", typed);
    auto loaded = store::loadFilm(film.folder, test::vocabulary());
    REQUIRE(loaded);
    REQUIRE(store::saveFilm(*loaded));
    CHECK(slurp(film.folder / "shots/rope.json") == typed);

    loaded->film.shots.at(film::ShotId("rope")).title = "The rope";
    REQUIRE(store::saveFilm(*loaded));
    const std::string written = slurp(film.folder / "shots/rope.json");
    CHECK(written.find("\"x_vendor\"") != std::string::npos);
    CHECK(written.find("\"coating\": \"amber\"") != std::string::npos);
    CHECK(written.find("\"title\": \"The rope\"") != std::string::npos);
    CHECK(written.back() == '\n');
}

TEST_CASE("additions are written and items that are gone lose their file", "[store]") {
    Opened film;
    film.loaded.film.shots.erase(film::ShotId("arrival"));
    film::Shot shot = film.rope();
    shot.id = film::ShotId("knot");
    film.loaded.film.shots[shot.id] = shot;
    REQUIRE(store::saveFilm(film.loaded));
    CHECK(fs::exists(film.folder / "shots/knot.json"));
    CHECK_FALSE(fs::exists(film.folder / "shots/arrival.json"));
    const auto again = store::loadFilm(film.folder, test::vocabulary());
    REQUIRE(again);
    CHECK(again->film == film.loaded.film);
    CHECK(again->texts == film.loaded.texts);
}

TEST_CASE("a file that another program changed is a conflict and nothing is written", "[store]") {
    Opened film;
    film.rope().title = "ours";
    film.loaded.film.title = "ours too";
    const std::string theirs = slurp(film.folder / "shots/rope.json") + "\n";
    spill(film.folder / "shots/rope.json", theirs);
    const auto before = test::snapshot(film.folder);
    const auto saved = store::saveFilm(film.loaded);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == base::ErrorCode::InvalidInput);
    REQUIRE(saved.error().problems.size() == 1);
    CHECK(saved.error().problems[0].file == "shots/rope.json");
    CHECK(test::snapshot(film.folder) == before);

    REQUIRE(store::saveFilm(film.loaded, store::OnConflict::Overwrite));
    CHECK(slurp(film.folder / "shots/rope.json").find("\"ours\"") != std::string::npos);
    REQUIRE(store::saveFilm(film.loaded));
}

TEST_CASE("changes of other people's files are no conflict with ours", "[store]") {
    Opened film;
    film.rope().title = "ours";
    const std::string theirs = slurp(film.folder / "shots/arrival.json") + "\n";
    spill(film.folder / "shots/arrival.json", theirs);
    REQUIRE(store::saveFilm(film.loaded));
    CHECK(slurp(film.folder / "shots/arrival.json") == theirs);
}

TEST_CASE("a file that somebody deleted or added meanwhile is a conflict too", "[store]") {
    Opened film;
    film.rope().title = "ours";
    fs::remove(film.folder / "shots/rope.json");
    CHECK_FALSE(store::saveFilm(film.loaded));

    Opened other;
    film::Shot shot = other.rope();
    shot.id = film::ShotId("knot");
    other.loaded.film.shots[shot.id] = shot;
    spill(other.folder / "shots/knot.json", "{}");
    const auto saved = store::saveFilm(other.loaded);
    REQUIRE_FALSE(saved);
    CHECK(mentions(saved.error().problems, "shots/knot.json", "another program"));
}

TEST_CASE("a damaged file is put aside before a forced save", "[store]") {
    Opened film;
    film.rope().title = "ours";
    spill(film.folder / "shots/rope.json", "{ half of somebody's work");
    REQUIRE(store::saveFilm(film.loaded, store::OnConflict::Overwrite));
    std::string kept;
    for (const auto& [path, bytes] : test::snapshot(film.folder)) {
        if (path.find("rope.damaged-") != std::string::npos) kept = bytes;
    }
    CHECK(kept == "{ half of somebody's work");
    const auto again = store::loadFilm(film.folder, test::vocabulary());
    REQUIRE(again);
    CHECK(mentions(again->warnings, "rope.damaged-", "put aside"));
}

TEST_CASE("an item that could not be read back is not saved", "[store]") {
    Opened film;
    film.rope().direction.lens.focal = base::Millimetres{-3};
    const auto before = test::snapshot(film.folder);
    const auto saved = store::saveFilm(film.loaded);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == base::ErrorCode::InvalidInput);
    CHECK(test::snapshot(film.folder) == before);

    film.rope().direction.lens.focal = base::Millimetres{35};
    film::Shot shot = film.rope();
    shot.id = film::ShotId("../escape");
    film.loaded.film.shots[shot.id] = shot;
    const auto escaped = store::saveFilm(film.loaded);
    REQUIRE_FALSE(escaped);
    CHECK(escaped.error().code == base::ErrorCode::InvalidInput);
    CHECK(test::snapshot(film.dir.path()).size() == before.size());
}

TEST_CASE("a link that appeared since loading is not written through", "[store]") {
    Opened film;
    spill(film.dir.path() / "outside.json", slurp(film.folder / "shots/rope.json"));
    fs::remove(film.folder / "shots/rope.json");
    fs::create_symlink(film.dir.path() / "outside.json", film.folder / "shots/rope.json");
    film.rope().title = "ours";
    const std::string before = slurp(film.dir.path() / "outside.json");
    CHECK_FALSE(store::saveFilm(film.loaded));
    CHECK(slurp(film.dir.path() / "outside.json") == before);
}

TEST_CASE("a folder that cannot be written says so and keeps the film unsaved", "[store]") {
    Opened film;
    film.rope().title = "ours";
    fs::permissions(film.folder / "shots", fs::perms::owner_read | fs::perms::owner_exec);
    if (::geteuid() == 0) {
        fs::permissions(film.folder / "shots", fs::perms::owner_all);
        fs::remove_all(film.folder / "shots");
        spill(film.folder / "shots", "not a folder");
    }
    const auto saved = store::saveFilm(film.loaded, store::OnConflict::Overwrite);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == base::ErrorCode::Io);
    CHECK_FALSE(saved.error().problems.at(0).remedy.empty());
    std::error_code ignored;
    fs::permissions(film.folder / "shots", fs::perms::owner_all, ignored);
}

TEST_CASE("a save that failed half-way can be repeated", "[store]") {
    Opened film;
    film.rope().title = "ours";
    film.loaded.film.title = "New title";
    fs::remove(film.folder / "film.json");
    fs::create_directory(film.folder / "film.json");
    CHECK_FALSE(store::saveFilm(film.loaded, store::OnConflict::Overwrite));
    CHECK(slurp(film.folder / "shots/rope.json").find("ours") != std::string::npos);
    fs::remove(film.folder / "film.json");
    REQUIRE(store::saveFilm(film.loaded, store::OnConflict::Overwrite));
    const auto again = store::loadFilm(film.folder, test::vocabulary());
    REQUIRE(again);
    CHECK(again->film == film.loaded.film);
}
