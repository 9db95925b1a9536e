#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"
#include "providers/pictures.hpp"

#include <algorithm>
#include <memory>

// Gemini Omni through Google's Interactions API: the paying call answers with the finished clip, and no list
// finds it when that answer is lost. Sources: @google/genai 3.1.0, ai.google.dev (omni, interactions),
// checked 2026-11-22.
namespace groundglass::providers::gemini_omni {
namespace {

using base::Json;
using jobs::JobState;

constexpr std::size_t answerBytes = std::size_t{192} << 20U;
constexpr std::string_view inAnswer = "answer:clip";
constexpr std::string_view files = "file:";

base::JsonLimits largeAnswer() {
    return {.bytes = answerBytes, .depth = 64, .nodes = 200'000, .stringBytes = answerBytes, .keyBytes = 128};
}

/// What an interaction's steps hold of a clip.
struct Found {
    std::string file;  ///< Id of the file it is in.
    bool embedded{};   ///< In the answer itself.
    std::string data;  ///< base64.
};

/// The id in "…/v1beta/files/abc", "files/abc:download?alt=media".
std::string fileIn(const std::string& uri) {
    static constexpr std::string_view mark = "files/";
    const auto at = uri.find(mark);
    if (at == std::string::npos) return {};
    const auto from = at + mark.size();
    std::string id = uri.substr(from, uri.find_first_of(":/?#", from) - from);
    return isUsableId(id) ? id : std::string();
}

Found videoIn(const Json& body) {
    Found found;
    const Json* const steps = listAt(body, "steps");
    if (steps == nullptr) return found;
    for (const Json& step : *steps) {
        const Json* const output = objectAt(step, "model_output");
        const Json* content = output != nullptr ? listAt(*output, "content") : listAt(step, "content");
        if (content == nullptr) continue;
        for (const Json& part : *content) {
            if (textAt(part, "type") != "video") continue;
            found.file = fileIn(textAt(part, "uri"));
            found.data = textAt(part, "data");
            found.embedded = !found.data.empty();
            if (!found.file.empty() || found.embedded) return found;
        }
    }
    return found;
}

jobs::RemoteState acceptance(const Json& body) {
    auto meaning = acceptedAs(textAt(body, "id"), textAt(body, "status"));
    const std::string file = videoIn(body).file;
    if (!file.empty()) meaning.trail = std::string(files) + file;
    return meaning;
}

std::string fileOf(const jobs::RemoteJob& job) {
    return job.trail.starts_with(files) ? job.trail.substr(files.size()) : std::string();
}

jobs::RemoteState success(const Json& body) {
    const Found found = videoIn(body);
    if (!found.file.empty()) {
        auto meaning = told(JobState::Running, {});
        meaning.trail = std::string(files) + found.file;
        meaning.askAgain = true;
        return meaning;
    }
    if (!found.embedded)
        return told(JobState::Failed, "The service says that it is done, but hands out no clip.");
    auto meaning = told(JobState::Done, {});
    meaning.downloadUrl = inAnswer;
    meaning.progress = 1;
    return meaning;
}

jobs::RemoteState meaningOfInteraction(const Json& body, const std::string& word) {
    jobs::RemoteState meaning = told(JobState::Running, {});
    if (word == "queued") meaning.state = JobState::Accepted;
    if (word == "completed") meaning = success(body);
    if (word == "failed" || word == "incomplete" || word == "budget_exceeded") {
        Fault fault = faultIn(base::compactJson({{"error", body.value("error", Json())}}));
        meaning = failedWith(word, fault);
    }
    if (word == "cancelled") meaning.state = JobState::Cancelled;
    meaning.remoteId = textAt(body, "id");
    meaning.statusWord = statusWordOf(word);
    return meaning;
}

jobs::RemoteState meaningOfFile(const Json& body, const std::string& id, const jobs::Endpoint& endpoint) {
    const std::string word = textAt(body, "state");
    jobs::RemoteState meaning = told(JobState::Running, {});
    if (word == "ACTIVE") {
        meaning.state = JobState::Done;
        meaning.downloadUrl = joined(endpoint.baseUrl, "v1beta/files/" + id + ":download?alt=media");
        meaning.expiresMs = timeOf(textAt(body, "expirationTime"));
        meaning.progress = 1;
    } else if (word == "FAILED") {
        meaning = failedWith(word, faultIn(base::compactJson({{"error", body.value("error", Json())}})));
    }
    meaning.statusWord = statusWordOf(word);
    return meaning;
}

class GeminiOmni final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "gemini_omni"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::Nothing; }
    bool throttledMeansNotCreated() const noexcept override { return false; }
    base::Milliseconds longestCreate() const noexcept override { return base::Milliseconds{15 * 60'000}; }
    std::size_t answerMost() const noexcept override { return answerBytes; }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        auto wording = wordingOf(order, [](const jobs::LoadedPicture& picture) {
            return Json{
                {"type", "image"}, {"data", toBase64(picture.bytes)}, {"mime_type", picture.mediaType}};
        });
        if (!wording) return tl::unexpected(wording.error());
        return postJson(joined(order.endpoint.baseUrl, "v1beta/interactions"),
                        base::compactJson(asParts(std::move(wording->body), order)));
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        auto meaning = meaningOfCreate(
            answer, {.acceptance = acceptance,
                     .absent = "There is no such model at this address (it may be retired); nothing was "
                               "created.",
                     .limits = largeAnswer()});
        const Fault fault = answer.status == 429 ? faultIn(answer.body) : Fault{};
        if (meaning.state == JobState::Unknown && fault.code == "RESOURCE_EXHAUSTED")
            meaning = told(JobState::NotSent,
                           "The account's quota takes no more at the moment; nothing was created. " +
                               describe(429, fault));
        return meaning;
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        const std::string file = fileOf(job);
        return getRequest(joined(endpoint.baseUrl, file.empty()
                                                       ? "v1beta/interactions/" + percentEncoded(job.id)
                                                       : "v1beta/files/" + percentEncoded(file)));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        const bool given = answer.status >= 200 && answer.status < 300;
        const auto body = given ? objectIn(answer.body, largeAnswer()) : std::nullopt;
        const std::string file = fileOf(job);
        if (!file.empty()) {
            return body && !textAt(*body, "state").empty() ? meaningOfFile(*body, file, endpoint)
                                                           : meaningWithoutJob(answer, endpoint);
        }
        const std::string word = body ? textAt(*body, "status") : std::string();
        return word.empty() ? meaningWithoutJob(answer, endpoint) : meaningOfInteraction(*body, word);
    }

    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        if (!fileOf(job).empty()) return std::nullopt;  // it is finished
        return postJson(joined(endpoint.baseUrl, "v1beta/interactions/" + percentEncoded(job.id) + "/cancel"),
                        "{}");
    }

