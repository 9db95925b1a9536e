#include "sample_film.hpp"

#include "support/catch.hpp"

using namespace groundglass;
using test::faceDirection;
using test::faceMeter;
using test::sceneOf;
using viewfinder::V3;

namespace {

// Screen left of a face lit from screen right.
constexpr V3 underFarEye{-0.038F, -0.026F, 0.066F}, besideNose{-0.019F, -0.042F, 0.088F},
    lowerCheek{-0.036F, -0.058F, 0.070F};
constexpr V3 nearCheek{0.040F, -0.036F, 0.064F}, cheekbone{0.053F, -0.024F, 0.057F},
    farJaw{-0.052F, -0.070F, 0.020F};

}  // namespace

TEST_CASE("a triangle of light stands on the far cheek with a Rembrandt key, and only then") {
    viewfinder::Renderer renderer(test::meshCache());
    const auto patch = [&](double azimuth, double elevation) {
        const auto scene = sceneOf(faceDirection(0.30, azimuth, elevation, 4));
        struct Cheek {
            double lit, nose, outer, near;
        };
        return Cheek{faceMeter(renderer, scene, underFarEye), faceMeter(renderer, scene, besideNose),
                     faceMeter(renderer, scene, lowerCheek), faceMeter(renderer, scene, nearCheek)};
    };
    const auto rembrandt = patch(45, 45), loop = patch(30, 30), split = patch(90, 10);
    INFO("rembrandt " << rembrandt.lit << " " << rembrandt.nose << " " << rembrandt.outer << " "
                      << rembrandt.near);
    INFO("loop " << loop.lit << " " << loop.nose << " " << loop.outer << " " << loop.near);
    INFO("split " << split.lit << " " << split.nose << " " << split.outer << " " << split.near);
    CHECK(rembrandt.lit > 1.6 * rembrandt.nose);
    CHECK(rembrandt.lit > 1.4 * rembrandt.outer);
    CHECK(loop.outer > 0.75 * loop.lit);   // the nose's shadow ends above: the cheek is lit down to the mouth
    CHECK(split.lit < 1.15 * split.nose);  // no patch stands out of the dark half
}

TEST_CASE("the meter finds the ratio of key and fill on the face that was asked for") {
    viewfinder::Renderer renderer(test::meshCache());
    for (const double ratio : {2.0, 4.0, 8.0}) {
        const auto scene = sceneOf(faceDirection(0.30, 70, 25, ratio));
        const double lit = faceMeter(renderer, scene, cheekbone), shadow = faceMeter(renderer, scene, farJaw);
        INFO("asked for " << ratio << ", lit " << lit << ", shadow " << shadow);
        CHECK(lit / shadow == Approx(ratio).epsilon(0.10));
    }
}

TEST_CASE("the key stands where its angles say, from the subject's line to the lens") {
    auto d = faceDirection(0.4, 90, 0, 4);
    d.frame.viewAzimuth = base::Degrees{30};
    const auto scene = sceneOf(d);
    REQUIRE(!scene.lights.empty());
    const auto& key = scene.lights.front();
    CHECK(key.role == "key");
    const V3 way = viewfinder::normalize(viewfinder::toV3(key.centre) - viewfinder::toV3(scene.subject));
    CHECK(way.x == Approx(std::sin(120 * viewfinder::degree)).margin(0.01));
    CHECK(way.y == Approx(0).margin(0.01));
    CHECK(way.z == Approx(std::cos(120 * viewfinder::degree)).margin(0.01));
}

TEST_CASE("the sample's close-up by the window reads as Rembrandt, at the ratio that it asks for") {
    const test::SampleFilm film;
    viewfinder::Renderer renderer(test::meshCache());
    const auto scene = film.scene("cafe");
    const viewfinder::RenderOptions options{{480, 200}, 8, {}, 2, false};
    const auto meter = [&](V3 local) {
        const auto [x, y] = test::onFace(scene, local);
        const float across = 0.5F + (x - 0.5F) / 2.4F;
        return renderer.meter(scene, options, across - 0.005F, y - 0.012F, across + 0.005F, y + 0.012F)
            .value_or(-1);
    };
    const double triangle = meter(underFarEye), nose = meter(besideNose), mouth = meter(lowerCheek),
                 lit = meter(cheekbone), shadow = meter(farJaw);
    INFO("triangle " << triangle << ", beside the nose " << nose << ", above the mouth " << mouth << ", lit "
                     << lit << ", shadow " << shadow);
    CHECK(triangle > 2.3 * nose);
    CHECK(triangle > 1.9 * mouth);
    CHECK(lit / shadow == Approx(4).epsilon(0.10));
}
