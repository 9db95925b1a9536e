#include "media/helper_process.hpp"

#include "groundglass/base/paths.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace groundglass::media {
namespace {

using base::ErrorCode;
using base::fail;

#ifdef GROUNDGLASS_SANITIZED
constexpr int silenceMs = 60'000;
constexpr int startMs = 60'000;
#else
constexpr int silenceMs = 5'000;  // a helper that says nothing for so long is killed
constexpr int startMs = 15'000;   // loading its libraries from a cold disk takes longer
#endif

/// A copy of the descriptor that is clear of those the helper gets.
Descriptor movedUp(int fd) {
    return Descriptor(::fcntl(fd, F_DUPFD_CLOEXEC, 16));
}

std::vector<std::string> environmentFor() {
    std::vector<std::string> variables{"LC_ALL=C.UTF-8"};
    for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
    }
    return variables;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Descriptors 3 and 4, no other; own process group, so that one signal reaches what a wrapper starts.
base::Result<pid_t> spawn(std::vector<std::string> arguments, int socket, int clip) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
#ifndef GROUNDGLASS_SANITIZED
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
#endif
    if (socket >= 0) posix_spawn_file_actions_adddup2(&actions, socket, wire::socketDescriptor);
    if (clip >= 0) posix_spawn_file_actions_adddup2(&actions, clip, wire::clipDescriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions,
                                             socket >= 0 ? wire::clipDescriptor + 1 : wire::socketDescriptor);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);

    auto environment = environmentFor();
    const auto argv = pointersTo(arguments);
    const auto envp = pointersTo(environment);
    pid_t pid = -1;
    const int error = posix_spawn(&pid, argv.front(), &actions, &attributes, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        return fail(ErrorCode::Io,
                    "cannot start the helper program " + arguments.front() + ": " + std::strerror(error),
                    arguments.front());
    }
    return pid;
}

void reap(pid_t pid) noexcept {
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

/// Without network, processes, home folder or temporary files: the helper sees the system's libraries and
/// itself.
[[maybe_unused]] std::vector<std::string> wrapped(const std::filesystem::path& program) {
    const std::string folder = program.parent_path().string();
    return {"/usr/bin/bwrap",
            "--unshare-all",
            "--cap-drop",
            "ALL",
            "--ro-bind",
            "/usr",
            "/usr",
            "--ro-bind-try",
            "/lib",
            "/lib",
            "--ro-bind-try",
            "/lib64",
            "/lib64",
            "--ro-bind-try",
            "/etc/alternatives",
            "/etc/alternatives",
            "--ro-bind-try",
            "/etc/ld.so.cache",
            "/etc/ld.so.cache",
            "--ro-bind",
            folder,
            folder,
            "--chdir",
            "/",
            program.string()};
}

/// True when bubblewrap runs the helper here; inside many containers it may not.
bool bubblewrapWorks(const std::filesystem::path& program) {
#ifdef GROUNDGLASS_SANITIZED
    static_cast<void>(program);
    return false;  // sanitizers read /proc, which is not there inside
#else
    if (::access("/usr/bin/bwrap", X_OK) != 0) return false;
    auto arguments = wrapped(program);
    arguments.emplace_back("check");
    const auto pid = spawn(arguments, -1, -1);
    if (!pid) return false;
    int state = 0;
    while (::waitpid(*pid, &state, 0) < 0) {
        if (errno != EINTR) return false;
    }
    return WIFEXITED(state) && WEXITSTATUS(state) == 0;
#endif
}

base::Error errorFrom(const Message& message) {
    const std::string_view text = message.text();
    const bool input = !text.empty() && text.front() == 'I';
    return {input ? ErrorCode::InvalidInput : ErrorCode::Io,
            text.empty() ? std::string("the helper program gave no reason") : std::string(text.substr(1)),
            {},
            {}};
}

}  // namespace

Descriptor::~Descriptor() {
    if (m_fd >= 0) ::close(m_fd);
}

std::string_view Message::text() const {
    return {reinterpret_cast<const char*>(payload.data()), payload.size()};
}

std::filesystem::path HelperProcess::program() {
    return base::executableFolder() / "groundglass-media";
}

