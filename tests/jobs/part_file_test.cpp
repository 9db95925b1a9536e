#include "jobs/part_file.hpp"

#include "fakes.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/hash.hpp"
#include "support/catch.hpp"

using namespace groundglass;
using namespace groundglass::test;

namespace {

HttpAnswer head(int status, std::vector<std::pair<std::string, std::string>> headers) {
    return {.status = status, .headers = std::move(headers), .body = {}};
}

}  // namespace

TEST_CASE("a part goes on only where it stopped and only for the same clip", "[jobs]") {
    TempDir dir;
    const auto file = dir.path() / "a.part";
    {
        auto part = PartFile::open(file, 0, -1, "");
        REQUIRE(part);
        REQUIRE((*part)->take(head(200, {{"content-length", "10"}, {"etag", "\"e1\""}}), "01234"));
        REQUIRE((*part)->sync());
        CHECK((*part)->length() == 10);
        CHECK((*part)->etag() == "\"e1\"");
    }
    auto part = PartFile::open(file, 5, 10, "\"e1\"");
    REQUIRE(part);
    SECTION("the right range is added") {
        REQUIRE((*part)->take(head(206, {{"content-range", "bytes 5-9/10"}, {"etag", "\"e1\""}}), "56789"));
        CHECK(*base::readFile(file) == "0123456789");
        CHECK((*part)->offset() == 10);
    }
    SECTION("another start is refused") {
        CHECK_FALSE(
            (*part)->take(head(206, {{"content-range", "bytes 4-9/10"}, {"etag", "\"e1\""}}), "456789"));
        CHECK((*part)->trouble() == PartFile::Trouble::Changed);
    }
    SECTION("another length is refused") {
        CHECK_FALSE(
            (*part)->take(head(206, {{"content-range", "bytes 5-9/11"}, {"etag", "\"e1\""}}), "56789"));
    }
    SECTION("another clip is refused") {
        CHECK_FALSE(
            (*part)->take(head(206, {{"content-range", "bytes 5-9/10"}, {"etag", "\"e2\""}}), "56789"));
    }
    SECTION("a whole answer starts anew") {
        REQUIRE((*part)->take(head(200, {{"content-length", "3"}}), "abc"));
        CHECK(*base::readFile(file) == "abc");
        CHECK((*part)->length() == 3);
    }
}

TEST_CASE("without a strong tag a part starts anew", "[jobs]") {
    TempDir dir;
    const auto file = dir.path() / "a.part";
    std::ofstream(file) << "01234";
    const auto part = PartFile::open(file, 5, 10, "");
    REQUIRE(part);
    CHECK((*part)->offset() == 0);
}

TEST_CASE("a sealed clip is what its first bytes say", "[jobs]") {
    TempDir dir;
    const auto part = dir.path() / "a.part";
    const auto stem = dir.path() / "a.clip";
    const auto seal = [&](const std::string& bytes) {
        std::ofstream(part, std::ios::binary) << bytes;
        return sealClip(part, stem);
    };
    const auto mp4 = seal(clipBytes());
    REQUIRE(mp4);
    CHECK(mp4->file.filename() == "a.clip.mp4");
    CHECK(mp4->sha256 == base::sha256(clipBytes()));
    CHECK_FALSE(std::filesystem::exists(part));
    const auto webm = seal("\x1a\x45\xdf\xa3 and more");
    REQUIRE(webm);
    CHECK(webm->file.filename() == "a.clip.webm");
    for (const std::string bytes : {"#EXTM3U\nhttp://x", "<html>", "", "short"}) {
        const auto bad = seal(bytes);
        REQUIRE_FALSE(bad);
        CHECK(bad.error().code == base::ErrorCode::InvalidInput);
        CHECK(std::filesystem::exists(part));
    }
}
