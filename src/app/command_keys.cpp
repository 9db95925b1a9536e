#include "app/command_keys.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>
#include <vector>

extern char** environ;  // NOLINT: POSIX

namespace groundglass::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t printedMost = 16U << 10U;
constexpr std::chrono::milliseconds longestRun{20'000};
constexpr std::chrono::minutes keptFor{5};
constexpr std::string_view blanks = " \t\r\n";

auto failed(const std::vector<std::string>& command, std::string what) {
    const std::string program = command.empty() ? std::string() : command.front();
    return base::fail(base::ErrorCode::Auth, base::format("{} {}", program, what), program,
                      {{program,
                        {},
                        base::format("{} {}", program, what),
                        "run it in a terminal and see; the endpoint's key_command names it"}});
}

/// −1 when it cannot be started. What it prints goes to `out`; it reads nothing and its complaints are
/// dropped.
pid_t start(const std::vector<std::string>& command, int out) {
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = -1;
    const int error = ::posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? child : -1;
}

/// Everything up to the end, or as much as came in time. False: too much, or too late.
bool readAll(int in, std::string& printed, Clock::time_point until) {
    std::array<char, 4096> piece{};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd waiting{in, POLLIN, 0};
        const int ready = left > 0 ? ::poll(&waiting, 1, static_cast<int>(left)) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        const ssize_t got = ::read(in, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        printed.append(piece.data(), static_cast<std::size_t>(got));
        if (printed.size() > printedMost) return false;
    }
}

int endOf(pid_t child, bool kill) {
    if (kill) ::kill(child, SIGKILL);
    int status = -1;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

base::Result<base::Secret> keyFromCommand(const std::vector<std::string>& command,
                                          std::chrono::milliseconds longest) {
    std::array<int, 2> ends{};
    if (command.empty() || ::pipe2(ends.data(), O_CLOEXEC) != 0) return failed(command, "cannot be run");
    const pid_t child = start(command, ends[1]);
    ::close(ends[1]);
    std::string printed;
    const bool whole = child > 0 && readAll(ends[0], printed, Clock::now() + longest);
    ::close(ends[0]);
    if (child <= 0) return failed(command, "cannot be run");
    const int status = endOf(child, !whole);
    if (!whole) return failed(command, "gave no key in time");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return failed(command, "failed");
    const auto from = printed.find_first_not_of(blanks);
    if (from == std::string::npos) return failed(command, "printed nothing");
    const auto to = printed.find_first_of("\r\n", from);
    std::string line = printed.substr(from, to == std::string::npos ? to : to - from);
    line.erase(line.find_last_not_of(blanks) + 1);
    return base::Secret(std::move(line));
}

base::Result<base::Secret> CommandKeys::key(std::string_view endpoint) {
    const std::string id(endpoint);
    const auto found = m_endpoints.find(id);
    if (found == m_endpoints.end() || found->second.keyCommand.empty()) return m_others->key(endpoint);
    const auto known = m_known.find(id);
    if (known != m_known.end() && Clock::now() - known->second.at < keptFor) return known->second.key;
    auto key = keyFromCommand(found->second.keyCommand, longestRun);
    if (!key) return key;
    base::blankInLog(*key);
    m_known.insert_or_assign(id, Known{*key, Clock::now()});
    return key;
}

}  // namespace groundglass::app
