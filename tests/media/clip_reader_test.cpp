#include "media/clips.hpp"
#include "support/temp_dir.hpp"

#include <chrono>

using namespace groundglass;
using base::ErrorCode;

TEST_CASE("the frame at a time is the nearest one, in the right colours", "[media][reader]") {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeClip(file, {24, 1});
    for (const int index : {0, 7, 16, 23}) {
        const auto picture = media::frameAt(file, base::Milliseconds(index * 1000 / 24), 160);
        INFO("frame " << index << (picture ? "" : picture.error().message));
        REQUIRE(picture);
        CHECK(picture->width == 160);
        CHECK(picture->height == 90);
        CHECK(test::distance(*picture, test::colourOf(index)) <= 4);
    }
    const auto past = media::frameAt(file, base::Milliseconds(60'000), 4000);
    REQUIRE(past);
    CHECK(past->width == 320);
    CHECK(test::distance(*past, test::colourOf(23)) <= 4);
}

TEST_CASE("all frames come in order with their times", "[media][reader]") {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeClip(file, {24000, 1001});
    std::vector<std::int64_t> times;
    int worst = 0;
    const auto status = media::frames(file, 64, [&](media::Picture&& picture, base::Milliseconds time) {
        worst = std::max(worst, test::distance(picture, test::colourOf(static_cast<int>(times.size()))));
        times.push_back(time.count());
        return true;
    });
    REQUIRE(status);
    REQUIRE(times.size() == 24);
    CHECK(worst <= 4);
    for (std::size_t i = 0; i < times.size(); ++i) {
        CHECK(std::abs(static_cast<double>(times[i]) - static_cast<double>(i) * 1001.0 / 24.0) <= 1.0);
    }
}

TEST_CASE("a stream of frames ends when its sink or its owner says so", "[media][reader]") {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeClip(file, {24, 1});
    int seen = 0;
    SECTION("sink") {
        CHECK(media::frames(file, 320, [&](media::Picture&&, base::Milliseconds) { return ++seen < 3; }));
        CHECK(seen == 3);
    }
    SECTION("owner") {
        std::stop_source stop;
        const auto status = media::frames(
            file, 320,
            [&](media::Picture&&, base::Milliseconds) {
                if (++seen == 2) stop.request_stop();
                return true;
            },
            stop.get_token());
        REQUIRE_FALSE(status);
        CHECK(status.error().code == ErrorCode::Cancelled);
        CHECK(seen == 2);
    }
}

TEST_CASE("what is no clip of ours is refused, quickly and with a reason", "[media][reader]") {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeClip(folder.path() / "good.mp4", {24, 1});
    const std::string good = test::bytesOf(folder.path() / "good.mp4");
    std::string bytes;
    SECTION("text") {
        bytes = "This is a letter, not a film.\n";
    }
    SECTION("nothing") {}
    SECTION("a playlist") {
        bytes = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n";
    }
    SECTION("an ISO head and nothing more") {
        bytes = good.substr(0, 32);
    }
    SECTION("half of a clip") {
        bytes = good.substr(0, good.size() / 2);
    }
    SECTION("a clip with its index overwritten") {
        bytes = good;
        for (std::size_t at = bytes.find("moov") + 4; at < bytes.find("mdat"); ++at) bytes[at] = '\xFF';
    }
    SECTION("Matroska head with noise") {
        bytes = "\x1A\x45\xDF\xA3" + std::string(4000, '\x5A');
    }
    test::writeBytes(file, bytes);

    const auto start = std::chrono::steady_clock::now();
    const auto probe = media::probe(file);
    const auto took = std::chrono::steady_clock::now() - start;
    REQUIRE_FALSE(probe);
    INFO(probe.error().message);
    CHECK(probe.error().code == ErrorCode::InvalidInput);
    CHECK_FALSE(probe.error().message.empty());
    CHECK(probe.error().subject == file.string());
    CHECK(took < std::chrono::seconds(20));
    CHECK(media::frameAt(file, base::Milliseconds(0), 100).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("a clip that is not there, and a folder, are told apart", "[media][reader]") {
    const test::TempDir folder;
    CHECK(media::probe(folder.path() / "no.mp4").error().code == ErrorCode::NotFound);
    CHECK(media::probe(folder.path()).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("damage inside the pictures of a clip does not stop the reading", "[media][reader]") {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeClip(file, {24, 1});
    std::string bytes = test::bytesOf(file);
    const std::size_t data = bytes.find("mdat");
    for (std::size_t at = data + 1500; at < bytes.size() - 600; at += 97)
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    test::writeBytes(file, bytes);
    const auto probe = media::probe(file);
    if (probe)
        CHECK(probe->frames == 24);
    else
        CHECK(probe.error().code == ErrorCode::InvalidInput);
}
