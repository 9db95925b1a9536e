#include "app/frozen_shot.hpp"
#include "app/home.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

using namespace groundglass;
using namespace groundglass::test;

namespace {

void add(std::string& out, const std::array<float, 3>& v) {
    out += base::format(" ({} {} {})", v[0], v[1], v[2]);
}

/// Every number that a picture depends on, exactly.
std::string numbersOf(const viewfinder::Scene& scene) {
    const auto& m = scene.measured;
    std::string out =
        base::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {}/{} {}\n", m.format, m.imageWidth,
                     m.imageHeight, m.ratio, m.focal.value, m.aperture.value, m.distance.value, m.focus.value,
                     m.keyAzimuth.value, m.keyElevation.value, m.ratioKeyFill.value, m.exposure.value,
                     m.duration.count(), m.rate.numerator, m.rate.denominator, m.grainSigma);
    out += base::format("{} {} {} {} {} {} {}\n", scene.set, scene.setNote, scene.setHeading, scene.haze,
                        scene.depthSet, scene.steadiness, scene.seed);
    for (const auto& figure : scene.figures) {
        out += base::format("{} {} {} {} {} {}", figure.kind, figure.pose, figure.prop, figure.heading,
                            figure.headTurnFrom, figure.headTurnTo);
        add(out, figure.position);
        add(out, figure.clothes);
        out += '\n';
    }
    for (const auto& light : scene.lights) {
        out += base::format("{} {} {} {}", light.role, light.width, light.height, light.visible);
        add(out, light.centre);
        add(out, light.facing);
        add(out, light.radiance);
        out += '\n';
    }
    for (const double share : {0.0, 0.5, 1.0}) {
        const auto time =
            base::Milliseconds(static_cast<std::int64_t>(share * static_cast<double>(m.duration.count())));
        const auto pose = scene.cameraAt(time);
        out += base::format("{} {} {}", pose.roll, pose.focalMm, pose.focusM);
        add(out, pose.eye);
        add(out, pose.target);
        out += '\n';
    }
    for (const auto& colour : {scene.skyZenith, scene.skyHorizon, scene.ambient, scene.setLight})
        add(out, colour);
    out += base::format(" {} {} {} {} {} {} {}\n", scene.contrast, scene.saturation, scene.blackLevel,
                        scene.exposureStops, scene.vignetteStops, scene.bloom, scene.halation);
    return out;
}

base::Result<jobs::Request> requestTo(const store::LoadedFilm& film, const char* shot, const char* provider,
                                      const char* model, const char* endpoint = "") {
    return app::requestFor(*library(), film.film, film.folder, viewOf(film.film, shot), provider, model,
                           endpoint);
}

}  // namespace

TEST_CASE("a frozen built-in request draws the same scene again, for every shot of the sample", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    for (const auto& id : film::shotsInOrder(film.film)) {
        INFO(id.str());
        const auto request = requestTo(film, id.str().c_str(), "builtin", "groundglass");
        REQUIRE(request);
        const auto thawed = app::thawScene(*library(), *request);
        REQUIRE(thawed);
        CHECK(numbersOf(*thawed) == numbersOf(viewOf(film.film, id.str().c_str()).scene));
        CHECK(app::frozenSamples(*request) >= 1);
        const auto label = viewOf(film.film, id.str().c_str()).effective.direction.output.labelAsAi;
        CHECK(app::frozenLabel(*request) == label.value_or(false));
    }
}

TEST_CASE("a frozen request does not change with the film", "[app]") {
    const Home home;
    auto film = home.shortFilm();
    const auto request = requestTo(film, "cafe", "builtin", "groundglass");
    REQUIRE(request);
    const auto before = numbersOf(viewOf(film.film, "cafe").scene);
    film.film.cast.clear();
    film.film.locations.clear();
    film.film.shots.at(film::ShotId("cafe")).direction.lens.focal = base::Millimetres{135};
    const auto thawed = app::thawScene(*library(), *request);
    REQUIRE(thawed);
    CHECK(numbersOf(*thawed) == before);
    CHECK(numbersOf(viewOf(film.film, "cafe").scene) != before);
}

