#include "faults/studio.hpp"
#include "support/small_disk.hpp"

#include <set>

using namespace groundglass;
using namespace groundglass::test;
using namespace std::chrono_literals;

namespace {

constexpr int roomy = 640;  ///< MiB: more than a download wants to leave free.

bool skipped(const SmallDisk& disk) {
    if (!disk.mounted()) WARN("skipped: no small disk can be mounted here");
    return !disk.mounted();
}

/// A queue whose state and takes lie on the small disk.
std::unique_ptr<jobs::JobService> queueOn(const SmallDisk& disk, const TempDir& home,
                                          const std::string& url) {
    auto parts = partsFor(home.path(), url);
    parts.stateFolder = disk.folder() / "state";
    parts.takes = std::make_shared<TestTakes>(disk.folder() / "takes");
    auto opened = jobs::JobService::open(std::move(parts));
    INFO((opened ? std::string() : opened.error().message));
    REQUIRE(opened);
    return std::move(*opened);
}

jobs::Job until(jobs::JobService& queue, const jobs::JobId& id,
                const std::function<bool(const jobs::Job&)>& ready) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const auto job = queue.job(id);
        REQUIRE(job);
        INFO(jobs::name(job->state) << ": " << job->reason);
        if (ready(*job)) return *job;
        REQUIRE(std::chrono::steady_clock::now() < end);
        std::this_thread::sleep_for(2ms);
    }
}

std::vector<std::string> historyOf(const jobs::JobService& queue, const jobs::JobId& id) {
    std::vector<std::string> states;
    for (const auto& event : queue.events(id)) states.emplace_back(jobs::name(event.state));
    return states;
}

}  // namespace

TEST_CASE("the answer of a paid order gets onto a full disk, and the clip waits at the service", "[faults]") {
    const TempDir home;
    const SmallDisk disk(home.path() / "disk", roomy);
    if (skipped(disk)) return;
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Slow, .delay = 500ms});
    auto queue = queueOn(disk, home, server.baseUrl());
    const auto id = queue->submit(aRequest());
    REQUIRE(id);
    REQUIRE(server.waitFor(Call::Create, 1));
    disk.fill();
    const auto stuck = until(*queue, *id, [](const jobs::Job& job) { return job.lacks == jobs::Lack::Room; });
    CHECK(stuck.rests);
    CHECK(stuck.place.starts_with(disk.folder().string()));
    CHECK_FALSE(stuck.remoteId.empty());
    CHECK(server.calls(Call::Content) == 0);

    queue.reset();  // even a crash now would find the order: it went where the reserve was
    queue = queueOn(disk, home, server.baseUrl());
    const auto known = queue->job(*id);
    REQUIRE(known);
    CHECK(known->remoteId == stuck.remoteId);
    disk.clear();
    const auto job = until(*queue, *id, [](const jobs::Job& each) { return each.state == JobState::Stored; });
    CHECK(contentsOf(job.takeFile) == sampleClip());
    CHECK(job.lacks == jobs::Lack::Nothing);
    CHECK(server.created() == 1);
    const auto history = historyOf(*queue, *id);
    CHECK(std::count(history.begin(), history.end(), "intent") == 1);
}

TEST_CASE("a new order on a full disk is refused with place and remedy, and nothing is sent", "[faults]") {
    const TempDir home;
    const SmallDisk disk(home.path() / "disk", roomy);
    if (skipped(disk)) return;
    LoopbackServer server(sampleClip());
    auto queue = queueOn(disk, home, server.baseUrl());
    disk.fill();
    const auto id = queue->submit(aRequest());
    REQUIRE_FALSE(id);
    CHECK(id.error().code == base::ErrorCode::Io);
    REQUIRE(id.error().problems.size() == 1);
    CHECK(id.error().problems[0].file.starts_with(disk.folder().string()));
    CHECK_FALSE(id.error().problems[0].remedy.empty());
    CHECK(server.calls(Call::Create) == 0);
    CHECK(queue->jobs().empty());
    CHECK(std::filesystem::exists(disk.folder() / "state" / "jobs.reserve"));  // kept for paid answers
    disk.clear();
    const auto next = queue->submit(aRequest("A second try."));
    REQUIRE(next);
    until(*queue, *next, [](const jobs::Job& job) { return job.state == JobState::Stored; });
    CHECK(server.created() == 1);  // the refused one is not sent later
    CHECK(queue->jobs().size() == 1);
}

TEST_CASE("an order whose intent found no room was never sent, and the next run knows it", "[faults]") {
    const TempDir home;
    const SmallDisk disk(home.path() / "disk", roomy);
    if (skipped(disk)) return;
    LoopbackServer server(sampleClip());
    auto queue = queueOn(disk, home, server.baseUrl());
    REQUIRE(queue->pause());
    const auto id = queue->submit(aRequest());
    REQUIRE(id);
    disk.fill();
    REQUIRE_FALSE(queue->resume());  // its promise cannot be written either
    const auto stuck = until(*queue, *id, [](const jobs::Job& job) { return job.lacks == jobs::Lack::Room; });
    CHECK(stuck.state == JobState::Intent);
    queue.reset();
    disk.clear();
    queue = queueOn(disk, home, server.baseUrl());
    const auto known = queue->job(*id);
    REQUIRE(known);
    CHECK(known->state == JobState::NotSent);
    CHECK(known->cost.micros == 0);
    CHECK(server.calls(Call::Create) == 0);
    REQUIRE(queue->resume());
    until(*queue, *id, [](const jobs::Job& each) { return each.state == JobState::Stored; });
    CHECK(server.created() == 1);
}

TEST_CASE("a disk that fills up while a clip comes keeps what came, and the rest follows", "[faults]") {
    const TempDir home;
    const SmallDisk disk(home.path() / "disk", roomy);
    if (skipped(disk)) return;
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Content, {.kind = Kind::Slow, .delay = 500ms});
    auto queue = queueOn(disk, home, server.baseUrl());
    const auto id = queue->submit(aRequest());
    REQUIRE(id);
    REQUIRE(server.waitFor(Call::Content, 1));
    disk.fill();
    const auto stuck = until(*queue, *id, [](const jobs::Job& job) { return job.lacks == jobs::Lack::Room; });
    CHECK(stuck.state == JobState::Downloading);
    CHECK(stuck.reason.find("safe") != std::string::npos);
    disk.clear();
    const auto job = until(*queue, *id, [](const jobs::Job& each) { return each.state == JobState::Stored; });
    CHECK(contentsOf(job.takeFile) == sampleClip());
    CHECK(server.created() == 1);
}
