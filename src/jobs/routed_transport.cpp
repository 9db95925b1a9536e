#include "jobs/transport.hpp"
#include "jobs/url.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace groundglass::jobs {
namespace {

class RoutedTransport final : public Transport {
public:
    RoutedTransport(std::unique_ptr<Transport> network, std::vector<std::shared_ptr<LocalServer>> servers,
                    std::shared_ptr<const base::Clock> clock)
        : m_network(std::move(network)), m_servers(std::move(servers)), m_clock(std::move(clock)) {}

    void start(Exchange exchange) override {
        LocalServer* const server = serverOf(exchange.request.url);
        if (server == nullptr) {
            m_network->start(std::move(exchange));
            return;
        }
        auto reply = server->answer(exchange.request, m_clock->utcMs());
        const std::int64_t due = m_clock->monotonicMs() + std::max<std::int64_t>(0, reply.after.count());
        m_waiting.push_back({due, std::move(exchange), std::move(reply)});
    }

    void drop(std::uint64_t id) override {
        std::erase_if(m_waiting, [id](const Waiting& each) { return each.exchange.id == id; });
        m_network->drop(id);
    }

    std::vector<Outcome> wait(std::optional<std::chrono::milliseconds> longest) override {
        auto outcomes = takeDue();
        if (!outcomes.empty()) return outcomes;
        for (const Waiting& each : m_waiting) {
            const std::chrono::milliseconds left{each.due - m_clock->monotonicMs()};
            longest = std::min(longest.value_or(left), std::max(left, std::chrono::milliseconds{0}));
        }
        outcomes = m_network->wait(longest);
        for (Outcome& each : takeDue()) outcomes.push_back(std::move(each));
        return outcomes;
    }

    void wake() override { m_network->wake(); }

private:
    struct Waiting {
        std::int64_t due{};  ///< Monotonic.
        Exchange exchange;
        LocalServer::Reply reply;
    };

    LocalServer* serverOf(const std::string& url) const {
        const auto target = originOf(url);
        for (const auto& server : m_servers) {
            const auto origin = originOf(server->origin());
            if (target && origin && *target == *origin) return server.get();
        }
        return nullptr;
    }

    std::vector<Outcome> takeDue() {
        std::vector<Outcome> outcomes;
        const std::int64_t now = m_clock->monotonicMs();
        for (auto at = m_waiting.begin(); at != m_waiting.end();) {
            if (at->due > now) {
                ++at;
                continue;
            }
            outcomes.push_back(outcomeOf(std::move(*at)));
            at = m_waiting.erase(at);
        }
        return outcomes;
    }

    static Outcome outcomeOf(Waiting waiting) {
        Outcome outcome{.id = waiting.exchange.id, .failure = Failure::None, .answer = {}, .what = {}};
        if (waiting.reply.lost) {
            outcome.failure = Failure::Broken;
            outcome.what = "The connection broke.";
            return outcome;
        }
        outcome.answer = std::move(waiting.reply.answer);
        const bool whole = outcome.answer.status == 200 || outcome.answer.status == 206;
        if (waiting.exchange.sink && whole) {
            const std::string body = std::exchange(outcome.answer.body, {});
            if (!waiting.exchange.sink(outcome.answer, body)) outcome.failure = Failure::Sink;
        }
        return outcome;
    }

    std::unique_ptr<Transport> m_network;
    std::vector<std::shared_ptr<LocalServer>> m_servers;
    std::shared_ptr<const base::Clock> m_clock;
    std::vector<Waiting> m_waiting;
};

}  // namespace

std::unique_ptr<Transport> makeRoutedTransport(std::unique_ptr<Transport> network,
                                               std::vector<std::shared_ptr<LocalServer>> servers,
                                               std::shared_ptr<const base::Clock> clock) {
    return std::make_unique<RoutedTransport>(std::move(network), std::move(servers), std::move(clock));
}

}  // namespace groundglass::jobs
