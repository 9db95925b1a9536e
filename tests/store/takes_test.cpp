#include "fixture.hpp"

#include "groundglass/base/hash.hpp"

using namespace groundglass;
using test::mentions;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct Dailies {
    test::TempDir dir;
    fs::path folder = dir.path() / "harbour.groundglass";
    fs::path clip = dir.path() / "download/clip.MP4";
    film::Take take;
    Dailies() {
        REQUIRE(store::createFilm(folder, test::smallFilm()));
        spill(clip, "moving picture");
        take.id = film::TakeId("take_one");
        take.shot = film::ShotId("rope");
        take.createdAt = "2026-11-22T09:30:00Z";
        take.provider = "builtin";
    }
};

}  // namespace

TEST_CASE("a clip becomes a take with its hash and its record", "[store]") {
    Dailies dailies;
    const auto stored = store::storeTake(dailies.folder, dailies.take, dailies.clip);
    REQUIRE(stored);
    CHECK(*stored == dailies.folder / "takes/rope/take_one.mp4");
    CHECK(slurp(*stored) == "moving picture");
    CHECK_FALSE(fs::exists(dailies.clip));
    const auto takes = store::loadTakes(dailies.folder, dailies.take.shot);
    REQUIRE(takes.takes.size() == 1);
    CHECK(takes.problems.empty());
    CHECK(takes.takes[0].sha256 == base::sha256("moving picture"));
    CHECK(takes.takes[0].bytes == 14);
    CHECK(takes.takes[0].clip == "take_one.mp4");
}

TEST_CASE("takes come oldest first and with their reviews", "[store]") {
    Dailies dailies;
    REQUIRE(store::storeTake(dailies.folder, dailies.take, dailies.clip));
    auto older = dailies.take;
    older.id = film::TakeId("take_zero");
    older.createdAt = "2026-11-21T09:30:00Z";
    spill(dailies.clip, "another picture");
    REQUIRE(store::storeTake(dailies.folder, older, dailies.clip));
    film::Review review;
    review.circled = true;
    review.note = "the look back";
    REQUIRE(store::saveReview(dailies.folder, older, review));
    const auto takes = store::loadTakes(dailies.folder, dailies.take.shot);
    REQUIRE(takes.takes.size() == 2);
    CHECK(takes.takes[0].id == older.id);
    CHECK(takes.reviews.at(older.id) == review);
    CHECK(takes.reviews.count(dailies.take.id) == 0);
}

TEST_CASE("a clip whose shot is gone goes to the inbox", "[store]") {
    Dailies dailies;
    dailies.take.shot = film::ShotId("cut_long_ago");
    const auto stored = store::storeTake(dailies.folder, dailies.take, dailies.clip);
    REQUIRE(stored);
    CHECK(stored->parent_path() == dailies.folder / "takes/_inbox");
    const auto inbox = store::loadTakes(dailies.folder, {});
    REQUIRE(inbox.takes.size() == 1);
    CHECK(inbox.takes[0].shot == dailies.take.shot);
    film::Review review;
    review.stars = 3;
    REQUIRE(store::saveReview(dailies.folder, dailies.take, review));
    CHECK(store::loadTakes(dailies.folder, {}).reviews.at(dailies.take.id).stars == 3);
}

TEST_CASE("storing again after a crash finishes the work", "[store]") {
    Dailies dailies;
    dailies.take.sha256 = base::sha256("moving picture");
    const auto stored = store::storeTake(dailies.folder, dailies.take, dailies.clip);
    REQUIRE(stored);
    fs::remove(dailies.folder / "takes/rope/take_one.json");
    REQUIRE(store::storeTake(dailies.folder, dailies.take, dailies.clip));
    CHECK(store::loadTakes(dailies.folder, dailies.take.shot).takes.size() == 1);
    REQUIRE(store::storeTake(dailies.folder, dailies.take, dailies.clip));
}

