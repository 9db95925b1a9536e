#include "groundglass/base/clock.hpp"
#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"
#include "providers/pictures.hpp"

#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <memory>

// Replicate's predictions: any `owner/name`, whose input is data. Sources: npm replicate 1.4.0,
// replicate.com/docs (rate limits, create a prediction), checked 2026-11-22.
namespace groundglass::providers::replicate {
namespace {

using base::Json;
using jobs::JobState;

constexpr std::size_t dataUriMost = 190'000;  ///< Bytes of a picture whose data URI stays below 256 kB.
constexpr std::int64_t keptMs = 3'600'000;    ///< Inputs and outputs are removed an hour after the end.

jobs::RemoteState acceptance(const Json& body) {
    return acceptedAs(textAt(body, "id"), textAt(body, "status"));
}

/// One address, the first of a list, or the first in an object of named outputs.
std::string clipIn(const Json& output) {
    if (output.is_string()) {
        auto url = output.get<std::string>();
        return isPlainHttps(url) ? url : std::string();
    }
    if (!output.is_structured()) return {};
    for (const Json& each : output) {
        if (each.is_string() && isPlainHttps(each.get<std::string>())) return each.get<std::string>();
    }
    return {};
}

jobs::RemoteState success(const Json& body) {
    auto meaning = told(JobState::Done, {});
    const auto output = body.find("output");
    meaning.downloadUrl = output == body.end() ? std::string() : clipIn(*output);
    if (!meaning.downloadUrl.empty()) {
        const std::int64_t ended = timeOf(textAt(body, "completed_at"));
        meaning.expiresMs = ended > 0 ? ended + keptMs : 0;
        meaning.progress = 1;
        return meaning;
    }
    const bool removed = body.contains("data_removed") && body["data_removed"] == true;
    return told(removed ? JobState::Lost : JobState::Failed,
                removed ? "The clip was made and charged, but the service removes it an hour after its end."
                        : "The service says that it is done, but hands out no clip.");
}

/// The service has no codes; moderation shows in the words only.
jobs::RemoteState failure(const Json& body, const std::string& word) {
    const std::string said = textAt(body, "error");
    const std::string lower = base::lowerAscii(said);
    const bool blocked = lower.find("flagged as sensitive") != std::string::npos ||
                         lower.find("(e005)") != std::string::npos || lower.find("nsfw") != std::string::npos;
    auto meaning = failedWith(word, {said, {}, {}});
    if (blocked) meaning.state = JobState::Blocked;
    return meaning;
}

jobs::RemoteState meaningOfPrediction(const Json& body, const std::string& word) {
    jobs::RemoteState meaning = told(JobState::Running, {});
    if (word == "starting") {
        meaning.state = JobState::Accepted;
    } else if (word == "succeeded") {
        meaning = success(body);
    } else if (word == "failed") {
        meaning = failure(body, word);
    } else if (word == "canceled" || word == "cancelled") {
        meaning.state = JobState::Cancelled;
    } else if (word == "aborted") {
        meaning = told(JobState::Failed, "It had not begun when its time was over; that is not charged.");
        meaning.cost = base::Money{};
    }
    meaning.remoteId = textAt(body, "id");
    meaning.statusWord = statusWordOf(word);
    return meaning;
}

/// The cursor in the address of the next page.
std::string cursorIn(const std::string& next) {
    const auto at = next.find("cursor=");
    if (at == std::string::npos) return {};
    std::string cursor = next.substr(at + 7, next.substr(at + 7).find_first_of("&#"));
    const bool clean = std::all_of(cursor.begin(), cursor.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.~%=+").find(c) != std::string_view::npos;
    });
    return clean && cursor.size() <= 512 ? cursor : std::string();
}

class Replicate final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "replicate"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::List; }
    // Its own client repeats a create on 429, and on nothing else.
    bool throttledMeansNotCreated() const noexcept override { return true; }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        auto wording = wordingOf(order, addressOrData);
        if (!wording) return tl::unexpected(wording.error());
        const std::string model = wording->path.empty() ? order.endpoint.model : wording->path;
        const auto slash = model.find('/');
        if (slash == std::string::npos || slash != model.rfind('/'))
            return base::failInput({order.endpoint.id, "/model", "The model is not one like owner/name.",
                                    "Name one in the endpoint."});
        const bool version = model.find(':') != std::string::npos;
        if (version) wording->body["version"] = model;
        auto request = postJson(
            joined(order.endpoint.baseUrl, version ? "predictions" : "models/" + model + "/predictions"),
            base::compactJson(wording->body));
        // Bounds what an order costs whose answer is lost.
        const auto minutes =
            std::clamp<std::int64_t>(order.request.longestRun.count() * 3 / 60'000, 60, 1440);
        request.headers.emplace_back("Cancel-After", std::to_string(minutes) + "m");
        return request;
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        return meaningOfCreate(answer, {.acceptance = acceptance, .throttledMeansNotCreated = true});
    }

    std::optional<jobs::HttpRequest> upload(const jobs::LoadedPicture& picture, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        static_cast<void>(trail);
        if (picture.bytes.size() <= dataUriMost) return std::nullopt;
        return postForm(joined(endpoint.baseUrl, "files"),
                        multipart({}, {{"content", picture.name, picture.mediaType, picture.bytes}}));
    }

    base::Result<jobs::UploadStep> uploaded(const jobs::HttpAnswer& answer, std::string_view trail,
                                            const jobs::Endpoint& endpoint) const override {
        static_cast<void>(trail);
        static_cast<void>(endpoint);
        const auto body = objectIn(answer.body);
        const Json* const urls = body ? objectAt(*body, "urls") : nullptr;
        std::string at = urls != nullptr ? textAt(*urls, "get") : std::string();
        if (!isPlainHttps(at))
            return base::fail(base::ErrorCode::Provider, "the answer to the upload cannot be read");
        return jobs::UploadStep{std::move(at), {}};
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        return getRequest(joined(endpoint.baseUrl, "predictions/" + percentEncoded(job.id)));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        const auto body = jobIn(answer, "status");
        return body ? meaningOfPrediction(*body, textAt(*body, "status"))
                    : meaningWithoutJob(answer, endpoint);
    }

    std::optional<jobs::HttpRequest> cancelJob(const jobs::RemoteJob& job,
                                               const jobs::Endpoint& endpoint) const override {
        auto request =
            getRequest(joined(endpoint.baseUrl, "predictions/" + percentEncoded(job.id) + "/cancel"));
        request.method = "POST";
        return request;
    }

    std::optional<jobs::HttpRequest> listFor(const jobs::Request& request, std::int64_t fromMs,
                                             const jobs::Endpoint& endpoint,
                                             std::string_view after) const override {
        static_cast<void>(request);
        std::string path = "predictions?created_after=" + percentEncoded(base::toIsoTime(fromMs));
        if (!after.empty()) path += "&cursor=" + std::string(after);
        return getRequest(joined(endpoint.baseUrl, path));
    }

    base::Result<jobs::ListPage> listed(const jobs::HttpAnswer& answer) const override {
        const auto body = objectIn(answer.body);
        const Json* const results = body ? listAt(*body, "results") : nullptr;
        if (answer.status < 200 || answer.status >= 300 || results == nullptr)
            return tl::unexpected(listTrouble(answer));
        jobs::ListPage page;
        for (const Json& each : *results) {
            jobs::ListedJob job;
            job.remoteId = textAt(each, "id");
            if (!isUsableId(job.remoteId)) continue;
            job.model = textAt(each, "model");
            job.statusWord = statusWordOf(textAt(each, "status"));
            job.createdMs = timeOf(textAt(each, "created_at"));
            if (const Json* const input = objectAt(each, "input")) job.input = base::compactJson(*input);
            page.jobs.push_back(std::move(job));
        }
        page.next = cursorIn(textAt(*body, "next"));
        return page;
    }

    bool matches(const jobs::Request& request, const jobs::ListedJob& job) const override {
        const auto theirs = objectIn(job.input);
        const auto codec = Codec::read(request);
        if (!theirs || !codec || request.prompt.empty()) return false;
        const Json ours = codec->fields(request);
        const Json* const input = objectAt(ours, "input");
        std::string model = codec->path(!request.pictures.empty());
        model = model.substr(0, model.find(':'));
        const bool sameModel = job.model.empty() || model.empty() || job.model == model;
        return input != nullptr && !input->empty() && sameModel && saysTheSame(*input, *theirs);
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<Replicate>();
}

}  // namespace groundglass::providers::replicate
