#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"
#include "providers/pictures.hpp"

#include <algorithm>
#include <memory>

// Veo on Google's cloud (Vertex AI): long-running operations, an OAuth token instead of a key. Sources:
// @google/genai 3.1.0, docs.cloud.google.com, checked 2026-11-22. The endpoint's address names project and
// place: https://us-central1-aiplatform.googleapis.com/v1/projects/PROJECT/locations/us-central1.
namespace groundglass::providers::veo_vertex {
namespace {

using base::Json;
using jobs::JobState;

constexpr std::size_t answerBytes = std::size_t{192} << 20U;  ///< A clip comes inside an answer, in base64.
constexpr std::string_view inAnswer = "answer:clip";
constexpr const char* bucketHost = "https://storage.googleapis.com";

base::JsonLimits largeAnswer() {
    return {.bytes = answerBytes, .depth = 64, .nodes = 200'000, .stringBytes = answerBytes, .keyBytes = 128};
}

bool isGoogle(const jobs::Endpoint& endpoint) {
    const std::string host = hostOf(endpoint.baseUrl);
    return host == "aiplatform.googleapis.com" || host.ends_with("-aiplatform.googleapis.com");
}

/// The last segment of an operation's name.
std::string shortId(const std::string& name) {
    return name.substr(name.rfind('/') + 1);
}

bool isOperationName(std::string_view name) {
    const bool clean = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.:~/").find(c) != std::string_view::npos;
    });
    return clean && name.starts_with("projects/") && name.find("/operations/") != std::string_view::npos &&
           name.find("..") == std::string_view::npos && name.size() <= 1000;
}

jobs::RemoteState acceptance(const Json& body) {
    const std::string name = textAt(body, "name");
    if (!isOperationName(name)) return told(JobState::Unknown, {});
    auto meaning = acceptedAs(shortId(name), "running");
    meaning.trail = name;
    return meaning;
}

/// "projects/p/locations/l/publishers/google/models/m", from the endpoint's address.
std::string modelName(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) {
    const auto at = endpoint.baseUrl.find("projects/");
    std::string place = at == std::string::npos ? std::string() : endpoint.baseUrl.substr(at);
    while (place.ends_with('/')) place.pop_back();
    return place + "/publishers/google/models/" + job.model;
}

std::string operationName(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) {
    if (isOperationName(job.trail)) return job.trail;
    return modelName(job, endpoint) + "/operations/" + job.id;
}

/// The model of an operation: its name says it, whatever the request was called.
std::string modelOf(const jobs::RemoteJob& job) {
    static constexpr std::string_view mark = "/models/";
    const auto at = job.trail.find(mark);
    if (!isOperationName(job.trail) || at == std::string::npos) return job.model;
    const auto from = at + mark.size();
    return job.trail.substr(from, job.trail.find('/', from) - from);
}

/// "gs://bucket/object" as an address of the bucket's own service; empty for anything else.
std::string bucketUrl(const std::string& uri) {
    if (!uri.starts_with("gs://")) return {};
    std::string url = std::string(bucketHost) + "/" + percentEncoded(uri.substr(5, uri.find('/', 5) - 5));
    if (uri.find('/', 5) == std::string::npos) return {};
    for (std::string_view rest = std::string_view(uri).substr(uri.find('/', 5) + 1); !rest.empty();) {
        const auto slash = rest.find('/');
        const std::string_view part = rest.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return {};
        url += "/" + percentEncoded(part);
        rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    }
    return url;
}

/// The filter took every clip away: no error, and not charged.
jobs::RemoteState filtered(const Json& response) {
    std::string reason = "The service's safety filter kept the clip back; that is not charged.";
    if (const Json* const reasons = listAt(response, "raiMediaFilteredReasons")) {
        for (const Json& each : *reasons) {
            if (each.is_string()) reason += " " + shown(each.get<std::string>());
        }
    }
    auto meaning = told(JobState::Blocked, std::move(reason));
    meaning.cost = base::Money{};
    return meaning;
}

const Json* firstVideo(const Json& body) {
    const Json* const response = objectAt(body, "response");
    const Json* const videos = response != nullptr ? listAt(*response, "videos") : nullptr;
    return videos != nullptr && !videos->empty() && videos->front().is_object() ? &videos->front() : nullptr;
}

jobs::RemoteState success(const Json& body) {
    if (const Json* const video = firstVideo(body)) {
        auto meaning = told(JobState::Done, {});
        meaning.progress = 1;
        meaning.downloadUrl = bucketUrl(textAt(*video, "gcsUri"));
        if (meaning.downloadUrl.empty() && !textAt(*video, "bytesBase64Encoded").empty())
            meaning.downloadUrl = inAnswer;
        if (!meaning.downloadUrl.empty()) return meaning;
    }
    const Json* const response = objectAt(body, "response");
    const bool kept = response != nullptr && (response->contains("raiMediaFilteredCount") ||
                                              response->contains("raiMediaFilteredReasons"));
    if (kept) return filtered(*response);
    return told(JobState::Failed, "The service says that it is done, but hands out no clip.");
}

jobs::RemoteState meaningOfOperation(const Json& body) {
    const auto done = body.find("done");
    if (done == body.end() || *done != true) {
        auto meaning = told(JobState::Running, {});
        meaning.statusWord = "running";
        return meaning;
    }
    if (const Json* const error = objectAt(body, "error")) {
        Fault fault{textAt(*error, "message"), {}, textOrNumberAt(*error, "code")};
        return failedWith("error", fault);
    }
    auto meaning = success(body);
    meaning.statusWord = "done";
    return meaning;
}

class VeoVertex final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "veo_vertex"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::Nothing; }
    // RESOURCE_EXHAUSTED stops at the quota, before an operation exists; other 429 are a doubt.
    bool throttledMeansNotCreated() const noexcept override { return false; }
    std::size_t answerMost() const noexcept override { return answerBytes; }

    std::vector<std::string> keyOrigins(const jobs::Endpoint& endpoint) const override {
        if (!isGoogle(endpoint)) return {};
        return {bucketHost};
    }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        const auto wording = wordingOf(order, [](const jobs::LoadedPicture& picture) {
            const Json image{{"bytesBase64Encoded", toBase64(picture.bytes)},
                             {"mimeType", picture.mediaType}};
            const bool frame = picture.role == "first_frame" || picture.role == "last_frame";
            if (frame) return image;
            return Json{{"image", image}, {"referenceType", "asset"}};
        });
        if (!wording) return tl::unexpected(wording.error());
        const std::string& address = order.endpoint.baseUrl;
        if (address.find("/projects/") == std::string::npos || address.find("/PROJECT/") != std::string::npos)
            return base::failInput({order.endpoint.id, "/base_url", "The address names no project.",
                                    "Give it as https://PLACE-aiplatform.googleapis.com/v1/projects/"
                                    "PROJECT/locations/PLACE."});
        return postJson(joined(order.endpoint.baseUrl,
                               "publishers/google/models/" + wording->path + ":predictLongRunning"),
                        base::compactJson(wording->body));
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        auto meaning = meaningOfCreate(
            answer, {.acceptance = acceptance,
                     .idName = "operation",  // a damaged name is no id
                     .absent = "There is no such model at this address (it may be retired); nothing was "
                               "created."});
        const bool quota = answer.status == 429 && faultIn(answer.body).code == "RESOURCE_EXHAUSTED";
        if (quota && meaning.state == JobState::Unknown) {
            meaning = told(JobState::NotSent,
                           "The project's quota takes no more at the moment; nothing was "
                           "created. " +
                               describe(429, faultIn(answer.body)));
        }
        return meaning;
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        return postJson(joined(endpoint.baseUrl, "publishers/google/models/" + percentEncoded(modelOf(job)) +
                                                     ":fetchPredictOperation"),
                        base::compactJson({{"operationName", operationName(job, endpoint)}}));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        const bool given = answer.status >= 200 && answer.status < 300;
        const auto body = given ? objectIn(answer.body, largeAnswer()) : std::nullopt;
        const bool operation = body && (body->contains("name") || body->contains("done"));
        return operation ? meaningOfOperation(*body) : meaningWithoutJob(answer, endpoint);
    }

    bool clipInAnswer(std::string_view url) const override { return url == inAnswer; }
    base::Result<std::string> clipIn(const jobs::HttpAnswer& answer) const override {
        const auto body = objectIn(answer.body, largeAnswer());
        const Json* const video = body ? firstVideo(*body) : nullptr;
        auto clip = video != nullptr ? fromBase64(textAt(*video, "bytesBase64Encoded")) : std::nullopt;
        if (!clip || clip->empty()) return base::fail(base::ErrorCode::Provider, "the answer holds no clip");
        return std::move(*clip);
    }
    jobs::HttpRequest downloadJob(const jobs::RemoteJob& job, std::string_view url,
                                  const jobs::Endpoint& endpoint) const override {
        return url == inAnswer ? pollJob(job, endpoint) : OrderAdapter::downloadJob(job, url, endpoint);
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<VeoVertex>();
}

}  // namespace groundglass::providers::veo_vertex