TEST_CASE("a take is never altered", "[store]") {
    Dailies dailies;
    REQUIRE(store::storeTake(dailies.folder, dailies.take, dailies.clip));
    spill(dailies.clip, "other bytes");
    const auto again = store::storeTake(dailies.folder, dailies.take, dailies.clip);
    REQUIRE_FALSE(again);
    CHECK(slurp(dailies.folder / "takes/rope/take_one.mp4") == "moving picture");
    CHECK(slurp(dailies.clip) == "other bytes");

    auto renamed = dailies.take;
    renamed.prompt = "rewritten history";
    fs::remove(dailies.clip);
    CHECK_FALSE(store::storeTake(dailies.folder, renamed, dailies.clip));
}

TEST_CASE("a clip with the wrong hash is not stored", "[store]") {
    Dailies dailies;
    dailies.take.sha256 = base::sha256("what was promised");
    const auto stored = store::storeTake(dailies.folder, dailies.take, dailies.clip);
    REQUIRE_FALSE(stored);
    CHECK(stored.error().code == base::ErrorCode::InvalidInput);
    CHECK(fs::exists(dailies.clip));
}

TEST_CASE("a clip that is not there is not found", "[store]") {
    Dailies dailies;
    fs::remove(dailies.clip);
    CHECK(store::storeTake(dailies.folder, dailies.take, dailies.clip).error().code ==
          base::ErrorCode::NotFound);
}

TEST_CASE("damaged records are problems and the other takes still load", "[store]") {
    Dailies dailies;
    REQUIRE(store::storeTake(dailies.folder, dailies.take, dailies.clip));
    const fs::path place = dailies.folder / "takes/rope";
    const std::string good = slurp(place / "take_one.json");
    spill(place / "take_two.json", "{");
    spill(place / "take_three.json", good);
    std::string leading = good;
    leading.replace(leading.find("take_one.mp4"), 12, "../../x.json");
    leading.replace(leading.find("\"take_one\""), 10, "\"take_four\"");
    spill(place / "take_four.json", leading);
    spill(place / "take_one.review.json", "nonsense");
    const auto takes = store::loadTakes(dailies.folder, dailies.take.shot);
    CHECK(takes.takes.size() == 1);
    CHECK(mentions(takes.problems, "take_two.json", ""));
    CHECK(mentions(takes.problems, "take_three.json", "do not match"));
    CHECK(mentions(takes.problems, "take_four.json", "leads out"));
    CHECK(mentions(takes.problems, "take_one.review.json", ""));

    film::Review review;
    CHECK_FALSE(store::saveReview(dailies.folder, dailies.take, review));
    CHECK(slurp(place / "take_one.review.json") == "nonsense");
}

TEST_CASE("a place of takes that cannot be listed is a problem, one that is not there is none", "[store]") {
    Dailies dailies;
    CHECK(store::loadTakes(dailies.folder, dailies.take.shot).problems.empty());
    spill(dailies.folder / "takes/rope", "a file where a folder should be");
    CHECK(
        mentions(store::loadTakes(dailies.folder, dailies.take.shot).problems, "takes/rope", "cannot list"));
}

TEST_CASE("a missing clip is said and its record is kept in the list", "[store]") {
    Dailies dailies;
    const auto stored = store::storeTake(dailies.folder, dailies.take, dailies.clip);
    REQUIRE(stored);
    fs::remove(*stored);
    const auto takes = store::loadTakes(dailies.folder, dailies.take.shot);
    CHECK(takes.takes.size() == 1);
    CHECK(mentions(takes.problems, "take_one.json", "missing"));
}

TEST_CASE("an id that would lead out of the film has no folder of its own", "[store]") {
    CHECK(store::takeFolder("f", film::ShotId("../../etc")) == fs::path("f/takes/_inbox"));
    CHECK(store::takeFolder("f", film::ShotId("rope")) == fs::path("f/takes/rope"));
    Dailies dailies;
    dailies.take.id = film::TakeId("../escape");
    CHECK_FALSE(store::storeTake(dailies.folder, dailies.take, dailies.clip));
    CHECK_FALSE(store::saveReview(dailies.folder, dailies.take, {}));
}
