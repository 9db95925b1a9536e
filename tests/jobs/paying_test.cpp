#include "fakes.hpp"
#include "groundglass/base/hash.hpp"
#include "jobs/ledger.hpp"
#include "support/catch.hpp"

using namespace groundglass;
using namespace groundglass::test;

namespace {

using Script = ScriptedTransport::Script;

/// The first answers to the POST come from a list, everything else from a good service.
Script payingFirst(std::vector<Outcome> first) {
    return [first = std::move(first), paid = std::size_t{0},
            good = goodService()](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay && paid < first.size()) return first[paid++];
        return good(exchange);
    };
}

void copyState(const Rig& rig, const std::filesystem::path& to) {
    std::filesystem::create_directories(to);
    for (const auto& file : std::filesystem::directory_iterator(rig.state)) {
        if (file.is_regular_file() || file.is_directory()) {
            std::filesystem::copy(file.path(), to / file.path().filename(),
                                  std::filesystem::copy_options::recursive);
        }
    }
}

std::string headersOf(const Exchange& exchange) {
    std::string all;
    for (const auto& [name, value] : exchange.request.headers) all += name + ":" + value + "\n";
    return all;
}

}  // namespace

TEST_CASE("the intent with its frozen body is on the disk before the service sees the call", "[jobs]") {
    Rig rig;
    const auto copy = rig.dir.path() / "copy";
    rig.stage->script = [&, good = goodService()](const Exchange& exchange) mutable {
        if (exchange.purpose == Purpose::Pay) copyState(rig, copy);
        return good(exchange);
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    REQUIRE(rig.waitFor(*id).state == JobState::Stored);
    auto ledger = Ledger::open(copy, resources() / "sql" / "ledger", rig.stage->clock);
    REQUIRE(ledger);
    REQUIRE(ledger->entries.size() == 1);
    const Entry& entry = ledger->entries.front();
    CHECK(entry.job.state == JobState::Intent);
    const auto attempt = ledger->ledger->attempt(entry.attempt);
    REQUIRE(attempt);
    CHECK(attempt->request.body == "make x");
    CHECK(attempt->bodySha256 == base::sha256("make x"));
    for (const auto& [name, value] : attempt->request.headers) CHECK(value != "sesame");
}

TEST_CASE("a power cut at any network step sends nothing a second time", "[jobs]") {
    Rig rig;
    std::vector<std::filesystem::path> copies;
    rig.stage->script = [&, good = goodService()](const Exchange& exchange) mutable {
        copies.push_back(rig.dir.path() / ("copy" + std::to_string(copies.size())));
        copyState(rig, copies.back());
        return good(exchange);
    };
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    REQUIRE(rig.waitFor(*id).state == JobState::Stored);
    rig.service.reset();
    REQUIRE(copies.size() == 4);
    for (std::size_t i = 0; i < copies.size(); ++i) {
        INFO("cut at step " << i);
        Rig after;
        after.state = copies[i];
        after.stage->script = goodService(0);
        after.open();
        const Job job = after.waitFor(*id);
        CHECK(job.state == (i == 0 ? JobState::Unknown : JobState::Stored));
        CHECK(after.stage->posts() == 0);
        CHECK(job.rests);
    }
}

TEST_CASE("what was proven unsent is sent again with the same bytes under the same attempt", "[jobs]") {
    Rig rig;
    rig.stage->script = payingFirst({failure(Failure::NotSent), answer(429, ""), failure(Failure::NotSent)});
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    CHECK(rig.waitFor(*id).state == JobState::Stored);
    const auto sent = rig.stage->sentNow();
    CHECK(rig.stage->posts() == 4);
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(sent[i].request.body == sent[0].request.body);
        CHECK(headersOf(sent[i]) == headersOf(sent[0]));
    }
}

TEST_CASE("after six tries without a connection a job waits for a person", "[jobs]") {
    Rig rig;
    rig.stage->script = payingFirst(std::vector<Outcome>(6, failure(Failure::NotSent)));
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    const Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::NotSent);
    CHECK(job.cost.micros == 0);
    CHECK(rig.stage->posts() == 6);
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
    CHECK(rig.stage->posts() == 7);
}

TEST_CASE("after a start nothing is submitted without consent", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService();
    REQUIRE(rig.open().pause());
    const auto id = rig.service->submit(request("x"));
    REQUIRE(id);
    CHECK(rig.waitFor(*id).state == JobState::Ready);
    rig.open();
    CHECK(rig.waitFor(*id).state == JobState::Ready);
    CHECK(rig.stage->posts() == 0);
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
}

