#include "sample_film.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace groundglass;

/// Draws the sample film; GROUNDGLASS_PICTURES chooses shots and folder:
/// "out-folder,width,samples,shot,shot…".
TEST_CASE("pictures of the sample film for looking at", "[.picture]") {
    const char* wanted = std::getenv("GROUNDGLASS_PICTURES");
    std::string list =
        wanted != nullptr ? wanted : std::filesystem::temp_directory_path().string() + ",480,8";
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        words.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    REQUIRE(words.size() >= 3);
    const test::SampleFilm film;
    viewfinder::Renderer renderer(std::filesystem::temp_directory_path() / "groundglass-mesh-cache");
    for (const auto& [id, shot] : film.film().shots) {
        if (words.size() > 3 && std::find(words.begin() + 3, words.end(), id.str()) == words.end()) continue;
        const auto scene = film.scene(id.str());
        const auto& measured = scene.measured;
        viewfinder::RenderOptions o;
        o.size.width = std::stoi(words[1]);
        o.size.height = static_cast<int>(o.size.width / measured.ratio);
        o.samples = std::stoi(words[2]);
        const auto now = [] { return std::chrono::steady_clock::now(); };
        const auto ms = [](auto a, auto b) {
            return std::chrono::duration<double, std::milli>(b - a).count();
        };
        for (int turn = 0; turn < 2; ++turn) {
            const auto t0 = now();
            const auto image = renderer.still(scene, o);
            const auto t1 = now();
            REQUIRE(image);
            std::printf("%s %s %dx%d %d spp: %.1f ms, E %.2f d %.2f f %.0f N %.1f\n", id.str().c_str(),
                        scene.set.c_str(), o.size.width, o.size.height, o.samples, ms(t0, t1),
                        measured.extent.value, measured.distance.value, measured.focal.value,
                        measured.aperture.value);
            if (turn == 0) {
                for (const auto& l : scene.lights)
                    std::printf("  %s at %.2f %.2f %.2f, %.2f x %.2f, radiance %.2f %.2f %.2f\n",
                                l.role.c_str(), static_cast<double>(l.centre[0]),
                                static_cast<double>(l.centre[1]), static_cast<double>(l.centre[2]),
                                static_cast<double>(l.width), static_cast<double>(l.height),
                                static_cast<double>(l.radiance[0]), static_cast<double>(l.radiance[1]),
                                static_cast<double>(l.radiance[2]));
                const auto png = viewfinder::toPng(*image);
                REQUIRE(png);
                REQUIRE(base::AtomicFile::write(std::filesystem::path(words[0]) / (id.str() + ".png"), *png));
            }
        }
    }
}

TEST_CASE("light patterns on a face for looking at", "[.picture]") {
    viewfinder::Renderer renderer;
    const char* folder = std::getenv("GROUNDGLASS_PATTERNS");
    const std::filesystem::path out =
        folder != nullptr ? folder : std::filesystem::temp_directory_path().string();
    struct Pattern {
        const char* name;
        double azimuth, elevation, ratio;
    };
    for (const Pattern& p :
         {Pattern{"rembrandt", 45, 45, 4}, Pattern{"loop", 30, 30, 3}, Pattern{"split", 90, 10, 8}}) {
        const auto scene = test::sceneOf(test::faceDirection(0.36, p.azimuth, p.elevation, p.ratio));
        const auto image = renderer.still(scene, {{420, 420}, 12, {}, 2, false});
        REQUIRE(image);
        REQUIRE(
            base::AtomicFile::write(out / (std::string(p.name) + ".png"), viewfinder::toPng(*image).value()));
    }
}
