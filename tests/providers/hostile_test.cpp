#include "groundglass/base/utf8.hpp"
#include "groundglass/providers/adapters.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

using namespace groundglass;
using jobs::JobState;

// The laws that money hangs on, for every adapter and every answer that a service, a gateway or an enemy can
// give.
namespace {

constexpr std::array statuses{100, 200, 201, 202, 204, 206, 301, 302, 307, 400, 401, 402, 403, 404, 405, 408,
                              409, 410, 413, 415, 418, 422, 425, 429, 451, 500, 502, 503, 504, 520, 599};

std::vector<std::string> bodies() {
    std::vector<std::string> all{
        "",
        "<html><body>Bad gateway</body></html>",
        "null",
        "[]",
        "7",
        "\"id\"",
        "{}",
        "{\"id\":",
        "\xff\xfe",
        R"({"id":null,"request_id":7,"prompt_id":[],"name":{},"status":3,"state":[]})",
        R"({"id":"a/b","request_id":"../x","prompt_id":"a b","name":"projects/../operations/x"})",
        R"({"id":"..","request_id":".","prompt_id":"","name":"operations/"})",
        R"({"id":"a\r\nX-Evil: 1","request_id":"a?b","prompt_id":"a#b"})",
        R"({"status":"completed","state":"completed","output":{},"steps":{},"video":[],"done":true})",
        R"({"id":"x","status":"succeeded","output":[[["https://a.example.org"]]],"done":true,"response":[]})",
        R"~({"id":"x","status":"SUCCEEDED","output":["javascript:alert(1)","https://u:p@a.example.org/x"]})~",
        R"({"id":"x","status":"COMPLETED","video":{"url":"https://a.example.org/\r\nX: 1"}})",
        R"({"id":"x","status":"completed","progress":1e308,"expires_at":-5,"created_at":"soon"})",
        R"({"id":"x","status":"failed","error":{"message":["a"],"code":{}},"failure_code":7})",
        R"({"error":{"code":429,"message":"x","status":7},"detail":{"a":1}})",
        R"({"detail":[7,null,{"loc":"x","msg":[],"type":{}}]})",
    };
    all.push_back("{\"id\":\"" + std::string(5000, 'a') + "\"}");
    all.push_back(std::string(200, '[') + std::string(200, ']'));
    all.push_back("{\"status\":\"" + std::string(100'000, 'q') + "\",\"id\":\"x\"}");
    all.push_back("{\"id\":\"x\",\"status\":\"a\xE2\x80\xAE\",\"error\":\"\xE2\x80\xAE\"}");
    return all;
}

bool isPlainId(std::string_view id) {
    return !id.empty() && id.size() <= 256 && id.find_first_not_of('.') != std::string_view::npos &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-_.:~").find(c) != std::string_view::npos;
           });
}

bool isClean(std::string_view url) {
    return std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

jobs::Endpoint endpointOf(std::string_view provider) {
    return {"e", std::string(provider), "https://videos.example.org/v1/projects/p/locations/l", false, {},
            {}};
}

/// Trails that an adapter may meet: none, its own steps, and what somebody wrote into a ledger.
const std::vector<std::string>& trails() {
    static const std::vector<std::string> all{
        "",
        "file:abc",
        "history:0:waiting",
        "queue:2:running",
        "find_queue:0:waiting",
        "find_history:0:waiting",
        R"({"at":"result","result":"https://evil.example.org/x","status":7})",
        R"({"status":"https://videos.example.org/v1/projects/p/locations/l/../../x"})",
        "projects/p/locations/l/publishers/google/models/m/operations/o",
        "\x01{:::"};
    return all;
}

/// What is wrong with the meaning of an answer to an order; empty when nothing is.
std::string wrongCreated(const jobs::RemoteState& meaning, int status) {
    const bool success = status >= 200 && status < 300;
    const bool refusal = status >= 400 && status < 500 && status != 408 && status != 409 && status != 425;
    switch (meaning.state) {
        case JobState::Accepted:
            if (!success) return "accepted by an answer that is none";
            if (!isPlainId(meaning.remoteId)) return "an id that is not safe";
            break;
        case JobState::Refused:
            if (!refusal) return "refused by an answer that does not say so";
            break;
        case JobState::NotSent:
            if (status != 429) return "freed by an answer that does not say so";
            break;
        case JobState::Unknown:
            break;
        default:
            return "a state that no order has";
    }
    if (!base::isValidUtf8(meaning.reason) || meaning.reason.find("\u202E") != std::string::npos)
        return "a reason that cannot be shown";
    return meaning.reason.size() < 3000 ? std::string() : "a reason without end";
}

/// The same for an answer about a job.
std::string wrongPolled(const jobs::HttpAdapter& adapter, const jobs::RemoteState& meaning, int status) {
    const auto& url = meaning.downloadUrl;
    if ((meaning.state == JobState::Done) != !url.empty())
        return "done without a clip, or a clip without done";
    if (!url.empty() && !adapter.clipInAnswer(url) && !url.starts_with("https://")) return "an odd address";
    if (!isClean(url) || url.find('@') != std::string::npos) return "an address that leads astray";
    if (meaning.progress != -1 && !(meaning.progress >= 0 && meaning.progress <= 1)) return "odd progress";
    if (meaning.expiresMs < 0) return "a time before time";
    if (meaning.trail.size() > 4096) return "a trail that is not kept";
    if (!base::isValidUtf8(meaning.statusWord) || meaning.statusWord.size() > 400) return "an odd word";
    if (!base::isValidUtf8(meaning.reason)) return "a reason that cannot be shown";
    // Trouble on the way says nothing of the job.
    const bool trouble = status >= 500 || status == 429 || status == 408 || status == 401 || status == 403;
    if (trouble && meaning.statusWord.empty() && meaning.state != JobState::Running)
        return "trouble on the way taken for the job's";
    return {};
}

void checkAsked(const jobs::HttpAdapter& adapter, const jobs::RemoteJob& job, const jobs::Endpoint& at) {
    for (const auto& url :
         {adapter.pollJob(job, at).url, adapter.cancelJob(job, at).value_or(jobs::HttpRequest{}).url}) {
        INFO(url);
        CHECK((url.empty() || url.starts_with(at.baseUrl + "/")));
        CHECK(isClean(url));
        CHECK(url.find("/..") == std::string::npos);
    }
}

}  // namespace

TEST_CASE("no answer to an order frees it to be paid again unless it says so", "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        for (const int status : statuses) {
            for (const auto& body : bodies()) {
                const auto meaning = adapter->created({status, {{"location", "https://x\r\ny"}}, body});
                if (const auto wrong = wrongCreated(meaning, status); !wrong.empty())
                    FAIL_CHECK(wrong << ": " << adapter->id() << " " << status << " " << body.substr(0, 80));
            }
        }
    }
}

