#include "cli/program.hpp"
#include "support/small_disk.hpp"

#include <set>

using namespace groundglass;
using namespace groundglass::test;

namespace {

std::vector<Json> problemsOf(const Ran& ran) {
    INFO("exit " << ran.exit << "\n" << ran.out << ran.err);
    REQUIRE(ran.exit == 3);
    std::vector<Json> all;
    const auto json = ran.json();
    for (const auto& problem : json.at("problems")) {
        CHECK_FALSE(problem.at("file").get<std::string>().empty());
        CHECK_FALSE(problem.at("message").get<std::string>().empty());
        CHECK_FALSE(problem.at("remedy").get<std::string>().empty());
        all.push_back(problem);
    }
    return all;
}

std::filesystem::path configOf(const Program& program) {
    const auto folder = program.home() / "CONFIG" / "groundglass";
    std::filesystem::create_directories(folder);
    return folder;
}

}  // namespace

TEST_CASE("a job that is not there is told, whatever is asked of it", "[cli]") {
    const Program program;
    for (const char* verb : {"show", "events", "cancel", "reconcile", "again", "abandon"}) {
        INFO(verb);
        const auto problem = onlyProblem(program.run({"jobs", verb, "job_none", "--json"}));
        CHECK(problem.at("file") == "job_none");
    }
    onlyProblem(program.run({"jobs", "reconcile", "job_none", "--take", "video_1", "--json"}));
    onlyProblem(program.run({"jobs", "reconcile", "job_none", "--not-sent", "--json"}));
    CHECK(program.run({"jobs", "reconcile", "job_none", "--take", "a", "--not-sent"}).exit == 2);
    CHECK(program.run({"jobs", "caps", "--day", "-1"}).exit == 2);
}

TEST_CASE("the queue shows its sums and keeps its caps", "[cli]") {
    const Program program;
    CHECK(program.run({"jobs", "caps"}).out.find("in doubt $0.00") != std::string::npos);
    const auto set =
        program.run({"jobs", "caps", "--day", "12.5", "--clip", "0.8", "--hour", "3", "--json"}).json();
    CHECK(set.at("result").at("caps").at("day_micros") == 12'500'000);
    CHECK(set.at("result").at("caps").at("clip_micros") == 800'000);
    CHECK(set.at("result").at("caps").at("hour_micros") == 3'000'000);
    CHECK(set.at("result").at("reserved_micros") == 0);
    CHECK(program.run({"jobs", "caps"}).out.find("$12.50") != std::string::npos);
    CHECK(program.run({"jobs", "caps", "--none", "--json"}).json().at("result").at("caps").empty());
}

TEST_CASE("damaged settings of the queue are told whole, and stay as they are", "[cli]") {
    const Program program;
    const auto film = program.film();
    std::filesystem::path file;
    std::set<std::string> pointers;
    std::vector<Arguments> runs;
    SECTION("endpoints") {
        file = configOf(program) / "endpoints.json";
        spill(file, R"({"endpoints": {"a": {"base_url": "ftp://x", "provider": "builtin"},
                                      "b": {"base_url": "https://x", "provider": "openai_videos", "profile": "no"}}})");
        pointers = {"/endpoints/a/base_url", "/endpoints/b/profile"};
        runs = {{"providers", "list"},
                {"jobs", "list"},
                {"generate", film.string(), "--shot", "doll"},
                {"providers", "add", "c", "--provider", "openai_videos", "--base-url", "https://y"}};
    }
    SECTION("caps") {
        std::filesystem::create_directories(program.state());
        file = program.state() / "spending.json";
        spill(file, R"({"clip_micros": -1, "day_micros": "much"})");
        pointers = {"/clip_micros", "/day_micros"};
        runs = {{"jobs", "caps"}};
    }
    const auto before = bytesOf(file);
    for (Arguments run : runs) {
        INFO(run[0] << " " << run[1]);
        run.emplace_back("--json");
        std::set<std::string> found;
        for (const auto& problem : problemsOf(program.run(run))) {
            CHECK(problem.at("file") == file.string());
            found.insert(problem.at("pointer").get<std::string>());
        }
        CHECK(found == pointers);
    }
    CHECK(bytesOf(file) == before);
}

TEST_CASE("a damaged queue is not replaced by an empty one", "[cli]") {
    const Program program;
    std::filesystem::create_directories(program.state());
    const auto ledger = program.state() / "ledger.db";
    spill(ledger, "this is no database, and there is no mirror of it");
    const auto before = bytesOf(ledger);
    CHECK(onlyProblem(program.run({"jobs", "list", "--json"})).at("file") == ledger.string());
    CHECK(bytesOf(ledger) == before);
}

