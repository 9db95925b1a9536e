#include "groundglass/jobs/catalog.hpp"

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <fstream>

using namespace groundglass;
using namespace groundglass::jobs;

TEST_CASE("the shipped catalog loads and every model names its source and day", "[jobs]") {
    const auto catalog = Catalog::load(test::resources() / "catalog");
    REQUIRE(catalog);
    REQUIRE(catalog->find("builtin"));
    for (const Provider* provider : catalog->all()) {
        for (const Model& model : provider->models) {
            INFO(provider->id << " " << model.id);
            CHECK_FALSE(model.source.empty());
            CHECK(model.checked.size() == 10);
            CHECK((model.status == "retired") == !model.retired.empty());
        }
    }
    CHECK(catalog->find("nobody") == nullptr);
}

TEST_CASE("the built-in model is free and takes any size", "[jobs]") {
    const auto catalog = Catalog::load(test::resources() / "catalog");
    REQUIRE(catalog);
    const Model* const model = catalog->find("builtin")->model("groundglass");
    REQUIRE(model);
    CHECK(model->estimate(base::Milliseconds{8000}).micros == 0);
    CHECK(model->nearestDuration(base::Milliseconds{90'000}) == base::Milliseconds{60'000});
    CHECK(model->nearestDuration(base::Milliseconds{4200}) == base::Milliseconds{4200});
    CHECK(model->nearestSize(2.39, 536) == base::Pixels{1282, 536});
}

TEST_CASE("a retired model keeps its limits and its price", "[jobs]") {
    const auto catalog = Catalog::load(test::resources() / "catalog");
    REQUIRE(catalog);
    const Model* const model = catalog->find("openai_videos")->model("sora-2");
    REQUIRE(model);
    CHECK(model->retired == "2026-09-24");
    CHECK(model->estimate(base::Milliseconds{8000}).micros == 800'000);
    CHECK(model->estimate(base::Milliseconds{1}).micros == 100);
    CHECK(model->nearestDuration(base::Milliseconds{7000}) == base::Milliseconds{8000});
    CHECK(model->nearestDuration(base::Milliseconds{60'000}) == base::Milliseconds{12'000});
    CHECK(model->nearestSize(16.0 / 9, 1080) == base::Pixels{1280, 720});
    CHECK(model->nearestSize(0.5, 1080) == base::Pixels{720, 1280});
    CHECK(catalog->find("openai_videos")->model("any")->estimate(base::Milliseconds{8000}).micros == 0);
}

TEST_CASE("every mistake of a catalog is reported with its place", "[jobs]") {
    test::TempDir dir;
    std::ofstream(dir.path() / "bad.json") << R"({"schema": "groundglass.catalog", "version": 1, "id": "Bad",
        "title": "x", "status": "sleepy", "crash_class": "list", "models": [{"id": "m", "title": "m",
        "status": "retired", "dialect": "d", "seconds": [0], "sizes": [[1]], "prompt_mst": 3, "source": "s",
        "checked": "soon"}]})";
    std::ofstream(dir.path() / "worse.json") << "{";
    const auto catalog = Catalog::load(dir.path());
    REQUIRE_FALSE(catalog);
    CHECK(catalog.error().code == base::ErrorCode::InvalidInput);
    std::string pointers;
    for (const auto& problem : catalog.error().problems) pointers += problem.pointer + " ";
    for (const char* pointer : {"/id", "/status", "/models/0/retired", "/models/0/seconds", "/models/0/sizes",
                                "/models/0/prompt_mst", "/models/0/checked"}) {
        INFO(pointers);
        CHECK(pointers.find(pointer) != std::string::npos);
    }
    CHECK_FALSE(Catalog::load(dir.path() / "nowhere"));
}
