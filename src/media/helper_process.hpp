#pragma once

#include "groundglass/base/result.hpp"
#include "media/wire.hpp"

#include <sys/types.h>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::media {

/// An owned file descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int get() const noexcept { return m_fd; }
    [[nodiscard]] explicit operator bool() const noexcept { return m_fd >= 0; }

private:
    int m_fd = -1;
};

struct Message {
    wire::Kind kind{};
    std::vector<std::uint8_t> payload;
    [[nodiscard]] std::string_view text() const;
};

/// One running helper program with one clip; killed by the destructor if it still runs. Thread: one at a
/// time, but `interrupt` any.
class HelperProcess {
public:
    /// Program beside the running executable.
    [[nodiscard]] static std::filesystem::path program();

    /// Starts the helper and sends the request. Errors: Io (missing, not startable).
    [[nodiscard]] static base::Result<HelperProcess> start(const Descriptor& clip,
                                                           const wire::Fields& request,
                                                           const std::filesystem::path& helper = program());

    HelperProcess(HelperProcess&& other) noexcept;
    HelperProcess& operator=(HelperProcess&& other) noexcept;
    ~HelperProcess();

    /// Sends; a refusal that the helper has answered meanwhile is the error. Errors: Io, InvalidInput.
    [[nodiscard]] base::Status send(wire::Kind kind, std::span<const std::uint8_t> payload);

    /// The next message that is no ping. Errors: the helper's own; Io (gone, or silent for too long and
    /// killed).
    [[nodiscard]] base::Result<Message> receive();

    /// Makes a running send or receive fail at once.
    void interrupt() const noexcept;
    void kill() noexcept;
    [[nodiscard]] pid_t pid() const noexcept { return m_pid; }

private:
    HelperProcess(pid_t pid, Descriptor socket) : m_pid(pid), m_socket(std::move(socket)) {}
    [[nodiscard]] base::Status readAll(std::span<std::uint8_t> bytes);
    [[nodiscard]] base::Result<Message> receiveOne();

    pid_t m_pid = -1;
    Descriptor m_socket;
    bool m_heard{};
};

}  // namespace groundglass::media