TEST_CASE("endpoints that no provider could use are refused before anything is written", "[cli]") {
    const Program program;
    for (const Arguments& words :
         {Arguments{"a", "--provider", "builtin", "--base-url", "https://x"},
          Arguments{"a", "--provider", "none", "--base-url", "https://x"},
          Arguments{"A b", "--provider", "openai_videos", "--base-url", "https://x"},
          Arguments{"a", "--provider", "openai_videos", "--base-url", "http://x"},
          Arguments{"a", "--provider", "openai_videos", "--base-url", "https://x", "--profile", "none"}}) {
        Arguments run{"providers", "add"};
        run.insert(run.end(), words.begin(), words.end());
        run.emplace_back("--json");
        onlyProblem(program.run(run));
    }
    CHECK_FALSE(std::filesystem::exists(configOf(program) / "endpoints.json"));
}

TEST_CASE("an endpoint is replaced only when that is asked for", "[cli]") {
    const Program program;
    const auto add = [&](const char* address, bool replace) {
        Arguments run{"providers",     "add",        "own",   "--provider",
                      "openai_videos", "--base-url", address, "--json"};
        if (replace) run.emplace_back("--replace");
        return program.run(run);
    };
    const auto first = add("https://one.example/v1", false).json().at("result");
    CHECK(first.at("replaced") == false);
    CHECK(first.at("base_url") == "https://one.example/v1");
    const auto file = configOf(program) / "endpoints.json";
    const auto before = bytesOf(file);
    const auto problem = onlyProblem(add("https://two.example/v1", false));
    CHECK(problem.at("file") == "own");
    CHECK(problem.at("message").get<std::string>().find("https://one.example/v1") != std::string::npos);
    CHECK(problem.at("remedy").get<std::string>().find("--replace") != std::string::npos);
    CHECK(bytesOf(file) == before);
    CHECK(add("https://two.example/v1", true).json().at("result").at("replaced") == true);
    CHECK(bytesOf(file).find("two.example") != std::string::npos);
}

TEST_CASE("pausing says what waits and what goes on", "[cli]") {
    const Program program;
    const auto result = program.run({"jobs", "pause", "--json"}).json().at("result");
    CHECK(result.at("paused") == true);
    CHECK(result.at("waiting").empty());
    CHECK(result.at("on_the_way").empty());
    CHECK(program.run({"jobs", "resume"}).exit == 0);
}

TEST_CASE("generate says in its help that it waits where nobody else carries the job", "[cli]") {
    const Program program;
    CHECK(program.run({"generate", "--help"}).out.find("waits all the same") != std::string::npos);
    const auto film = program.film(100).string();
    const auto ran = program.run({"generate", film, "--shot", "doll", "--samples", "1", "--json"});
    CHECK(ran.err.find("waiting here") != std::string::npos);
    CHECK(ran.json().at("result").at("state") == "stored");
    const auto id = ran.json().at("result").at("id").get<std::string>();

    const auto table = program.run({"jobs", "export", "--csv"}).out;
    CHECK(table.starts_with("job,created,ordered,film,shot,title,"));
    CHECK(table.find(id + ",") != std::string::npos);
    CHECK(table.find(",stored,,0.000000,0.000000,0.000000,0.000000,USD,yes,") != std::string::npos);
    const auto started = onlyProblem(program.run({"jobs", "reorder", id, "--last", "--json"}));
    CHECK(started.at("message").get<std::string>().find("started") != std::string::npos);
    onlyProblem(program.run({"jobs", "reorder", id, "--json"}));
    CHECK(program.run({"jobs", "pause", "--endpoint", "nowhere"}).exit == 3);
}

TEST_CASE("what generate cannot send is refused with a way out, and nothing is queued", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto before = hashesOf(film);
    for (const Arguments& words : {Arguments{"--endpoint", "none"}, Arguments{"--provider", "openai_videos"},
                                   Arguments{"--provider", "none"}, Arguments{"--model", "none"},
                                   Arguments{"--dialect", "none"}, Arguments{"--size", "33x64"}}) {
        INFO(words[0] << " " << words[1]);
        Arguments run{"generate", film, "--shot", "doll"};
        run.insert(run.end(), words.begin(), words.end());
        run.emplace_back("--json");
        onlyProblem(program.run(run));
    }
    CHECK(program.run({"generate", film, "--shot", "doll", "--size", "64x32", "--height", "32"}).exit == 2);
    CHECK(program.run({"jobs", "list", "--json"}).json().at("result").empty());
    CHECK(hashesOf(film) == before);
}

