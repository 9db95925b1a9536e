#include "cli/program.hpp"

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// The problems of a run that was refused for its arguments: one object, exit 2, each with a way out.
std::vector<Json> usageOf(const Program& program, Arguments words) {
    words.emplace_back("--json");
    const auto ran = program.run(words);
    INFO("exit " << ran.exit << "\n" << ran.out << ran.err);
    REQUIRE(ran.exit == 2);
    CHECK(ran.err.empty());
    const auto json = ran.json();
    CHECK(json.at("result").is_null());
    std::vector<Json> all;
    for (const auto& problem : json.at("problems")) {
        CHECK_FALSE(problem.at("file").get<std::string>().empty());
        CHECK_FALSE(problem.at("message").get<std::string>().empty());
        CHECK(problem.at("remedy").get<std::string>().find("VERB") == std::string::npos);
        CHECK(problem.at("remedy").get<std::string>().size() > 5);
        all.push_back(problem);
    }
    REQUIRE_FALSE(all.empty());
    return all;
}

std::vector<std::string> placesOf(const std::vector<Json>& problems) {
    std::vector<std::string> places;
    for (const auto& problem : problems) places.push_back(problem.at("file"));
    return places;
}

}  // namespace

TEST_CASE("arguments that are not expected are named in the order in which they were typed", "[cli]") {
    const Program program;
    using Places = std::vector<std::string>;
    CHECK(placesOf(usageOf(program, {"compose", "film", "--bogus", "x", "y"})) ==
          Places{"--bogus", "x", "y"});
    CHECK(placesOf(usageOf(program, {"jobs", "list", "b", "a"})) == Places{"b", "a"});
    CHECK(placesOf(usageOf(program, {"dialects", "veo31", "more", "--less"})) == Places{"more", "--less"});
    const auto spoken = program.run({"jobs", "list", "b", "a"});
    CHECK(spoken.out.empty());
    CHECK(spoken.err.starts_with("groundglass: b: "));
    CHECK(spoken.err.find("→ see `groundglass jobs list --help`") != std::string::npos);
}

TEST_CASE("an unknown verb, sub-verb or option is told with the one that was meant", "[cli]") {
    const Program program;
    const auto remedy = [&](Arguments words) {
        return usageOf(program, std::move(words))[0].at("remedy").get<std::string>();
    };
    CHECK(remedy({"compse"}).starts_with("did you mean compose?"));
    CHECK(remedy({"jobs", "lsit"}).starts_with("did you mean list?"));
    CHECK(remedy({"compose", "film", "--shots", "a"}).starts_with("did you mean --shot?"));
    CHECK(remedy({"frobnicate"}).find("`groundglass --help`") != std::string::npos);
}

TEST_CASE("everything that a verb needs and lacks is told at once", "[cli]") {
    const Program program;
    using Places = std::vector<std::string>;
    CHECK(placesOf(usageOf(program, {"render", "film"})) == Places{"--shot", "--output"});
    CHECK(placesOf(usageOf(program, {"jobs", "show"})) == Places{"job"});
    CHECK(usageOf(program, {"jobs"})[0].at("remedy").get<std::string>().find("reconcile") !=
          std::string::npos);
    CHECK(usageOf(program, {})[0].at("remedy").get<std::string>().find("compose") != std::string::npos);
    CHECK(placesOf(usageOf(program, {"compose", "film", "--scene", "b", "--shot", "a"})).size() == 1);
}

TEST_CASE("values that no verb could take are wrong usage", "[cli]") {
    const Program program;
    for (const char* size : {"axb", "9x9", "960", "960x", "x402", "960x402x1", "-960x402", "99999x16", ""}) {
        INFO(size);
        const auto problems =
            usageOf(program, {"render", "film", "--shot", "a", "-o", "a.png", "--size", size});
        CHECK(problems[0].at("file") == "--size");
        usageOf(program, {"generate", "film", "--shot", "a", "--size", size});
    }
    for (const char* time : {"nan", "-1", "inf", "1e9", "soon"}) {
        INFO(time);
        usageOf(program, {"render", "film", "--shot", "a", "-o", "a.png", "--time", time});
    }
    for (const char* dollars : {"nan", "-1", "inf", "much"}) {
        INFO(dollars);
        usageOf(program, {"jobs", "caps", "--day", dollars});
    }
    CHECK_FALSE(std::filesystem::exists(program.state()));
}

TEST_CASE("an empty value is told, not read as none", "[cli]") {
    const Program program;
    for (const Arguments& words : {Arguments{"compose", ""}, Arguments{"compose", "film", "--shot", ""},
                                   Arguments{"vocab", "show", ""}, Arguments{"jobs", "show", ""},
                                   Arguments{"render", "film", "--shot", "a", "-o", ""}}) {
        INFO(words[0]);
        CHECK(usageOf(program, words)[0].at("message") == "its value is empty");
    }
}

TEST_CASE("an argument that is no text is refused, and a very long one is not echoed whole", "[cli]") {
    const Program program;
    const auto broken = usageOf(program, {"compose", "fi\xFFlm"});
    CHECK(broken[0].at("message").get<std::string>().find("argument 2") != std::string::npos);
    const std::string huge(100'000, 'a');
    const auto ran = program.run({"compose", huge});
    CHECK(ran.exit == 3);
    CHECK(ran.err.size() < 5'000);
    CHECK(program.run({huge}).exit == 2);
    CHECK(program.run({huge}).err.size() < 5'000);
}

TEST_CASE("--json may stand before the verb", "[cli]") {
    const Program program;
    const auto ran = program.run({"--json", "vocab", "show"});
    CHECK(ran.exit == 0);
    CHECK(ran.json().at("schema") == "groundglass/cli/vocab");
}

TEST_CASE("standard output that takes no more is told", "[cli]") {
    if (!std::filesystem::exists("/dev/full")) return;
    const std::string command =
        std::string(GROUNDGLASS_BUILD_DIR "/bin/groundglass") + " vocab show > /dev/full 2> /dev/null";
    const int status = std::system(command.c_str());  // NOLINT(cert-env33-c)
    CHECK(WEXITSTATUS(status) == 3);
}