    bool clipInAnswer(std::string_view url) const override { return url == inAnswer; }
    base::Result<std::string> clipIn(const jobs::HttpAnswer& answer) const override {
        const auto body = objectIn(answer.body, largeAnswer());
        auto clip = body ? fromBase64(videoIn(*body).data) : std::nullopt;
        if (!clip || clip->empty()) return base::fail(base::ErrorCode::Provider, "the answer holds no clip");
        return std::move(*clip);
    }
    jobs::HttpRequest downloadJob(const jobs::RemoteJob& job, std::string_view url,
                                  const jobs::Endpoint& endpoint) const override {
        return url == inAnswer ? pollJob({job.id, job.model, {}}, endpoint)
                               : OrderAdapter::downloadJob(job, url, endpoint);
    }

    void authorise(jobs::HttpRequest& request, const base::Secret& key) const override {
        addKey(request, key, "x-goog-api-key");
    }

private:
    /// With pictures the input is a list of parts, first frame, last frame, references, and then the words.
    static Json asParts(Json body, const jobs::Order& order) {
        if (order.pictures.empty()) return body;
        Json parts = Json::array();
        for (const char* const key : {"first", "last", "more"}) {
            const auto found = body.find(key);
            if (found == body.end()) continue;
            if (found->is_array()) {
                parts.insert(parts.end(), found->begin(), found->end());
            } else {
                parts.push_back(*found);
            }
            body.erase(key);
        }
        parts.push_back({{"type", "text"}, {"text", order.request.prompt}});
        body["input"] = std::move(parts);
        const bool frames = std::any_of(order.pictures.begin(), order.pictures.end(),
                                        [](const auto& picture) { return picture.role == "first_frame"; });
        body["generation_config"]["video_config"]["task"] = frames ? "image_to_video" : "reference_to_video";
        return body;
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<GeminiOmni>();
}

}  // namespace groundglass::providers::gemini_omni
