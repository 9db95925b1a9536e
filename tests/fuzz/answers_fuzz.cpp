// Answers of a video service. An input is `status profile`, a line feed, and the body. The laws are those
// that money hangs on: an answer that cannot be read never frees a job to be paid again, and an id or an
// address can never lead anywhere else.

#include "fuzz/driver.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/providers/adapters.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <cstdlib>

using namespace groundglass;
using jobs::JobState;

namespace {

bool safeId(std::string_view id) {
    const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-' || c == '.' || c == ':' || c == '~';
    });
    return plain && !id.empty() && id.size() <= 512 && id != "." && id != "..";
}

std::string checkCreated(const jobs::RemoteState& state, int status) {
    if (!base::isValidUtf8(state.reason)) return "a reason that is not UTF-8";
    switch (state.state) {
        case JobState::Accepted:
            if (status < 200 || status > 299) return "accepted by an answer that is none";
            return safeId(state.remoteId) ? std::string() : "accepted with an id that is not safe";
        case JobState::Unknown:
            return {};
        case JobState::Refused:
        case JobState::NotSent:
            return status >= 400 && status <= 499 ? std::string() : "freed by an answer that does not say so";
        default:
            return "a created answer that means " + std::string(jobs::name(state.state));
    }
}

std::string checkPolled(const jobs::RemoteState& state, const jobs::Endpoint& endpoint) {
    if (!(state.progress == -1 || (state.progress >= 0 && state.progress <= 1)))
        return "progress out of range";
    if (state.expiresMs < 0) return "a time before time";
    if (!base::isValidUtf8(state.reason) || !base::isValidUtf8(state.statusWord))
        return "words that are not UTF-8";
    const auto& url = state.downloadUrl;
    if (url.empty()) return {};
    if (state.state != JobState::Done) return "an address of a clip that is not done";
    if (endpoint.profile == "sglang")
        return url.starts_with("https://") ? std::string() : "an odd address: " + url;
    if (!url.starts_with(endpoint.baseUrl)) return "an address elsewhere: " + url;
    return url.find("..") == std::string::npos && url.find_first_of("?#@ \n") == std::string::npos
               ? std::string()
               : "an address that leads astray: " + url;
}

std::string check(std::string_view input, const jobs::HttpAdapter& adapter) {
    const auto line = input.substr(0, input.find('\n'));
    jobs::HttpAnswer answer;
    answer.status = std::clamp(std::atoi(std::string(line.substr(0, 3)).c_str()), 100, 599);
    answer.headers = {{"content-type", "application/json"}, {"location", std::string(line)}};
    answer.body =
        line.size() == input.size() ? std::string(input) : std::string(input.substr(line.size() + 1));
    jobs::Request request;
    request.model = "sora-2";
    request.prompt = "A cup";
    request.size = {1280, 720};
    request.duration = base::Milliseconds(8000);
    if (auto wrong = checkCreated(adapter.created(answer), answer.status); !wrong.empty()) return wrong;
    if (adapter.id() != "openai_videos") return {};  // the corpus is that service's
    for (const char* profile : {"openai", "vllm_omni", "sglang"}) {
        const jobs::Endpoint endpoint{"own", "", "https://videos.example.org/v1", false, profile, ""};
        if (auto wrong = checkPolled(adapter.polled(answer, endpoint), endpoint); !wrong.empty())
            return std::string(profile) + ": " + wrong;
    }
    const auto listed = adapter.listed(answer);
    if (!listed) return {};
    if (!listed->next.empty() && !safeId(listed->next)) return "a page with a mark that is not safe";
    for (const auto& job : listed->jobs) {
        if (adapter.matches(request, job) && !safeId(job.remoteId))
            return "a job found with an id that is not safe";
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    const auto adapters = providers::builtinAdapters();
    fuzz::Target target;
    for (const auto& text :
         fuzz::filesBelow((test::sourceDir() / "tests" / "recordings" / "openai_videos").string(), ".json")) {
        const auto recording = base::parseJson(text);
        if (!recording) continue;
        for (const auto& entry : recording->at("answers")) {
            const auto& body = entry.at("body");
            target.corpus.push_back(std::to_string(entry.at("status").get<int>()) + "\n" +
                                    (body.is_string() ? body.get<std::string>() : body.dump()));
        }
    }
    target.tokens = fuzz::jsonTokens();
    for (const char* each : {"200\n", "429\n", "500\n", "\"completed\"", "\"failed\"", "\"queued\"",
                             "\"status\"", "\"progress\"", "\"url\":\"http://elsewhere.example.net/\",",
                             "\"id\":\"a/b\",", "\"data\"", "\"error\"", "\"expires_at\"", "\"created_at\"",
                             "\"insufficient_quota\"", "\"rate_limit_exceeded\"", "\"video_1\""})
        target.tokens.emplace_back(each);
    target.check = [&](std::string_view input) {
        for (const auto& adapter : adapters) {
            if (auto wrong = check(input, *adapter); !wrong.empty()) return wrong;
        }
        return std::string();
    };
    return fuzz::run(argc, argv, target);
}