TEST_CASE("a damaged frozen request is refused, not drawn", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    auto request = requestTo(film, "doll", "builtin", "groundglass");
    REQUIRE(request);
    SECTION("the direction is cut") {
        request->direction.text.resize(request->direction.text.size() / 2);
    }
    SECTION("the parameters are cut") {
        request->parameters.text.pop_back();
    }
    SECTION("a cast member is damaged") {
        request->parameters.text = R"({"cast":["{\"id\":7}"]})";
    }
    CHECK_FALSE(app::thawScene(*library(), *request));
}

TEST_CASE("odd parameters of a frozen request fall back", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    auto request = requestTo(film, "doll", "builtin", "groundglass");
    REQUIRE(request);
    for (const char* text : {"[]", "7", "null", R"({"cast":5,"locations":{},"samples":"x"})"}) {
        INFO(text);
        request->parameters.text = text;
        CHECK(app::thawScene(*library(), *request));
        CHECK(app::frozenSamples(*request) == 6);
        CHECK_FALSE(app::frozenLabel(*request));
    }
    request->parameters.text = R"({"samples":9007199254740991,"label_as_ai":true})";
    CHECK(app::frozenSamples(*request) == 1024);
    CHECK(app::frozenLabel(*request));
}

TEST_CASE("a request says what the film wants, fitted to the model", "[app]") {
    const Home home;
    auto film = home.shortFilm();
    const auto request = requestTo(film, "doll", "builtin", "groundglass");
    REQUIRE(request);
    CHECK(request->film == film.folder.string());
    CHECK(request->shot == "doll");
    CHECK(request->provider == "builtin");
    CHECK(request->size.height == 144);
    CHECK(request->size.width % 2 == 0);
    CHECK(request->size.width / 144.0 == Approx(viewOf(film.film, "doll").measured.ratio).epsilon(0.02));
    CHECK(request->duration == base::Milliseconds(250));
    CHECK(request->rate == base::FrameRate{24, 1});
    CHECK(request->estimate.micros == 0);
    CHECK(request->prompt == app::composeShot(*library(), film.film, viewOf(film.film, "doll"))->text);

    film.film.direction.output.seed = 41;
    film.film.direction.output.labelAsAi = true;
    const auto seeded = requestTo(film, "doll", "builtin", "groundglass");
    REQUIRE(seeded);
    CHECK(seeded->seed == 41);
    CHECK(app::frozenLabel(*seeded));
}

TEST_CASE("a retired model is refused with its date, but not on a server of one's own", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    const auto refused = requestTo(film, "doll", "openai_videos", "sora-2");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::InvalidInput);
    REQUIRE(refused.error().problems.size() == 1);
    CHECK(refused.error().problems[0].message.find("2026-09-24") != std::string::npos);
    CHECK_FALSE(refused.error().problems[0].remedy.empty());

    const auto gateway = requestTo(film, "doll", "openai_videos", "sora-2", "my_gateway");
    REQUIRE(gateway);
    CHECK(gateway->endpoint == "my_gateway");
    CHECK(gateway->duration == base::Milliseconds(4000));
    CHECK((gateway->size == base::Pixels{1280, 720}));
    CHECK(gateway->estimate.micros == 400'000);
    CHECK(gateway->parameters.empty());
}

TEST_CASE("unknown providers, models, dialects and shots are refused with the choices there are", "[app]") {
    const Home home;
    const auto film = home.shortFilm();
    const auto refusal = [](const auto& result, std::string_view choice) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == base::ErrorCode::NotFound);
        REQUIRE(result.error().problems.size() == 1);
        INFO(result.error().problems[0].remedy);
        CHECK(result.error().problems[0].remedy.find(choice) != std::string::npos);
    };
    refusal(requestTo(film, "doll", "bultin", "groundglass"), "builtin");
    refusal(requestTo(film, "doll", "openai_videos", "sora-9"), "sora-2-pro");
    refusal(app::composeShot(*library(), film.film, viewOf(film.film, "doll"), "klingon"), "generic_prose");
    refusal(app::viewShot(*library(), film.film, film::ShotId("nobody")), "marrakesh");
}
