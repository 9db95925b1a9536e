#include "groundglass/base/json.hpp"
#include "groundglass/jobs/catalog.hpp"
#include "groundglass/providers/adapters.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace groundglass;
using base::Json;

namespace {

std::vector<std::filesystem::path> recordings(std::string_view adapter) {
    std::vector<std::filesystem::path> files;
    const auto folder = test::sourceDir() / "tests" / "recordings" / adapter;
    if (!std::filesystem::is_directory(folder)) return files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

jobs::Endpoint endpointOf(const Json& recording) {
    const Json& endpoint = recording.at("endpoint");
    return {"recorded",
            "",
            endpoint.at("base_url"),
            endpoint.value("self_hosted", false),
            endpoint.value("profile", ""),
            endpoint.value("model", "")};
}

const jobs::Catalog& catalog() {
    static const auto loaded = jobs::Catalog::load(test::resources() / "catalog");
    REQUIRE(loaded);
    return *loaded;
}

/// What the catalog knows of the model goes into the request, as it does in the program.
jobs::Request requestOf(const Json& recording, std::string_view provider) {
    const Json& fields = recording.at("request");
    jobs::Request request;
    request.title = "1A The coffee";
    request.model = fields.at("model");
    request.prompt = fields.at("prompt");
    request.negative = fields.value("negative", "");
    request.size = {fields.at("width"), fields.at("height")};
    request.duration = base::Milliseconds(fields.at("seconds").get<std::int64_t>() * 1000);
    if (fields.contains("seed")) request.seed = fields.at("seed").get<std::int64_t>();
    if (fields.contains("rate")) request.rate = {fields.at("rate").at(0), fields.at("rate").at(1)};
    if (fields.contains("parameters")) request.parameters.text = fields.at("parameters").dump();
    if (fields.contains("sound")) request.sound = fields.at("sound").get<bool>();
    request.longestRun = base::Milliseconds(fields.value("longest_run_minutes", 0) * 60'000);
    if (const auto* known = catalog().find(provider)->model(request.model)) request.wire = known->wire;
    for (const Json& each : fields.value("pictures", Json::array()))
        request.pictures.push_back({each.at("role"), "picture.png", "hash"});
    return request;
}

jobs::Order orderOf(const Json& recording, const jobs::Request& request, const jobs::Endpoint& endpoint) {
    jobs::Order order{
        request, endpoint, recording.value("order_id", "00000000-0000-4000-8000-000000000000"), {}};
    for (const Json& each : recording.at("request").value("pictures", Json::array())) {
        order.pictures.push_back(
            {each.at("role"), "image/png", each.at("bytes"), "hash.png", each.value("at", "")});
    }
    return order;
}

/// The trail of a recording or of one of its answers: JSON, or a text of the adapter's own.
std::string trailOf(const Json& place) {
    if (place.contains("trail")) return base::compactJson(place.at("trail"));
    return place.value("trail_text", "");
}

jobs::RemoteJob jobOf(const Json& recording, const Json& place) {
    return {recording.at("remote_id"), recording.at("request").at("model"), trailOf(place)};
}

std::string header(const jobs::HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
        if (key == name) return value;
    }
    return {};
}

/// Fields of a multipart body, read as a server would.
std::map<std::string, std::string> formOf(const jobs::HttpRequest& request) {
    const std::string type = header(request, "Content-Type");
    const std::string mark = "--" + type.substr(type.find("boundary=") + 9);
    std::map<std::string, std::string> fields;
    REQUIRE(request.body.starts_with(mark));
    REQUIRE(request.body.ends_with(mark + "--\r\n"));
    std::size_t at = 0;
    for (std::size_t next = request.body.find(mark, 1); next != std::string::npos;
         next = request.body.find(mark, at + 1)) {
        const std::string part = request.body.substr(at + mark.size() + 2, next - at - mark.size() - 4);
        const std::size_t head = part.find("\r\n\r\n");
        const std::string prefix = "Content-Disposition: form-data; name=\"";
        REQUIRE(part.starts_with(prefix));
        fields[part.substr(prefix.size(), head - prefix.size() - 1)] = part.substr(head + 4);
        at = next;
    }
    return fields;
}

/// `wanted` is an address (of a GET) or {method, url, json}.
void checkCall(const jobs::HttpRequest& call, const Json& wanted) {
    const bool plain = wanted.is_string();
    CHECK(call.method == (plain ? std::string("GET") : wanted.at("method").get<std::string>()));
    CHECK(call.url == (plain ? wanted : wanted.at("url")).get<std::string>());
    if (!plain && wanted.contains("json")) CHECK(Json::parse(call.body) == wanted.at("json"));
}

void checkCalls(const jobs::HttpAdapter& adapter, const Json& recording) {
    const auto endpoint = endpointOf(recording);
    const auto job = jobOf(recording, recording);
    if (recording.contains("poll")) checkCall(adapter.pollJob(job, endpoint), recording.at("poll"));
    if (recording.contains("list")) {
        const auto list =
            adapter.listFor(requestOf(recording, adapter.id()), 1'795'168'800'000, endpoint, {});
        REQUIRE(list);
        checkCall(*list, recording.at("list"));
    }
    if (recording.contains("download")) {
        const std::string url = recording.at("download");
        const bool own = adapter.id() == "openai_videos";  // makes the address itself
        CHECK(adapter.downloadJob(job, own ? std::string() : url, endpoint).url == url);
    }
    if (!recording.contains("cancel")) return;
    const auto cancel = adapter.cancelJob(job, endpoint);
    REQUIRE(cancel.has_value() == !recording.at("cancel").is_null());
    if (cancel) checkCall(*cancel, recording.at("cancel"));
}

void checkRequests(const jobs::HttpAdapter& adapter, const Json& recording) {
    checkCalls(adapter, recording);
    if (!recording.contains("create")) return;
    const auto endpoint = endpointOf(recording);
    const Json& wanted = recording.at("create");
    const auto request = requestOf(recording, adapter.id());
    const auto create = adapter.createFrom(orderOf(recording, request, endpoint));
    INFO((create ? std::string() : create.error().message));
    REQUIRE(create);
    CHECK(create->method == "POST");
    CHECK(create->url == wanted.at("url").get<std::string>());
    CHECK(header(*create, "Content-Type").starts_with(wanted.at("content_type").get<std::string>()));
    if (wanted.contains("json")) CHECK(Json::parse(create->body) == wanted.at("json"));
    if (wanted.contains("form"))
        CHECK(formOf(*create) == wanted.at("form").get<std::map<std::string, std::string>>());
    const Json headers = wanted.value("headers", Json::object());
    for (const auto& [name, value] : headers.items())
        CHECK(header(*create, name) == value.get<std::string>());
    const Json holds = wanted.value("holds", Json::object());
    for (const auto& [pointer, value] : holds.items()) {
        INFO(pointer);
        CHECK(Json::parse(create->body).at(Json::json_pointer(pointer)) == value);
    }
    CHECK(adapter.createFrom(orderOf(recording, request, endpoint))->body == create->body);
    if (recording.contains("look_up"))
        checkCall(adapter.lookUp(*create, endpoint).value_or(jobs::HttpRequest{}), recording.at("look_up"));
}

jobs::HttpAnswer answerOf(const Json& entry) {
    jobs::HttpAnswer answer;
    answer.status = entry.at("status");
    answer.body =
        entry.at("body").is_string() ? entry.at("body").get<std::string>() : entry.at("body").dump();
    if (entry.contains("headers")) {
        for (const auto& [name, value] : entry.at("headers").items())
            answer.headers.emplace_back(name, value);
    }
    return answer;
}

void checkMeaning(const jobs::RemoteState& meaning, const Json& wanted) {
    INFO("reason: " << meaning.reason);
    CHECK(std::string(jobs::name(meaning.state)) == wanted.at("state").get<std::string>());
    if (wanted.contains("remote_id")) CHECK(meaning.remoteId == wanted.at("remote_id").get<std::string>());
    if (wanted.contains("status_word"))
        CHECK(meaning.statusWord == wanted.at("status_word").get<std::string>());
    if (wanted.contains("progress")) CHECK(meaning.progress == Approx(wanted.at("progress").get<double>()));
    if (wanted.contains("expires_ms"))
        CHECK(meaning.expiresMs == wanted.at("expires_ms").get<std::int64_t>());
    if (wanted.contains("download_url"))
        CHECK(meaning.downloadUrl == wanted.at("download_url").get<std::string>());
    if (wanted.contains("reason"))
        CHECK(meaning.reason.find(wanted.at("reason").get<std::string>()) != std::string::npos);
    if (wanted.contains("ask_again")) CHECK(meaning.askAgain == wanted.at("ask_again").get<bool>());
    if (wanted.contains("trail")) CHECK(Json::parse(meaning.trail) == wanted.at("trail"));
    if (wanted.contains("trail_text")) CHECK(meaning.trail == wanted.at("trail_text").get<std::string>());
    if (wanted.contains("cost_micros")) {
        REQUIRE(meaning.cost);
        CHECK(meaning.cost->micros == wanted.at("cost_micros").get<std::int64_t>());
    }
    CHECK(meaning.reason.find("secret") == std::string::npos);
}

void checkUpload(const base::Result<jobs::UploadStep>& step, const Json& wanted) {
    REQUIRE(step.has_value() == !wanted.contains("error"));
    if (!step) return;
    CHECK(step->at == wanted.value("at", ""));
    if (wanted.contains("trail")) CHECK(Json::parse(step->trail) == wanted.at("trail"));
}

void checkClip(const base::Result<std::string>& clip, const Json& wanted) {
    REQUIRE(clip.has_value() == !wanted.contains("error"));
    if (!clip) return;
    std::string hex;
    for (const char byte : *clip) {
        const auto value = static_cast<unsigned char>(byte);
        hex += {"0123456789abcdef"[value / 16], "0123456789abcdef"[value % 16]};
    }
    CHECK(hex == wanted.at("clip_hex").get<std::string>());
}

void checkList(const jobs::HttpAdapter& adapter, const jobs::Request& request, const Json& entry) {
    const auto listed = adapter.listed(answerOf(entry));
    if (entry.contains("error")) {
        REQUIRE_FALSE(listed);
        CHECK((listed.error().code == base::ErrorCode::NotFound) == (entry.at("error") == "NotFound"));
        return;
    }
    REQUIRE(listed);
    CHECK(listed->jobs.size() == entry.at("listed").get<std::size_t>());
    std::vector<std::string> matching;
    for (const auto& job : listed->jobs) {
        if (adapter.matches(request, job)) matching.push_back(job.remoteId);
    }
    CHECK(matching == entry.at("matching").get<std::vector<std::string>>());
    if (entry.contains("next")) CHECK(listed->next == entry.at("next").get<std::string>());
}

void checkAnswer(const jobs::HttpAdapter& adapter, const Json& recording, const Json& entry) {
    const std::string call = entry.at("call");
    const auto endpoint = endpointOf(recording);
    const auto answer = answerOf(entry);
    if (call == "created") {
        checkMeaning(adapter.created(answer), entry.at("means"));
    } else if (call == "polled") {
        checkMeaning(adapter.polledJob(answer, jobOf(recording, entry), endpoint), entry.at("means"));
    } else if (call == "listed") {
        checkList(adapter, requestOf(recording, adapter.id()), entry);
    } else if (call == "uploaded") {
        checkUpload(adapter.uploaded(answer, trailOf(entry), endpoint), entry.at("means"));
    } else if (call == "clip_in") {
        checkClip(adapter.clipIn(answer), entry.at("means"));
    } else {
        REQUIRE(call == "looked_up");
        const auto request = requestOf(recording, adapter.id());
        const auto sent = adapter.createFrom(orderOf(recording, request, endpoint));
        REQUIRE(sent);
        checkMeaning(adapter.lookedUpFor(answer, *sent), entry.at("means"));
    }
}

}  // namespace

TEST_CASE("every adapter makes the recorded requests and reads the recorded answers", "[providers]") {
    for (const auto& adapter : providers::builtinAdapters()) {
        const auto files = recordings(adapter->id());
        INFO("adapter " << adapter->id());
        REQUIRE_FALSE(files.empty());
        for (const auto& file : files) {
            INFO("recording " << file.filename().string());
            const auto recording = base::readJson(file.string());
            REQUIRE(recording);
            checkRequests(*adapter, *recording);
            for (const auto& entry : recording->at("answers")) {
                INFO("answer " << entry.dump());
                checkAnswer(*adapter, *recording, entry);
            }
        }
    }
}
