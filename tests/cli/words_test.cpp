#include "cli/program.hpp"

#include <filesystem>
#include <map>
#include <set>

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

TEST_CASE("the report of compose says refused where lint finds that the model cannot", "[cli]") {
    const Program program;
    const auto film = program.film(8000).string();
    const auto shot = [&](const char* dialect) {
        return program.run({"compose", film, "--shot", "cafe", "--dialect", dialect, "--json"})
            .json()
            .at("result");
    };
    const auto findings = [&](const char* dialect) {
        return program.run({"lint", film, "--shot", "cafe", "--dialect", dialect, "--json"})
            .json()
            .at("result");
    };
    for (const char* dialect : {"veo31", "luma_ray3", "sora2_archived", "generic_prose"}) {
        INFO(dialect);
        std::set<std::string> errors;
        for (const auto& finding : findings(dialect)) {
            if (finding.at("severity") == "error") errors.insert(finding.at("field").get<std::string>());
        }
        const auto result = shot(dialect);
        for (const auto& parameter : result.at("parameters"))
            CHECK(parameter.contains("refused") == errors.contains(parameter.at("field").get<std::string>()));
        std::size_t refused = 0;
        for (const auto& fact : result.at("facts")) {
            const auto field = fact.at("field").get<std::string>();
            if (fact.at("fate") == "parameter") CHECK_FALSE(errors.contains(field));
            if (fact.at("fate") != "refused") continue;
            ++refused;
            CHECK(errors.contains(field));
            CHECK(fact.at("reason").get<std::string>().starts_with("F0"));
        }
        CHECK(result.at("report").at("refused") == refused);
    }
    const auto veo = shot("veo31");
    CHECK(veo.at("report").at("refused") == 1);
    const auto spoken = program.run({"compose", film, "--shot", "cafe", "--dialect", "veo31", "--report"});
    CHECK(spoken.out.find("aspectRatio=2.39:1 (refused)") != std::string::npos);
    CHECK(spoken.out.find("  refused    output/ratio") != std::string::npos);
}

TEST_CASE("what happens when an answer is lost is said in words", "[cli]") {
    const Program program;
    CHECK(program.run({"providers", "show", "openai_videos"}).out.find("list is searched") !=
          std::string::npos);
    const auto json = program.run({"providers", "show", "builtin", "--json"}).json().at("result");
    CHECK(json.at("crash_class") == "local");
    CHECK_FALSE(json.at("crash_class_means").get<std::string>().empty());
}

TEST_CASE("one dialect is shown with its limits and sources", "[cli]") {
    const Program program;
    const auto one = program.run({"dialects", "veo31", "--json"}).json().at("result");
    CHECK(one.at("id") == "veo31");
    CHECK_FALSE(one.at("sources").empty());
    CHECK(program.run({"dialects", "veo31"}).out.find("source") != std::string::npos);
    const auto near = onlyProblem(program.run({"dialects", "veo3", "--json"}));
    CHECK(near.at("remedy").get<std::string>().starts_with("did you mean veo31?"));
}

TEST_CASE("names that are nearly right are told with the right one", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto remedy = [&](const Arguments& words) {
        return onlyProblem(program.run(words)).at("remedy").get<std::string>();
    };
    CHECK(remedy({"compose", film, "--shot", "caffe", "--json"}).starts_with("did you mean cafe?"));
    CHECK(remedy({"lint", film, "--dialect", "veo32", "--json"}).starts_with("did you mean veo31?"));
    CHECK(remedy({"vocab", "show", "shotsize", "--json"}).starts_with("did you mean shot_size?"));
    CHECK(remedy({"vocab", "show", "light_pattern", "rembrant", "--json"})
              .starts_with("did you mean rembrandt?"));
    CHECK(remedy({"providers", "show", "bultin", "--json"}).starts_with("did you mean builtin?"));
    CHECK(remedy({"new", program.home() / "a", "--sample", "impossible-place", "--json"})
              .starts_with("did you mean impossible-places?"));
}

TEST_CASE("lint takes a way out, sets a rule aside with a note, and lets it speak again", "[cli]") {
    const Program program;
    const auto film = program.film().string();
    const auto rules = [&] {
        std::map<std::string, bool> found;
        const auto json =
            program.run({"lint", film, "--shot", "cafe", "--dialect", "veo31", "--json"}).json();
        for (const auto& each : json.at("result"))
            found[each.at("rule").get<std::string>()] = each.at("set_aside").get<bool>();
        return found;
    };
    const auto before = rules();
    REQUIRE(before.contains("F04"));
    const Arguments aside{"lint", film, "--shot", "cafe", "--ignore", "F04", "--note", "cropped by the lab"};
    CHECK(program.run(aside).exit == 0);
    CHECK(rules().at("F04"));
    CHECK(
        program.run({"lint", film, "--shot", "cafe", "--dialect", "veo31"}).out.find("cropped by the lab") !=
        std::string::npos);
    CHECK(program.run({"lint", film, "--shot", "cafe", "--obey", "F04"}).exit == 0);
    CHECK_FALSE(rules().at("F04"));
    const auto fixed =
        program.run({"lint", film, "--shot", "cafe", "--dialect", "veo31", "--fix", "F04", "--json"});
    CHECK(fixed.exit == 0);
    CHECK(fixed.json().at("result").at("field") == "output/ratio");
    CHECK_FALSE(rules().contains("F04"));
    CHECK(program.run({"lint", film, "--shot", "cafe", "--dialect", "veo31", "--fix", "F04"}).exit == 3);
    CHECK(program.run({"lint", film, "--shot", "cafe", "--fix", "Z99"}).exit == 3);
    CHECK(program.run({"lint", film, "--fix", "F04"}).exit == 2);
    CHECK(program.run({"lint", film, "--shot", "cafe", "--ignore", "F04"}).exit == 2);
}

TEST_CASE("lint of a film tells what is about its scenes and records", "[cli]") {
    const Program program;
    const auto folder = program.film();
    const auto film = folder.string();
    REQUIRE(std::filesystem::remove(folder / "shots" / "doll.json"));
    std::set<std::string> rules;
    const auto rulesJson = program.run({"lint", film, "--json"}).json();
    for (const auto& each : rulesJson.at("result")) rules.insert(each.at("rule").get<std::string>());
    std::set<std::string> ofScene;
    const auto ofSceneJson = program.run({"lint", film, "--scene", "coffee", "--json"}).json();
    for (const auto& each : ofSceneJson.at("result")) ofScene.insert(each.at("rule").get<std::string>());
    CHECK(rules.contains("I08"));
    CHECK_FALSE(ofScene.contains("I08"));
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
