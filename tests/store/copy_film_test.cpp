#include "fixture.hpp"

using namespace groundglass;
using test::mentions;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct Original {
    test::TempDir dir;
    fs::path folder = dir.path() / "harbour.groundglass";
    fs::path copy = dir.path() / "somewhere/else.groundglass";
    Original() { REQUIRE(store::createFilm(folder, test::smallFilm())); }
    /// Names beside the copy: none may be left by a failure.
    [[nodiscard]] std::size_t beside() const {
        if (!fs::exists(copy.parent_path())) return 0;
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(copy.parent_path()), fs::directory_iterator()));
    }
};

}  // namespace

TEST_CASE("a new film never takes the place of something", "[store]") {
    const Original original;
    const auto before = test::snapshot(original.folder);
    const auto again = store::createFilm(original.folder, {});
    REQUIRE_FALSE(again);
    CHECK(again.error().code == base::ErrorCode::InvalidInput);
    CHECK(test::snapshot(original.folder) == before);
    CHECK_FALSE(store::createFilm(original.folder / "film.json", {}));
}

TEST_CASE("a film that cannot be written leaves no folder", "[store]") {
    const Original original;
    auto film = test::smallFilm();
    film.shots[film::ShotId("bad")].id = film::ShotId("other");
    const auto made = store::createFilm(original.copy, film);
    REQUIRE_FALSE(made);
    CHECK(original.beside() == 0);
}

TEST_CASE("a copy has every file and none of the locks", "[store]") {
    const Original original;
    spill(original.folder / "takes/rope/take_1.mp4", "clip");
    spill(original.folder / "takes/_inbox/take_2.mp4", "clip");
    spill(original.folder / "references/abc.png", "picture");
    const auto wanted = test::snapshot(original.folder);
    spill(original.folder / "film.lock", "pid");
    spill(original.folder / "takes/rope/x.part", "half");
    spill(original.folder / "shots/.gg-tmp-1234", "half");
    spill(original.folder / ".git/HEAD", "ref");
    REQUIRE(store::copyFilm(original.folder, original.copy));
    CHECK(test::snapshot(original.copy) == wanted);
    CHECK(original.beside() == 1);
    REQUIRE(store::loadFilm(original.copy, test::vocabulary()));
}

TEST_CASE("a write-protected sample becomes a film that can be changed", "[store]") {
    const Original original;
    fs::permissions(original.folder / "shots/rope.json", fs::perms::owner_read);
    REQUIRE(store::copyFilm(original.folder, original.copy));
    const auto mode = fs::status(original.copy / "shots/rope.json").permissions();
    CHECK((mode & fs::perms::owner_write) != fs::perms::none);
}

TEST_CASE("links are not copied and a refused copy leaves no trace", "[store]") {
    const Original original;
    spill(original.dir.path() / "secret", "key");
    fs::create_symlink(original.dir.path() / "secret", original.folder / "references");
    const auto copied = store::copyFilm(original.folder, original.copy);
    REQUIRE_FALSE(copied);
    CHECK(mentions(copied.error().problems, "references", "plain files"));
    CHECK(original.beside() == 0);
}

TEST_CASE("copying refuses what is no film, a place that is taken, and itself", "[store]") {
    const Original original;
    CHECK(store::copyFilm(original.dir.path(), original.copy).error().code == base::ErrorCode::NotFound);
    CHECK(store::copyFilm(original.folder, original.folder).error().code == base::ErrorCode::InvalidInput);
    CHECK(store::copyFilm(original.folder, original.folder / "shots/inner").error().code ==
          base::ErrorCode::InvalidInput);
    CHECK_FALSE(fs::exists(original.folder / "shots/inner"));
}