TEST_CASE("every name that is not known is told at once", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto names = [&](Arguments words) {
        words.emplace_back("--json");
        std::vector<std::string> found;
        for (const auto& problem : problemsOf(program.run(words))) found.push_back(problem.at("file"));
        return found;
    };
    using Names = std::vector<std::string>;
    CHECK(names({"compose", film, "--shot", "s", "--dialect", "d"}) == Names{"s", "d"});
    CHECK(names({"compose", film, "--scene", "c", "--dialect", "d"}) == Names{"c", "d"});
    CHECK(names({"lint", film, "--shot", "s", "--dialect", "d"}) == Names{"s", "d"});
    CHECK(names({"generate", film, "--shot", "s", "--dialect", "d", "--provider", "p"}) ==
          Names{"s", "d", "p"});
    CHECK(names({"generate", film, "--shot", "s", "--model", "m"}) == Names{"s", "m"});
}

TEST_CASE("generate takes a size, or lines in the frame's own shape", "[cli]") {
    const Program program;
    const auto film = program.film(200).string();
    const auto clip = [&](const char* option, const char* value) {
        const auto ran = program.run(
            {"generate", film, "--shot", "doll", "--samples", "1", "--wait", option, value, "--json"});
        INFO(ran.out << ran.err);
        REQUIRE(ran.exit == 0);
        return ran.json().at("result");
    };
    const auto sized = clip("--size", "66x32");
    CHECK(sized.at("width") == 66);
    CHECK(sized.at("height") == 32);
    const auto lines = clip("--height", "40");
    CHECK(lines.at("height") == 40);
    CHECK(lines.at("width").get<int>() > 40);
}

TEST_CASE("a still has a picture's name and a clip has a clip's", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    for (const char* name : {"a.mp4", "a.txt", "a"}) {
        const auto file = (program.home() / name).string();
        onlyProblem(program.run({"render", film, "--shot", "doll", "-o", file, "--json"}));
        CHECK_FALSE(std::filesystem::exists(file));
    }
    const auto png = (program.home() / "a.png").string();
    onlyProblem(program.run({"render", film, "--shot", "doll", "-o", png, "--clip", "--json"}));
    CHECK_FALSE(std::filesystem::exists(png));
}

TEST_CASE("a look goes on what is there, under an id", "[cli]") {
    const Program program;
    const auto film = program.film();
    const auto before = hashesOf(film);
    const auto text = film.string();
    onlyProblem(program.run({"look", "show", text, "none", "--json"}));
    onlyProblem(program.run({"look", "apply", text, "none", "--json"}));
    onlyProblem(program.run({"look", "save", text, "Not An Id", "--from", "doll", "--json"}));
    onlyProblem(program.run({"look", "save", text, "mine", "--from", "none", "--json"}));
    const auto shot =
        onlyProblem(program.run({"look", "apply", text, "noir_1947", "--shot", "none", "--json"}));
    CHECK(shot.at("remedy").get<std::string>().find("marrakesh") != std::string::npos);
    const auto scene =
        onlyProblem(program.run({"look", "apply", text, "noir_1947", "--scene", "none", "--json"}));
    CHECK(scene.at("remedy").get<std::string>().find("coffee") != std::string::npos);
    CHECK(hashesOf(film) == before);
}

TEST_CASE("a look is replaced only when that is asked for, and a starter's id counts as taken", "[cli]") {
    const Program program;
    const auto film = program.film();
    const auto save = [&](const char* id, bool replace) {
        Arguments run{"look", "save", film.string(), id, "--from", "doll", "--json"};
        if (replace) run.emplace_back("--replace");
        return program.run(run);
    };
    const auto saved = save("mine", false).json().at("result");
    CHECK(saved.at("look") == "mine");
    CHECK(saved.at("from") == "doll");
    CHECK(saved.at("replaced") == false);
    const auto before = hashesOf(film);
    for (const char* id : {"mine", "noir_1947", "blue_hour"}) {
        INFO(id);
        const auto problem = onlyProblem(save(id, false));
        CHECK(problem.at("file") == id);
        CHECK(problem.at("remedy").get<std::string>().find("--replace") != std::string::npos);
    }
    CHECK(hashesOf(film) == before);
    CHECK(save("mine", true).json().at("result").at("replaced") == true);
    CHECK(save("silent_orbit", true).exit == 0);
}