TEST_CASE("no answer about a job leads elsewhere or is more than it says", "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        const auto at = endpointOf(adapter->id());
        for (const auto& trail : trails()) {
            const jobs::RemoteJob job{"job-1", "some/model/id", trail};
            for (const int status : statuses) {
                for (const auto& body : bodies()) {
                    const auto meaning = adapter->polledJob({status, {}, body}, job, at);
                    if (const auto wrong = wrongPolled(*adapter, meaning, status); !wrong.empty())
                        FAIL_CHECK(wrong << ": " << adapter->id() << " " << trail << " " << status << " "
                                         << body.substr(0, 80));
                }
            }
        }
    }
}

TEST_CASE("calls about a job stay below the endpoint's own address, whatever the ledger holds",
          "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        INFO(adapter->id());
        for (const auto& trail : trails())
            checkAsked(*adapter, {"job-1", "owner/app/path", trail}, endpointOf(adapter->id()));
    }
}

TEST_CASE("lists and uploads of odd bytes give nothing or plain ids", "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        for (const auto& body : bodies()) {
            INFO(adapter->id() << " " << body.substr(0, 80));
            if (const auto page = adapter->listed({200, {}, body})) {
                for (const auto& job : page->jobs) CHECK(isPlainId(job.remoteId));
            }
            const auto step = adapter->uploaded({200, {}, body}, {}, endpointOf(adapter->id()));
            CHECK_FALSE(step);
            CHECK_FALSE(adapter->clipIn({200, {}, body}));
        }
    }
}

TEST_CASE("a key goes to its own origin, and to others only for the service itself", "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        INFO(adapter->id());
        CHECK(adapter->keyOrigins(endpointOf(adapter->id())).empty());
        jobs::HttpRequest request;
        adapter->authorise(request, base::Secret{});
        CHECK(request.headers.empty());
        adapter->authorise(request, base::Secret("word"));
        REQUIRE(request.headers.size() == 1);
        CHECK(request.headers.front().second.ends_with("word"));
    }
    const auto all = providers::builtinAdapters();
    const auto fal =
        std::find_if(all.begin(), all.end(), [](const auto& each) { return each->id() == "fal"; });
    REQUIRE(fal != all.end());
    CHECK((*fal)->keyOrigins({"e", "fal", "https://queue.fal.run", false, {}, {}}).size() == 2);
    CHECK((*fal)->keyOrigins({"e", "fal", "https://queue.fal.run.evil.example.org", false, {}, {}}).empty());
}
