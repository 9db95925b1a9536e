#include "fakes.hpp"
#include "support/catch.hpp"

#include <fstream>

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// accepted, then the given answers to questions in turn (the last one repeats), then the given downloads.
ScriptedTransport::Script service(std::vector<Outcome> asks, std::vector<Outcome> fetches = {}) {
    return [asks = std::move(asks), fetches = std::move(fetches), a = std::size_t{0},
            f = std::size_t{0}](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return answer(200, "accepted r1");
        if (exchange.purpose == Purpose::Ask) return asks[std::min(a++, asks.size() - 1)];
        if (fetches.empty()) return answer(200, clipBytes());
        return fetches[std::min(f++, fetches.size() - 1)];
    };
}

Job run(Rig& rig, ScriptedTransport::Script script) {
    rig.stage->script = std::move(script);
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    Job job = rig.waitFor(*id);
    CHECK(rig.stage->posts() == 1);
    return job;
}

}  // namespace

TEST_CASE("polling goes on through trouble and ends where the service says", "[jobs]") {
    Rig rig;
    SECTION("a failing and a throttling server are asked again") {
        CHECK(run(rig, service({answer(503, ""), failure(Failure::Broken), failure(Failure::NotSent),
                                answer(429, ""), answer(200, "running"), answer(200, "done")}))
                  .state == JobState::Stored);
    }
    SECTION("failed") {
        const Job job = run(rig, service({answer(200, "running"), answer(200, "failed out of memory")}));
        CHECK(job.state == JobState::Failed);
        CHECK(job.reason == "out of memory");
    }
    SECTION("blocked") {
        CHECK(run(rig, service({answer(200, "blocked no")})).state == JobState::Blocked);
    }
    SECTION("a job's own body under an error status counts") {
        CHECK(run(rig, service({answer(422, "failed it broke")})).state == JobState::Failed);
    }
    SECTION("cancelled by the service") {
        CHECK(run(rig, service({answer(200, "cancelled")})).state == JobState::Cancelled);
    }
    SECTION("three times not known is lost") {
        CHECK(run(rig, service({answer(404, "")})).state == JobState::Lost);
        CHECK(rig.stage->sentNow().size() == 4);
    }
    SECTION("ten unreadable answers are lost") {
        CHECK(run(rig, service({answer(200, "<html>")})).state == JobState::Lost);
        CHECK(rig.stage->sentNow().size() == 11);
    }
    SECTION("two hours of running are lost") {
        CHECK(run(rig, service({answer(200, "running")})).state == JobState::Lost);
    }
    SECTION("a refused key waits for a person and loses nothing") {
        const Job job = run(rig, service({answer(401, ""), answer(200, "done")}));
        CHECK(job.state == JobState::Accepted);
        REQUIRE(rig.service->resume());
        CHECK(rig.waitFor(job.id, JobState::Stored).state == JobState::Stored);
    }
    SECTION("a redirect of a question is not followed") {
        CHECK(run(rig, service({answer(302, "", {{"location", "https://evil.example.net/"}})})).state ==
              JobState::Accepted);
    }
}

