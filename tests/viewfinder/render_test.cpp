#include "face.hpp"

#include "groundglass/base/files.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "viewfinder/mesh.hpp"

#include <png.h>

#include <chrono>
#include <thread>

using namespace groundglass;
using test::faceDirection;
using test::sceneOf;

namespace {

viewfinder::RenderOptions small(int side, int samples, int threads) {
    return {{side, side}, samples, {}, threads, true};
}

}  // namespace

TEST_CASE("the same seed gives the same picture on one thread and on two") {
    viewfinder::Renderer renderer(test::meshCache());
    const auto scene = sceneOf(faceDirection(0.5, 45, 40, 4));
    const auto one = renderer.still(scene, small(72, 2, 1)), two = renderer.still(scene, small(72, 2, 2));
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->rgb == two->rgb);
    auto other = scene;
    other.seed = 7;
    CHECK(renderer.still(other, small(72, 2, 2))->rgb != one->rgb);
}

TEST_CASE("a stopped picture returns Cancelled and does not wait for the rest") {
    viewfinder::Renderer renderer(test::meshCache());
    const auto scene = sceneOf(faceDirection(0.5, 45, 40, 4));
    REQUIRE(renderer.still(scene, small(32, 1, 2)));
    std::stop_source stop;
    int passes = 0;
    const auto status = renderer.progressive(
        scene, small(128, 4096, 2),
        [&](const viewfinder::Image&, int) {
            if (++passes == 2) stop.request_stop();
            return true;
        },
        stop.get_token());
    REQUIRE(!status);
    CHECK(status.error().code == base::ErrorCode::Cancelled);
    CHECK(passes == 2);
}

TEST_CASE("a stop is honoured while figures are made and trees are built") {
    viewfinder::Renderer renderer;  // nothing is made yet
    const auto scene = sceneOf(faceDirection(0.5, 45, 40, 4));
    std::stop_source stop;
    std::jthread ends([&] { stop.request_stop(); });
    const auto stopped = renderer.still(scene, small(32, 1, 2), stop.get_token());
    REQUIRE(!stopped);
    CHECK(stopped.error().code == base::ErrorCode::Cancelled);
    ends.join();
    // What was half made is not used afterwards.
    const auto whole = renderer.still(scene, small(32, 1, 2));
    REQUIRE(whole);
    CHECK(whole->rgb == viewfinder::Renderer(test::meshCache()).still(scene, small(32, 1, 2))->rgb);
}

TEST_CASE("progressive passes double until the samples are there") {
    viewfinder::Renderer renderer(test::meshCache());
    std::vector<int> seen;
    REQUIRE(renderer.progressive(sceneOf(faceDirection(0.5, 45, 40, 4)), small(32, 6, 2),
                                 [&](const viewfinder::Image&, int n) {
                                     seen.push_back(n);
                                     return true;
                                 }));
    CHECK(seen == std::vector<int>{1, 2, 4, 6});
}

TEST_CASE("sizes and samples out of range are refused") {
    viewfinder::Renderer renderer(test::meshCache());
    const auto scene = sceneOf(faceDirection(0.5, 45, 40, 4));
    CHECK(renderer.still(scene, {{8, 400}, 1, {}, 1, false}).error().code == base::ErrorCode::InvalidInput);
    CHECK(renderer.still(scene, {{64, 64}, 0, {}, 1, false}).error().code == base::ErrorCode::InvalidInput);
}

