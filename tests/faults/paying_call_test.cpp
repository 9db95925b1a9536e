#include "faults/studio.hpp"

#include "groundglass/base/hash.hpp"

using namespace groundglass;
using namespace groundglass::test;
using namespace std::chrono_literals;

TEST_CASE("a good service is paid once and its clip arrives whole", "[faults]") {
    REQUIRE(sampleClip().size() > 20'000);
    for (const char* profile : {"openai", "vllm_omni", "sglang"}) {
        INFO(profile);
        LoopbackServer server(sampleClip());
        Studio studio(server.baseUrl(), profile);
        const auto id = studio.submit();
        const auto job = studio.rest(id);
        studio.checkStored(job);
        CHECK(job.sha256 == base::sha256(sampleClip()));
        CHECK(server.created() == 1);
        CHECK(server.calls(Call::Create) == 1);
        CHECK(server.lastKey(Call::Create) == "Bearer test-key");
        CHECK(server.lastKey(Call::Content) == "Bearer test-key");
        CHECK(studio.passed(id, JobState::Intent));
        CHECK_FALSE(studio.passed(id, JobState::Unknown));
    }
}

TEST_CASE("an order whose answer is lost is found in the list, not paid again", "[faults]") {
    LoopbackServer server(sampleClip());
    SECTION("the connection closes without an answer") {
        server.misbehave(Call::Create, {.kind = Kind::Silent});
    }
    SECTION("the answer is cut") {
        server.misbehave(Call::Create, {.kind = Kind::Cut, .bytes = 25});
    }
    SECTION("the answer is shorter than it says") {
        server.misbehave(Call::Create, {.kind = Kind::WrongLength, .bytes = 50});
    }
    SECTION("500 although the job was made") {
        server.misbehave(Call::Create, {.kind = Kind::Instead, .status = 500});
    }
    SECTION("503 with a time to wait, although the job was made") {
        server.misbehave(Call::Create,
                         {.kind = Kind::Instead, .status = 503, .headers = {{"Retry-After", "1"}}});
    }
    SECTION("504 from a proxy, although the job was made") {
        server.misbehave(Call::Create,
                         {.kind = Kind::Instead, .status = 504, .body = "<html>gateway</html>"});
    }
    SECTION("200 with a page instead of JSON") {
        server.misbehave(Call::Create, {.kind = Kind::Other, .body = "<html>welcome</html>"});
    }
    SECTION("200 with nothing") {
        server.misbehave(Call::Create, {.kind = Kind::Other});
    }
    SECTION("the list fails at first, too") {
        server.misbehave(Call::Create, {.kind = Kind::Silent});
        server.misbehave(Call::List, {.status = 500}, 2);
        server.misbehave(Call::List, {.kind = Kind::Other, .body = "not a list"});
    }
    Studio studio(server.baseUrl());
    const auto id = studio.submit();
    const auto job = studio.rest(id);
    studio.checkStored(job);
    CHECK(studio.passed(id, JobState::Unknown));
    CHECK(server.created() == 1);
    CHECK(server.calls(Call::Create) == 1);
}

TEST_CASE("an id in a damaged answer is enough to follow the job", "[faults]") {
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Other, .body = R"({"id": "video_101", "object": "vid)"});
    Studio studio(server.baseUrl());
    const auto job = studio.rest(studio.submit());
    studio.checkStored(job);
    CHECK(server.created() == 1);
    CHECK(server.calls(Call::Create) == 1);
}

TEST_CASE("an order that the service never took ends as not found, and only a person sends it again",
          "[faults]") {
    LoopbackServer server(sampleClip());
    SECTION("500") {
        server.misbehave(Call::Create, {.status = 500});
    }
    SECTION("503 with a time to wait") {
        server.misbehave(Call::Create, {.status = 503, .headers = {{"Retry-After", "1"}}});
    }
    SECTION("429 of which the service says nothing more") {
        server.misbehave(Call::Create, {.status = 429, .headers = {{"Retry-After", "1"}}});
    }
    Studio studio(server.baseUrl(), "openai", 0.0005);
    const auto id = studio.submit();
    const auto job = studio.rest(id);
    CHECK(job.state == JobState::NotFound);
    CHECK_FALSE(job.reason.empty());
    CHECK(server.created() == 0);
    CHECK(server.calls(Call::Create) == 1);
    CHECK(server.calls(Call::List) > 1);

    REQUIRE(studio.queue().sendAgain(id));
    studio.checkStored(studio.rest(id));
    CHECK(server.created() == 1);
    CHECK(server.calls(Call::Create) == 2);
}

