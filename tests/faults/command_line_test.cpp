#include "faults/studio.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>

using namespace groundglass;
using namespace groundglass::test;
using namespace std::chrono_literals;

namespace {

/// The real command line with folders of its own.
class CommandLine {
public:
    explicit CommandLine(std::filesystem::path home) : m_home(std::move(home)) {}

    [[nodiscard]] static std::filesystem::path program() {
        return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "groundglass";
    }

    pid_t start(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), program().string());
        std::vector<std::string> variables{"LC_ALL=C.UTF-8", "HOME=" + m_home.string()};
        for (const char* folder : {"STATE", "DATA", "CACHE", "CONFIG"}) {
            variables.push_back(std::string("XDG_") + folder + "_HOME=" + (m_home / folder).string());
        }
        for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "TMPDIR"}) {
            if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 2, said().c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        pid_t pid = -1;
        const int error = posix_spawn(&pid, program().c_str(), &actions, nullptr,
                                      pointersTo(arguments).data(), pointersTo(variables).data());
        posix_spawn_file_actions_destroy(&actions);
        REQUIRE(error == 0);
        return pid;
    }

    /// The id of the one job in the ledger's mirror.
    [[nodiscard]] std::string onlyJob() const {
        const auto lines = contentsOf(m_home / "STATE" / "groundglass" / "jobs.jsonl");
        const auto at = lines.find("job_");
        REQUIRE(at != std::string::npos);
        return lines.substr(at, lines.find('"', at) - at);
    }

    /// Exit code.
    int run(const std::vector<std::string>& arguments) const {
        int state = 0;
        ::waitpid(start(arguments), &state, 0);
        UNSCOPED_INFO(arguments[0] << " " << arguments[1] << " said: " << contentsOf(said()));
        return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
    }

private:
    [[nodiscard]] std::filesystem::path said() const { return m_home / "said"; }
    static std::vector<char*> pointersTo(std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (auto& text : texts) list.push_back(text.data());
        list.push_back(nullptr);
        return list;
    }

    std::filesystem::path m_home;
};

std::vector<std::filesystem::path> clipsIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> clips;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".mp4") clips.push_back(entry.path());
    }
    return clips;
}

std::string firstShot(const std::filesystem::path& film) {
    std::vector<std::string> shots;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(film / "shots")) {
        if (entry.path().extension() == ".json") shots.push_back(entry.path().stem().string());
    }
    std::sort(shots.begin(), shots.end());
    return shots.empty() ? std::string() : shots.front();
}

}  // namespace

namespace {

/// A film, a server and the command line that knows it.
struct Set {
    TempDir home;
    CommandLine cli{home.path()};
    LoopbackServer server{sampleClip(), 1};
    std::filesystem::path film = home.path() / "film.groundglass";

    Set() {
        std::filesystem::copy(resources() / "samples" / "impossible-places.groundglass", film,
                              std::filesystem::copy_options::recursive);
        REQUIRE(cli.run({"providers", "add", "loopback", "--provider", "openai_videos", "--base-url",
                         server.baseUrl(), "--profile", "vllm_omni", "--self-hosted"}) == 0);
    }
    [[nodiscard]] std::vector<std::string> generate() const {
        return {"generate", film.string(), "--shot",     firstShot(film), "--provider", "openai_videos",
                "--model",  "any",         "--endpoint", "loopback",      "--wait"};
    }
    /// Kills it as soon as the server has seen a call.
    void killAfter(Call call) {
        const pid_t pid = cli.start(generate());
        const bool seen = server.waitFor(call, 1, 30s);
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        REQUIRE(seen);
        CHECK(clipsIn(film).empty());
    }
    void checkOneTake() {
        const auto clips = clipsIn(film);
        REQUIRE(clips.size() == 1);
        CHECK(contentsOf(clips.front()) == sampleClip());
        CHECK(server.created() == 1);
        CHECK(server.calls(Call::Create) == 1);
    }
};

}  // namespace

TEST_CASE("the command line killed in the middle of an order pays once, and the next start brings the take",
          "[faults][cli]") {
    if (!std::filesystem::exists(CommandLine::program())) {
        WARN("skipped: the program groundglass is not built");
        return;
    }
    Set set;
    SECTION("after it was sent, before the answer") {
        set.server.misbehave(Call::Create, {.kind = Kind::Slow, .delay = 60s});
        set.killAfter(Call::Create);
    }
    SECTION("while it is polled") {
        set.server.finishAfter(1'000'000);
        set.killAfter(Call::Poll);
        set.server.finishAfter(1);
    }
    SECTION("while the clip is fetched") {
        set.server.misbehave(Call::Content, {.kind = Kind::Slow, .delay = 60s});
        set.killAfter(Call::Content);
    }
    SECTION("after the clip is whole, before it is in the film") {
        std::filesystem::remove_all(set.film / "takes");
        std::ofstream(set.film / "takes") << "in the way";
        CHECK(set.cli.run(set.generate()) == 3);
        CHECK(clipsIn(set.film).empty());
        CHECK(set.cli.run({"jobs", "resume", "--wait"}) == 3);
        std::filesystem::remove(set.film / "takes");
    }
    CHECK(set.cli.run({"jobs", "resume", "--wait"}) == 0);
    set.checkOneTake();
    CHECK(set.cli.run({"jobs", "resume", "--wait"}) == 0);
    set.checkOneTake();
}

TEST_CASE("an order that was lost on its way stays in doubt until a person has a word", "[faults][cli]") {
    if (!std::filesystem::exists(CommandLine::program())) {
        WARN("skipped: the program groundglass is not built");
        return;
    }
    Set set;
    set.server.misbehave(Call::Create, {.kind = Kind::Swallowed, .delay = 60s});
    set.killAfter(Call::Create);
    const auto job = set.cli.onlyJob();
    CHECK(set.cli.run({"jobs", "reconcile", job}) == 5);
    CHECK(set.cli.run({"jobs", "reconcile", job, "--take", "video_999"}) == 5);
    CHECK(set.server.calls(Call::Create) == 1);
    CHECK(set.cli.run({"jobs", "reconcile", job, "--not-sent"}) == 0);
    CHECK(set.server.calls(Call::Create) == 1);
    CHECK(set.cli.run({"jobs", "again", job}) == 0);
    CHECK(set.cli.run({"jobs", "resume", "--wait"}) == 0);
    CHECK(clipsIn(set.film).size() == 1);
    CHECK(set.server.created() == 1);
}
