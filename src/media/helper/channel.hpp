#pragma once

#include "media/wire.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace groundglass::media::helper {

/// Why a verb could not be done. `input` means that the clip or the request is at fault, else the machine.
struct Failure {
    bool input{};
    std::string message;
};
using MayFail = std::optional<Failure>;

[[nodiscard]] inline MayFail badClip(std::string why) {
    return Failure{true, "not a clip we show: " + std::move(why)};
}
[[nodiscard]] inline MayFail machine(std::string why) {
    return Failure{false, std::move(why)};
}

struct Incoming {
    wire::Kind kind{};
    std::vector<std::uint8_t> payload;
};

/// The helper's end of the socket. A client that is gone ends the process.
class Channel {
public:
    explicit Channel(int socket) : m_socket(socket) {}

    /// Nothing when the message is longer than `longest`.
    [[nodiscard]] std::optional<Incoming> receive(std::size_t longest);
    void send(wire::Kind kind, std::span<const std::uint8_t> payload = {},
              std::span<const std::uint8_t> tail = {});
    void sendText(wire::Kind kind, const std::string& text);
    void fail(const Failure& failure);
    /// Tells the client that work goes on; cheap, call it often.
    void ping();

private:
    void write(std::span<const std::uint8_t> bytes);
    void read(std::span<std::uint8_t> bytes);

    int m_socket;
    std::int64_t m_lastMs{};
};

}  // namespace groundglass::media::helper
