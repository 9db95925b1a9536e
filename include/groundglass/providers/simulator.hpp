#pragma once

#include "groundglass/jobs/outside.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::providers {

/// What an order of the simulated service asks to be drawn. Errors: InvalidInput.
[[nodiscard]] base::Result<jobs::Request> simulatedOrder(std::string_view body);

/// A video service that is nowhere: it takes orders, lets them wait, works, and does to an order what its
/// seed says (the remainder by twelve; docs/manual/providers-simulator.md has the list). The same seed does
/// the same. It forgets its orders when the program ends. Thread: one.
class SimulatedService final : public jobs::LocalServer {
public:
    /// The clip of an order, drawn behind: nothing while it is not ready. Called often; returns at once.
    using Draw = std::function<std::optional<base::Result<std::string>>(const std::string& id,
                                                                        const std::string& order)>;
    explicit SimulatedService(Draw draw) : m_draw(std::move(draw)) {}

    [[nodiscard]] std::string origin() const override { return "https://simulator.invalid"; }
    [[nodiscard]] Reply answer(const jobs::HttpRequest& request, std::int64_t utcMs) override;

private:
    struct Order {
        std::string id, body;
        std::int64_t createdMs{};
        int fate{};
        bool cancelled{};
        int handedOut{};  ///< Addresses of its clip.
    };

    [[nodiscard]] Reply take(const std::string& body, std::int64_t utcMs);
    [[nodiscard]] jobs::HttpAnswer tell(Order& order, std::int64_t utcMs);
    [[nodiscard]] jobs::HttpAnswer finish(Order& order);
    [[nodiscard]] jobs::HttpAnswer hand(Order& order, std::string_view query);
    [[nodiscard]] jobs::HttpAnswer list() const;
    [[nodiscard]] Order* find(std::string_view id);

    Draw m_draw;
    std::vector<Order> m_orders;             ///< The oldest first.
    std::map<std::string, int> m_throttled;  ///< How often a body was turned away.
    int m_calls{};
};

}  // namespace groundglass::providers
