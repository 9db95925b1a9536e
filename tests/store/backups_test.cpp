#include "groundglass/store/backups.hpp"
#include "fixture.hpp"

using namespace groundglass;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t start = 1'764'000'000'000;

struct Kept {
    test::TempDir dir;
    fs::path state = dir.path() / "state";
    fs::path folder = dir.path() / "harbour.groundglass";
    store::LoadedFilm loaded;
    Kept() {
        auto film = store::createFilm(folder, test::smallFilm());
        REQUIRE(film);
        loaded = std::move(*film);
    }
    void save(const std::string& title, std::int64_t at) {
        loaded.film.shots.begin()->second.title = title;
        REQUIRE(store::saveFilm(loaded));
        REQUIRE(store::keepBackup(state, loaded, at));
    }
    [[nodiscard]] std::string restored(const std::string& id) const {
        const fs::path to = dir.path() / ("restored-" + id + ".groundglass");
        REQUIRE(store::restoreBackup(state, folder, id, to));
        const auto film = store::loadFilm(to, test::vocabulary());
        REQUIRE(film);
        CHECK(film->film.shots.size() == loaded.film.shots.size());
        return film->film.shots.begin()->second.title;
    }
    [[nodiscard]] fs::path place() const {
        for (const auto& entry : fs::directory_iterator(state / "backups")) return entry.path();
        return {};
    }
};

}  // namespace

TEST_CASE("every save can be gone back to", "[store][backup]") {
    Kept film;
    for (int i = 0; i < 5; ++i) film.save("Turn " + std::to_string(i), start + i * minute);
    const auto found = store::findBackups(film.state, film.folder);
    REQUIRE(found.size() == 5);
    CHECK(found.front().at == start + 4 * minute);
    CHECK(found.front().changed == 1);
    CHECK(found.back().changed == film.loaded.texts.size());
    for (int i = 0; i < 5; ++i)
        CHECK(film.restored(found[static_cast<std::size_t>(4 - i)].id) == "Turn " + std::to_string(i));
}

TEST_CASE("a save that changed nothing is no backup", "[store][backup]") {
    Kept film;
    film.save("Once", start);
    REQUIRE(store::keepBackup(film.state, film.loaded, start + minute));
    CHECK(store::findBackups(film.state, film.folder).size() == 1);
}

TEST_CASE("two saves in one millisecond are two backups", "[store][backup]") {
    Kept film;
    film.save("One", start);
    film.save("Two", start);
    const auto found = store::findBackups(film.state, film.folder);
    REQUIRE(found.size() == 2);
    CHECK(film.restored(found[0].id) == "Two");
    CHECK(film.restored(found[1].id) == "One");
}

TEST_CASE("ten saves stay, then one an hour, then one a day", "[store][backup]") {
    Kept film;
    // Every 20 minutes for three days.
    constexpr int saves = 3 * 24 * 3;
    for (int i = 0; i < saves; ++i) film.save("Turn " + std::to_string(i), start + i * 20 * minute);
    const auto found = store::findBackups(film.state, film.folder);
    CHECK(found.size() >= 10 + 19 + 2);
    CHECK(found.size() <= 10 + 25 + 4);
    for (std::size_t i = 0; i + 1 < 10; ++i) CHECK(found[i].at - found[i + 1].at == 20 * minute);
    for (std::size_t i = 11; i + 1 < 20; ++i) CHECK(found[i].at - found[i + 1].at == hour);
    CHECK(film.restored(found.back().id).starts_with("Turn "));
    CHECK(film.restored(found[15].id) == "Turn " + std::to_string((found[15].at - start) / (20 * minute)));

    SECTION("and after a quiet month the last ten are still there") {
        film.save("Late", start + 60LL * 24 * hour);
        const auto late = store::findBackups(film.state, film.folder);
        CHECK(late.size() == 10);
        CHECK(film.restored(late.front().id) == "Late");
    }
}

