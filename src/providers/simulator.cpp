#include "groundglass/providers/simulator.hpp"

#include "groundglass/base/utf8.hpp"
#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"

#include <memory>

// The simulated service's own wire: orders, their states, a list, clips.
namespace groundglass::providers::simulator {
namespace {

using base::Json;
using jobs::JobState;

jobs::RemoteState acceptance(const Json& body) {
    return acceptedAs(textAt(body, "id"), textAt(body, "status"));
}

/// What identifies an order in the service's list.
Json inputOf(const jobs::Request& request) {
    Json input{{"prompt", request.prompt},
               {"width", request.size.width},
               {"height", request.size.height},
               {"duration_ms", request.duration.count()}};
    if (request.seed) input["seed"] = *request.seed;
    return input;
}

jobs::RemoteState meaningOfOrder(const Json& body, const std::string& word, const jobs::Endpoint& endpoint) {
    jobs::RemoteState meaning = told(JobState::Running, {});
    const double place = numberAt(body, "place", -1);
    if (word == "queued") meaning.state = JobState::Accepted;
    if (word == "queued" && place >= 1 && place < 1e6)
        meaning.reason = "Place " + std::to_string(static_cast<int>(place)) + " in its queue.";
    if (word == "cancelled") meaning.state = JobState::Cancelled;
    if (word == "failed")
        meaning = failedWith(word, faultIn(base::compactJson({{"error", body.value("error", Json())}})));
    if (word == "finished") {
        const std::string url = textAt(body, "clip");
        meaning.state =
            isBelow(url, endpoint.baseUrl) && isPlainHttps(url) ? JobState::Done : JobState::Unknown;
        if (meaning.state == JobState::Done) meaning.downloadUrl = url;
    }
    const double progress = numberAt(body, "progress", -1);
    if (progress >= 0 && progress <= 1) meaning.progress = progress;
    meaning.remoteId = textAt(body, "id");
    meaning.statusWord = statusWordOf(word);
    return meaning;
}

class Simulator final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "simulator"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::List; }
    bool throttledMeansNotCreated() const noexcept override { return false; }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        const jobs::Request& request = order.request;
        if (auto address = problemWith(order.endpoint)) return base::failInput(std::move(*address));
        if (!base::isValidUtf8(request.prompt) || request.prompt.empty())
            return base::failInput({request.title, "/prompt", "The prompt is empty.", "Describe the shot."});
        Json body = inputOf(request);
        body["title"] = request.title;
        body["rate"] = Json::array({request.rate.numerator, request.rate.denominator});
        body["direction"] = request.direction.text;
        body["drawing"] = request.parameters.text;
        return postJson(joined(order.endpoint.baseUrl, "orders"), base::compactJson(body));
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        return meaningOfCreate(answer, {.acceptance = acceptance});
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        return getRequest(joined(endpoint.baseUrl, "orders/" + percentEncoded(job.id)));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        const auto body = jobIn(answer, "status");
        return body ? meaningOfOrder(*body, textAt(*body, "status"), endpoint)
                    : meaningWithoutJob(answer, endpoint);
    }

    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        auto request = pollJob(job, endpoint);
        request.method = "DELETE";
        return request;
    }

    std::optional<jobs::HttpRequest> list(const jobs::Endpoint& endpoint,
                                          std::string_view after) const override {
        static_cast<void>(after);
        return getRequest(joined(endpoint.baseUrl, "orders"));
    }

    base::Result<jobs::ListPage> listed(const jobs::HttpAnswer& answer) const override {
        const auto body = objectIn(answer.body);
        const Json* const orders = body ? listAt(*body, "orders") : nullptr;
        if (answer.status < 200 || answer.status >= 300 || orders == nullptr)
            return tl::unexpected(listTrouble(answer));
        jobs::ListPage page;
        for (const Json& each : *orders) {
            jobs::ListedJob job;
            job.remoteId = textAt(each, "id");
            if (!isUsableId(job.remoteId)) continue;
            job.createdMs = timeOf(textAt(each, "created_at"));
            if (const Json* const input = objectAt(each, "input")) job.input = base::compactJson(*input);
            page.jobs.push_back(std::move(job));
        }
        return page;
    }

    bool matches(const jobs::Request& request, const jobs::ListedJob& job) const override {
        const auto theirs = objectIn(job.input);
        return theirs && *theirs == inputOf(request);
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<Simulator>();
}

}  // namespace groundglass::providers::simulator
