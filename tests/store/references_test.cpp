#include "groundglass/store/references.hpp"

#include "fixture.hpp"

using namespace groundglass;
using test::slurp;
using test::spill;

TEST_CASE("a picture goes into the film once, under its hash", "[store][references]") {
    const test::TempDir dir;
    const auto film = dir.path() / "harbour.groundglass";
    CHECK(store::listReferences(film).empty());
    const std::string png = std::string("\x89PNG\r\n\x1a\n") + "picture";
    spill(dir.path() / "still.jpeg", png);
    const auto name = store::addReference(film, dir.path() / "still.jpeg");
    REQUIRE(name);
    CHECK(name->ends_with(".png"));
    CHECK(name->size() == 64 + 4);
    CHECK(slurp(film / "references" / *name) == png);
    CHECK(store::addReference(film, dir.path() / "still.jpeg") == *name);
    spill(dir.path() / "b.jpg", "\xff\xd8\xff\xe0 another");
    REQUIRE(store::addReference(film, dir.path() / "b.jpg"));
    CHECK(store::listReferences(film).size() == 2);
}

TEST_CASE("what is no picture stays out", "[store][references]") {
    const test::TempDir dir;
    const auto film = dir.path() / "harbour.groundglass";
    spill(dir.path() / "notes.png", "some words");
    const auto refused = store::addReference(film, dir.path() / "notes.png");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::InvalidInput);
    CHECK(store::addReference(film, dir.path() / "nothing.png").error().code == base::ErrorCode::NotFound);
    CHECK_FALSE(std::filesystem::exists(film / "references"));
}
