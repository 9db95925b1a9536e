#include "fixture.hpp"

#include "groundglass/film/fields.hpp"
#include "groundglass/film/json.hpp"
#include "groundglass/store/library.hpp"

using namespace groundglass;
using test::mentions;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

TEST_CASE("looks are saved to a library and come back sorted by id", "[store]") {
    test::TempDir dir;
    const fs::path folder = dir.path() / "library/looks";
    auto none = store::loadLooks(folder);
    REQUIRE(none);
    CHECK(none->empty());
    film::Look look{film::LookId("warm"), "Warm", "for mornings", {}, {}};
    look.direction.grade.contrast = 0.9;
    REQUIRE(store::saveLook(folder, look));
    REQUIRE(store::saveLook(folder, {film::LookId("cold"), "Cold", "", {}, {}}));
    const auto looks = store::loadLooks(folder);
    REQUIRE(looks);
    REQUIRE(looks->size() == 2);
    CHECK(looks->at(0).id.str() == "cold");
    CHECK(looks->at(1) == look);
}

TEST_CASE("a library reports every look that it cannot read", "[store]") {
    test::TempDir dir;
    spill(dir.path() / "a.json", "{");
    spill(dir.path() / "b.json", R"({"schema": "groundglass/look", "version": 1, "id": "c"})");
    const auto looks = store::loadLooks(dir.path());
    REQUIRE_FALSE(looks);
    CHECK(mentions(looks.error().problems, "a.json", ""));
    CHECK(mentions(looks.error().problems, "b.json", "do not match"));
}

TEST_CASE("a look that is no good is not saved", "[store]") {
    test::TempDir dir;
    CHECK_FALSE(store::saveLook(dir.path(), {film::LookId("../out"), "", "", {}, {}}));
    film::Look look{film::LookId("odd"), "Odd", "", {}, {}};
    look.direction.grade.contrast = 40;
    CHECK_FALSE(store::saveLook(dir.path(), look));
    spill(dir.path() / "mine.json", "half a look");
    CHECK_FALSE(store::saveLook(dir.path(), {film::LookId("mine"), "", "", {}, {}}));
    CHECK(slurp(dir.path() / "mine.json") == "half a look");
}

TEST_CASE("the starter looks are sound, say something, and hold what a look may hold", "[store][resources]") {
    const auto looks = store::loadLooks(test::resources() / "looks");
    if (!looks) {
        for (const auto& problem : looks.error().problems)
            UNSCOPED_INFO(problem.file << problem.pointer << problem.message);
    }
    REQUIRE(looks);
    CHECK(looks->size() >= 12);
    for (const auto& look : *looks) {
        INFO(look.id.str());
        CHECK(slurp(test::resources() / "looks" / (look.id.str() + ".json")) == film::toJson(look));
        CHECK_FALSE(look.title.empty());
        CHECK_FALSE(look.note.empty());
        CHECK(craft::checkTerms(look.direction, test::vocabulary(), look.id.str()).empty());
        std::size_t set = 0;
        for (const auto& field : film::fieldTable()) {
            if (!film::isSet(field.get(look.direction))) continue;
            ++set;
            INFO(field.path);
            CHECK(field.inLook);
        }
        CHECK(set >= 12);
    }
}
