#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"
#include "providers/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

// Runway's API, version 2024-11-06. Sources: @runwayml/sdk 4.20.1, docs.dev.runwayml.com (errors, task
// failures), checked 2026-11-22.
namespace groundglass::providers::runway {
namespace {

using base::Json;
using jobs::JobState;

constexpr std::size_t dataUriMost = 3'600'000;  ///< Bytes of a picture whose data URI stays below 5 MB.
constexpr double microsPerCredit = 10'000;
constexpr const char* version = "2024-11-06";

jobs::RemoteState acceptance(const Json& body) {
    return acceptedAs(textAt(body, "id"), "PENDING");
}

std::optional<base::Money> costIn(const Json& task) {
    const Json* const cost = objectAt(task, "cost");
    const double credits = cost != nullptr ? numberAt(*cost, "credits", -1) : -1;
    if (credits < 0 || credits > 1e9) return std::nullopt;
    return base::Money{std::llround(credits * microsPerCredit), "USD"};
}

jobs::RemoteState failure(const Json& task) {
    Fault fault{textAt(task, "failure"), {}, textAt(task, "failureCode")};
    return failedWith("FAILED", fault);
}

jobs::RemoteState success(const Json& task) {
    auto meaning = told(JobState::Done, {});
    if (const Json* const output = listAt(task, "output")) {
        for (const Json& each : *output) {
            if (!each.is_string() || !isPlainHttps(each.get<std::string>())) continue;
            meaning.downloadUrl = each.get<std::string>();
            return meaning;
        }
    }
    return told(JobState::Failed, "The service says that it is done, but hands out no clip.");
}

jobs::RemoteState meaningOfTask(const Json& task, const std::string& word) {
    jobs::RemoteState meaning = told(JobState::Running, {});
    if (word == "PENDING" || word == "THROTTLED") {
        meaning.state = JobState::Accepted;
        if (word == "THROTTLED") meaning.reason = "It waits for a free place of your account's tier.";
    } else if (word == "SUCCEEDED") {
        meaning = success(task);
    } else if (word == "FAILED") {
        meaning = failure(task);
    } else if (word == "CANCELLED" || word == "CANCELED") {
        meaning.state = JobState::Cancelled;
    }
    const double progress = numberAt(task, "progress", -1);
    if (meaning.state == JobState::Running && progress >= 0) meaning.progress = std::min(progress, 1.0);
    if (meaning.state == JobState::Done) meaning.progress = 1;
    if (meaning.state != JobState::Accepted && meaning.state != JobState::Running)
        meaning.cost = costIn(task);
    meaning.remoteId = textAt(task, "id");
    meaning.statusWord = statusWordOf(word);
    return meaning;
}

class Runway final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "runway"; }
    // No key, no list, no own id: an order without an answer can only be seen on the account's page.
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::Nothing; }
    // What is over a task limit becomes a THROTTLED task; a 429 stops before one is made.
    bool throttledMeansNotCreated() const noexcept override { return true; }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        auto wording = wordingOf(order, [](const jobs::LoadedPicture& picture) {
            const bool last = picture.role == "last_frame";
            return Json{{"uri", addressOrData(picture)}, {"position", last ? "last" : "first"}};
        });
        if (!wording) return tl::unexpected(wording.error());
        return withVersion(
            postJson(joined(order.endpoint.baseUrl, wording->path), base::compactJson(wording->body)));
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        return meaningOfCreate(answer, {.acceptance = acceptance, .throttledMeansNotCreated = true});
    }

    std::optional<jobs::HttpRequest> upload(const jobs::LoadedPicture& picture, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        if (picture.bytes.size() <= dataUriMost) return std::nullopt;
        if (trail.empty()) {
            const Json body{{"filename", picture.name}, {"type", "ephemeral"}};
            return withVersion(postJson(joined(endpoint.baseUrl, "v1/uploads"), base::compactJson(body)));
        }
        const auto place = objectIn(trail);
        if (!place) return std::nullopt;
        FormFields fields;
        if (const Json* const given = objectAt(*place, "fields")) {
            for (const auto& [name, value] : given->items()) {
                if (value.is_string()) fields.emplace_back(name, value.get<std::string>());
            }
        }
        return postForm(textAt(*place, "uploadUrl"),
                        multipart(fields, {{"file", picture.name, picture.mediaType, picture.bytes}}));
    }

    base::Result<jobs::UploadStep> uploaded(const jobs::HttpAnswer& answer, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        static_cast<void>(endpoint);
        if (!trail.empty()) {
            const auto place = objectIn(trail);
            return jobs::UploadStep{place ? textAt(*place, "at") : std::string(), {}};
        }
        const auto body = objectIn(answer.body);
        const std::string url = body ? textAt(*body, "uploadUrl") : std::string();
        std::string at = body ? textAt(*body, "runwayUri") : std::string();
        if (at.empty() && body) at = textAt(*body, "uri");
        const Json* const fields = body ? objectAt(*body, "fields") : nullptr;
        if (!isPlainHttps(url) || !at.starts_with("runway://") || fields == nullptr)
            return base::fail(base::ErrorCode::Provider, "the answer to the upload cannot be read");
        // A field's name goes into a form's head.
        const bool odd = std::any_of(fields->items().begin(), fields->items().end(), [](const auto& each) {
            return each.key().find_first_of("\"\r\n") != std::string::npos;
        });
        if (odd) return base::fail(base::ErrorCode::Provider, "the answer to the upload cannot be read");
        return jobs::UploadStep{
            {}, base::compactJson({{"uploadUrl", url}, {"fields", *fields}, {"at", std::move(at)}})};
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        return withVersion(getRequest(joined(endpoint.baseUrl, "v1/tasks/" + percentEncoded(job.id))));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        const auto body = jobIn(answer, "status");
        return body ? meaningOfTask(*body, textAt(*body, "status")) : meaningWithoutJob(answer, endpoint);
    }

    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        auto request = pollJob(job, endpoint);
        request.method = "DELETE";
        return request;
    }

private:
    static jobs::HttpRequest withVersion(jobs::HttpRequest request) {
        request.headers.emplace_back("X-Runway-Version", version);
        return request;
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<Runway>();
}

}  // namespace groundglass::providers::runway
