#include "fakes.hpp"

#include "groundglass/base/hash.hpp"
#include "support/catch.hpp"

#include <future>

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("a job goes from ready to a stored clip and every step is in its history", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService();
    JobService& service = rig.open();
    CHECK(service.owner());
    const auto id = service.submit(request("a woman in a café"));
    REQUIRE(id);
    const Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Stored);
    CHECK(job.remoteId == "r1");
    CHECK(job.sha256 == base::sha256(clipBytes()));
    CHECK(std::filesystem::exists(job.takeFile));
    CHECK(job.cost.micros == 400'000);
    CHECK_FALSE(job.costKnown);
    CHECK(rig.history(*id) == std::vector<std::string>{"ready", "reserved", "intent", "accepted", "running",
                                                       "done", "downloading", "stored"});
    CHECK(rig.stage->posts() == 1);
}

TEST_CASE("the key goes to the endpoint's own origin and nowhere else", "[jobs]") {
    Rig rig;
    rig.stage->script = [](const Exchange& exchange) -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return answer(200, "accepted r1");
        if (exchange.request.url == "https://cdn.example.net/a") {
            return answer(302, "", {{"location", "https://api.example.com/v1/b"}});
        }
        if (exchange.purpose == Purpose::Fetch) return answer(200, clipBytes());
        return answer(200, "done https://cdn.example.net/a");
    };
    JobService& service = rig.open();
    const auto id = service.submit(request("x"));
    REQUIRE(id);
    CHECK(rig.waitFor(*id).state == JobState::Stored);
    for (const Exchange& exchange : rig.stage->sentNow()) {
        bool key = false;
        for (const auto& [header, value] : exchange.request.headers) key = key || value == "sesame";
        CHECK(key == exchange.request.url.starts_with("https://api.example.com/"));
    }
}

TEST_CASE("a clip of this machine is made, filed and costs nothing", "[jobs]") {
    Rig rig;
    rig.clip->play = [](std::stop_token, const std::function<void(double)>& progress) -> base::Status {
        for (int i = 1; i <= 10; ++i) progress(i / 10.0);
        return {};
    };
    JobService& service = rig.open();
    const auto id = service.submit(request("", ""));
    REQUIRE(id);
    const Job job = rig.waitFor(*id);
    CHECK(job.state == JobState::Stored);
    CHECK(job.cost.micros == 0);
    CHECK(job.costKnown);
    CHECK(rig.history(*id) == std::vector<std::string>{"ready", "intent", "accepted", "running", "done",
                                                       "downloading", "stored"});
    CHECK(rig.stage->sentNow().empty());
}

TEST_CASE("a running local clip is cancelled at once", "[jobs]") {
    Rig rig;
    rig.clip->play = [](std::stop_token stop, const std::function<void(double)>&) -> base::Status {
        std::mutex mutex;
        std::condition_variable_any cut;
        std::unique_lock lock(mutex);
        cut.wait(lock, stop, [] { return false; });
        return base::fail(base::ErrorCode::Cancelled, "cut");
    };
    JobService& service = rig.open();
    const auto id = service.submit(request("", ""));
    REQUIRE(id);
    rig.waitFor(*id, JobState::Running);
    REQUIRE(service.cancel(*id));
    CHECK(rig.waitFor(*id).state == JobState::Cancelled);
    CHECK(rig.sink->calls == 0);
}

TEST_CASE("a local clip that the end of the program cut is made again at the next start and filed once",
          "[jobs]") {
    Rig rig;
    std::promise<void> started;
    rig.clip->play = [&started](std::stop_token stop, const std::function<void(double)>&) -> base::Status {
        started.set_value();
        std::mutex mutex;
        std::condition_variable_any cut;
        std::unique_lock lock(mutex);
        cut.wait(lock, stop, [] { return false; });
        return base::fail(base::ErrorCode::Cancelled, "cut");
    };
    const auto id = rig.open().submit(request("", ""));
    REQUIRE(id);
    started.get_future().wait();
    rig.service.reset();
    rig.clip->play = {};
    rig.open();
    CHECK(rig.waitFor(*id).state == JobState::Stored);
    std::string history;
    for (const auto& event : rig.service->events(*id)) history += std::string(name(event.state)) + " ";
    INFO(history);
    CHECK(rig.clip->made == 2);
    CHECK(rig.sink->calls == 1);
}

TEST_CASE("a second opener becomes a client with the same verbs and sees every change", "[jobs]") {
    Rig rig;
    rig.stage->script = goodService();
    rig.open();
    auto client = rig.tryOpen();
    REQUIRE(client);
    CHECK_FALSE((*client)->owner());
    std::mutex mutex;
    std::vector<JobState> seen;
    const auto token = (*client)->listen([&](const Job& job) {
        const std::scoped_lock lock(mutex);
        seen.push_back(job.state);
    });
    const auto id = (*client)->submit(request("x"));
    REQUIRE(id);
    const auto job = (*client)->wait(*id, {});
    REQUIRE(job);
    CHECK(job->state == JobState::Stored);
    CHECK(job->request.prompt == "x");
    CHECK((*client)->jobs().size() == 1);
    CHECK((*client)->events(*id).size() == 8);
    CHECK((*client)->job(JobId{"job_none"}) == std::nullopt);
    const auto refused = (*client)->cancel(*id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::InvalidInput);
    const auto missing = (*client)->wait(JobId{"job_none"}, {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == base::ErrorCode::NotFound);
    rig.service.reset();
    const auto gone = (*client)->resume();
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == base::ErrorCode::Io);
    const std::scoped_lock lock(mutex);
    CHECK(std::find(seen.begin(), seen.end(), JobState::Stored) != seen.end());
}

TEST_CASE("a socket that a dead process left is replaced", "[jobs]") {
    Rig rig;
    std::filesystem::create_directories(rig.state);
    std::ofstream(rig.state / "jobs.sock") << "dead";
    CHECK(rig.open().owner());
    CHECK_FALSE((*rig.tryOpen())->owner());
    const auto perms = std::filesystem::status(rig.state / "jobs.sock").permissions();
    CHECK((perms & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("requests that cannot be made are refused before anything is kept", "[jobs]") {
    Rig rig;
    JobService& service = rig.open();
    Request bad = request("x");
    SECTION("no size") {
        bad.size = {};
    }
    SECTION("no duration") {
        bad.duration = {};
    }
    SECTION("an unknown endpoint") {
        bad.endpoint = "elsewhere";
    }
    SECTION("an unknown provider") {
        bad = request("x", ""), bad.provider = "nobody";
    }
    SECTION("what the service cannot take") {
        bad.prompt = "";
    }
    SECTION("broken text") {
        bad.prompt = "\xff";
    }
    const auto id = service.submit(bad);
    REQUIRE_FALSE(id);
    CHECK(id.error().code == base::ErrorCode::InvalidInput);
    CHECK(service.jobs().empty());
}
