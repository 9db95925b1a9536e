#include "providers/openai_answers.hpp"

#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"
#include "providers/wire.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace groundglass::providers::openai_videos {
namespace {

using base::Json;
using jobs::JobState;

constexpr double latestSeconds = 4e9;  // a time beyond it is no time

std::string text(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A text or a number as text: servers differ on "seconds".
std::string textOrNumber(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    return found->is_number() ? found->dump() : std::string();
}

/// Unix seconds as milliseconds; 0 when absent or out of range.
std::int64_t timeMs(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return 0;
    const double seconds = found->get<double>();
    return seconds > 0 && seconds < latestSeconds ? std::llround(seconds * 1000) : 0;
}

std::optional<Json> objectIn(std::string_view body) {
    auto json = base::parseJson(body);
    if (!json || !json->is_object()) return std::nullopt;
    return std::move(*json);
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool isModeration(const Fault& fault) {
    const std::string word = base::lowerAscii(fault.code + " " + fault.type);
    return contains(word, "moderation") || contains(word, "content_policy") || contains(word, "safety");
}

bool isQuota(const Fault& fault) {
    const std::string word = base::lowerAscii(fault.code + " " + fault.type);
    return contains(word, "quota") || contains(word, "billing") || contains(word, "credit");
}

/// The service says in its own words that the request stopped at its gate.
bool isRateLimit(const Fault& fault) {
    return contains(base::lowerAscii(fault.code + " " + fault.type), "rate_limit");
}

jobs::RemoteState told(JobState state, std::string reason) {
    jobs::RemoteState meaning;
    meaning.state = state;
    meaning.reason = std::move(reason);
    return meaning;
}

jobs::RemoteState refusal(int status, const Fault& fault) {
    const std::string said = describe(status, fault);
    switch (status) {
        case 401:
        case 403:
            return told(JobState::Refused,
                        "The service did not accept the key; nothing was created. Check the key of "
                        "this endpoint. " +
                            said);
        case 402:
            return told(JobState::Refused, "The account has no credit left; nothing was created. " + said);
        case 404:
        case 410:
            return told(
                JobState::Refused,
                "There is no video service at this address; nothing was created. It may be retired (OpenAI's "
                "own ended on 2026-09-24) or the base URL may lack its version part. " +
                    said);
        default:
            break;
    }
    if (isModeration(fault)) {
        return told(JobState::Refused, "The service refuses this prompt; nothing was created. " + said);
    }
    return told(JobState::Refused, "The service refused the request; nothing was created. " + said);
}

jobs::RemoteState meaningOfThrottle(int status, const Fault& fault) {
    const std::string said = describe(status, fault);
    if (isQuota(fault)) {
        return told(JobState::Refused, "The account's quota is used up; nothing was created. " + said);
    }
    if (isRateLimit(fault)) {
        return told(JobState::NotSent,
                    "The service takes no more requests at the moment; nothing was created. " + said);
    }
    return told(JobState::Unknown,
                "The service is busy and does not say whether it took the request. " + said);
}

jobs::RemoteState acceptance(const jobs::HttpAnswer& answer) {
    if (const auto body = objectIn(answer.body)) {
        const std::string id = text(*body, "id");
        if (isUsableId(id)) {
            auto meaning = told(JobState::Accepted, {});
            meaning.remoteId = id;
            meaning.statusWord = text(*body, "status");
            meaning.expiresMs = timeMs(*body, "expires_at");
            return meaning;
        }
    } else if (const auto id = idInBytes(answer.body)) {
        auto meaning = told(JobState::Accepted, "The answer was damaged; the job's id could still be read.");
        meaning.remoteId = *id;
        return meaning;
    }
    return told(JobState::Unknown,
                "The service took the request, but its answer holds no id that can be read. It may "
                "have been charged.");
}

double progressIn(const Json& body, const jobs::Endpoint& endpoint) {
    const auto found = body.find("progress");
    if (found == body.end() || !found->is_number()) return -1;
    const double percent = found->get<double>();
    // SGLang stands at 0 until it is done.
    if (endpoint.profile == "sglang" && percent <= 0) return -1;
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

jobs::RemoteState meaningOfJob(const Json& body, const jobs::Endpoint& endpoint) {
    jobs::RemoteState meaning;
    meaning.remoteId = text(body, "id");
    meaning.statusWord = text(body, "status");
    meaning.state = stateOf(meaning.statusWord);
    meaning.progress = meaning.state == JobState::Done ? 1 : progressIn(body, endpoint);
    meaning.expiresMs = timeMs(body, "expires_at");
    if (meaning.state == JobState::Done) {
        // SGLang with a bucket serves no content itself and gives the address instead.
        const std::string url = endpoint.profile == "sglang" ? text(body, "url") : std::string();
        if (url.starts_with("https://") || url.starts_with("http://")) {
            meaning.downloadUrl = url;
        } else if (isUsableId(meaning.remoteId)) {
            meaning.downloadUrl = joined(endpoint.baseUrl, "videos/" + meaning.remoteId + "/content");
        }
    }
    if (meaning.state == JobState::Failed) {
        const Fault fault = faultIn(body.dump());
        if (isModeration(fault)) meaning.state = JobState::Blocked;
        meaning.reason =
            fault.message.empty() ? "The service says: " + shown(meaning.statusWord) : shown(fault.message);
        if (!fault.code.empty()) meaning.reason += " (" + shown(fault.code) + ")";
    }
    return meaning;
}

}  // namespace

jobs::RemoteState meaningOfCreate(const jobs::HttpAnswer& answer) {
    const int status = answer.status;
    if (status >= 200 && status < 300) return acceptance(answer);
    if (status >= 300 && status < 400) {
        const std::string host = hostOf(answer.header("location"));
        return told(JobState::Unknown, "The service pointed elsewhere" +
                                           (host.empty() ? std::string() : " (" + shown(host) + ")") +
                                           "; the request was not sent there. It may have been taken.");
    }
    const Fault fault = faultIn(answer.body);
    if (status == 429) return meaningOfThrottle(status, fault);
    if (status == 408 || status == 409 || status == 425 || status < 200 || status >= 500) {
        return told(JobState::Unknown, "The service failed and does not say whether it took the request. " +
                                           describe(status, fault));
    }
    return refusal(status, fault);
}

jobs::RemoteState meaningOfPoll(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint) {
    const auto body = objectIn(answer.body);
    // Some servers answer for a failed job with the status code of its failure.
    if (body && !text(*body, "status").empty() && !text(*body, "id").empty())
        return meaningOfJob(*body, endpoint);
    if (answer.status == 404 || answer.status == 410) {
        return told(JobState::Lost,
                    std::string("The service no longer knows this job") +
                        (endpoint.selfHosted ? "; the server may have been restarted. " : ". ") +
                        describe(answer.status, faultIn(answer.body)));
    }
    if (answer.status >= 200 && answer.status < 300) {
        return told(JobState::Unknown, "The answer about this job cannot be read.");
    }
    return told(JobState::Running, describe(answer.status, faultIn(answer.body)));
}

base::Result<jobs::ListPage> meaningOfList(const jobs::HttpAnswer& answer) {
    if (answer.status < 200 || answer.status >= 300) {
        const bool absent = answer.status == 404 || answer.status == 405 || answer.status == 501;
        return base::fail(absent ? base::ErrorCode::NotFound : base::ErrorCode::Provider,
                          "the list of jobs was not given: " + describe(answer.status, faultIn(answer.body)));
    }
    const auto body = objectIn(answer.body);
    const auto data = body ? body->find("data") : Json::const_iterator();
    if (!body || data == body->end() || !data->is_array()) {
        return base::fail(base::ErrorCode::Provider, "the list of jobs cannot be read");
    }
    jobs::ListPage page;
    for (const auto& entry : *data) {
        if (!entry.is_object() || !isUsableId(text(entry, "id"))) continue;
        page.jobs.push_back({text(entry, "id"), text(entry, "prompt"), text(entry, "model"),
                             text(entry, "size"), textOrNumber(entry, "seconds"), text(entry, "status"),
                             timeMs(entry, "created_at")});
    }
    const auto more = body->find("has_more");
    if (more != body->end() && *more == true) {
        page.next = text(*body, "last_id");
        if (page.next.empty() && !page.jobs.empty()) page.next = page.jobs.back().remoteId;
        if (!isUsableId(page.next)) page.next.clear();
    }
    return page;
}

}  // namespace groundglass::providers::openai_videos
