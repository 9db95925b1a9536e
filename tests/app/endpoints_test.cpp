#include "app/home.hpp"
#include "groundglass/base/files.hpp"

#include <unistd.h>
#include <algorithm>

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// The problems of an endpoints file with this text.
std::vector<base::Problem> problemsOf(const std::string& text) {
    const TempDir folder;
    REQUIRE(base::AtomicFile::write(folder.path() / "endpoints.json", text));
    const auto loaded = app::loadEndpoints(folder.path());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == base::ErrorCode::InvalidInput);
    return loaded.error().problems;
}

std::vector<std::string> pointersOf(const std::string& text) {
    std::vector<std::string> pointers;
    for (const auto& problem : problemsOf(text)) {
        CHECK_FALSE(problem.file.empty());
        CHECK_FALSE(problem.remedy.empty());
        pointers.push_back(problem.pointer);
    }
    return pointers;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("endpoints come back as they were saved, and saving one keeps the others", "[app]") {
    const TempDir folder;
    const auto config = folder.path() / "config";
    REQUIRE(app::loadEndpoints(config));
    CHECK(app::loadEndpoints(config)->empty());
    const jobs::Endpoint own{"local_vllm", "openai_videos", "http://192.168.1.4:8000/v1",
                             true,         "vllm_omni",     "Wan-AI/Wan2.2"};
    const jobs::Endpoint gateway{"gateway", "openai_videos", "https://videos.example.org/v1",
                                 false,     "openai",        "sora-2"};
    REQUIRE(app::saveEndpoint(config, own));
    REQUIRE(app::saveEndpoint(config, gateway));
    auto changed = own;
    changed.profile = "sglang";
    REQUIRE(app::saveEndpoint(config, changed));
    const auto loaded = app::loadEndpoints(config);
    REQUIRE(loaded);
    REQUIRE(loaded->size() == 2);
    for (const auto& wish : {changed, gateway}) {
        const auto& got = loaded->at(wish.id);
        CHECK(got.id == wish.id);
        CHECK(got.provider == wish.provider);
        CHECK(got.baseUrl == wish.baseUrl);
        CHECK(got.selfHosted == wish.selfHosted);
        CHECK(got.profile == wish.profile);
        CHECK(got.model == wish.model);
    }
}

TEST_CASE("every problem of an endpoints file is told with its place", "[app]") {
    CHECK(pointersOf(R"({"endpoints": []})") == Pointers{"/endpoints"});
    CHECK(pointersOf("[]") == Pointers{"/endpoints"});
    CHECK(pointersOf(R"({"endpoints": {"a": 5}})") ==
          Pointers{"/endpoints/a/provider", "/endpoints/a/base_url"});
    CHECK(pointersOf(R"({"endpoints": {"A/b": {"provider": "p", "base_url": "https://x"}}})") ==
          Pointers{"/endpoints/A~1b"});
    CHECK(pointersOf(R"({"endpoints": {"a": {"provider": "p", "base_url": "http://x"}}})") ==
          Pointers{"/endpoints/a/base_url"});
    CHECK(pointersOf(R"({"endpoints": {"a": {"provider": "p", "base_url": "ftp://x", "self_hosted": true},
                                       "b": {"provider": "", "base_url": "https://x"}}})") ==
          Pointers{"/endpoints/a/base_url", "/endpoints/b/provider"});
    const auto damaged = problemsOf("{\"endpoints\": {\n  \"a\": }");
    REQUIRE(damaged.size() == 1);
    CHECK(damaged[0].pointer.starts_with("2:"));
}

TEST_CASE("an endpoint that cannot be used is not saved, and a damaged file is not replaced", "[app]") {
    const TempDir folder;
    const auto file = folder.path() / "endpoints.json";
    const jobs::Endpoint good{"a", "openai_videos", "https://x", false, "openai", ""};
    auto bad = good;
    SECTION("an id that is none") {
        bad.id = "../a";
    }
    SECTION("plain http to somebody else's server") {
        bad.baseUrl = "http://x";
    }
    SECTION("no provider") {
        bad.provider.clear();
    }
    SECTION("the file is damaged") {
        REQUIRE(base::AtomicFile::write(file, "{"));
        CHECK_FALSE(app::saveEndpoint(folder.path(), good));
        CHECK(bytesOf(file) == "{");
        return;
    }
    const auto saved = app::saveEndpoint(folder.path(), bad);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().problems.size() == 1);
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("removing an endpoint leaves the others and everything else of the file", "[app]") {
    const TempDir folder;
    const auto file = folder.path() / "endpoints.json";
    CHECK(app::removeEndpoint(folder.path(), "farm"));
    REQUIRE(base::AtomicFile::write(
        file,
        R"({"endpoints": {"farm": {"provider": "openai_videos", "base_url": "https://a.example/v1"},)"
        R"( "keep": {"provider": "openai_videos", "base_url": "https://b.example/v1", "later": 1}}, "more": 2})"));
    REQUIRE(app::removeEndpoint(folder.path(), "farm"));
    const auto left = app::loadEndpoints(folder.path());
    REQUIRE(left);
    CHECK_FALSE(left->contains("farm"));
    CHECK(left->contains("keep"));
    const std::string text = base::readFile(file).value();
    CHECK(text.find("later") != std::string::npos);
    CHECK(text.find("more") != std::string::npos);

    REQUIRE(base::AtomicFile::write(file, "{\"endpoints\": ["));
    CHECK_FALSE(app::removeEndpoint(folder.path(), "farm"));
    CHECK(base::readFile(file).value() == "{\"endpoints\": [");
}

TEST_CASE("server families are those that the adapter knows", "[app]") {
    const auto families = app::serverFamilies("openai_videos");
    CHECK(std::ranges::count(families, "openai") == 1);
    CHECK(families.size() > 1);
    CHECK(app::serverFamilies("nobody").empty());
}
