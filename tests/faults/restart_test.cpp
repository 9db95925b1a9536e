#include "faults/studio.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>

using namespace groundglass;
using namespace groundglass::test;
using namespace std::chrono_literals;

namespace {

/// This program once more, as a queue that orders one clip and can be killed. It runs the hidden test below.
class OtherProcess {
public:
    OtherProcess(const std::filesystem::path& folder, const std::string& baseUrl) {
        const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
        std::vector<std::string> arguments{program, "[.one_order]"};
        std::vector<std::string> variables{"GROUNDGLASS_TEST_FOLDER=" + folder.string(),
                                           "GROUNDGLASS_TEST_URL=" + baseUrl, "LC_ALL=C.UTF-8"};
        for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "TMPDIR"}) {
            if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
        }
        const auto pointers = [](std::vector<std::string>& texts) {
            std::vector<char*> list;
            for (auto& text : texts) list.push_back(text.data());
            list.push_back(nullptr);
            return list;
        };
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        REQUIRE(posix_spawn(&m_pid, program.c_str(), &actions, nullptr, pointers(arguments).data(),
                            pointers(variables).data()) == 0);
        posix_spawn_file_actions_destroy(&actions);
    }
    ~OtherProcess() { kill(); }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;

    void kill() {
        if (m_pid <= 0) return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }

private:
    pid_t m_pid = -1;
};

/// What a start after a kill finds, and does by itself.
void checkRecovery(const TempDir& folder, const LoopbackServer& server) {
    auto opened = jobs::JobService::open(partsFor(folder.path(), server.baseUrl()));
    INFO((opened ? std::string() : opened.error().message));
    REQUIRE(opened);
    const auto all = (*opened)->jobs();
    REQUIRE(all.size() == 1);
    const auto job = (*opened)->wait(all.front().id, {});
    REQUIRE(job);
    INFO(jobs::name(job->state) << ": " << job->reason);
    CHECK(job->state == JobState::Stored);
    CHECK(contentsOf(job->takeFile) == sampleClip());
    CHECK(server.created() == 1);
    CHECK(server.calls(Call::Create) == 1);
}

}  // namespace

TEST_CASE("one order, for a process that is killed", "[.one_order]") {
    const char* folder = std::getenv("GROUNDGLASS_TEST_FOLDER");
    const char* url = std::getenv("GROUNDGLASS_TEST_URL");
    REQUIRE(folder != nullptr);
    REQUIRE(url != nullptr);
    auto opened = jobs::JobService::open(partsFor(folder, url));
    REQUIRE(opened);
    auto request = aRequest();
    request.longestRun = base::Milliseconds(120'000);
    const auto id = (*opened)->submit(request);
    REQUIRE(id);
    static_cast<void>((*opened)->wait(*id, {}));
}

TEST_CASE("a kill while the order is under way: the next start finds it and pays nothing", "[faults]") {
    const TempDir folder;
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Slow, .delay = 60s});
    OtherProcess other(folder.path(), server.baseUrl());
    REQUIRE(server.waitFor(Call::Create, 1));
    other.kill();
    checkRecovery(folder, server);
}

TEST_CASE("a kill between the intent and the call: the next start finds nothing, and sends nothing",
          "[faults]") {
    const TempDir folder;
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Swallowed, .delay = 60s});
    OtherProcess other(folder.path(), server.baseUrl());
    REQUIRE(server.waitFor(Call::Create, 1));
    other.kill();
    auto opened = jobs::JobService::open(partsFor(folder.path(), server.baseUrl()));
    REQUIRE(opened);
    const auto all = (*opened)->jobs();
    REQUIRE(all.size() == 1);
    const auto job = (*opened)->wait(all.front().id, {});
    REQUIRE(job);
    INFO(job->reason);
    CHECK(job->state == JobState::NotFound);
    CHECK(server.calls(Call::List) > 1);
    CHECK(server.created() == 0);
    CHECK(server.calls(Call::Create) == 1);
}

TEST_CASE("a kill while the clip is made: the next start goes on asking", "[faults]") {
    const TempDir folder;
    LoopbackServer server(sampleClip(), 1'000'000);
    OtherProcess other(folder.path(), server.baseUrl());
    REQUIRE(server.waitFor(Call::Poll, 3));
    other.kill();
    server.finishAfter(1);
    checkRecovery(folder, server);
    CHECK(server.calls(Call::List) == 0);
}

TEST_CASE("a kill while the clip is fetched: the next start fetches it", "[faults]") {
    const TempDir folder;
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Content, {.kind = Kind::Slow, .delay = 60s});
    OtherProcess other(folder.path(), server.baseUrl());
    REQUIRE(server.waitFor(Call::Content, 1));
    other.kill();
    checkRecovery(folder, server);
}

TEST_CASE("a queue that is closed while an order is under way finds it at the next start", "[faults]") {
    LoopbackServer server(sampleClip());
    server.misbehave(Call::Create, {.kind = Kind::Slow, .delay = 60s});
    Studio studio(server.baseUrl());
    const auto id = studio.submit();
    REQUIRE(server.waitFor(Call::Create, 1));
    studio.close();
    studio.open();
    studio.checkStored(studio.rest(id));
    CHECK(server.created() == 1);
    CHECK(server.calls(Call::Create) == 1);
}

TEST_CASE("an order that waits is not sent by a start, only by a person's word", "[faults]") {
    LoopbackServer server(sampleClip());
    Studio studio(server.baseUrl());
    REQUIRE(studio.queue().pause());
    const auto id = studio.submit();
    studio.close();
    studio.open();
    const auto waiting = studio.rest(id);
    CHECK(waiting.state == JobState::Ready);
    CHECK(server.calls(Call::Create) == 0);
    REQUIRE(studio.queue().resume());
    studio.checkStored(studio.until(id, JobState::Stored));
    CHECK(server.created() == 1);
}
