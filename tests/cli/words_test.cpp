#include "cli/program.hpp"

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("compose --json is one object with text, spans, parameters and facts", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto json = program.run({"compose", film, "--shot", "cafe", "--dialect", "veo31", "--json"}).json();
    CHECK(json.at("schema") == "groundglass/cli/compose");
    CHECK(json.at("ok") == true);
    CHECK(json.at("problems").empty());
    const auto& result = json.at("result");
    CHECK(result.at("shot") == "cafe");
    CHECK(result.at("dialect") == "veo31");
    const auto text = result.at("text").get<std::string>();
    CHECK(text.find("elderly woman") != std::string::npos);
    REQUIRE(result.at("facts").size() > 5);
    REQUIRE(result.at("spans").size() > 5);
    CHECK(result.at("parameters").is_array());
    std::size_t end = 0;
    for (const auto& span : result.at("spans")) {
        CHECK(span.at("begin").get<std::size_t>() >= end);
        end = span.at("end").get<std::size_t>();
        CHECK(end <= text.size());
        CHECK(span.at("begin").get<std::size_t>() < end);
    }
    const auto words = program.run({"compose", film, "--shot", "cafe", "--dialect", "veo31"});
    CHECK(words.exit == 0);
    CHECK(words.out.starts_with(text + "\n"));
    CHECK(words.err.empty());
}

TEST_CASE("compose without a shot writes every shot of the film", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto all = program.run({"compose", film, "--json"}).json();
    CHECK(all.at("result").size() == 8);
    const auto scene = program.run({"compose", film, "--scene", "coffee", "--all-dialects", "--json"}).json();
    const auto dialects = program.run({"dialects", "--json"}).json();
    CHECK(scene.at("result").size() == dialects.at("result").size());
}

TEST_CASE("lint says by its exit status whether it found something", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto ran = program.run({"lint", film, "--json"});
    const auto json = ran.json();
    CHECK(ran.exit == (json.at("result").empty() ? 0 : 1));
    for (const auto& finding : json.at("result")) {
        CHECK_FALSE(finding.at("rule").get<std::string>().empty());
        CHECK_FALSE(finding.at("reason").get<std::string>().empty());
    }
}

TEST_CASE("vocabulary, dialects, providers and looks are listed for machines", "[cli]") {
    const Program program;
    CHECK(program.run({"vocab", "show", "--json"}).json().at("result").size() > 30);
    const auto found = program.run({"vocab", "search", "rembrandt", "--json"}).json();
    REQUIRE_FALSE(found.at("result").empty());
    CHECK(found.at("result")[0].at("id") == "rembrandt");
    CHECK(onlyProblem(program.run({"vocab", "show", "nothing", "--json"})).at("file") == "nothing");
    CHECK(program.run({"providers", "show", "builtin", "--json"}).json().at("result").at("id") == "builtin");
    const auto looks = program.run({"look", "list", program.film().string(), "--json"}).json();
    CHECK(looks.at("result").size() >= 17);
}

TEST_CASE("an endpoint is added once its address is safe", "[cli]") {
    const Program program;
    const Arguments unsafe{"providers",          "add",   "own", "--provider", "openai_videos", "--base-url",
                           "http://10.0.0.1/v1", "--json"};
    onlyProblem(program.run(unsafe));
    auto safe = unsafe;
    safe.push_back("--self-hosted");
    CHECK(program.run(safe).exit == 0);
    const auto listed = program.run({"providers", "--json"}).json();
    REQUIRE(listed.at("result").at("endpoints").size() == 1);
    CHECK(listed.at("result").at("endpoints")[0].at("self_hosted") == true);
}
