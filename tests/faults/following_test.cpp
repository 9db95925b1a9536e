#include "faults/studio.hpp"

using namespace groundglass;
using namespace groundglass::test;
using namespace std::chrono_literals;

namespace {

void checkPaidOnce(const LoopbackServer& server) {
    CHECK(server.created() == 1);
    CHECK(server.calls(Call::Create) == 1);
}

}  // namespace

TEST_CASE("polls that fail are asked again until the clip is there", "[faults]") {
    LoopbackServer server(sampleClip());
    SECTION("500") {
        server.misbehave(Call::Poll, {.status = 500}, 3);
    }
    SECTION("429 with a time to wait") {
        server.misbehave(Call::Poll, {.status = 429, .headers = {{"Retry-After", "1"}}}, 2);
    }
    SECTION("no answer") {
        server.misbehave(Call::Poll, {.kind = Kind::Silent}, 2);
    }
    SECTION("a cut answer") {
        server.misbehave(Call::Poll, {.kind = Kind::Cut, .bytes = 12}, 2);
    }
    SECTION("an unreadable answer") {
        server.misbehave(Call::Poll, {.kind = Kind::Other, .body = "{\"id\":"}, 3);
    }
    SECTION("a status word that nobody knows") {
        server.misbehave(Call::Poll,
                         {.kind = Kind::Other, .body = R"({"id": "video_101", "status": "warming_up"})"}, 2);
    }
    SECTION("one missing") {
        server.misbehave(Call::Poll, {.status = 404});
    }
    Studio studio(server.baseUrl());
    studio.checkStored(studio.rest(studio.submit()));
    checkPaidOnce(server);
}

TEST_CASE("a job that the service forgot is lost, and nothing is ordered in its place", "[faults]") {
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Poll, {.status = 404}, 100);
    Studio studio(server.baseUrl());
    const auto job = studio.rest(studio.submit());
    CHECK(job.state == JobState::Lost);
    CHECK_FALSE(job.reason.empty());
    checkPaidOnce(server);
}

TEST_CASE("a key that is refused while a clip is made stops the asking until a person resumes", "[faults]") {
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Poll, {.status = 401}, 100);
    Studio studio(server.baseUrl());
    const auto id = studio.submit();
    const auto job = studio.rest(id);
    CHECK_FALSE(jobs::isEnd(job.state));
    CHECK(job.reason.find("key") != std::string::npos);
    server.clearFaults();
    REQUIRE(studio.queue().resume());
    studio.checkStored(studio.until(id, JobState::Stored));
    checkPaidOnce(server);
}

TEST_CASE("a job that failed at the service says what the service said", "[faults]") {
    LoopbackServer server(sampleClip());
    SECTION("failed") {
        server.misbehave(
            Call::Poll,
            {.kind = Kind::Other,
             .body =
                 R"({"id": "video_101", "status": "failed", "error": {"code": "oom", "message": "No memory left"}})"});
        Studio studio(server.baseUrl());
        const auto job = studio.rest(studio.submit());
        CHECK(job.state == JobState::Failed);
        CHECK(job.reason.find("No memory left") != std::string::npos);
    }
    SECTION("blocked") {
        server.misbehave(
            Call::Poll,
            {.kind = Kind::Other,
             .body =
                 R"({"id": "video_101", "status": "failed", "error": {"code": "moderation_blocked", "message": "No"}})"});
        Studio studio(server.baseUrl());
        CHECK(studio.rest(studio.submit()).state == JobState::Blocked);
    }
    checkPaidOnce(server);
    CHECK(server.calls(Call::Content) == 0);
}

TEST_CASE("a cancelled job is cancelled where the service can, and goes on where it cannot", "[faults]") {
    LoopbackServer server(sampleClip(), 1'000'000);
    SECTION("can") {
        Studio studio(server.baseUrl(), "vllm_omni");
        const auto id = studio.submit();
        studio.until(id, JobState::Running);
        REQUIRE(studio.queue().cancel(id));
        CHECK(studio.rest(id).state == JobState::Cancelled);
        CHECK(server.calls(Call::Delete) == 1);
    }
    SECTION("cannot") {
        Studio studio(server.baseUrl(), "openai");
        const auto id = studio.submit();
        studio.until(id, JobState::Running);
        CHECK_FALSE(studio.queue().cancel(id));
        server.finishAfter(1);
        studio.checkStored(studio.rest(id));
        CHECK(server.calls(Call::Delete) == 0);
    }
    checkPaidOnce(server);
}

