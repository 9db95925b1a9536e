#include "media/helper_process.hpp"
#include "media/clips.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <csignal>
#include <cstdlib>

using namespace groundglass;
using base::ErrorCode;

namespace {

media::Descriptor opened(const std::filesystem::path& file) {
    return media::Descriptor(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_CREAT, 0600));
}

media::wire::Fields encoding() {
    return {{"verb", "encode"},
            {"width", "64"},
            {"height", "64"},
            {"rate_numerator", "24"},
            {"rate_denominator", "1"}};
}

}  // namespace

TEST_CASE("a helper program that is missing is named, with what to do", "[media][helper]") {
    const test::TempDir folder;
    const auto helper = media::HelperProcess::start(opened(folder.path() / "a"), {{"verb", "probe"}},
                                                    folder.path() / "groundglass-media");
    REQUIRE_FALSE(helper);
    CHECK(helper.error().code == ErrorCode::Io);
    REQUIRE(helper.error().problems.size() == 1);
    CHECK_FALSE(helper.error().problems.front().remedy.empty());
}

TEST_CASE("a helper that dies in the middle is an error, not a wait", "[media][helper]") {
    const test::TempDir folder;
    auto helper = media::HelperProcess::start(opened(folder.path() / "a"), encoding());
    REQUIRE(helper);
    ::kill(-helper->pid(), SIGKILL);
    const auto answer = helper->receive();
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::Io);
}

TEST_CASE("the helper refuses requests it does not know and frames of a wrong size", "[media][helper]") {
    const test::TempDir folder;
    const auto file = opened(folder.path() / "a");
    SECTION("verb") {
        auto helper = media::HelperProcess::start(file, {{"verb", "delete"}});
        REQUIRE(helper);
        CHECK(helper->receive().error().code == ErrorCode::InvalidInput);
    }
    SECTION("size") {
        auto request = encoding();
        request[1].second = "63";
        auto helper = media::HelperProcess::start(file, request);
        REQUIRE(helper);
        CHECK(helper->receive().error().code == ErrorCode::InvalidInput);
    }
    SECTION("frame") {
        auto helper = media::HelperProcess::start(file, encoding());
        REQUIRE(helper);
        const std::vector<std::uint8_t> tooShort(100);
        REQUIRE(helper->send(media::wire::Kind::Frame, tooShort));
        CHECK(helper->receive().error().code == ErrorCode::InvalidInput);
    }
}

TEST_CASE("a full disk is an input or output error that says so", "[media][helper]") {
    const media::Descriptor full(::open("/dev/full", O_RDWR | O_CLOEXEC));
    REQUIRE(full);
    auto helper = media::HelperProcess::start(full, encoding());
    REQUIRE(helper);
    const auto frame = test::flatFrame({64, 64}, {1, 2, 3});
    base::Status status;
    for (int i = 0; i < 60 && status; ++i) status = helper->send(media::wire::Kind::Frame, frame);
    if (status) status = helper->send(media::wire::Kind::End, {});
    const auto answer =
        status ? helper->receive() : base::Result<media::Message>(tl::unexpected(status.error()));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::Io);
    CHECK(answer.error().message.find("disk is full") != std::string::npos);
}

TEST_CASE("the helper can open nothing once it is locked in", "[media][helper]") {
    CHECK(std::system(("'" + media::HelperProcess::program().string() + "' check").c_str()) == 0);
}

TEST_CASE("fields survive the wire, and bytes that are none are refused", "[media][helper]") {
    const media::wire::Fields fields{{"title", "two\nlines"}, {"empty", ""}, {"number", "-41"}};
    const auto again = media::wire::unpack(media::wire::pack(fields));
    REQUIRE(again);
    CHECK(*again == fields);
    CHECK(media::wire::number(*again, "number") == -41);
    CHECK(media::wire::number(*again, "title") == 0);
    CHECK_FALSE(media::wire::unpack("abc"));
    CHECK_FALSE(media::wire::unpack(std::string("\xFF\xFF\xFF\x7F", 4)));
}