base::Result<HelperProcess> HelperProcess::start(const Descriptor& clip, const wire::Fields& request,
                                                 const std::filesystem::path& program) {
    if (::access(program.c_str(), X_OK) != 0) {
        return fail(ErrorCode::Io, "the helper program for clips is missing: " + program.string(),
                    program.string(),
                    {{program.string(),
                      {},
                      "The program groundglass-media is not beside the running program.",
                      "Install Groundglass again, or build the target groundglass-media."}});
    }
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return fail(ErrorCode::Io, std::string("cannot make a socket pair: ") + std::strerror(errno));
    }
    Descriptor ours(pair[0]);
    const Descriptor theirs(pair[1]);
    const Descriptor socket = movedUp(theirs.get());
    const Descriptor file = movedUp(clip.get());
    if (!socket || !file)
        return fail(ErrorCode::Io, std::string("too many open files: ") + std::strerror(errno));

    static const bool wrapper = bubblewrapWorks(program);
    const auto pid =
        spawn(wrapper ? wrapped(program) : std::vector{program.string()}, socket.get(), file.get());
    if (!pid) return tl::unexpected(pid.error());
    HelperProcess helper(*pid, std::move(ours));
    const std::string bytes = wire::pack(request);
    if (auto sent = helper.send(wire::Kind::Request,
                                {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        !sent) {
        return tl::unexpected(sent.error());
    }
    return helper;
}

HelperProcess::HelperProcess(HelperProcess&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1)), m_socket(std::move(other.m_socket)), m_heard(other.m_heard) {}

HelperProcess& HelperProcess::operator=(HelperProcess&& other) noexcept {
    std::swap(m_pid, other.m_pid);
    std::swap(m_socket, other.m_socket);
    std::swap(m_heard, other.m_heard);
    return *this;
}

HelperProcess::~HelperProcess() {
    kill();
}

void HelperProcess::kill() noexcept {
    if (m_pid <= 0) return;
    ::kill(-m_pid, SIGKILL);
    reap(std::exchange(m_pid, -1));
}

void HelperProcess::interrupt() const noexcept {
    ::shutdown(m_socket.get(), SHUT_RDWR);
}

base::Status HelperProcess::send(wire::Kind kind, std::span<const std::uint8_t> payload) {
    const auto head = wire::packHead({kind, static_cast<std::uint32_t>(payload.size())});
    for (std::span<const std::uint8_t> rest : {std::span<const std::uint8_t>(head), payload}) {
        while (!rest.empty()) {
            pollfd wait{m_socket.get(), POLLIN | POLLOUT, 0};
            const int ready = ::poll(&wait, 1, m_heard ? silenceMs : startMs);
            if (ready < 0 && errno == EINTR) continue;
            if (ready == 0) {
                kill();
                return fail(ErrorCode::Io, "the helper program was silent for too long and was stopped");
            }
            if ((wait.revents & POLLIN) != 0) {
                auto message = receiveOne();  // a ping, an error, or the end
                if (!message) return tl::unexpected(message.error());
                if (message->kind == wire::Kind::Error) return tl::unexpected(errorFrom(*message));
                continue;
            }
            const ssize_t sent =
                ::send(m_socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) rest = rest.subspan(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR) {
                auto last = receive();  // its reason, if it gave one
                if (!last) return tl::unexpected(last.error());
                return fail(ErrorCode::Io,
                            std::string("the helper program is gone: ") + std::strerror(errno));
            }
        }
    }
    return {};
}

base::Status HelperProcess::readAll(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        pollfd wait{m_socket.get(), POLLIN, 0};
        const int ready = ::poll(&wait, 1, m_heard ? silenceMs : startMs);
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) {
            kill();
            return fail(ErrorCode::Io, "the helper program was silent for too long and was stopped");
        }
        const ssize_t got = ::recv(m_socket.get(), bytes.data(), bytes.size(), 0);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) {
            kill();
            return fail(ErrorCode::Io, "the helper program stopped before it had answered");
        }
        m_heard = true;
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

base::Result<Message> HelperProcess::receiveOne() {
    std::array<unsigned char, wire::headSize> bytes{};
    if (auto read = readAll(bytes); !read) return tl::unexpected(read.error());
    const auto head = wire::unpackHead(bytes);
    if (head.size > wire::largestPayload) {
        kill();
        return fail(ErrorCode::Io, "the helper program sent an impossible message");
    }
    Message message{head.kind, std::vector<std::uint8_t>(head.size)};
    if (auto read = readAll(message.payload); !read) return tl::unexpected(read.error());
    return message;
}

base::Result<Message> HelperProcess::receive() {
    for (;;) {
        auto message = receiveOne();
        if (!message) return message;
        if (message->kind == wire::Kind::Ping) continue;
        if (message->kind == wire::Kind::Error) return tl::unexpected(errorFrom(*message));
        return message;
    }
}

}  // namespace groundglass::media
