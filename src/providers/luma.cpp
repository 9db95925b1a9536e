#include "groundglass/providers/adapters.hpp"
#include "providers/answers.hpp"
#include "providers/order_adapter.hpp"
#include "providers/pictures.hpp"

#include <memory>

// Luma's Agents API: two endpoints and nothing else. Sources: lumalabs/luma-agents-python 0.3.0,
// docs.agents.lumalabs.ai as quoted on 2026-09-19, checked 2026-11-22.
namespace groundglass::providers::luma {
namespace {

using base::Json;
using jobs::JobState;

jobs::RemoteState acceptance(const Json& body) {
    return acceptedAs(textAt(body, "id"), textAt(body, "state"));
}

jobs::RemoteState success(const Json& body) {
    auto meaning = told(JobState::Done, {});
    if (const Json* const output = listAt(body, "output")) {
        for (const Json& each : *output) {
            const std::string url = textAt(each, "url");
            if (textAt(each, "type") != "video" || !isPlainHttps(url)) continue;
            meaning.downloadUrl = url;
            meaning.progress = 1;
            return meaning;
        }
    }
    return told(JobState::Failed, "The service says that it is done, but hands out no clip.");
}

jobs::RemoteState meaningOfGeneration(const Json& body, const std::string& word) {
    jobs::RemoteState meaning = told(JobState::Running, {});
    if (word == "queued") meaning.state = JobState::Accepted;
    if (word == "completed") meaning = success(body);
    if (word == "failed")
        meaning = failedWith(word, {textAt(body, "failure_reason"), {}, textAt(body, "failure_code")});
    meaning.remoteId = textAt(body, "id");
    meaning.statusWord = statusWordOf(word);
    return meaning;
}

class Luma final : public OrderAdapter {
public:
    std::string_view id() const noexcept override { return "luma"; }
    jobs::CrashClass crashClass() const noexcept override { return jobs::CrashClass::Nothing; }
    // No source says it of every 429; an answer that names a rate limit is believed.
    bool throttledMeansNotCreated() const noexcept override { return false; }

    base::Result<jobs::HttpRequest> createFrom(const jobs::Order& order) const override {
        const auto wording = wordingOf(order, [](const jobs::LoadedPicture& picture) {
            return Json{{"data", toBase64(picture.bytes)}, {"media_type", picture.mediaType}};
        });
        if (!wording) return tl::unexpected(wording.error());
        return postJson(joined(order.endpoint.baseUrl, "generations"), base::compactJson(wording->body));
    }

    jobs::RemoteState created(const jobs::HttpAnswer& answer) const override {
        return meaningOfCreate(answer, {.acceptance = acceptance});
    }

    jobs::HttpRequest pollJob(const jobs::RemoteJob& job, const jobs::Endpoint& endpoint) const override {
        return getRequest(joined(endpoint.baseUrl, "generations/" + percentEncoded(job.id)));
    }

    jobs::RemoteState polledJob(const jobs::HttpAnswer& answer, const jobs::RemoteJob& job,
                                const jobs::Endpoint& endpoint) const override {
        static_cast<void>(job);
        const auto body = jobIn(answer, "state");
        return body ? meaningOfGeneration(*body, textAt(*body, "state"))
                    : meaningWithoutJob(answer, endpoint);
    }
};

}  // namespace

std::unique_ptr<jobs::HttpAdapter> make() {
    return std::make_unique<Luma>();
}

}  // namespace groundglass::providers::luma
