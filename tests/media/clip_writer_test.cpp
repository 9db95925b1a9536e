#include "media/clips.hpp"
#include "support/temp_dir.hpp"

#include <sys/resource.h>
#include <cmath>
#include <csignal>

using namespace groundglass;

namespace {

void checkRate(base::FrameRate rate) {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeClip(file, rate);
    const auto probe = media::probe(file);
    INFO((probe ? std::string() : probe.error().message));
    REQUIRE(probe);
    CHECK(probe->container == "mp4");
    CHECK(probe->videoCodec == "h264");
    CHECK(probe->audioCodec.empty());
    CHECK(probe->size == base::Pixels{320, 180});
    CHECK(probe->rate == rate);
    CHECK(probe->frames == 24);
    const double wanted = 24.0 * 1000.0 / rate.perSecond();
    CHECK(std::abs(static_cast<double>(probe->duration.count()) - wanted) < 500.0 / rate.perSecond());
}

std::size_t filesIn(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("a written clip has exactly the size, rate and length that were asked for", "[media][writer]") {
    SECTION("23.976") {
        checkRate({24000, 1001});
    }
    SECTION("25") {
        checkRate({25, 1});
    }
    SECTION("59.94") {
        checkRate({60000, 1001});
    }
}

TEST_CASE("a written clip carries its title and the label of trained models, index first",
          "[media][writer]") {
    const test::TempDir folder;
    test::writeClip(folder.path() / "clip.mp4", {24, 1}, 2);
    const std::string bytes = test::bytesOf(folder.path() / "clip.mp4");
    CHECK(bytes.find("1A The coffee") != std::string::npos);
    CHECK(bytes.find("Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/"
                     "trainedAlgorithmicMedia\"") != std::string::npos);
    CHECK(bytes.find("moov") < bytes.find("mdat"));
}

TEST_CASE("a clip that is not finished leaves nothing behind", "[media][writer]") {
    const test::TempDir folder;
    {
        auto writer = media::ClipWriter::open(folder.path() / "clip.mp4", {{64, 64}, {24, 1}, {}, false});
        REQUIRE(writer);
        REQUIRE(writer->add(test::flatFrame({64, 64}, {10, 20, 30})));
        CHECK(filesIn(folder.path()) == 1);
    }
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("a finished clip replaces the old one in one step", "[media][writer]") {
    const test::TempDir folder;
    const auto file = folder.path() / "clip.mp4";
    test::writeBytes(file, "old");
    auto writer = media::ClipWriter::open(file, {{64, 64}, {24, 1}, {}, false});
    REQUIRE(writer);
    REQUIRE(writer->add(test::flatFrame({64, 64}, {10, 20, 30})));
    CHECK(test::bytesOf(file) == "old");
    REQUIRE(writer->finish());
    CHECK(media::probe(file));
    CHECK(filesIn(folder.path()) == 1);
    CHECK_FALSE(writer->finish());
}

TEST_CASE("sizes, rates and frames that cannot be written are refused in words", "[media][writer]") {
    const test::TempDir folder;
    const auto open = [&](base::Pixels size, base::FrameRate rate) {
        return media::ClipWriter::open(folder.path() / "clip.mp4", {size, rate, {}, false});
    };
    CHECK(open({321, 180}, {24, 1}).error().code == base::ErrorCode::InvalidInput);
    CHECK(open({8, 8}, {24, 1}).error().code == base::ErrorCode::InvalidInput);
    CHECK(open({9000, 180}, {24, 1}).error().code == base::ErrorCode::InvalidInput);
    CHECK(open({320, 180}, {0, 1}).error().code == base::ErrorCode::InvalidInput);
    CHECK(open({320, 180}, {24, 0}).error().code == base::ErrorCode::InvalidInput);
    auto writer = open({64, 64}, {24, 1});
    REQUIRE(writer);
    CHECK(writer->add(std::vector<std::uint8_t>(5)).error().code == base::ErrorCode::InvalidInput);
    CHECK(writer->finish().error().code == base::ErrorCode::InvalidInput);  // no frame
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("a folder that is not there is an error about the file", "[media][writer]") {
    const test::TempDir folder;
    const auto writer =
        media::ClipWriter::open(folder.path() / "no" / "clip.mp4", {{64, 64}, {24, 1}, {}, false});
    REQUIRE_FALSE(writer);
    CHECK(writer.error().code == base::ErrorCode::Io);
}
