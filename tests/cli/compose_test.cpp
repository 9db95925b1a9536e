#include "cli/program.hpp"

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("the report in all dialects is one table of facts", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto words = program.run({"compose", film, "--shot", "cafe", "--all-dialects", "--report"});
    CHECK(words.exit == 0);
    CHECK(words.out.find("minimax_h3") != std::string::npos);
    CHECK(words.out.find("lens/focal") != std::string::npos);
    CHECK(words.out.find("the model makes silent clips") != std::string::npos);
    const auto json =
        program.run({"compose", film, "--shot", "cafe", "--all-dialects", "--report", "--json"}).json();
    const auto dialects = program.run({"dialects", "--json"}).json();
    CHECK(json.at("result").at("dialects").size() == dialects.at("result").size());
    CHECK(json.at("result").at("facts").size() > 20);
}

TEST_CASE("a scene is composed together where the dialect can", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto json =
        program
            .run({"compose", film, "--scene", "pursuit", "--together", "--dialect", "seedance25", "--json"})
            .json();
    CHECK(json.at("ok") == true);
    std::size_t shots = 0;
    for (const auto& request : json.at("result")) {
        shots += request.at("shots").size();
        CHECK(request.at("seconds").get<double>() <= 30);
    }
    const auto each = program.run({"compose", film, "--scene", "pursuit", "--json"}).json();
    const auto& one = each.at("result");
    CHECK(shots == (one.is_array() ? one.size() : 1U));
}

TEST_CASE("a sweep composes every combination with an id", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto json = program
                          .run({"compose", film, "--shot", "cafe", "--sweep", "lens/focal=35,85", "--sweep",
                                "light/pattern=split,loop,rembrandt", "--json"})
                          .json();
    const auto& variants = json.at("result");
    REQUIRE(variants.size() == 6);
    CHECK(variants[0].at("variant") != variants[5].at("variant"));
    CHECK(variants[0].at("text").get<std::string>().find("35 mm") != std::string::npos);
    CHECK(variants[5].at("choices")[1].at("value") == "rembrandt");
    CHECK(program.run({"compose", film, "--shot", "cafe", "--sweep", "lens/nothing=1"}).exit == 3);
    CHECK(program.run({"compose", film, "--shot", "cafe", "--sweep", "light/pattern=splitt"}).exit == 3);
    CHECK(
        program
            .run({"compose", film, "--shot", "cafe", "--sweep", "lens/focal=35,85", "--most", "1", "--json"})
            .json()
            .at("result")
            .size() == 1);
}

TEST_CASE("what a switch chooses is a dialect of its own", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto quoted =
        program.run({"compose", film, "--shot", "vent", "--dialect", "veo31+quotes", "--json"}).json();
    CHECK(quoted.at("result").at("text").get<std::string>().find(", \"Four thousand metres") !=
          std::string::npos);
    CHECK(program.run({"compose", film, "--shot", "vent", "--dialect", "veo31+nothing"}).exit == 3);
}
