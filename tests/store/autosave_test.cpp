#include "fixture.hpp"

using namespace groundglass;
using test::slurp;
using test::spill;
namespace fs = std::filesystem;

namespace {

struct Crash {
    test::TempDir dir;
    fs::path state = dir.path() / "state";
    fs::path folder = dir.path() / "harbour.groundglass";
    store::LoadedFilm loaded;
    Crash() {
        auto film = store::createFilm(folder, test::smallFilm());
        REQUIRE(film);
        loaded = std::move(*film);
    }
    [[nodiscard]] fs::path file() const {
        for (const auto& entry : fs::directory_iterator(state / "autosave")) return entry.path();
        return {};
    }
};

}  // namespace

TEST_CASE("unsaved edits come back after a crash", "[store]") {
    Crash crash;
    crash.loaded.film.shots.at(film::ShotId("rope")).title = "unsaved";
    crash.loaded.film.shots.erase(film::ShotId("arrival"));
    crash.loaded.film.title = "New title";
    const auto before = test::snapshot(crash.folder);
    REQUIRE(store::autosave(crash.state, crash.loaded));
    CHECK(test::snapshot(crash.folder) == before);
    const auto found = store::findAutosave(crash.state, crash.folder);
    REQUIRE(found);
    CHECK(found->film == crash.loaded.film);
    CHECK(found->changedSince.empty());
    const auto slashed = store::findAutosave(crash.state, crash.folder / "");
    CHECK(slashed);

    store::dropAutosave(crash.state, crash.folder);
    CHECK(store::findAutosave(crash.state, crash.folder).error().code == base::ErrorCode::NotFound);
}

TEST_CASE("a film without unsaved edits has no autosave", "[store]") {
    Crash crash;
    REQUIRE(store::autosave(crash.state, crash.loaded));
    CHECK(store::findAutosave(crash.state, crash.folder).error().code == base::ErrorCode::NotFound);
    crash.loaded.film.title = "New title";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    REQUIRE(store::findAutosave(crash.state, crash.folder));
    crash.loaded.film.title = "Harbour";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    CHECK_FALSE(store::findAutosave(crash.state, crash.folder));
}

TEST_CASE("two films of the same name have two autosaves", "[store]") {
    Crash crash;
    const fs::path twin = crash.dir.path() / "b/harbour.groundglass";
    auto other = store::createFilm(twin, test::smallFilm());
    REQUIRE(other);
    crash.loaded.film.title = "one";
    other->film.title = "two";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    REQUIRE(store::autosave(crash.state, *other));
    CHECK(store::findAutosave(crash.state, crash.folder)->film.title == "one");
    CHECK(store::findAutosave(crash.state, twin)->film.title == "two");
}

TEST_CASE("the edits of a program that still runs are not offered to another one", "[store]") {
    Crash crash;
    crash.loaded.film.title = "unsaved";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    // Process 1 lives as long as the machine; its start time is read from where ours was.
    const std::string stat = slurp("/proc/1/stat");
    std::istringstream fields(stat.substr(stat.rfind(')') + 1));
    std::string started;
    for (int i = 0; i < 20; ++i) fields >> started;
    std::string text = slurp(crash.file());
    const auto replaceNumber = [&](const std::string& key, const std::string& value) {
        const auto at = text.find("\"" + key + "\": ") + key.size() + 4;
        text.replace(at, text.find_first_of(",\n", at) - at, value);
    };
    replaceNumber("pid", "1");
    replaceNumber("started", "\"" + started + "\"");
    spill(crash.file(), text);
    CHECK(store::findAutosave(crash.state, crash.folder).error().code == base::ErrorCode::NotFound);
    replaceNumber("started", "\"12345678901\"");  // another process had the number then
    spill(crash.file(), text);
    CHECK(store::findAutosave(crash.state, crash.folder));
}

TEST_CASE("a damaged autosave is said, and none of it is believed", "[store]") {
    Crash crash;
    crash.loaded.film.title = "unsaved";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    const std::string good = slurp(crash.file());
    for (const char* bad : {"", "{", "[]", R"({"schema": "groundglass/autosave", "version": 2})"}) {
        spill(crash.file(), bad);
        const auto found = store::findAutosave(crash.state, crash.folder);
        REQUIRE_FALSE(found);
        CHECK(found.error().code == base::ErrorCode::InvalidInput);
    }
    std::string leading = good;
    leading.replace(leading.find("\"film.json\""), 11, "\"../film.json\"");
    spill(crash.file(), leading);
    CHECK_FALSE(store::findAutosave(crash.state, crash.folder));
}

TEST_CASE("unsaved edits say which of their files another program changed since", "[store]") {
    Crash crash;
    crash.loaded.film.shots.at(film::ShotId("rope")).title = "unsaved";
    crash.loaded.film.shots.at(film::ShotId("arrival")).title = "unsaved too";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    auto theirs = store::loadFilm(crash.folder, test::vocabulary());
    REQUIRE(theirs);
    theirs->film.shots.at(film::ShotId("rope")).title = "theirs";
    theirs->film.title = "Their title";
    REQUIRE(store::saveFilm(*theirs));
    const auto found = store::findAutosave(crash.state, crash.folder);
    REQUIRE(found);
    CHECK(found->changedSince == std::vector<std::string>{"shots/rope.json"});
    CHECK(found->film.shots.at(film::ShotId("rope")).title == "unsaved");
    CHECK(found->film.title == "Their title");
}

TEST_CASE("declined edits are not offered again and stay for a week", "[store]") {
    Crash crash;
    constexpr std::int64_t now = 1'764'000'000'000;
    constexpr std::int64_t day = 24LL * 3'600'000;
    crash.loaded.film.title = "New title";
    REQUIRE(store::autosave(crash.state, crash.loaded));
    const auto text = slurp(crash.file());
    store::declineAutosave(crash.state, crash.folder, now);
    CHECK_FALSE(store::findAutosave(crash.state, crash.folder));
    CHECK(slurp(crash.file()) == text);
    store::declineAutosave(crash.state, crash.folder, now + 6 * day);
    CHECK(slurp(crash.file()) == text);
    store::declineAutosave(crash.state, crash.folder, now + 8 * day);
    CHECK(fs::is_empty(crash.state / "autosave"));
}