TEST_CASE("a doubtful charge stays doubtful over a restart until a person sends again", "[jobs]") {
    Rig rig;
    rig.stage->script = payingFirst({failure(Failure::Broken)});
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Unknown);
    CHECK(job.cost.micros == 400'000);
    CHECK_FALSE(job.costKnown);
    CHECK(rig.service->reconcile(*id).error().code == base::ErrorCode::InvalidInput);
    REQUIRE(rig.service->resume());
    rig.open();
    job = rig.waitFor(*id);
    CHECK(job.state == JobState::Unknown);
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*id).state == JobState::Unknown);
    CHECK(rig.stage->posts() == 1);
    REQUIRE(rig.service->sendAgain(*id));
    CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
    CHECK(rig.stage->posts() == 2);
    CHECK(rig.history(*id) == std::vector<std::string>{"ready", "reserved", "intent", "unknown", "abandoned",
                                                       "ready", "reserved", "intent", "accepted", "running",
                                                       "done", "downloading", "stored"});
}

TEST_CASE("a doubtful charge can be given up, and only that", "[jobs]") {
    Rig rig;
    rig.stage->script = payingFirst({failure(Failure::Broken)});
    const auto id = rig.open().submit(request("x"));
    REQUIRE(id);
    REQUIRE(rig.waitFor(*id).state == JobState::Unknown);
    REQUIRE(rig.service->abandon(*id));
    CHECK(rig.waitFor(*id).state == JobState::Abandoned);
    CHECK_FALSE(rig.service->abandon(*id));
    CHECK(rig.service->abandon(JobId{"job_none"}).error().code == base::ErrorCode::NotFound);
}

TEST_CASE("a service with a list is searched for a doubtful job", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::List;
    std::string list;
    rig.stage->script = [&list, good = payingFirst({failure(Failure::Broken)})](
                            const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.request.url.ends_with("/videos") && exchange.purpose == Purpose::Ask)
            return answer(200, list);
        return good(exchange);
    };
    SECTION("one match is adopted") {
        list = "r8=y r9=x";
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Stored);
        CHECK(job.remoteId == "r9");
    }
    SECTION("several matches ask a person") {
        list = "r8=x r9=x";
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.reason.find("r8, r9") != std::string::npos);
    }
    SECTION("none is not found after the longest run, and only a person sends again") {
        list = "r8=y";
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::NotFound);
        CHECK(rig.stage->posts() == 1);
        REQUIRE(rig.service->sendAgain(*id));
        CHECK(rig.waitFor(*id, JobState::Stored).state == JobState::Stored);
        CHECK(rig.stage->posts() == 2);
    }
    CHECK(rig.stage->posts() <= 2);
}

TEST_CASE("a service that replays keys gets the frozen bytes again, while it remembers the key", "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::Replay;
    rig.stage->script = payingFirst({failure(Failure::Broken), answer(503, "")});
    SECTION("the life of the key is known") {
        rig.adapter->life = base::Milliseconds{86'400'000};
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::Stored);
        const auto sent = rig.stage->sentNow();
        REQUIRE(rig.stage->posts() == 3);
        CHECK(headersOf(sent[2]) == headersOf(sent[0]));
        CHECK(sent[2].request.body == sent[0].request.body);
    }
    SECTION("it is not") {
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::Unknown);
        CHECK(rig.stage->posts() == 1);
    }
}

TEST_CASE("a repeat that is refused for its key leaves the doubt; one that is refused as such ends it",
          "[jobs]") {
    Rig rig;
    rig.adapter->kind = CrashClass::Replay;
    rig.adapter->life = base::Milliseconds{86'400'000};
    SECTION("the key ran out: the first order may have been taken") {
        rig.stage->script = payingFirst({failure(Failure::Broken), answer(401, "the key is wrong")});
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.rests);
        CHECK(job.cost.micros == request("x").estimate.micros);
        CHECK(job.reason.find("the key is wrong") != std::string::npos);
    }
    SECTION("the second call was never made: nothing is known of the first") {
        rig.stage->script = payingFirst({failure(Failure::Broken), failure(Failure::Refused)});
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Unknown);
        CHECK(job.cost.micros == request("x").estimate.micros);
    }
    SECTION("the frozen bytes are refused: they were not taken before either") {
        rig.stage->script = payingFirst({failure(Failure::Broken), answer(400, "no such size")});
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        const Job job = rig.waitFor(*id);
        CHECK(job.state == JobState::Refused);
        CHECK(job.cost.micros == 0);
    }
}

