#include "app/home.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/film/json.hpp"

#include <algorithm>

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("a prompt pack holds words, pictures, shots and looks with their hashes", "[app]") {
    const Home home;
    auto film = home.shortFilm();
    std::erase_if(film.film.shots, [](const auto& entry) { return entry.first.str() != "cafe"; });
    const auto file = home.path() / "film.ggpack";
    viewfinder::Renderer renderer;
    double last = 0;
    const auto done = app::exportPromptPack(*library(), film, {"generic_prose", "veo31"}, file, renderer,
                                            [&](double share) { last = share; });
    INFO((done ? std::string() : done.error().message));
    REQUIRE(done);
    CHECK(last == 1);

    const auto info = store::inspectPack(file);
    REQUIRE(info);
    CHECK(info->title == film.film.title);
    std::vector<std::string> names;
    for (const auto& [name, hash] : info->entries) {
        names.push_back(name);
        const auto bytes = store::readPackEntry(file, name);
        REQUIRE(bytes);
        CHECK(base::sha256(*bytes) == hash);
    }
    for (const char* wanted : {"prompts/cafe.generic_prose.txt", "prompts/cafe.veo31.txt",
                               "pictures/cafe.png", "shots/cafe.json", "prompts.md", "prompts.json"}) {
        INFO(wanted);
        CHECK(std::count(names.begin(), names.end(), wanted) == 1);
    }
    CHECK(names.size() == 6 + film.film.looks.size());
    CHECK(store::readPackEntry(file, "pictures/cafe.png")->starts_with("\x89PNG\r\n"));
    const auto view = viewOf(film.film, "cafe");
    CHECK(*store::readPackEntry(file, "prompts/cafe.veo31.txt") ==
          app::composeShot(*library(), film.film, view, "veo31")->text + "\n");
    const auto shot = film::shotFromJson(*store::readPackEntry(file, "shots/cafe.json"));
    REQUIRE(shot);
    CHECK(*shot == view.shot);
}

TEST_CASE("a pack that cannot be made leaves nothing", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    const auto file = home.path() / "film.ggpack";
    viewfinder::Renderer renderer;
    SECTION("an unknown dialect") {
        const auto done = app::exportPromptPack(*library(), film, {"klingon"}, file, renderer);
        REQUIRE_FALSE(done);
        CHECK(done.error().code == base::ErrorCode::NotFound);
    }
    SECTION("stopped") {
        std::stop_source stop;
        stop.request_stop();
        const auto done = app::exportPromptPack(*library(), film, {}, file, renderer, {}, stop.get_token());
        REQUIRE_FALSE(done);
        CHECK(done.error().code == base::ErrorCode::Cancelled);
    }
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a sample is copied to a new place only", "[app]") {
    const TempDir folder;
    const auto to = folder.path() / "mine.groundglass";
    REQUIRE(app::copySample(*library(), {}, to));
    const auto loaded = store::loadFilm(to, library()->vocabulary);
    REQUIRE(loaded);
    CHECK(loaded->film.shots.size() == 8);
    CHECK(loaded->warnings.empty());

    const auto again = app::copySample(*library(), "impossible-places", to);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == base::ErrorCode::InvalidInput);
    for (const char* name : {"nothing", "../samples/impossible-places", "a/b"}) {
        INFO(name);
        const auto unknown = app::copySample(*library(), name, folder.path() / "other.groundglass");
        REQUIRE_FALSE(unknown);
        CHECK(unknown.error().code == base::ErrorCode::NotFound);
        REQUIRE(unknown.error().problems.size() == 1);
        CHECK(unknown.error().problems[0].remedy.find("impossible-places") != std::string::npos);
    }
    CHECK(filesIn(folder.path()) == 1);
}