TEST_CASE("the disc of a far lamp has the diameter of the thin lens") {
    craft::MeasuredShot m;
    m.imageWidth = 36;
    m.imageHeight = 20.25;
    m.aperture = base::FNumber{1.4};
    viewfinder::CameraPose pose{{0, 0, 0}, {0, 0, -1}, 0, 85, 2};
    viewfinder::Lens lens(m, pose, 1600, 900);
    lens.setAperture(0, 0);
    const viewfinder::V3 lamp{0, 0, -6};
    REQUIRE(lens.isSoft(lamp, 0.01F));
    int lit = 0;
    for (int x = 0; x < 1600; ++x)
        lit += lens.glimpse(static_cast<float>(x) + 0.5F, 450, lamp, 0.002F).weight > 0 ? 1 : 0;
    const double f = 0.085, s = 2, d = 6, onSensor = f * f * (d - s) / (1.4 * d * (s - f));
    CHECK(lit == Approx(onSensor / 0.036 * 1600).epsilon(0.1));
    CHECK(2 * lens.blurRadius(6) == Approx(onSensor / 0.036 * 1600).epsilon(0.02));
}

TEST_CASE("an astronaut's visor shows stars and a face does not") {
    viewfinder::Renderer renderer(test::meshCache());
    film::Film film;
    film::CastMember a;
    a.id = film::CastId("a");
    a.figure = "astronaut";
    film.cast[a.id] = a;
    film::Location edge;
    edge.id = film::LocationId("edge");
    edge.set = "void";
    film.locations[edge.id] = edge;
    auto d = faceDirection(0.5, 140, 30, 8);
    d.cast.members = {a.id};
    d.place.location = edge.id;
    auto scene = sceneOf(d, film);
    const auto [x, y] = test::onFace(scene, {0, 0.03F, 0.14F});
    const auto with = renderer.meter(scene, small(96, 8, 2), x - 0.08F, y - 0.06F, x + 0.08F, y + 0.06F);
    scene.set = "studio";
    scene.skyZenith = scene.skyHorizon = {};
    const auto without = renderer.meter(scene, small(96, 8, 2), x - 0.08F, y - 0.06F, x + 0.08F, y + 0.06F);
    REQUIRE(with);
    REQUIRE(without);
    CHECK(*with > 0.004);
    CHECK(*with != Approx(*without).epsilon(0.05));
}

TEST_CASE("a PNG decodes to the picture") {
    viewfinder::Image image{5, 3, std::vector<std::uint8_t>(45)};
    for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = static_cast<std::uint8_t>(i * 5);
    const auto bytes = viewfinder::toPng(image);
    REQUIRE(bytes);
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&png, bytes->data(), bytes->size()) != 0);
    CHECK(png.width == 5);
    CHECK(png.height == 3);
    png.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> back(PNG_IMAGE_SIZE(png));
    REQUIRE(png_image_finish_read(&png, nullptr, back.data(), 0, nullptr) != 0);
    CHECK(back == image.rgb);
    CHECK_FALSE(viewfinder::toPng({4, 4, {}}));
}

TEST_CASE("damaged mesh caches are made again") {
    viewfinder::Mesh box;
    viewfinder::addBox(box, {0, 0, 0}, {1, 1, 1});
    std::string bytes = viewfinder::packMeshes({box});
    const auto good = viewfinder::unpackMeshes(bytes);
    REQUIRE(good);
    CHECK(good->front().indices == box.indices);
    CHECK_FALSE(viewfinder::unpackMeshes(std::string_view(bytes).substr(0, bytes.size() - 3)));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    CHECK_FALSE(viewfinder::unpackMeshes(bytes));
    CHECK_FALSE(viewfinder::unpackMeshes(""));

    const auto scene = sceneOf(faceDirection(0.5, 45, 40, 4));
    const auto first = viewfinder::Renderer(test::meshCache()).still(scene, small(32, 1, 2));
    REQUIRE(first);
    test::TempDir cache;
    int heads = 0;
    for (const auto& e : std::filesystem::directory_iterator(test::meshCache())) {
        const auto copy = cache.path() / e.path().filename();
        std::filesystem::copy_file(e.path(), copy);
        if (copy.filename().string().find("head-adult.bin") == std::string::npos) continue;
        REQUIRE(base::AtomicFile::write(copy, "not a mesh"));
        ++heads;
    }
    CHECK(heads == 1);
    CHECK(viewfinder::Renderer(cache.path()).still(scene, small(32, 1, 2))->rgb == first->rgb);
}