TEST_CASE("a refused key stops every submit to that endpoint until a person resumes", "[jobs]") {
    Rig rig;
    rig.stage->script = payingFirst({answer(401, "the key is wrong")});
    const auto first = rig.open().submit(request("x"));
    REQUIRE(first);
    const Job refused = rig.waitFor(*first);
    CHECK(refused.state == JobState::Refused);
    CHECK(refused.reason == "the key is wrong");
    CHECK(refused.cost.micros == 0);
    const auto second = rig.service->submit(request("y"));
    REQUIRE(second);
    CHECK(rig.waitFor(*second).state == JobState::Ready);
    CHECK(rig.stage->posts() == 1);
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*second, JobState::Stored).state == JobState::Stored);
}

TEST_CASE("three doubtful orders in a row stop an endpoint", "[jobs]") {
    Rig rig;
    rig.stage->script = payingFirst(std::vector<Outcome>(3, answer(500, "")));
    rig.open();
    for (const char* prompt : {"a", "b", "c"}) {
        const auto id = rig.service->submit(request(prompt));
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::Unknown);
    }
    const auto fourth = rig.service->submit(request("d"));
    REQUIRE(fourth);
    CHECK(rig.waitFor(*fourth).state == JobState::Ready);
    CHECK(rig.stage->posts() == 3);
}

TEST_CASE("a key is not sent when the endpoint of that name points elsewhere today", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService();
    REQUIRE(rig.open().pause());
    const auto id = rig.service->submit(request("x"));
    REQUIRE(id);
    rig.endpoints["here"].baseUrl = "https://evil.example.net/v1";
    rig.open();
    REQUIRE(rig.service->resume());
    const Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Ready);
    CHECK(rig.stage->sentNow().empty());
}

TEST_CASE("plain http is only for a host the user runs", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService();
    rig.endpoints["here"].baseUrl = "http://192.168.1.5:8000/v1";
    SECTION("a service in the net is not called that way") {
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::Ready);
        CHECK(rig.stage->sentNow().empty());
    }
    SECTION("an own server is") {
        rig.endpoints["here"].selfHosted = true;
        const auto id = rig.open().submit(request("x"));
        REQUIRE(id);
        CHECK(rig.waitFor(*id).state == JobState::Stored);
        CHECK(rig.stage->sentNow().front().selfHosted);
    }
}

TEST_CASE("what waits is sent in the order that a person gave it", "[jobs]") {
    Rig rig;
    rig.stage->script = [](const Exchange& exchange) -> std::optional<Outcome> {
        if (exchange.purpose != Purpose::Pay) return answer(200, "failed");
        return answer(200, "accepted r" + exchange.request.body.substr(5));
    };
    rig.open();
    REQUIRE(rig.service->pause());
    std::vector<JobId> ids;
    for (const char* const prompt : {"a", "b", "c", "d"}) {
        const auto id = rig.service->submit(request(prompt));
        REQUIRE(id);
        ids.push_back(*id);
    }
    REQUIRE(rig.service->reorder(ids[3], ids[0]));
    REQUIRE(rig.service->reorder(ids[1], {}));
    REQUIRE(rig.service->reorder(ids[2], ids[2]));
    CHECK(rig.service->reorder(JobId{"job_none"}, {}).error().code == base::ErrorCode::NotFound);
    rig.open();  // the order outlives the program
    REQUIRE(rig.service->resume());
    for (const JobId& id : ids) rig.waitFor(id);
    std::string sent;
    for (const Exchange& exchange : rig.stage->sentNow()) {
        if (exchange.purpose == Purpose::Pay) sent += exchange.request.body.substr(5);
    }
    CHECK(sent == "dacb");
    CHECK(rig.service->reorder(ids[0], {}).error().code == base::ErrorCode::InvalidInput);
}

TEST_CASE("one endpoint is paused, the others go on", "[jobs]") {
    Rig rig;
    rig.endpoints["there"] = {.id = "there", .provider = "fake", .baseUrl = "https://b.example.com/v1"};
    rig.stage->script = goodService(0);
    rig.open();
    REQUIRE(rig.service->pauseAt("there"));
    CHECK(rig.service->pauseAt("nowhere").error().code == base::ErrorCode::NotFound);
    const auto held = rig.service->submit(request("x", "there"));
    const auto sent = rig.service->submit(request("y"));
    REQUIRE(held);
    REQUIRE(sent);
    CHECK(rig.waitFor(*sent, JobState::Stored).state == JobState::Stored);
    const Job job = rig.waitFor(*held);
    CHECK(job.state == JobState::Ready);
    CHECK(job.reason.find("aused") != std::string::npos);
    CHECK(rig.stage->posts() == 1);
    REQUIRE(rig.service->resume());
    CHECK(rig.waitFor(*held, JobState::Stored).state == JobState::Stored);
}
