#include "app/home.hpp"
#include "groundglass/media/media.hpp"

#include <cstdlib>

using namespace groundglass;
using namespace groundglass::test;

namespace {

viewfinder::Scene sceneOf(const char* shot, base::Milliseconds duration, base::FrameRate rate) {
    const auto loaded =
        store::loadFilm(resources() / "samples" / "impossible-places.groundglass", library()->vocabulary);
    REQUIRE(loaded);
    auto scene = viewOf(loaded->film, shot).scene;
    scene.measured.duration = duration;
    scene.measured.rate = rate;
    return scene;
}

}  // namespace

TEST_CASE("a rendered clip has the size, rate and length that were asked for", "[app]") {
    const TempDir folder;
    viewfinder::Renderer renderer;
    struct Wish {
        std::int64_t ms;
        base::FrameRate rate;
        base::Pixels size;
    };
    for (const Wish& wish : {Wish{500, {24, 1}, {64, 28}}, Wish{300, {25, 1}, {96, 96}},
                             Wish{417, {24000, 1001}, {32, 64}}, Wish{1, {24, 1}, {16, 16}}}) {
        INFO(wish.ms << " ms at " << wish.rate.numerator << "/" << wish.rate.denominator);
        const auto scene = sceneOf("doll", base::Milliseconds(wish.ms), wish.rate);
        const auto file = folder.path() / "clip.mp4";
        double last = 0;
        bool rising = true;
        const auto done = app::renderClip(renderer, scene, wish.size, 1, false, file,
                                          [&](double share) {
                                              rising = rising && share > last && share <= 1;
                                              last = share;
                                          },
                                          {});
        INFO((done ? std::string() : done.error().message));
        REQUIRE(done);
        CHECK(rising);
        CHECK(last == 1);
        const auto probe = media::probe(file);
        REQUIRE(probe);
        CHECK(probe->container == "mp4");
        CHECK(probe->videoCodec == "h264");
        CHECK(probe->size == wish.size);
        CHECK(probe->rate.perSecond() == Approx(wish.rate.perSecond()).epsilon(1e-4));
        CHECK(probe->frames == std::max<std::int64_t>(1, wish.rate.framesIn(base::Milliseconds(wish.ms))));
        const double halfFrame = 500.0 / wish.rate.perSecond();
        const double longest = std::max(static_cast<double>(wish.ms), 1000.0 / wish.rate.perSecond());
        CHECK(std::abs(static_cast<double>(probe->duration.count()) - longest) <= halfFrame + 1);
    }
}

TEST_CASE("a clip that is stopped or cannot be written leaves no file", "[app]") {
    const TempDir folder;
    viewfinder::Renderer renderer;
    const auto scene = sceneOf("doll", base::Milliseconds(500), {24, 1});
    const auto file = folder.path() / "clip.mp4";
    SECTION("stopped half-way") {
        std::stop_source stop;
        const auto done = app::renderClip(
            renderer, scene, {64, 28}, 1, false, file,
            [&](double share) {
                if (share > 0.4) stop.request_stop();
            },
            stop.get_token());
        REQUIRE_FALSE(done);
        CHECK(done.error().code == base::ErrorCode::Cancelled);
    }
    SECTION("an odd size") {
        CHECK_FALSE(app::renderClip(renderer, scene, {63, 28}, 1, false, file, {}, {}));
    }
    SECTION("no such folder") {
        CHECK_FALSE(
            app::renderClip(renderer, scene, {64, 28}, 1, false, folder.path() / "no" / "clip.mp4", {}, {}));
    }
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("the size of a still follows the shot's ratio in even numbers", "[app]") {
    craft::MeasuredShot measured;
    measured.ratio = 2.39;
    CHECK((app::frameSize(measured, 960) == base::Pixels{960, 402}));
    CHECK((app::frameSize(measured, 961) == base::Pixels{960, 402}));
    measured.ratio = 9.0 / 16;
    CHECK((app::frameSize(measured, 540) == base::Pixels{540, 960}));
    CHECK((app::frameSize(measured, 0) == base::Pixels{16, 28}));
}
