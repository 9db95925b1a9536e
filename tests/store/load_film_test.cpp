#include "fixture.hpp"

#include <algorithm>
#include <chrono>

using namespace groundglass;
using test::mentions;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct OnDisk {
    test::TempDir dir;
    fs::path folder = dir.path() / "harbour.groundglass";
    OnDisk() { REQUIRE(store::createFilm(folder, test::smallFilm())); }
    [[nodiscard]] base::Result<store::LoadedFilm> load() const {
        return store::loadFilm(folder, test::vocabulary());
    }
    [[nodiscard]] std::vector<base::Problem> problems() const {
        const auto loaded = load();
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().code == base::ErrorCode::InvalidInput);
        return loaded.error().problems;
    }
};

}  // namespace

TEST_CASE("a film that was written is read back as it was", "[store]") {
    const OnDisk disk;
    const auto loaded = disk.load();
    REQUIRE(loaded);
    CHECK(loaded->film == test::smallFilm());
    CHECK(loaded->warnings.empty());
    CHECK(loaded->texts.size() == 7);
}

TEST_CASE("every problem of every file is reported at once", "[store]") {
    const OnDisk disk;
    spill(disk.folder / "shots/rope.json", "{ \"schema\": ");
    spill(
        disk.folder / "looks/cold.json",
        R"({"schema": "groundglass/look", "version": 1, "id": "cold", "direction": {"frame": {"size": "enormous"}, "lens": {"focal": "long"}}})");
    spill(disk.folder / "cast/Bad Name.json", "{}");
    const auto problems = disk.problems();
    CHECK(problems.size() == 4);
    CHECK(mentions(problems, "shots/rope.json", ""));
    const auto at = [&](std::string_view pointer) {
        return std::any_of(problems.begin(), problems.end(), [&](const base::Problem& problem) {
            return problem.file == "looks/cold.json" && problem.pointer == pointer;
        });
    };
    CHECK(at("/direction/lens/focal"));
    CHECK(at("/direction/frame/size"));
    CHECK(mentions(problems, "cast/Bad Name.json", "not an id"));
    for (const auto& problem : problems) CHECK_FALSE(problem.remedy.empty());
}

TEST_CASE("an id must be the one that the file's name says", "[store]") {
    const OnDisk disk;
    fs::rename(disk.folder / "shots/rope.json", disk.folder / "shots/knot.json");
    const auto problems = disk.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].file == "shots/knot.json");
    CHECK(problems[0].pointer == "/id");
    CHECK(problems[0].remedy.find("rope.json") != std::string::npos);
}

TEST_CASE("a word that no vocabulary knows is refused with its place", "[store]") {
    const OnDisk disk;
    spill(
        disk.folder / "shots/rope.json",
        R"({"schema": "groundglass/shot", "version": 1, "id": "rope", "direction": {"frame": {"size": "enormous"}}})");
    const auto problems = disk.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].file == "shots/rope.json");
    CHECK(problems[0].pointer == "/direction/frame/size");
    CHECK_FALSE(problems[0].remedy.empty());
}

TEST_CASE("a file of a newer version is refused in words", "[store]") {
    const OnDisk disk;
    spill(disk.folder / "shots/rope.json", R"({"schema": "groundglass/shot", "version": 99, "id": "rope"})");
    const auto problems = disk.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].pointer == "/version");
    CHECK(problems[0].message.find("newer") != std::string::npos);
}

TEST_CASE("an unsettled merge is called by its name", "[store]") {
    const OnDisk disk;
    spill(disk.folder / "shots/rope.json", "{\n<<<<<<< ours\n\"id\": \"rope\"\n=======\n>>>>>>> theirs\n}\n");
    const auto problems = disk.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].remedy.find("merge") != std::string::npos);
}

