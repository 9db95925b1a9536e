#include "groundglass/store/pack.hpp"

#include "fixture.hpp"

#include "groundglass/base/hash.hpp"

#include <algorithm>

using namespace groundglass;
using test::slurp;
namespace fs = std::filesystem;

namespace {

std::vector<store::PackEntry> someEntries() {
    return {{"shots.md", "# Shots\n"},
            {"prompts/rope.veo31.txt", std::string(5000, 'a') + " rope"},
            {"pictures/rope.png", "\x89PNG not really"},
            {"empty.txt", ""}};
}

struct Place {
    test::TempDir dir;
    fs::path file = dir.path() / "a.ggpack";
};

void checkRefused(const base::Status& written, const std::string& entry) {
    REQUIRE_FALSE(written);
    CHECK(written.error().code == base::ErrorCode::InvalidInput);
    bool named = false;
    for (const auto& problem : written.error().problems) named = named || problem.pointer == entry;
    CHECK(named);
}

}  // namespace

TEST_CASE("what goes into a pack comes out of it", "[store][pack]") {
    const Place place;
    REQUIRE(store::writePack(place.file, "Harbour", someEntries(), "2026-11-22T09:30:00Z"));
    const auto info = store::inspectPack(place.file);
    REQUIRE(info);
    CHECK(info->title == "Harbour");
    CHECK(info->createdAt == "2026-11-22T09:30:00Z");
    REQUIRE(info->entries.size() == 4);
    CHECK(info->entries[0].first == "empty.txt");
    for (const auto& entry : someEntries()) {
        const auto bytes = store::readPackEntry(place.file, entry.name);
        REQUIRE(bytes);
        CHECK(*bytes == entry.bytes);
    }
    CHECK(info->entries[3].second == base::sha256("# Shots\n"));
    CHECK(store::readPackEntry(place.file, "nothing.txt").error().code == base::ErrorCode::NotFound);
    CHECK(store::readPackEntry(place.file, "manifest.json").error().code == base::ErrorCode::NotFound);
}

TEST_CASE("the same entries give the same bytes in whatever order they come", "[store][pack]") {
    const Place place;
    auto entries = someEntries();
    REQUIRE(store::writePack(place.file, "Harbour", entries));
    const std::string first = slurp(place.file);
    std::reverse(entries.begin(), entries.end());
    REQUIRE(store::writePack(place.dir.path() / "b.ggpack", "Harbour", entries));
    CHECK(slurp(place.dir.path() / "b.ggpack") == first);
    REQUIRE(store::writePack(place.dir.path() / "c.ggpack", "Other", entries));
    CHECK(slurp(place.dir.path() / "c.ggpack") != first);
}

TEST_CASE("the manifest is the first thing in the file", "[store][pack]") {
    const Place place;
    REQUIRE(store::writePack(place.file, "Harbour", {{"a.txt", "a"}}));
    CHECK(slurp(place.file).substr(30, 13) == "manifest.json");
}

TEST_CASE("names that some system could stumble over are refused", "[store][pack]") {
    const Place place;
    const std::vector<std::string> names{
        "",        "/etc/passwd", "../up.txt",          "a/../b.txt", "a//b", "a/",  "a\\b.txt", "A.txt",
        "é.txt",   "c:x",         "a/b/c/d/e",          ".hidden",    "a./b", "con", "aux.txt",  "x/lpt1.md",
        "a b.txt", "trailing.",   std::string(129, 'a')};
    for (const auto& name : names) {
        INFO("name " << name);
        const auto written = store::writePack(place.file, "Harbour", {{name, "x"}});
        REQUIRE_FALSE(written);
        CHECK(written.error().code == base::ErrorCode::InvalidInput);
    }
    CHECK_FALSE(fs::exists(place.file));
    CHECK(store::writePack(place.file, "Harbour",
                           {{"a/b/c/d.txt", "x"}, {"console.txt", "y"}, {"lpt10.txt", "z"}}));
}

TEST_CASE("what a reader would refuse is not written", "[store][pack]") {
    const Place place;
    checkRefused(store::writePack(place.file, "t", {{"a.txt", "1"}, {"a.txt", "2"}}), "a.txt");
    checkRefused(store::writePack(place.file, "t", {{"manifest.json", "{}"}}), "manifest.json");
    checkRefused(store::writePack(place.file, "t", {{"inner.bin", std::string("PK\x03\x04", 4)}}),
                 "inner.bin");
    checkRefused(store::writePack(place.file, "t", {{"big.bin", std::string((16U << 20U) + 1, 'x')}}),
                 "big.bin");
    CHECK_FALSE(store::writePack(place.file, "bad \xff title", {{"a.txt", "1"}}));
    CHECK_FALSE(fs::exists(place.file));
}

TEST_CASE("a pack that cannot be written leaves the old one", "[store][pack]") {
    const Place place;
    const auto nowhere = store::writePack(place.dir.path() / "none/a.ggpack", "t", {{"a.txt", "1"}});
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().code == base::ErrorCode::Io);
    REQUIRE(store::writePack(place.file, "t", {{"a.txt", "1"}}));
    const std::string before = slurp(place.file);
    CHECK_FALSE(store::writePack(place.file, "t", {{"..", "1"}}));
    CHECK(slurp(place.file) == before);
}

TEST_CASE("a text that shrinks too well for a reader's limits is stored as it is", "[store][pack]") {
    const Place place;
    // 2 MiB of one letter deflate to about 1000 : 1, which a reader takes for a bomb.
    const std::vector<store::PackEntry> entries{{"flat.txt", std::string(2U << 20U, 'x')}};
    REQUIRE(store::writePack(place.file, "t", entries));
    const auto back = store::readPackEntry(place.file, "flat.txt");
    REQUIRE(back);
    CHECK(*back == entries[0].bytes);
}
