#include "cli/program.hpp"
#include "support/small_disk.hpp"

#include <algorithm>

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// Replaces the first occurrence in a file.
void change(const std::filesystem::path& file, const std::string& from, const std::string& to) {
    auto text = bytesOf(file);
    const auto at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    spill(file, text.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("a missing film is told with what to do", "[cli]") {
    const Program program;
    const auto film = (program.home() / "none.groundglass").string();
    const auto picture = (program.home() / "a.png").string();
    for (const Arguments& verb :
         {Arguments{"compose", film}, Arguments{"lint", film},
          Arguments{"render", film, "--shot", "a", "-o", picture}, Arguments{"generate", film, "--shot", "a"},
          Arguments{"look", "list", film}, Arguments{"pack", "export", film, "-o", picture}}) {
        INFO(verb[0]);
        auto words = verb;
        words.emplace_back("--json");
        CHECK(onlyProblem(program.run(words)).at("file") == film);
    }
    CHECK_FALSE(std::filesystem::exists(film));
    CHECK_FALSE(std::filesystem::exists(picture));
    const auto spoken = program.run({"compose", film});
    CHECK(spoken.exit == 3);
    CHECK(spoken.out.empty());
    CHECK(spoken.err.find("→") != std::string::npos);
}

TEST_CASE("a damaged film is refused with the place, and stays as it is", "[cli]") {
    const Program program;
    const auto film = program.film();
    const auto cafe = film / "shots" / "cafe.json";
    std::string file = "shots/cafe.json";
    std::string pointer;
    SECTION("a file that is cut") {
        spill(cafe, bytesOf(cafe).substr(0, 200));
    }
    SECTION("an unknown term") {
        change(cafe, "\"size\": \"cu\"", "\"size\": \"closeup\"");
        pointer = "/direction/frame/size";
    }
    SECTION("a value of the wrong kind") {
        change(cafe, "\"tightness\": \"tight\"", "\"tightness\": 7");
        pointer = "/direction/frame/tightness";
    }
    SECTION("a value out of range") {
        file = "film.json";
        change(film / "film.json", "\"duration\": 500", "\"duration\": -500");
        pointer = "/direction/output/duration";
    }
    SECTION("a file of a newer version") {
        change(cafe, "\"version\": 1", "\"version\": 99");
        pointer = "/version";
    }
    SECTION("a key that is there twice") {
        change(cafe, "\"number\": \"1A\",", "\"number\": \"1A\", \"number\": \"1B\",");
    }
    const auto before = hashesOf(film);
    for (const Arguments& verb :
         {Arguments{"compose", film.string()}, Arguments{"generate", film.string(), "--shot", "doll"},
          Arguments{"look", "apply", film.string(), "noir_1947", "--shot", "doll"}}) {
        INFO(verb[0]);
        auto words = verb;
        words.emplace_back("--json");
        const auto problem = onlyProblem(program.run(words));
        CHECK(problem.at("file") == file);
        CHECK(problem.at("message").get<std::string>().find("exception") == std::string::npos);
        if (pointer.empty()) {
            CHECK_FALSE(problem.at("pointer").get<std::string>().empty());
        } else {
            CHECK(problem.at("pointer") == pointer);
        }
    }
    CHECK(hashesOf(film) == before);
}

TEST_CASE("every problem of a film is told at once", "[cli]") {
    const Program program;
    const auto film = program.film();
    change(film / "shots" / "cafe.json", "\"size\": \"cu\"", "\"size\": \"closeup\"");
    change(film / "shots" / "doll.json", "{", "[");
    change(film / "film.json", "\"duration\": 500", "\"duration\": -500");
    const auto ran = program.run({"compose", film.string(), "--json"});
    CHECK(ran.exit == 3);
    const auto json = ran.json();
    std::vector<std::string> files;
    for (const auto& problem : json.at("problems")) files.push_back(problem.at("file"));
    for (const char* wanted : {"shots/cafe.json", "shots/doll.json", "film.json"}) {
        INFO(wanted);
        CHECK(std::count(files.begin(), files.end(), wanted) == 1);
    }
}

TEST_CASE("unknown shots, scenes and dialects are told with the choices", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto remedy = [&](const Arguments& words) {
        return onlyProblem(program.run(words)).at("remedy").get<std::string>();
    };
    CHECK(remedy({"compose", film, "--shot", "nobody", "--json"}).find("marrakesh") != std::string::npos);
    CHECK(remedy({"compose", film, "--scene", "nobody", "--json"}).find("coffee") != std::string::npos);
    CHECK(remedy({"compose", film, "--dialect", "none", "--json"}).find("veo31") != std::string::npos);
    CHECK(remedy({"render", film, "--shot", "nobody", "-o", "/none", "--json"}).find("marrakesh") !=
          std::string::npos);
    CHECK(remedy({"new", program.home() / "a", "--sample", "none", "--json"}).find("impossible-places") !=
          std::string::npos);
    CHECK(remedy({"new", film, "--json"}).size() > 5);
}

TEST_CASE("an output that cannot be written is refused with its name", "[cli]") {
    const Program program;
    const auto film = program.film();
    const auto before = hashesOf(film);
    spill(program.home() / "plain", "a file");
    for (const auto& target : {program.home() / "no" / "folder" / "a", program.home() / "plain" / "a",
                               std::filesystem::path("/proc/groundglass_a")}) {
        INFO(target.string());
        const auto name = target.string();
        const auto still = program.run({"render", film.string(), "--shot", "doll", "-o", name + ".png",
                                        "--size", "32x16", "--samples", "1", "--json"});
        CHECK(onlyProblem(still).at("file") == name + ".png");
        const auto clip = program.run({"render", film.string(), "--shot", "doll", "-o", name + ".mp4",
                                       "--size", "32x16", "--samples", "1", "--clip", "--json"});
        CHECK(onlyProblem(clip).at("file") == name + ".mp4");
        const auto made =
            program.run({"new", name + ".groundglass", "--sample", "impossible-places", "--json"});
        if (target.parent_path().filename() != "folder") CHECK(made.exit == 3);
    }
    CHECK(hashesOf(film) == before);
    CHECK(bytesOf(program.home() / "plain") == "a file");
}

TEST_CASE("a full disk is told, and the files stay as they were", "[cli]") {
    const Program program;
    const SmallDisk disk(program.home() / "disk");
    if (!disk.mounted()) {
        WARN("skipped: no small disk can be mounted here");
        return;
    }
    const auto film = program.home() / "disk" / "film.groundglass";
    REQUIRE(program.run({"new", film.string(), "--sample", "impossible-places"}).exit == 0);
    disk.fill();
    const auto before = hashesOf(program.home() / "disk");
    onlyProblem(program.run({"look", "apply", film.string(), "noir_1947", "--shot", "doll", "--json"}));
    CHECK(hashesOf(program.home() / "disk") == before);
    const auto png = (program.home() / "disk" / "a.png").string();
    const auto still = program.run({"render", film.string(), "--shot", "doll", "-o", png, "--size", "320x134",
                                    "--samples", "1", "--json"});
    CHECK(onlyProblem(still).at("file") == png);
    onlyProblem(program.run({"render", film.string(), "--shot", "doll", "-o",
                             (program.home() / "disk" / "a.mp4").string(), "--size", "64x32", "--samples",
                             "1", "--clip", "--json"}));
    onlyProblem(program.run({"new", (program.home() / "disk" / "b.groundglass").string(), "--sample",
                             "impossible-places", "--json"}));
    CHECK(hashesOf(program.home() / "disk") == before);
}