TEST_CASE("a refusal costs nothing, is not repeated and says why", "[faults]") {
    LoopbackServer server(sampleClip());
    std::string word = "Blocked by policy";
    SECTION("400") {
        server.misbehave(Call::Create,
                         {.status = 400, .body = R"({"error": {"message": "Blocked by policy"}})"});
    }
    SECTION("422") {
        server.misbehave(Call::Create, {.status = 422, .body = R"({"detail": "Blocked by policy"})"});
    }
    SECTION("401") {
        server.misbehave(Call::Create, {.status = 401});
        word = "key";
    }
    SECTION("402") {
        server.misbehave(Call::Create, {.status = 402});
        word = "credit";
    }
    SECTION("410") {
        server.misbehave(Call::Create, {.status = 410});
        word = "retired";
    }
    Studio studio(server.baseUrl());
    const auto job = studio.rest(studio.submit());
    INFO(job.reason);
    CHECK(job.state == JobState::Refused);
    CHECK(job.reason.find(word) != std::string::npos);
    CHECK(job.cost.micros == 0);
    CHECK(job.costKnown);
    CHECK(server.created() == 0);
    CHECK(server.calls(Call::Create) == 1);
}

TEST_CASE("an order is never sent where a redirect points", "[faults]") {
    LoopbackServer server(sampleClip());
    LoopbackServer other(sampleClip());
    server.misbehave(
        Call::Create,
        {.kind = Kind::Instead, .status = 307, .headers = {{"Location", other.baseUrl() + "/videos"}}});
    Studio studio(server.baseUrl());
    const auto job = studio.rest(studio.submit());
    studio.checkStored(job);
    CHECK(server.created() == 1);
    CHECK(other.calls(Call::Create) == 0);
}

TEST_CASE("a service that is not there was sent nothing", "[faults]") {
    std::string address;
    {
        const LoopbackServer gone(sampleClip());
        address = gone.baseUrl();
    }
    Studio studio(address);
    const auto id = studio.submit();
    const auto job = studio.rest(id);
    CHECK(job.state == JobState::NotSent);
    CHECK(job.cost.micros == 0);
    CHECK_FALSE(studio.passed(id, JobState::Unknown));
    CHECK(studio.queue().cancel(id));
    CHECK(studio.rest(id).state == JobState::Cancelled);
}

TEST_CASE("two doubtful orders with the same words are left to a person", "[faults]") {
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Silent}, 2);
    server.misbehave(Call::List, {.status = 500}, 1000);
    Studio studio(server.baseUrl());
    const auto first = studio.submit();
    const auto second = studio.submit();
    studio.until(first, JobState::Unknown);
    studio.until(second, JobState::Unknown);
    server.clearFaults();
    for (const auto& id : {first, second}) {
        const auto job = studio.rest(id);
        INFO(job.reason);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.reason.find("video_10") != std::string::npos);
        CHECK(job.cost.micros == 400'000);
        CHECK_FALSE(job.costKnown);
    }
    CHECK(server.calls(Call::Create) == 2);
    CHECK(server.created() == 2);
}

TEST_CASE("orders go through one after another, each paid once", "[faults]") {
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Slow, .delay = 30ms});
    server.misbehave(Call::Poll, {.status = 503, .headers = {{"Retry-After", "1"}}}, 3);
    Studio studio(server.baseUrl());
    std::vector<jobs::JobId> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(studio.submit(aRequest("Shot number " + std::to_string(i))));
    for (const auto& id : ids) studio.checkStored(studio.rest(id));
    CHECK(server.created() == 6);
    CHECK(server.calls(Call::Create) == 6);
}
