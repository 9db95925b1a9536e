#pragma once

#include "groundglass/base/clock.hpp"
#include "jobs/records.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::jobs {

enum class Purpose {
    Pay,   ///< The one POST: a connection of its own, never sent twice by the transport.
    Ask,   ///< Poll, list, cancel.
    Fetch  ///< A clip.
};

/// One HTTP exchange, ready to go: judged, with its key if it gets one.
struct Exchange {
    std::uint64_t id{};
    Purpose purpose = Purpose::Ask;
    HttpRequest request;
    bool selfHosted{};  ///< http and private addresses are allowed: the user typed this very host.
    std::size_t bodyMost = 4U << 20U;  ///< Bytes of an answer kept in memory.
    std::chrono::seconds longest{60};  ///< Whole call; 0 = no limit while bytes arrive.
    /// Takes the body of a 200 or 206; its head is complete. False breaks the call. Thread: the scheduler's.
    std::function<bool(const HttpAnswer& head, std::string_view bytes)> sink;
};

enum class Failure {
    None,         ///< A whole answer came, whatever its status.
    NotSent,      ///< Proven: name, connection, proxy or TLS failed and no byte of the request left.
    Certificate,  ///< The other side could not prove who it is; nothing was sent.
    Refused,      ///< By our own rules (protocol, address), before anything was sent.
    Broken,       ///< Lost after sending began: reset, EOF, time-out.
    TooLarge,     ///< The answer passed a limit.
    Sink          ///< The sink took no more.
};

struct Outcome {
    std::uint64_t id{};
    Failure failure = Failure::None;
    HttpAnswer answer;  ///< As much as arrived.
    std::string what;   ///< For people: no address, no key.
};

/// Does exchanges for one scheduler; its `wait` is the only place where the scheduler's thread sleeps.
/// Thread: the scheduler's, but `wake`.
class Transport {
public:
    virtual ~Transport() = default;
    virtual void start(Exchange exchange) = 0;
    /// Forgets an exchange; no outcome comes for it.
    virtual void drop(std::uint64_t id) = 0;
    /// Sleeps until something ended, `wake` was called or `longest` is over (nothing = no time is set).
    [[nodiscard]] virtual std::vector<Outcome> wait(std::optional<std::chrono::milliseconds> longest) = 0;
    /// Thread: any.
    virtual void wake() = 0;
};

/// Gives calls to the origin of one of `servers` to it, and all others to `network`.
[[nodiscard]] std::unique_ptr<Transport> makeRoutedTransport(
    std::unique_ptr<Transport> network, std::vector<std::shared_ptr<LocalServer>> servers,
    std::shared_ptr<const base::Clock> clock);

/// libcurl under the rules for calls that cost money.
[[nodiscard]] std::unique_ptr<Transport> makeCurlTransport();

}  // namespace groundglass::jobs