TEST_CASE("a download that breaks goes on and the clip is whole", "[faults]") {
    LoopbackServer server(sampleClip());
    SECTION("cut three times") {
        server.misbehave(Call::Content, {.kind = Kind::Cut, .bytes = 9'000}, 3);
    }
    SECTION("cut before its first byte") {
        server.misbehave(Call::Content, {.kind = Kind::Cut, .bytes = 0}, 2);
    }
    SECTION("shorter than it says") {
        server.misbehave(Call::Content, {.kind = Kind::WrongLength, .bytes = 500});
    }
    SECTION("500") {
        server.misbehave(Call::Content, {.status = 500}, 3);
    }
    SECTION("429 with a time to wait") {
        server.misbehave(Call::Content, {.status = 429, .headers = {{"Retry-After", "1"}}});
    }
    SECTION("a page instead of a clip, once") {
        server.misbehave(Call::Content, {.kind = Kind::Other, .body = "<html>please wait</html>"});
    }
    SECTION("nothing, once") {
        server.misbehave(Call::Content, {.kind = Kind::Other});
    }
    SECTION("expired once") {
        server.misbehave(Call::Content, {.status = 403});
    }
    SECTION("slow") {
        server.misbehave(Call::Content, {.kind = Kind::Slow, .delay = 300ms});
    }
    SECTION("no answer") {
        server.misbehave(Call::Content, {.kind = Kind::Silent}, 2);
    }
    Studio studio(server.baseUrl());
    studio.checkStored(studio.rest(studio.submit()));
    CHECK(server.calls(Call::Content) >= 1);
    checkPaidOnce(server);
}

TEST_CASE("a clip that never comes right ends with the reason, and what came is kept", "[faults]") {
    LoopbackServer server(sampleClip());
    JobState expected = JobState::Failed;
    SECTION("always a page") {
        server.misbehave(Call::Content, {.kind = Kind::Other, .body = "<html>please wait</html>"}, 100);
    }
    SECTION("always forbidden") {
        server.misbehave(Call::Content, {.status = 403}, 100);
    }
    SECTION("gone") {
        server.misbehave(Call::Content, {.status = 404}, 100);
        expected = JobState::Expired;
    }
    Studio studio(server.baseUrl());
    const auto job = studio.rest(studio.submit());
    INFO(job.reason);
    CHECK(job.state == expected);
    CHECK_FALSE(job.reason.empty());
    CHECK(job.takeFile.empty());
    checkPaidOnce(server);
}

TEST_CASE("a download follows redirects without carrying the key away", "[faults]") {
    LoopbackServer server(sampleClip());
    LoopbackServer other(sampleClip());
    const auto redirect = [](const std::string& to) {
        return Fault{.kind = Kind::Instead, .status = 302, .headers = {{"Location", to}}};
    };
    SECTION("on the same server") {
        server.misbehave(Call::Content, redirect("/elsewhere"));
        Studio studio(server.baseUrl());
        studio.checkStored(studio.rest(studio.submit()));
        CHECK(server.calls(Call::Content) == 2);
        CHECK(server.lastKey(Call::Content) == "Bearer test-key");
    }
    SECTION("to another port of the same machine") {
        server.misbehave(Call::Content, redirect(other.elsewhere()));
        Studio studio(server.baseUrl());
        studio.checkStored(studio.rest(studio.submit()));
        CHECK(other.calls(Call::Content) == 1);
        CHECK(other.lastKey(Call::Content).empty());
    }
    SECTION("to another address of the inner network: not called") {
        LoopbackServer inner(sampleClip(), 2, "127.0.0.2");
        server.misbehave(Call::Content, redirect(inner.elsewhere()), 100);
        Studio studio(server.baseUrl());
        const auto job = studio.rest(studio.submit());
        INFO(jobs::name(job.state) << ": " << job.reason);
        CHECK_FALSE(job.state == JobState::Stored);
        CHECK_FALSE(job.reason.empty());
        CHECK(inner.calls(Call::Content) == 0);
    }
    SECTION("to a file: not opened") {
        server.misbehave(Call::Content, redirect("file:///etc/passwd"), 100);
        Studio studio(server.baseUrl());
        const auto job = studio.rest(studio.submit());
        CHECK_FALSE(job.state == JobState::Stored);
        CHECK_FALSE(job.reason.empty());
    }
    SECTION("in a circle: given up") {
        server.misbehave(Call::Content, redirect("/elsewhere"), 100);
        Studio studio(server.baseUrl());
        const auto job = studio.rest(studio.submit());
        CHECK_FALSE(job.state == JobState::Stored);
        CHECK_FALSE(job.reason.empty());
        CHECK(server.calls(Call::Content) <= 8);
    }
    checkPaidOnce(server);
}