TEST_CASE("a folder without film.json is no film", "[store]") {
    const OnDisk disk;
    fs::remove(disk.folder / "film.json");
    const auto loaded = disk.load();
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == base::ErrorCode::NotFound);
    CHECK(loaded.error().problems.at(0).file.find("film.json") != std::string::npos);

    const auto nowhere = store::loadFilm(disk.dir.path() / "none.groundglass", test::vocabulary());
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().code == base::ErrorCode::NotFound);
}

TEST_CASE("links in a film folder are refused, not followed", "[store]") {
    const OnDisk disk;
    spill(disk.dir.path() / "secret.json", "{}");
    fs::create_symlink(disk.dir.path() / "secret.json", disk.folder / "shots/secret.json");
    CHECK(mentions(disk.problems(), "shots/secret.json", "link"));

    fs::remove(disk.folder / "shots/secret.json");
    fs::create_directory(disk.dir.path() / "outside");
    fs::remove_all(disk.folder / "looks");
    fs::create_directory_symlink(disk.dir.path() / "outside", disk.folder / "looks");
    CHECK(mentions(disk.problems(), "looks", "link"));
}

TEST_CASE("what a cut-off save left behind is passed over", "[store]") {
    const OnDisk disk;
    spill(disk.folder / "shots/.gg-tmp-0011223344556677", "{ \"half\": ");
    spill(disk.folder / ".gg-tmp-8899aabbccddeeff", "");
    const auto loaded = disk.load();
    REQUIRE(loaded);
    CHECK(loaded->warnings.empty());
    CHECK(loaded->film.shots.size() == 2);
}

TEST_CASE("loose ends are warnings and nothing is lost", "[store]") {
    const OnDisk disk;
    fs::remove(disk.folder / "scenes/dawn.json");
    fs::remove(disk.folder / "looks/cold.json");
    fs::remove(disk.folder / "cast/pilot.json");
    fs::remove(disk.folder / "locations/quay.json");
    spill(disk.folder / "shots/notes.txt", "call the harbour master");
    const auto loaded = disk.load();
    REQUIRE(loaded);
    CHECK(loaded->film.shots.size() == 2);
    CHECK(mentions(loaded->warnings, "shots/rope.json", "unplaced"));
    CHECK(mentions(loaded->warnings, "film.json", "look \"cold\""));
    CHECK(mentions(loaded->warnings, "shots/rope.json", "\"pilot\" is not in the cast"));
    CHECK(mentions(loaded->warnings, "shots/rope.json", "location \"quay\""));
    CHECK(mentions(loaded->warnings, "shots/notes.txt", "left alone"));
    CHECK(slurp(disk.folder / "shots/notes.txt") == "call the harbour master");
}

TEST_CASE("a film of 2,000 shots is read and saved", "[store]") {
    test::TempDir dir;
    const fs::path folder = dir.path() / "long.groundglass";
    fs::create_directories(folder / "shots");
    REQUIRE(store::createFilm(dir.path() / "seed.groundglass", test::smallFilm()));
    fs::copy(dir.path() / "seed.groundglass", folder,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    const std::string text = slurp(folder / "shots/rope.json");
    for (int i = 0; i < 1998; ++i) {
        std::string copy = text;
        const std::string id = "rope_" + std::to_string(i);
        copy.replace(copy.find("\"id\": \"rope\""), 12, "\"id\": \"" + id + "\"");
        spill(folder / "shots" / (id + ".json"), copy);
    }
    auto loaded = store::loadFilm(folder, test::vocabulary());
    REQUIRE(loaded);
    CHECK(loaded->film.shots.size() == 2000);
    loaded->film.shots.at(film::ShotId("rope_77")).title = "The long rope";
    const auto before = test::snapshot(folder);
    REQUIRE(store::saveFilm(*loaded));
    const auto after = test::snapshot(folder);
    std::size_t changed = 0;
    for (const auto& [path, bytes] : after) changed += bytes != before.at(path);
    CHECK(changed == 1);
}
