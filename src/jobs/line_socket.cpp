#include "jobs/line_socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::size_t lineMost = 64U << 20U;

/// A socket's name is short by law: a long folder is named through its descriptor.
class SocketName {
public:
    explicit SocketName(const std::filesystem::path& folder) {
        std::string name = (folder / "jobs.sock").string();
        if (name.size() >= sizeof m_address.sun_path) {
            m_folder = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
            name = "/proc/self/fd/" + std::to_string(m_folder) + "/jobs.sock";
        }
        m_address.sun_family = AF_UNIX;
        std::memcpy(m_address.sun_path, name.c_str(), std::min(name.size(), sizeof m_address.sun_path - 1));
    }
    ~SocketName() {
        if (m_folder >= 0) ::close(m_folder);
    }
    SocketName(const SocketName&) = delete;
    SocketName& operator=(const SocketName&) = delete;

    [[nodiscard]] const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&m_address); }
    [[nodiscard]] static socklen_t size() { return sizeof(sockaddr_un); }
    [[nodiscard]] const char* path() const { return m_address.sun_path; }

private:
    int m_folder = -1;
    sockaddr_un m_address{};
};

int makeSocket() {
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

}  // namespace

LineSocket::LineSocket(LineSocket&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_buffer(std::move(other.m_buffer)) {}

LineSocket::~LineSocket() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

std::optional<LineSocket> LineSocket::connect(const std::filesystem::path& folder) {
    const SocketName name(folder);
    const int descriptor = makeSocket();
    if (descriptor < 0) return std::nullopt;
    LineSocket socket(descriptor);
    if (::connect(descriptor, name.address(), SocketName::size()) != 0) return std::nullopt;
    return socket;
}

base::Result<int> LineSocket::listen(const std::filesystem::path& folder) {
    const SocketName name(folder);
    const int descriptor = makeSocket();
    ::unlink(name.path());  // the caller holds the lock, so whoever made it is gone
    const bool ready = descriptor >= 0 && ::fchmod(descriptor, 0600) == 0 &&
                       ::bind(descriptor, name.address(), SocketName::size()) == 0 &&
                       ::chmod(name.path(), 0600) == 0 && ::listen(descriptor, 16) == 0;
    if (ready) return descriptor;
    if (descriptor >= 0) ::close(descriptor);
    return base::fail(base::ErrorCode::Io, "jobs.sock cannot be made", folder.string());
}

std::optional<std::string> LineSocket::read() {
    std::array<char, 65536> piece{};
    std::size_t searched = 0;
    for (;;) {
        if (const auto end = m_buffer.find('\n', searched); end != std::string::npos) {
            std::string line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            return line;
        }
        searched = m_buffer.size();
        if (searched > lineMost) return std::nullopt;
        const ssize_t got = ::recv(m_descriptor, piece.data(), piece.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        m_buffer.append(piece.data(), static_cast<std::size_t>(got));
    }
}

bool LineSocket::write(std::string_view line) {
    std::string text(line);
    text += '\n';
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t sent = ::send(m_descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool LineSocket::isOurs() const {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(m_descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

void LineSocket::shutDown() {
    ::shutdown(m_descriptor, SHUT_RDWR);
}

}  // namespace groundglass::jobs
