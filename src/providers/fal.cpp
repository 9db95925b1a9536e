#include "groundglass/base/clock.hpp"
#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"
#include "providers/pictures.hpp"

#include <algorithm>
#include <memory>

// fal's queue: any model id, whose fields are data. Sources: @fal-ai/client 1.10.1, fal.ai/docs (queue,
// reliability), checked 2026-11-22.
namespace groundglass::providers::fal {
namespace {

using base::Json;
using jobs::JobState;

constexpr std::size_t dataUriMost = 1'000'000;  ///< Larger pictures are uploaded; data URIs are slow there.
constexpr const char* lifecycle = R"({"expiration_duration_seconds":604800})";
constexpr std::string_view ownHost = "https://queue.fal.run";
constexpr std::string_view apiHost = "https://api.fal.ai";
constexpr std::string_view storageHost = "https://rest.fal.ai";

bool isFal(const jobs::Endpoint& endpoint) {
    return endpoint.baseUrl == ownHost || endpoint.baseUrl == std::string(ownHost) + "/";
}

/// History and uploads live on hosts of their own; a gateway has them below its own address.
std::string at(std::string_view host, const jobs::Endpoint& endpoint, std::string_view path) {
    return joined(isFal(endpoint) ? host : std::string_view(endpoint.baseUrl), path);
}

/// The addresses are kept as they were given: they do not hold the whole model id.
jobs::RemoteState acceptance(const Json& body) {
    auto meaning = acceptedAs(textAt(body, "request_id"), textAt(body, "status"));
    const Json trail{{"status", textAt(body, "status_url")},
                     {"result", textAt(body, "response_url")},
                     {"cancel", textAt(body, "cancel_url")}};
    meaning.trail = base::compactJson(trail);
    return meaning;
}

/// An address that the service gave, if it is below the endpoint's own; else the one that an id leads to,
/// for a job that was found or named by hand.
std::string addressOf(const char* which, const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) {
    const auto trail = objectIn(job.trail);
    std::string given = trail ? textAt(*trail, which) : std::string();
    if (isBelow(given, endpoint.baseUrl)) return given;
    const std::string& model = job.model == "any" || job.model.empty() ? endpoint.model : job.model;
    const auto owner = model.find('/');
    const std::string app = owner == std::string::npos ? model : model.substr(0, model.find('/', owner + 1));
    std::string url = joined(endpoint.baseUrl, app + "/requests/" + percentEncoded(job.id));
    if (std::string_view(which) != "result") url += std::string("/") + which;
    return url;
}

bool isAtResult(const jobs::RemoteJob& job) {
    const auto trail = objectIn(job.trail);
    return trail && textAt(*trail, "at") == "result";
}

jobs::RemoteState onTo(const char* step, const jobs::RemoteJob& job, std::string_view word) {
    auto meaning = told(JobState::Running, {});
    Json trail = objectIn(job.trail).value_or(Json::object());
    trail["at"] = step;
    meaning.trail = base::compactJson(trail);
    meaning.statusWord = statusWordOf(word);
    meaning.askAgain = true;
    return meaning;
}

jobs::RemoteState meaningOfStatus(const Json& body, const std::string& word, const jobs::RemoteJob& job) {
    if (word == "COMPLETED") return onTo("result", job, word);  // which may be an error
    auto meaning = told(word == "IN_QUEUE" ? JobState::Accepted : JobState::Running, {});
    meaning.statusWord = statusWordOf(word);
    const double place = numberAt(body, "queue_position", -1);
    if (word == "IN_QUEUE" && place >= 0 && place < 1e9)
        meaning.reason = "Place " + std::to_string(static_cast<std::int64_t>(place) + 1) + " in its queue.";
    return meaning;
}

/// `video`, the first of `videos`, or the model's `output`, as an object with a url or the url itself.
std::string clipIn(const Json& body) {
    for (const char* const key : {"video", "videos", "output"}) {
        const auto found = body.find(key);
        if (found == body.end()) continue;
        const Json& one = found->is_array() && !found->empty() ? found->front() : *found;
        std::string url = one.is_string() ? one.get<std::string>() : textAt(one, "url");
        if (isPlainHttps(url)) return url;
    }
    return {};
}

jobs::RemoteState meaningOfResult(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint) {
    const auto body = objectIn(answer.body);
    if (answer.status >= 200 && answer.status < 300) {
        if (!body) return meaningWithoutJob(answer, endpoint);
        auto meaning = told(JobState::Done, {});
        meaning.statusWord = "COMPLETED";
        meaning.progress = 1;
        meaning.downloadUrl = clipIn(*body);
        if (!meaning.downloadUrl.empty()) return meaning;
        return failedWith("COMPLETED", {"The service says that it is done, but hands out no clip.", {}, {}});
    }
    // Errors of the model come under its own status; a gateway's page has no such body.
    const Fault fault = faultIn(answer.body);
    const bool itsOwn = body && body->contains("detail") && answer.status != 401 && answer.status != 403 &&
                        answer.status != 429 && answer.status != 404;
    if (!itsOwn) return meaningWithoutJob(answer, endpoint);
    auto meaning = failedWith("COMPLETED", fault);
    if (answer.status >= 500) meaning.cost = base::Money{};  // never billed
    return meaning;
}

class Fal final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "fal"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::List; }
    // Queued work waits instead; an answer that names its limit is believed.
    bool throttledMeansNotCreated() const noexcept override { return false; }

