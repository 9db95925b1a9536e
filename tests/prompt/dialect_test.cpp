#include "groundglass/prompt/dialect.hpp"

#include "prompt/template.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <fstream>
#include <string>

using namespace groundglass;

namespace {

const std::string good =
    R"({"schema":"groundglass/dialect","version":1,"id":"plain","title":"Plain","status":"alive",
"checked":"2026-11-22","limit":{"unit":"characters","hard":0},"negatives":{"mode":"none"},
"groups":[{"name":"all","plans":["{a}{size} of {subject}."]}]})";

void put(const test::TempDir& dir, const char* name, const std::string& text) {
    std::ofstream(dir.path() / name) << text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

base::Problem onlyProblem(const std::string& text) {
    const test::TempDir dir;
    put(dir, "plain.json", text);
    const auto loaded = prompt::Dialects::load(dir.path());
    REQUIRE_FALSE(loaded);
    REQUIRE(loaded.error().problems.size() == 1);
    return loaded.error().problems.front();
}

}  // namespace

TEST_CASE("a folder of dialects loads by id", "[prompt][dialect]") {
    const test::TempDir dir;
    put(dir, "plain.json", good);
    const auto loaded = prompt::Dialects::load(dir.path());
    REQUIRE(loaded);
    REQUIRE(loaded->find("plain") != nullptr);
    CHECK(loaded->find("plain")->title == "Plain");
    CHECK(loaded->find("absent") == nullptr);
    CHECK(loaded->all().size() == 1);
}

TEST_CASE("an unknown key of a dialect is a problem with file and pointer", "[prompt][dialect]") {
    const auto problem = onlyProblem(replaced(good, "\"unit\"", "\"colour\":1,\"unit\""));
    CHECK(problem.pointer == "/limit/colour");
    CHECK(problem.file.find("plain.json") != std::string::npos);
    CHECK(problem.remedy.find("hard") != std::string::npos);
}

TEST_CASE("an unknown slot in a plan is a problem that names it", "[prompt][dialect]") {
    const auto problem = onlyProblem(replaced(good, "{size}", "{sise}"));
    CHECK(problem.pointer == "/groups/0/plans/0");
    CHECK(problem.message.find("sise") != std::string::npos);
}

TEST_CASE("wrong values in a dialect are refused", "[prompt][dialect]") {
    CHECK(onlyProblem(replaced(good, "characters", "letters")).pointer == "/limit/unit");
    CHECK(onlyProblem(replaced(good, "\"none\"", "\"perhaps\"")).pointer == "/negatives/mode");
    CHECK(onlyProblem(replaced(good, "alive", "tired")).pointer == "/status");
    CHECK(onlyProblem(replaced(good, "\"id\":\"plain\"", "\"id\":\"other\"")).pointer == "/id");
    CHECK(onlyProblem(replaced(good, "\"id\"", "\"extends\":\"nobody\",\"id\"")).pointer == "/extends");
}

TEST_CASE("a missing folder of dialects is not found", "[prompt][dialect]") {
    const auto loaded = prompt::Dialects::load("/nowhere/at/all");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == base::ErrorCode::NotFound);
}

TEST_CASE("a broken template says where it breaks", "[prompt][dialect]") {
    std::string error;
    for (const char* text : {"{size", "[a", "(a|b", "a]", "<&a>", "{nothing_such}", "b)"}) {
        INFO(text);
        CHECK(prompt::parseTemplate(text, error).nodes.empty());
        CHECK(error.find("byte") != std::string::npos);
    }
    CHECK(prompt::parseTemplate("\\(plain\\)", error).nodes.size() == 1);
    CHECK(error.empty());
}

TEST_CASE("every shipped dialect names its sources and the day they were checked", "[prompt][dialect]") {
    const auto loaded = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(loaded);
    for (const char* id : {"generic_prose", "sora2_archived", "veo31", "ltx25", "kling3_single", "luma_ray3",
                           "runway_gen45_t2v"})
        CHECK(loaded->find(id) != nullptr);
    for (const prompt::Dialect* dialect : loaded->all()) {
        INFO(dialect->id);
        CHECK(dialect->checked.size() == 10);
        CHECK_FALSE(dialect->sources.empty());
        CHECK_FALSE(dialect->note.empty());
    }
    CHECK(loaded->find("sora2_archived")->status == "archived");
}