TEST_CASE("a download checks what comes", "[jobs]") {
    Rig rig;
    const Outcome done = answer(200, "done https://cdn.example.net/a");
    SECTION("an address that ran out is renewed once") {
        const Job job = run(rig, service({done, answer(200, "done https://cdn.example.net/b")},
                                         {answer(404, ""), answer(200, clipBytes())}));
        CHECK(job.state == JobState::Stored);
        CHECK(rig.stage->sentNow().back().request.url == "https://cdn.example.net/b");
    }
    SECTION("gone for good is expired") {
        CHECK(run(rig, service({done}, {answer(410, "")})).state == JobState::Expired);
    }
    SECTION("made but not handed out is failed") {
        CHECK(run(rig, service({done}, {answer(403, "")})).state == JobState::Failed);
    }
    SECTION("what is not a clip is fetched once more, then kept aside") {
        const Job job = run(rig, service({done}, {answer(200, "#EXTM3U\nhttp://x")}));
        CHECK(job.state == JobState::Failed);
        CHECK(std::filesystem::exists(rig.state / "parts" / (job.id.str() + ".rejected")));
        CHECK(rig.sink->calls == 0);
    }
    SECTION("a short clip is fetched once more") {
        CHECK(run(rig, service({done}, {answer(200, clipBytes(), {{"content-length", "900"}}),
                                        answer(200, clipBytes(), {{"content-length", "64"}})}))
                  .state == JobState::Stored);
    }
    SECTION("a broken download goes on with the strong tag") {
        const std::string whole = clipBytes(100);
        Outcome half = answer(200, whole.substr(0, 60), {{"content-length", "100"}, {"etag", "\"e\""}});
        half.failure = Failure::Broken;
        const Job job = run(
            rig, service({done}, {half, answer(206, whole.substr(60),
                                               {{"content-range", "bytes 60-99/100"}, {"etag", "\"e\""}})}));
        CHECK(job.state == JobState::Stored);
        const Exchange last = rig.stage->sentNow().back();
        CHECK(last.request.headers.front() == std::pair<std::string, std::string>{"Range", "bytes=60-"});
        std::ifstream in(job.takeFile, std::ios::binary);
        CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == whole);
    }
    SECTION("a clip that changed meanwhile starts anew") {
        Outcome half = answer(200, clipBytes(60), {{"content-length", "100"}, {"etag", "\"e\""}});
        half.failure = Failure::Broken;
        CHECK(run(rig, service({done}, {half,
                                        answer(206, "rest",
                                               {{"content-range", "bytes 60-99/100"}, {"etag", "\"f\""}}),
                                        answer(200, clipBytes())}))
                  .state == JobState::Stored);
    }
    SECTION("six redirects are too many") {
        const Job job =
            run(rig, service({done}, {answer(302, "", {{"location", "https://cdn.example.net/again"}})}));
        CHECK(job.state == JobState::Downloading);
        CHECK(job.rests);
    }
    SECTION("a redirect to an unencrypted address is refused") {
        const Job job =
            run(rig, service({done}, {answer(302, "", {{"location", "http://cdn.example.net/again"}})}));
        CHECK(job.state == JobState::Downloading);
        CHECK(job.rests);
    }
    SECTION("a film that cannot take the clip is tried again without fetching twice") {
        rig.sink->failures = 2;
        const Job stuck = run(rig, service({done}));
        CHECK(stuck.state == JobState::Downloading);
        CHECK(stuck.lacks == Lack::Room);
        CHECK(stuck.place == "film");
        const Job job = rig.waitFor(stuck.id, JobState::Stored);
        CHECK(job.lacks == Lack::Nothing);
        CHECK(job.place.empty());
        CHECK(rig.sink->calls == 3);
        CHECK(rig.stage->sentNow().size() == 3);
    }
}

TEST_CASE("a running clip is cancelled at the service, after a look whether it is done", "[jobs]") {
    Rig rig;
    auto polls = std::make_shared<std::atomic<int>>(0);
    auto afterCancel = std::make_shared<std::string>("running");
    auto cancelStatus = std::make_shared<int>(200);
    auto deleted = std::make_shared<std::atomic<bool>>(false);
    rig.stage->script = [=](const Exchange& exchange) -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return answer(200, "accepted r1");
        if (exchange.purpose == Purpose::Fetch) return answer(200, clipBytes());
        if (exchange.request.method == "DELETE") {
            *deleted = *cancelStatus == 200;
            return answer(*cancelStatus, "");
        }
        if (polls->fetch_add(1) == 0) return std::nullopt;  // the test answers
        return *deleted ? answer(404, "") : answer(200, *afterCancel);
    };
    SECTION("it is not done") {}
    SECTION("it is done: nothing is deleted") {
        *afterCancel = "done";
    }
    SECTION("the service will not") {
        *cancelStatus = 405;
    }
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    rig.waitForExchanges(2);
    REQUIRE(rig.service->cancel(*id));
    CHECK(rig.service->job(*id)->state == JobState::Cancelling);
    rig.stage->deliver(
        {.id = rig.stage->sentNow().back().id, .answer = {.status = 200, .body = *afterCancel}});
    const Job job = rig.waitFor(*id);
    std::size_t deletes = 0;
    for (const Exchange& exchange : rig.stage->sentNow())
        deletes += exchange.request.method == "DELETE" ? 1U : 0U;
    if (*afterCancel == "done") {
        CHECK(job.state == JobState::Stored);
        CHECK(deletes == 0);
    } else if (*cancelStatus == 405) {
        CHECK(job.state == JobState::Lost);  // it ran on until the deadline of this endless service
        CHECK(deletes == 1);
    } else {
        CHECK(job.state == JobState::Cancelled);
        CHECK(deletes == 1);
    }
}

