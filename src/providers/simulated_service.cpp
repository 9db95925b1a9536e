#include "groundglass/base/clock.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/providers/simulator.hpp"
#include "providers/answers.hpp"

#include <algorithm>
#include <cmath>

namespace groundglass::providers {
namespace {

using base::Json;

enum Fate {
    Plain,
    LongQueue,
    Slow,
    RefusedPrompt,
    ThrottledTwice,
    BlockedAtTheEnd,
    FailsHalfway,
    AnswerLostOrderMade,
    AnswerLostNothingMade,
    AddressExpires,
    ForgottenHalfway,
    AnswerUnreadable,
    fateCount
};

constexpr std::int64_t queueMs = 4'000;
constexpr std::int64_t longQueueMs = 30'000;
constexpr std::int64_t workMs = 10'000;
constexpr std::int64_t slowMs = 60'000;
constexpr std::int64_t placeMs = 5'000;
constexpr int throttlesMost = 2;

/// A frozen order may hold a long direction.
base::JsonLimits orderLimits() {
    return {.bytes = std::size_t{8} << 20U,
            .depth = 64,
            .nodes = 200'000,
            .stringBytes = std::size_t{4} << 20U,
            .keyBytes = 128};
}

jobs::HttpAnswer answerWith(int status, const Json& body) {
    return {status, {{"content-type", "application/json"}}, base::compactJson(body)};
}

jobs::HttpAnswer errorWith(int status, const char* code, const char* message) {
    return answerWith(status, {{"error", {{"code", code}, {"message", message}}}});
}

int fateOf(const Json& order) {
    const auto seed = order.find("seed");
    if (seed == order.end() || !seed->is_number_integer()) return Plain;
    const auto rest = seed->get<std::int64_t>() % fateCount;
    return static_cast<int>(rest < 0 ? rest + fateCount : rest);
}

}  // namespace

base::Result<jobs::Request> simulatedOrder(std::string_view body) {
    const auto order = objectIn(body, orderLimits());
    const Json* const rate = order ? listAt(*order, "rate") : nullptr;
    if (!order || rate == nullptr || rate->size() != 2 || !rate->at(0).is_number_integer() ||
        !rate->at(1).is_number_integer())
        return base::fail(base::ErrorCode::InvalidInput, "this is no order of the simulated service");
    jobs::Request request;
    request.title = textAt(*order, "title");
    request.provider = "builtin";
    request.prompt = textAt(*order, "prompt");
    request.size = {static_cast<std::int32_t>(numberAt(*order, "width", 0)),
                    static_cast<std::int32_t>(numberAt(*order, "height", 0))};
    request.duration = base::Milliseconds{std::llround(numberAt(*order, "duration_ms", 0))};
    request.rate = {rate->at(0).get<std::int32_t>(), rate->at(1).get<std::int32_t>()};
    request.direction.text = textAt(*order, "direction");
    request.parameters.text = textAt(*order, "drawing");
    return request;
}

SimulatedService::Order* SimulatedService::find(std::string_view id) {
    const auto found =
        std::find_if(m_orders.begin(), m_orders.end(), [&](const Order& each) { return each.id == id; });
    return found == m_orders.end() ? nullptr : &*found;
}

jobs::LocalServer::Reply SimulatedService::answer(const jobs::HttpRequest& request, std::int64_t utcMs) {
    // Between 150 and 550 ms, the same for the same call of a run.
    const base::Milliseconds after{150 + (++m_calls * 137) % 400};
    std::string_view path =
        std::string_view(request.url).substr(std::min(request.url.size(), origin().size()));
    const auto mark = path.find('?');
    const std::string_view query =
        mark == std::string_view::npos ? std::string_view() : path.substr(mark + 1);
    path = path.substr(0, mark);
    Reply reply;
    if (path == "/orders" && request.method == "POST") {
        reply = take(request.body, utcMs);
    } else if (path == "/orders" && request.method == "GET") {
        reply.answer = list();
    } else {
        const bool clip = path.ends_with("/clip");
        if (clip) path.remove_suffix(5);
        Order* const order = path.starts_with("/orders/") ? find(path.substr(8)) : nullptr;
        if (order == nullptr) {
            reply.answer = errorWith(404, "not_found", "There is no such order.");
        } else if (clip) {
            reply.answer = hand(*order, query);
        } else {
            if (request.method == "DELETE") order->cancelled = true;
            reply.answer = tell(*order, utcMs);
        }
    }
    reply.after = after;
    return reply;
}

jobs::LocalServer::Reply SimulatedService::take(const std::string& body, std::int64_t utcMs) {
    Reply reply;
    const auto json = objectIn(body, orderLimits());
    if (!json) {
        reply.answer = errorWith(400, "invalid", "The order cannot be read.");
        return reply;
    }
    const int fate = fateOf(*json);
    if (fate == RefusedPrompt) {
        reply.answer = errorWith(400, "moderation_blocked", "The simulated service refuses this prompt.");
        return reply;
    }
    if (fate == ThrottledTwice && m_throttled[base::sha256(body)]++ < throttlesMost) {
        reply.answer = errorWith(429, "rate_limit_exceeded", "Too many orders at a time.");
        reply.answer.headers.emplace_back("retry-after", "3");
        return reply;
    }
    reply.lost = fate == AnswerLostOrderMade || fate == AnswerLostNothingMade;
    if (fate == AnswerLostNothingMade) return reply;
    const std::string made = base::sha256(base::format("{}/{}/{}", body, utcMs, m_orders.size()));
    m_orders.push_back({"sim-" + made.substr(0, 16), body, utcMs, fate, false, 0});
    reply.answer = answerWith(201, {{"id", m_orders.back().id}, {"status", "queued"}});
    if (fate == AnswerUnreadable)
        reply.answer = {200, {{"content-type", "text/html"}}, "<html>Thank you</html>"};
    return reply;
}

jobs::HttpAnswer SimulatedService::tell(Order& order, std::int64_t utcMs) {
    Json told{{"id", order.id}, {"status", "queued"}};
    const std::int64_t queue = order.fate == LongQueue ? longQueueMs : queueMs;
    const std::int64_t work = order.fate == Slow ? slowMs : workMs;
    const std::int64_t age = std::max<std::int64_t>(0, utcMs - order.createdMs);
    const bool half = age >= queue + work / 2;
    if (order.cancelled) {
        told["status"] = "cancelled";
    } else if (age < queue) {
        told["place"] = (queue - age + placeMs - 1) / placeMs;
    } else if (half && order.fate == FailsHalfway) {
        told["status"] = "failed";
        told["error"] = {{"code", "internal"}, {"message", "The simulated machine gave up."}};
    } else if (half && order.fate == ForgottenHalfway) {
        return errorWith(404, "not_found", "There is no such order.");
    } else if (age < queue + work) {
        told["status"] = "working";
        told["progress"] = static_cast<double>(age - queue) / static_cast<double>(work);
    } else if (order.fate == BlockedAtTheEnd) {
        told["status"] = "failed";
        told["error"] = {{"code", "moderation_output"},
                         {"message", "The simulated filter kept the clip back."}};
    } else {
        return finish(order);
    }
    return answerWith(200, told);
}

jobs::HttpAnswer SimulatedService::finish(Order& order) {
    const auto clip = m_draw(order.id, order.body);
    Json told{{"id", order.id}, {"status", "working"}, {"progress", 0.99}};
    if (clip && !*clip) {
        told["status"] = "failed";
        told["error"] = {{"code", "internal"}, {"message", clip->error().message}};
    } else if (clip) {
        told["status"] = "finished";
        told["progress"] = 1;
        told["clip"] = base::format("{}/orders/{}/clip?address={}", origin(), order.id, ++order.handedOut);
    }
    return answerWith(200, told);
}

jobs::HttpAnswer SimulatedService::hand(Order& order, std::string_view query) {
    if (order.fate == AddressExpires && query == "address=1")
        return errorWith(403, "expired", "This address has run out.");
    auto clip = m_draw(order.id, order.body);
    if (!clip || !*clip) return errorWith(404, "not_found", "There is no clip.");
    const std::string length = std::to_string((*clip)->size());
    return {200, {{"content-type", "video/mp4"}, {"content-length", length}}, std::move(**clip)};
}

jobs::HttpAnswer SimulatedService::list() const {
    Json orders = Json::array();
    for (auto each = m_orders.rbegin(); each != m_orders.rend(); ++each) {
        const auto body = objectIn(each->body, orderLimits());
        Json input = Json::object();
        for (const char* const key : {"prompt", "seed", "width", "height", "duration_ms"}) {
            if (body && body->contains(key)) input[key] = body->at(key);
        }
        orders.push_back(
            {{"id", each->id}, {"created_at", base::toIsoTime(each->createdMs)}, {"input", input}});
    }
    return answerWith(200, {{"orders", orders}});
}

}  // namespace groundglass::providers
