#include "media/helper/channel.hpp"

#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>

namespace groundglass::media::helper {
namespace {

constexpr std::int64_t pingMs = 500;

std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

void Channel::write(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
        if (sent < 0 && errno != EINTR) ::_exit(3);
    }
}

void Channel::read(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
        if (got > 0) bytes = bytes.subspan(static_cast<std::size_t>(got));
        if (got == 0 || (got < 0 && errno != EINTR)) ::_exit(3);
    }
}

std::optional<Incoming> Channel::receive(std::size_t longest) {
    std::array<unsigned char, wire::headSize> bytes{};
    read(bytes);
    const auto head = wire::unpackHead(bytes);
    if (head.size > longest) return std::nullopt;
    Incoming message{head.kind, std::vector<std::uint8_t>(head.size)};
    read(message.payload);
    return message;
}

void Channel::send(wire::Kind kind, std::span<const std::uint8_t> payload,
                   std::span<const std::uint8_t> tail) {
    write(wire::packHead({kind, static_cast<std::uint32_t>(payload.size() + tail.size())}));
    write(payload);
    write(tail);
    m_lastMs = nowMs();
}

void Channel::sendText(wire::Kind kind, const std::string& text) {
    send(kind, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void Channel::fail(const Failure& failure) {
    sendText(wire::Kind::Error, std::string(failure.input ? "I" : "O") + failure.message);
}

void Channel::ping() {
    if (nowMs() - m_lastMs >= pingMs) send(wire::Kind::Ping);
}

}  // namespace groundglass::media::helper