TEST_CASE("a cancel while the order is on its way is done after the answer", "[jobs]") {
    Rig rig;
    rig.stage->script = [deleted = false](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return std::nullopt;
        deleted = deleted || exchange.request.method == "DELETE";
        return answer(200, deleted ? "cancelled" : "running");
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    rig.waitForExchanges(1);
    REQUIRE(rig.service->cancel(*id));
    CHECK(rig.service->job(*id)->state == JobState::Intent);
    rig.stage->deliver(
        {.id = rig.stage->sentNow().back().id, .answer = {.status = 200, .body = "accepted r1"}});
    CHECK(rig.waitFor(*id).state == JobState::Cancelled);
}

TEST_CASE("a service that said yes to a cancel and finished all the same delivers its clip", "[jobs]") {
    Rig rig;
    rig.stage->script = [polls = 0](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return std::nullopt;
        if (exchange.purpose == Purpose::Fetch) return answer(200, clipBytes());
        if (exchange.request.method == "DELETE") return answer(202, "<html>as you wish</html>");
        return answer(200, polls++ < 2 ? "running" : "done");
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    rig.waitForExchanges(1);
    REQUIRE(rig.service->cancel(*id));
    rig.stage->deliver(
        {.id = rig.stage->sentNow().back().id, .answer = {.status = 200, .body = "accepted r1"}});
    CHECK(rig.waitFor(*id).state == JobState::Stored);
    std::size_t deletes = 0;
    for (const Exchange& exchange : rig.stage->sentNow())
        deletes += exchange.request.method == "DELETE" ? 1U : 0U;
    CHECK(deletes == 1);
}

TEST_CASE("a service without a cancel says so and the clip goes on", "[jobs]") {
    Rig rig;
    rig.adapter->cancels = false;
    rig.stage->script = [polls = 0](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return answer(200, "accepted r1");
        if (exchange.purpose == Purpose::Fetch) return answer(200, clipBytes());
        return polls++ == 0 ? std::nullopt : std::optional(answer(200, "done"));
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    rig.waitForExchanges(2);
    const auto refused = rig.service->cancel(*id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::InvalidInput);
    rig.stage->deliver({.id = rig.stage->sentNow().back().id, .answer = {.status = 200, .body = "running"}});
    CHECK(rig.waitFor(*id).state == JobState::Stored);
}

TEST_CASE("an order whose answer comes while the program ends is kept", "[jobs]") {
    Rig rig;
    rig.stage->script = [](const Exchange& exchange) -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return std::nullopt;
        if (exchange.purpose == Purpose::Fetch) return answer(200, clipBytes());
        return answer(200, "done");
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    rig.waitForExchanges(1);
    {
        const std::scoped_lock lock(rig.stage->mutex);
        rig.stage->late.push_back(
            {.id = rig.stage->sent.back().id, .answer = {.status = 200, .body = "accepted r1"}});
    }
    rig.open();
    CHECK(rig.waitFor(*id).state == JobState::Stored);
    CHECK(rig.stage->posts() == 1);
}

TEST_CASE("waiting ends when it is told to", "[jobs]") {
    Rig rig;
    rig.stage->script = [](const Exchange&) -> std::optional<Outcome> { return std::nullopt; };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    std::stop_source stop;
    stop.request_stop();
    const auto job = rig.service->wait(*id, stop.get_token());
    REQUIRE_FALSE(job);
    CHECK(job.error().code == base::ErrorCode::Cancelled);
}
