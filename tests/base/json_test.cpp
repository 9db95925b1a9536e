#include "groundglass/base/json.hpp"

#include "support/catch.hpp"

using namespace groundglass;

namespace {

base::Problem problemOf(std::string_view text, const base::JsonLimits& limits = {}) {
    const auto json = base::parseJson(text, "film.json", limits);
    REQUIRE_FALSE(json);
    REQUIRE(json.error().code == base::ErrorCode::InvalidInput);
    REQUIRE(json.error().problems.size() == 1);
    CHECK(json.error().problems[0].file == "film.json");
    return json.error().problems[0];
}

}  // namespace

TEST_CASE("a syntax error is reported with line and column", "[base][json]") {
    CHECK(problemOf("{\n  \"a\": 1,\n  b\n}").pointer == "3:3");
    CHECK(problemOf("").message == "the file is empty");
    CHECK_FALSE(problemOf("{\"a\": 1").message.empty());
    CHECK_FALSE(problemOf("{} trailing").message.empty());
}

TEST_CASE("a key that is there twice is refused with its pointer", "[base][json]") {
    const auto problem = problemOf(R"({"a": {"b": 1, "b": 2}})");
    CHECK(problem.pointer == "/a/b");
    CHECK(problem.message.find("twice") != std::string::npos);
}

TEST_CASE("byte-order marks, broken UTF-8 and NUL are refused", "[base][json]") {
    CHECK_FALSE(problemOf("\xEF\xBB\xBF{}").message.empty());
    CHECK_FALSE(problemOf("\"\xC3\x28\"").message.empty());
    CHECK_FALSE(problemOf(R"("a\u0000b")").message.empty());
    CHECK_FALSE(problemOf(R"("\ud800")").message.empty());
}

TEST_CASE("limits hold before anything is built", "[base][json]") {
    base::JsonLimits limits;
    CHECK_FALSE(problemOf(std::string(100'000, '['), limits).message.empty());
    limits.depth = 2;
    CHECK(base::parseJson("[[1]]", {}, limits));
    CHECK_FALSE(problemOf("[[[1]]]", limits).message.empty());
    limits = {};
    limits.nodes = 3;
    CHECK_FALSE(problemOf("[1,2,3]", limits).message.empty());
    limits = {};
    limits.stringBytes = 3;
    CHECK_FALSE(problemOf("\"four\"", limits).message.empty());
    limits = {};
    limits.bytes = 4;
    CHECK_FALSE(problemOf("[1,2]", limits).message.empty());
}

TEST_CASE("numbers must be finite, and integers safe", "[base][json]") {
    CHECK_FALSE(problemOf("1e999").message.empty());
    CHECK_FALSE(problemOf("9007199254740993").message.empty());
    CHECK(base::parseJson("9007199254740992"));
}

TEST_CASE("JSON is written with sorted keys, two spaces and a final newline", "[base][json]") {
    const auto json = base::parseJson(R"({"b": [1], "a": "é"})");
    REQUIRE(json);
    CHECK(base::writeJson(*json) == "{\n  \"a\": \"é\",\n  \"b\": [\n    1\n  ]\n}\n");
    CHECK(base::compactJson(*json) == R"({"a":"é","b":[1]})");
}

TEST_CASE("pointers escape tilde and slash", "[base][json]") {
    CHECK(base::pointerTo("/a", "b/c~d") == "/a/b~1c~0d");
    CHECK(base::pointerTo("/a", std::size_t{3}) == "/a/3");
}

TEST_CASE("a byte that is no UTF-8 is told with its line and column", "[base][json]") {
    const auto json = base::parseJson("{\n  \"name\": \"caf\xE9\"\n}", "a.json");
    REQUIRE_FALSE(json);
    CHECK(json.error().problems.front().pointer == "2:15");
}
