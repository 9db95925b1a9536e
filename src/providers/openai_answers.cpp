#include "providers/openai_answers.hpp"

#include "providers/answers.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace groundglass::providers::openai_videos {
namespace {

using base::Json;
using jobs::JobState;

constexpr double latestSeconds = 4e9;  // a time beyond it is no time

constexpr const char* absent =
    "There is no video service at this address; nothing was created. It may be retired (OpenAI's own ended "
    "on "
    "2026-09-24) or the base URL may lack its version part.";

/// Unix seconds as milliseconds; 0 when absent or out of range.
std::int64_t timeMs(const Json& object, const char* key) {
    const double seconds = numberAt(object, key, 0);
    return seconds > 0 && seconds < latestSeconds ? std::llround(seconds * 1000) : 0;
}

jobs::RemoteState acceptance(const Json& body) {
    auto meaning = acceptedAs(textAt(body, "id"), textAt(body, "status"));
    meaning.expiresMs = timeMs(body, "expires_at");
    return meaning;
}

double progressIn(const Json& body, const jobs::Endpoint& endpoint) {
    const double percent = numberAt(body, "progress", -1);
    // SGLang stands at 0 until it is done.
    if (percent < 0 || (endpoint.profile == "sglang" && percent <= 0)) return -1;
    return std::clamp(percent / 100, 0.0, 1.0);
}

JobState stateOf(const std::string& word) {
    if (word == "queued") return JobState::Accepted;
    if (word == "completed") return JobState::Done;
    if (word == "failed" || word == "expired") return JobState::Failed;
    if (word == "cancelled" || word == "canceled") return JobState::Cancelled;
    if (word == "deleted") return JobState::Lost;
    return JobState::Running;
}

std::string downloadUrlOf(const Json& body, const jobs::Endpoint& endpoint) {
    // SGLang with a bucket serves no content itself and gives the address instead.
    const std::string url = endpoint.profile == "sglang" ? textAt(body, "url") : std::string();
    const bool own =
        endpoint.selfHosted && url.starts_with("http://") && isPlainHttps("https" + url.substr(4));
    if (isPlainHttps(url) || own) return url;
    const std::string id = textAt(body, "id");
    return isUsableId(id) ? joined(endpoint.baseUrl, "videos/" + id + "/content") : std::string();
}

jobs::RemoteState meaningOfJob(const Json& body, const jobs::Endpoint& endpoint) {
    const std::string word = textAt(body, "status");
    jobs::RemoteState meaning = told(stateOf(word), {});
    if (meaning.state == JobState::Failed)
        meaning = failedWith(word, faultIn(base::compactJson({{"error", body.value("error", Json())}})));
    meaning.remoteId = textAt(body, "id");
    meaning.statusWord = statusWordOf(word);
    meaning.progress = meaning.state == JobState::Done ? 1 : progressIn(body, endpoint);
    meaning.expiresMs = timeMs(body, "expires_at");
    if (meaning.state != JobState::Done) return meaning;
    meaning.downloadUrl = downloadUrlOf(body, endpoint);
    if (meaning.downloadUrl.empty())
        return told(JobState::Unknown, "The answer about this job holds no usable id.");
    return meaning;
}

}  // namespace

jobs::RemoteState meaningOfCreate(const jobs::HttpAnswer& answer) {
    return providers::meaningOfCreate(answer, {.acceptance = acceptance, .absent = absent});
}

jobs::RemoteState meaningOfPoll(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint) {
    const auto body = objectIn(answer.body);
    // Some servers answer for a failed job with the status code of its failure.
    if (body && !textAt(*body, "status").empty() && !textAt(*body, "id").empty())
        return meaningOfJob(*body, endpoint);
    return meaningWithoutJob(answer, endpoint);
}

base::Result<jobs::ListPage> meaningOfList(const jobs::HttpAnswer& answer) {
    const auto body = objectIn(answer.body);
    const Json* const data = body ? listAt(*body, "data") : nullptr;
    if (answer.status < 200 || answer.status >= 300 || data == nullptr)
        return tl::unexpected(listTrouble(answer));
    jobs::ListPage page;
    for (const auto& entry : *data) {
        if (!isUsableId(textAt(entry, "id"))) continue;
        page.jobs.push_back({textAt(entry, "id"), textAt(entry, "prompt"), textAt(entry, "model"),
                             textAt(entry, "size"), textOrNumberAt(entry, "seconds"),
                             statusWordOf(textAt(entry, "status")), timeMs(entry, "created_at")});
    }
    const auto more = body->find("has_more");
    if (more != body->end() && *more == true) {
        page.next = textAt(*body, "last_id");
        if (page.next.empty() && !page.jobs.empty()) page.next = page.jobs.back().remoteId;
        if (!isUsableId(page.next)) page.next.clear();
    }
    return page;
}

}  // namespace groundglass::providers::openai_videos
