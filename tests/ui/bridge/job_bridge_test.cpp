#include "ui/bridge/job_bridge.hpp"

#include "bridge_fixture.hpp"
#include "support/catch.hpp"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace groundglass;

namespace {

jobs::Request rollFor(const test::BridgeFixture& studio) {
    const auto view = app::viewShot(*test::library(), studio.document.film(), film::ShotId("coffee"));
    if (!view) throw std::runtime_error(view.error().message);
    const auto request = app::requestFor(*test::library(), studio.document.film(), studio.document.folder(),
                                         *view, "builtin", "groundglass", {});
    if (!request) throw std::runtime_error(request.error().message);
    return *request;
}

jobs::JobState stateOf(const ui::JobBridge& bridge, const jobs::JobId& id) {
    const auto found = std::find_if(bridge.jobs().begin(), bridge.jobs().end(),
                                    [&](const jobs::Job& job) { return job.id == id; });
    return found == bridge.jobs().end() ? jobs::JobState::Draft : found->state;
}

}  // namespace

TEST_CASE("a roll that is taken back ends cancelled, and the window is told of every state", "[ui][bridge]") {
    test::BridgeFixture studio;
    studio.openSmallFilm();
    REQUIRE(store::createFilm(studio.document.folder(), test::smallFilm()));
    QSignalSpy opened(&studio.jobs, &ui::JobBridge::opened);
    QSignalSpy refused(&studio.jobs, &ui::JobBridge::refused);
    studio.jobs.open(test::library());
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));

    jobs::JobId id;
    int changes = 0;
    QObject::connect(&studio.jobs, &ui::JobBridge::submitted, &studio.jobs,
                     [&](const jobs::JobId& made) { id = made; });
    QObject::connect(&studio.jobs, &ui::JobBridge::jobChanged, &studio.jobs,
                     [&](const jobs::Job&) { ++changes; });
    studio.jobs.submit(rollFor(studio));
    REQUIRE(QTest::qWaitFor([&] { return !id.empty() || refused.count() > 0; }, 20'000));
    REQUIRE(refused.count() == 0);
    studio.jobs.cancel(id);
    CHECK(QTest::qWaitFor([&] { return stateOf(studio.jobs, id) == jobs::JobState::Cancelled; }, 60'000));
    CHECK(changes > 0);
    bool told = false;
    studio.jobs.events(id, &studio.jobs, [&](std::vector<jobs::JobEvent> events) {
        CHECK(events.size() >= 2);
        told = true;
    });
    CHECK(QTest::qWaitFor([&] { return told; }, 20'000));
}

TEST_CASE("a window that closes during a roll leaves no listener behind", "[ui][bridge]") {
    for (int i = 0; i < 2; ++i) {
        test::BridgeFixture studio;
        studio.openSmallFilm();
        REQUIRE(store::createFilm(studio.document.folder(), test::smallFilm()));
        QSignalSpy opened(&studio.jobs, &ui::JobBridge::opened);
        studio.jobs.open(test::library());
        REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));
        studio.jobs.submit(rollFor(studio));
        QTest::qWait(20);
    }
    SUCCEED("the bridge was taken down while its queue still spoke");
}

TEST_CASE("only work of this machine holds up a queue that is to be opened again", "[ui][bridge]") {
    using enum jobs::JobState;
    jobs::Job job;
    job.request.endpoint = "gateway";
    for (const jobs::JobState state : {Accepted, Running, Cancelling, Unknown}) {
        job.state = state;
        CHECK_FALSE(ui::wouldBeCutShort(job));
    }
    for (const jobs::JobState state : {Ready, Reserved, Intent, Done, Downloading}) {
        job.state = state;
        CHECK(ui::wouldBeCutShort(job));
        job.rests = true;
        CHECK_FALSE(ui::wouldBeCutShort(job));
        job.rests = false;
    }
    job.request.endpoint.clear();
    for (const jobs::JobState state : {Accepted, Running, Cancelling}) {
        job.state = state;
        CHECK(ui::wouldBeCutShort(job));
    }
    job.state = Stored;
    CHECK_FALSE(ui::wouldBeCutShort(job));
}

TEST_CASE("new endpoints wait until what the person asked of the queue is answered", "[ui][bridge]") {
    test::BridgeFixture studio;
    studio.openSmallFilm();
    REQUIRE(store::createFilm(studio.document.folder(), test::smallFilm()));
    QSignalSpy opened(&studio.jobs, &ui::JobBridge::opened);
    QSignalSpy submitted(&studio.jobs, &ui::JobBridge::submitted);
    QSignalSpy refused(&studio.jobs, &ui::JobBridge::refused);
    studio.jobs.open(test::library());
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 1; }, 20'000));
    studio.jobs.submit(rollFor(studio));
    studio.jobs.refreshEndpoints();
    CHECK(studio.jobs.endpointsWait());
    REQUIRE(QTest::qWaitFor([&] { return submitted.count() == 1; }, 20'000));
    CHECK(refused.count() == 0);
    CHECK(studio.jobs.endpointsWait());
    REQUIRE(studio.jobs.jobs().size() >= 1);
    // Those that other windows left behind too: they go on as soon as the queue is open.
    const std::vector<jobs::Job> all = studio.jobs.jobs();
    for (const jobs::Job& job : all) {
        if (!jobs::isEnd(job.state)) studio.jobs.cancel(job.id);
    }
    REQUIRE(QTest::qWaitFor([&] { return opened.count() == 2; }, 60'000));
    CHECK_FALSE(studio.jobs.endpointsWait());
}