TEST_CASE("items that went and files that others changed are as they were", "[store][backup]") {
    Kept film;
    film.save("With both", start);
    film.loaded.film.shots.erase(film::ShotId("rope"));
    REQUIRE(store::saveFilm(film.loaded));
    REQUIRE(store::keepBackup(film.state, film.loaded, start + minute));
    const auto found = store::findBackups(film.state, film.folder);
    const auto one = film.dir.path() / "one.groundglass";
    REQUIRE(store::restoreBackup(film.state, film.folder, found[0].id, one));
    CHECK_FALSE(fs::exists(one / "shots/rope.json"));
    const auto two = film.dir.path() / "two.groundglass";
    REQUIRE(store::restoreBackup(film.state, film.folder, found[1].id, two));
    CHECK(fs::exists(two / "shots/rope.json"));
}

TEST_CASE("a backup comes back beside a film that is damaged or gone", "[store][backup]") {
    Kept film;
    spill(film.folder / "references" / "still.png", "picture");
    film.save("Good", start);
    spill(film.folder / "film.json", "{");
    CHECK_FALSE(store::loadFilm(film.folder, test::vocabulary()));
    const auto found = store::findBackups(film.state, film.folder);
    REQUIRE(found.size() == 1);
    CHECK(film.restored(found[0].id) == "Good");
    CHECK(
        fs::exists(film.dir.path() / ("restored-" + found[0].id + ".groundglass") / "references/still.png"));
    CHECK(slurp(film.folder / "film.json") == "{");
    fs::remove_all(film.folder);
    REQUIRE(store::restoreBackup(film.state, film.folder, found[0].id, film.dir.path() / "gone.groundglass"));
    const auto taken =
        store::restoreBackup(film.state, film.folder, found[0].id, film.dir.path() / "gone.groundglass");
    CHECK(taken.error().code == base::ErrorCode::InvalidInput);
    CHECK(store::restoreBackup(film.state, film.folder, "7", film.dir.path() / "x").error().code ==
          base::ErrorCode::NotFound);
}

TEST_CASE("damaged backups are passed over and do no harm", "[store][backup]") {
    Kept film;
    film.save("One", start);
    film.save("Two", start + minute);
    for (const auto& entry : fs::directory_iterator(film.place()))
        if (entry.path().filename().string().find(std::to_string(start + minute)) != std::string::npos)
            spill(entry.path(), "{\"schema\": \"groundglass/backup\"}");
    CHECK(store::findBackups(film.state, film.folder).size() == 1);
    film.save("Three", start + 2 * minute);
    const auto found = store::findBackups(film.state, film.folder);
    REQUIRE(found.size() == 2);
    CHECK(film.restored(found[0].id) == "Three");

    SECTION("a backup that names other places is refused whole") {
        const auto file = film.place() / "01764999999999.backup";
        spill(file, R"({"schema":"groundglass/backup","version":1,"at":1764999999999,)"
                    R"("index":{"../evil.json":"af63dc4c8601ec8c1"},"texts":{"../evil.json":"a"}})");
        const auto to = film.dir.path() / "evil.groundglass";
        CHECK_FALSE(store::restoreBackup(film.state, film.folder, "1764999999999", to));
        CHECK_FALSE(fs::exists(to));
        CHECK_FALSE(fs::exists(film.dir.path() / "evil.json"));
    }
}

TEST_CASE("what a backup holds for later ones outlives a damaged neighbour", "[store][backup]") {
    Kept film;
    for (int i = 0; i < 10; ++i) film.save("Turn " + std::to_string(i), start + i * minute);
    // The first one holds the texts that never changed; the one after it cannot take them.
    const auto times = store::findBackups(film.state, film.folder);
    REQUIRE(times.size() == 10);
    int damaged = 0;
    for (const auto& entry : fs::directory_iterator(film.place())) {
        if (entry.path().filename().string().find(std::to_string(start + minute)) == std::string::npos)
            continue;
        spill(entry.path(), "{\"schema\": \"groundglass/backup\"");
        ++damaged;
    }
    REQUIRE(damaged == 1);
    film.save("Turn 10", start + 10 * minute);
    const auto found = store::findBackups(film.state, film.folder);
    REQUIRE(found.size() == 9);
    CHECK(found.back().at == start + 2 * minute);
    CHECK(film.restored(found.front().id) == "Turn 10");
    CHECK(film.restored(found.back().id) == "Turn 2");
}