TEST_CASE("applying a look says what was put where", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto put = [&](Arguments more) {
        Arguments run{"look", "apply", film, "golden_hour_memory", "--json"};
        run.insert(run.end(), more.begin(), more.end());
        return program.run(run).json().at("result");
    };
    const auto shot = put({"--shot", "doll"});
    CHECK(shot.at("look") == "golden_hour_memory");
    CHECK(shot.at("on") == "shot");
    CHECK(shot.at("id") == "doll");
    CHECK(shot.at("added") == true);
    CHECK(put({"--scene", "coffee"}).at("added") == false);
    CHECK(put({}).at("on") == "film");
    const auto near = onlyProblem(program.run({"look", "show", film, "golden_hour_memori", "--json"}));
    CHECK(near.at("remedy").get<std::string>().starts_with("did you mean golden_hour_memory?"));
}

TEST_CASE("every verb that reads a film refuses a damaged one whole, and writes nothing", "[cli]") {
    const Program program;
    const auto film = program.film();
    spill(film / "shots" / "cafe.json", "{\"a\":");
    spill(film / "shots" / "doll.json", "[]");
    const auto before = hashesOf(film);
    const auto text = film.string();
    const auto out = program.home() / "written";
    for (const Arguments& verb :
         {Arguments{"compose", text}, Arguments{"lint", text}, Arguments{"look", "list", text},
          Arguments{"look", "show", text, "noir_1947"},
          Arguments{"look", "save", text, "x", "--from", "alps"},
          Arguments{"look", "apply", text, "noir_1947"},
          Arguments{"render", text, "--shot", "alps", "-o", out.string() + ".png"},
          Arguments{"generate", text, "--shot", "alps"},
          Arguments{"pack", "export", text, "-o", out.string() + ".ggpack"}}) {
        INFO(verb[0] << " " << verb[1]);
        auto words = verb;
        words.emplace_back("--json");
        std::set<std::string> files;
        for (const auto& problem : problemsOf(program.run(words)))
            files.insert(problem.at("file").get<std::string>());
        CHECK(files.contains("shots/cafe.json"));
        CHECK(files.contains("shots/doll.json"));
    }
    CHECK(hashesOf(film) == before);
    CHECK_FALSE(std::filesystem::exists(out.string() + ".png"));
    CHECK_FALSE(std::filesystem::exists(out.string() + ".ggpack"));
}

TEST_CASE("a film on a full disk gets its take when there is room again", "[cli]") {
    const Program program;
    const SmallDisk disk(program.home() / "disk", 4);
    if (!disk.mounted()) {
        WARN("skipped: no small disk can be mounted here");
        return;
    }
    const auto film = disk.folder() / "film.groundglass";
    std::filesystem::copy(program.film(200), film, std::filesystem::copy_options::recursive);
    disk.fill();
    const auto before = hashesOf(disk.folder());
    const auto problem = onlyProblem([&] {
        auto ran =
            program.run({"generate", film.string(), "--shot", "doll", "--samples", "1", "--wait", "--json"});
        auto json = Json::parse(ran.out);
        json["result"] = nullptr;
        ran.out = json.dump();
        return ran;
    }());
    CHECK(problem.at("file") == film.string());
    CHECK(hashesOf(disk.folder()) == before);
    disk.clear();
    const auto resumed = program.run({"jobs", "resume", "--wait"});
    INFO(resumed.out << resumed.err);
    CHECK(resumed.exit == 0);
    std::size_t clips = 0;
    for (const auto& entry : std::filesystem::directory_iterator(film / "takes" / "doll"))
        clips += entry.path().extension() == ".mp4" ? 1U : 0U;
    CHECK(clips == 1);
}

TEST_CASE("a queue on a full disk refuses with place and remedy", "[cli]") {
    const Program program;
    const auto film = program.film(200);
    std::filesystem::create_directories(program.state().parent_path());
    const SmallDisk disk(program.state(), 6);
    if (!disk.mounted()) {
        WARN("skipped: no small disk can be mounted here");
        return;
    }
    REQUIRE(program.run({"jobs", "list"}).exit == 0);
    disk.fill();
    const auto problem = onlyProblem(
        program.run({"generate", film.string(), "--shot", "doll", "--samples", "1", "--wait", "--json"}));
    CHECK(problem.at("file").get<std::string>().starts_with(program.state().string()));
    onlyProblem(program.run({"jobs", "caps", "--day", "1", "--json"}));
    disk.clear();
    CHECK(program.run({"jobs", "list", "--json"}).json().at("result").empty());
    CHECK(program.run({"generate", film.string(), "--shot", "doll", "--samples", "1", "--wait"}).exit == 0);
}