    std::vector<std::string> keyOrigins(const jobs::Endpoint& endpoint) const override {
        if (!isFal(endpoint)) return {};
        return {std::string(apiHost), std::string(storageHost)};
    }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        auto wording = wordingOf(order, addressOrData);
        if (!wording) return tl::unexpected(wording.error());
        if (wording->path.empty()) wording->path = order.endpoint.model;
        if (wording->path.empty())
            return base::failInput(
                {order.endpoint.id, "/model", "The model is missing.", "Name one in the endpoint."});
        auto request =
            postJson(joined(order.endpoint.baseUrl, wording->path), base::compactJson(wording->body));
        request.headers.emplace_back("X-Fal-Object-Lifecycle-Preference", lifecycle);
        return request;
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        return meaningOfCreate(answer, {.acceptance = acceptance, .idName = "request_id"});
    }

    std::optional<jobs::HttpRequest> upload(const jobs::LoadedPicture& picture, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        if (picture.bytes.size() <= dataUriMost) return std::nullopt;
        if (trail.empty()) {
            const Json body{{"content_type", picture.mediaType}, {"file_name", picture.name}};
            return postJson(at(storageHost, endpoint, "storage/upload/initiate?storage_type=fal-cdn-v3"),
                            base::compactJson(body));
        }
        const auto place = objectIn(trail);
        jobs::HttpRequest request = getRequest(place ? textAt(*place, "to") : std::string(), "*/*");
        request.method = "PUT";
        request.headers.emplace_back("Content-Type", picture.mediaType);
        request.body = picture.bytes;
        return request;
    }

    base::Result<jobs::UploadStep> uploaded(const jobs::HttpAnswer& answer, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        static_cast<void>(endpoint);
        if (!trail.empty()) {
            const auto place = objectIn(trail);
            return jobs::UploadStep{place ? textAt(*place, "at") : std::string(), {}};
        }
        const auto body = objectIn(answer.body);
        const std::string to = body ? textAt(*body, "upload_url") : std::string();
        const std::string at = body ? textAt(*body, "file_url") : std::string();
        if (!isPlainHttps(to) || !isPlainHttps(at))
            return base::fail(base::ErrorCode::Provider, "the answer to the upload cannot be read");
        return jobs::UploadStep{{}, base::compactJson({{"to", to}, {"at", at}})};
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        return getRequest(addressOf(isAtResult(job) ? "result" : "status", job, endpoint));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        if (isAtResult(job)) return meaningOfResult(answer, endpoint);
        const auto body = jobIn(answer, "status");
        return body ? meaningOfStatus(*body, textAt(*body, "status"), job)
                    : meaningWithoutJob(answer, endpoint);
    }

    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        auto request = getRequest(addressOf("cancel", job, endpoint));
        request.method = "PUT";
        return request;
    }

    std::optional<jobs::HttpRequest> listFor(const jobs::Request& request, std::int64_t fromMs,
                                             const jobs::Endpoint& endpoint,
                                             std::string_view after) const override {
        const auto codec = Codec::read(request);
        if (!codec) return std::nullopt;
        std::string model = codec->path(!request.pictures.empty());
        if (model.empty()) model = endpoint.model;
        std::string path = "v1/models/requests/by-endpoint?endpoint_id=" + percentEncoded(model) +
                           "&start=" + percentEncoded(base::toIsoTime(fromMs)) + "&expand=payloads&limit=100";
        if (!after.empty()) path += "&cursor=" + percentEncoded(after);
        return getRequest(at(apiHost, endpoint, path));
    }

    base::Result<jobs::ListPage> listed(const jobs::HttpAnswer& answer) const override {
        const auto body = objectIn(answer.body);
        const Json* const items = body ? listAt(*body, "items") : nullptr;
        if (answer.status < 200 || answer.status >= 300 || items == nullptr)
            return tl::unexpected(listTrouble(answer));
        jobs::ListPage page;
        for (const Json& each : *items) {
            const std::string id = textAt(each, "request_id");
            const Json* const input = objectAt(each, "json_input");
            if (!isUsableId(id)) continue;
            jobs::ListedJob job;
            job.remoteId = id;
            job.createdMs = timeOf(textAt(each, "sent_at"));
            if (input != nullptr) job.input = base::compactJson(*input);
            page.jobs.push_back(std::move(job));
        }
        page.next = textAt(*body, "next_cursor");
        if (page.next.size() > 512) page.next.clear();
        return page;
    }

    /// Field by field as we say it today; a list without inputs proves nothing. Pictures have addresses of
    /// their own, so an order with pictures is matched by the rest.
    bool matches(const jobs::Request& request, const jobs::ListedJob& job) const override {
        const auto theirs = objectIn(job.input);
        const auto codec = Codec::read(request);
        if (!theirs || !codec || request.prompt.empty()) return false;
        const Json ours = codec->fields(request);
        return !ours.empty() && saysTheSame(ours, *theirs);
    }

    void authorise(jobs::HttpRequest& request, const base::Secret& key) const override {
        addKey(request, key, "Authorization", "Key ");
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<Fal>();
}

}  // namespace groundglass::providers::fal
