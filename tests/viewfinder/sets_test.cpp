#include "face.hpp"

#include "groundglass/base/files.hpp"
#include "support/catch.hpp"
#include "viewfinder/set_data.hpp"

using namespace groundglass;
using viewfinder::SetCatalog;
using viewfinder::SetState;

namespace {

std::filesystem::path written(const test::TempDir& folder, const std::string& text) {
    const auto file = folder.path() / "place.json";
    REQUIRE(base::AtomicFile::write(file, text));
    return file;
}

std::string setFor(const std::string& place) {
    auto d = test::faceDirection(0.6, 40, 35, 3);
    d.place.description = place;
    return test::sceneOf(d).set;
}

}  // namespace

TEST_CASE("every set of the program can be read and built by day and by night") {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::resources() / "sets")) {
        INFO(entry.path().filename().string());
        const auto set = viewfinder::readSet(entry.path());
        REQUIRE(set);
        CHECK(set->info.id == entry.path().stem().string());
        CHECK(!set->info.name.empty());
        CHECK(!set->words.empty());
        for (const bool night : {false, true}) {
            const auto model = viewfinder::setModel({set->info.id, night, true, true, false});
            std::size_t triangles = 0;
            for (const auto& mesh : model.meshes) {
                REQUIRE(mesh.positions.size() == mesh.normals.size());
                triangles += mesh.indices.size() / 3;
            }
            CHECK(triangles > 3);
            CHECK(triangles < 400'000);
        }
        ++count;
    }
    CHECK(count >= 12);
}

TEST_CASE("what is wrong in the file of a set is named with its place") {
    const test::TempDir folder;
    const auto problem = [&](const std::string& text) {
        const auto set = viewfinder::readSet(written(folder, text));
        REQUIRE(!set);
        REQUIRE(!set.error().problems.empty());
        return set.error().problems.front();
    };
    CHECK(problem(R"({"id": "x", "parts": [{"boxes": [[0, 0, 0, 1]]}]})").pointer == "/boxes/0");
    CHECK(problem(R"({"id": "x", "parts": [{"material": "jelly"}]})").message == "'jelly' is no material");
    CHECK(problem(R"({"name": "x"})").pointer == "/id");
    CHECK(problem(R"({"id": "x", "parts": [{"when": "doomsday"}]})").pointer == "/when");
    CHECK(!viewfinder::readSet(written(folder, "[1, 2")));
    CHECK(!viewfinder::readSet(written(folder, "[]")));
    CHECK(SetCatalog(folder.path()).all().empty());
    CHECK(SetCatalog(folder.path() / "nowhere").all().empty());
}

TEST_CASE("parts of a set follow the state of the place and stay where they were strewn") {
    const test::TempDir folder;
    const auto set = viewfinder::readSet(written(folder, R"({"id": "x", "name": "X", "parts": [
        {"when": "wet", "boxes": [[0, 0, 0, 1, 1, 1]]},
        {"balls": [[0, 0, 0, 0.1]], "strewn": {"count": 50, "low": [-4, 0, -8], "high": [4, 0, 0],
                                               "clear": 1.5}},
        {"rods": [[0, 0, 0, 0, 1, 0, 0.1, 0.1]], "row": {"count": 3, "step": [0, 0, -2]}}]})"));
    REQUIRE(set);
    viewfinder::SetModel dry, wet;
    viewfinder::build(*set, SetState{"x", false, false, false, false}, dry);
    viewfinder::build(*set, SetState{"x", false, true, false, false}, wet);
    REQUIRE(dry.meshes.size() == 2);
    REQUIRE(wet.meshes.size() == 3);
    CHECK(dry.meshes[0].positions.size() == wet.meshes[1].positions.size());
    CHECK(dry.meshes[0].positions[40].x == wet.meshes[1].positions[40].x);
    for (const auto& p : dry.meshes[0].positions) CHECK(std::abs(p.x) > 1.3F);
    float farthest = 0;
    for (const auto& p : dry.meshes[1].positions) farthest = std::min(farthest, p.z);
    CHECK(farthest == Approx(-4.1F).margin(0.02F));
}

TEST_CASE("a described place gets the set with most of its words") {
    CHECK(setFor("a pine forest at dawn") == "forest");
    CHECK(setFor("the dunes of the Sahara desert") == "desert");
    CHECK(setFor("an empty beach by the sea") == "beach");
    CHECK(setFor("a corridor aboard the spaceship") == "spaceship");
    CHECK(setFor("a cramped apartment with a sofa") == "apartment");
    CHECK(setFor("a narrow alley, rain") == "alley");
    CHECK(setFor("an open-plan office") == "office");
    CHECK(setFor("the stage of a cabaret") == "stage");
    CHECK(setFor("somewhere nobody knows") == "studio");
}
