#include "fixture.hpp"

#include <algorithm>

using namespace groundglass;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct Open {
    test::TempDir dir;
    fs::path folder = dir.path() / "harbour.groundglass";
    store::LoadedFilm loaded;
    Open() {
        auto film = store::createFilm(folder, test::smallFilm());
        REQUIRE(film);
        loaded = std::move(*film);
    }
    /// Another person's save.
    void theirs(const char* shot, const std::string& title) const {
        auto film = store::loadFilm(folder, test::vocabulary());
        REQUIRE(film);
        film->film.shots.at(film::ShotId(shot)).title = title;
        REQUIRE(store::saveFilm(*film));
    }
    void mine(const char* shot, const std::string& title) {
        loaded.film.shots.at(film::ShotId(shot)).title = title;
    }
    [[nodiscard]] std::optional<store::DiskNews> look() const {
        auto news = store::lookAgain(loaded, test::vocabulary());
        REQUIRE(news);
        return *news;
    }
    [[nodiscard]] static std::string title(const film::Film& film, const char* shot) {
        return film.shots.at(film::ShotId(shot)).title;
    }
};

}  // namespace

TEST_CASE("a folder that nobody touched is no news, with edits or without", "[store][news]") {
    Open film;
    CHECK_FALSE(film.look());
    film.mine("rope", "Mine");
    CHECK_FALSE(film.look());
    REQUIRE(store::saveFilm(film.loaded));
    CHECK_FALSE(film.look());
}

TEST_CASE("what others changed is read again", "[store][news]") {
    Open film;
    film.theirs("rope", "Theirs");
    const auto news = film.look();
    REQUIRE(news);
    CHECK(news->changed == std::vector<std::string>{"shots/rope.json"});
    CHECK_FALSE(news->mine);
    CHECK(news->both.empty());
    CHECK(Open::title(news->loaded.film, "rope") == "Theirs");
}

TEST_CASE("edits of other files are kept over what others changed", "[store][news]") {
    Open film;
    film.theirs("rope", "Theirs");
    film.mine("arrival", "Mine");
    auto news = film.look();
    REQUIRE(news);
    CHECK(news->both.empty());
    REQUIRE(news->mine);
    CHECK(Open::title(*news->mine, "rope") == "Theirs");
    CHECK(Open::title(*news->mine, "arrival") == "Mine");
    news->loaded.film = *news->mine;
    REQUIRE(store::saveFilm(news->loaded));
    const auto after = store::loadFilm(film.folder, test::vocabulary());
    CHECK(Open::title(after->film, "rope") == "Theirs");
    CHECK(Open::title(after->film, "arrival") == "Mine");
}

TEST_CASE("a file that both sides changed is named", "[store][news]") {
    Open film;
    film.theirs("rope", "Theirs");
    film.mine("rope", "Mine");
    const auto news = film.look();
    REQUIRE(news);
    CHECK(news->both == std::vector<std::string>{"shots/rope.json"});
    REQUIRE(news->mine);
    CHECK(Open::title(*news->mine, "rope") == "Mine");
    CHECK(Open::title(news->loaded.film, "rope") == "Theirs");
    CHECK_FALSE(store::saveFilm(film.loaded));

    SECTION("but not when both sides say the same") {
        film.mine("rope", "Theirs");
        const auto agreed = film.look();
        REQUIRE(agreed);
        CHECK(agreed->both.empty());
        CHECK_FALSE(agreed->mine);
    }
    SECTION("removing what the other side changed is a conflict too") {
        film.loaded.film.shots.erase(film::ShotId("rope"));
        CHECK(film.look()->both == std::vector<std::string>{"shots/rope.json"});
    }
}

TEST_CASE("new and removed files are news", "[store][news]") {
    Open film;
    fs::copy_file(film.folder / "shots/rope.json", film.dir.path() / "rope.json");
    fs::remove(film.folder / "shots/rope.json");
    auto news = film.look();
    REQUIRE(news);
    CHECK(news->changed == std::vector<std::string>{"shots/rope.json"});
    CHECK(news->loaded.film.shots.size() == 1);
    film.mine("rope", "Mine");
    news = film.look();
    CHECK(news->both == std::vector<std::string>{"shots/rope.json"});
    CHECK(news->mine->shots.size() == 2);
}

TEST_CASE("files that cannot be read any more are an error that names them", "[store][news]") {
    Open film;
    film.mine("rope", "Mine");
    spill(film.folder / "shots/arrival.json", "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n");
    const auto news = store::lookAgain(film.loaded, test::vocabulary());
    REQUIRE_FALSE(news);
    REQUIRE_FALSE(news.error().problems.empty());
    CHECK(news.error().problems.front().file == "shots/arrival.json");
    fs::remove_all(film.folder);
    CHECK(store::lookAgain(film.loaded, test::vocabulary()).error().code == base::ErrorCode::NotFound);
}

TEST_CASE("only our own unfinished files are swept, and only after a day", "[store][save]") {
    Open film;
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(25);
    for (const char* name : {"shots/.gg-tmp-old", "shots/.gg-tmp-new", ".gg-tmp-top", "shots/notes.old"})
        spill(film.folder / name, "half");
    for (const char* name : {"shots/.gg-tmp-old", ".gg-tmp-top", "shots/notes.old"})
        fs::last_write_time(film.folder / name, old);
    film.mine("rope", "Mine");
    REQUIRE(store::saveFilm(film.loaded));
    CHECK_FALSE(fs::exists(film.folder / "shots/.gg-tmp-old"));
    CHECK_FALSE(fs::exists(film.folder / ".gg-tmp-top"));
    CHECK(fs::exists(film.folder / "shots/.gg-tmp-new"));
    CHECK(fs::exists(film.folder / "shots/notes.old"));
}

TEST_CASE("a hard-linked file is not parted from its other name", "[store][save]") {
    Open film;
    fs::create_hard_link(film.folder / "shots/rope.json", film.dir.path() / "rope-too.json");
    film.mine("rope", "Mine");
    const auto saved = store::saveFilm(film.loaded);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == base::ErrorCode::Io);
    CHECK(saved.error().message.find("second name") != std::string::npos);
    CHECK(fs::equivalent(film.folder / "shots/rope.json", film.dir.path() / "rope-too.json"));
    CHECK(store::copyFilm(film.folder, film.dir.path() / "copy.groundglass"));
}
