#include "groundglass/base/json.hpp"
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
    return {
        "recorded", "", endpoint.at("base_url"), endpoint.value("self_hosted", false), endpoint.at("profile"),
        ""};
}

jobs::Request requestOf(const Json& recording) {
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
    return request;
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

void checkRequests(const jobs::HttpAdapter& adapter, const Json& recording) {
    if (!recording.contains("create")) return;
    const auto endpoint = endpointOf(recording);
    const Json& wanted = recording.at("create");
    const auto create = adapter.create(requestOf(recording), endpoint);
    INFO((create ? std::string() : create.error().message));
    REQUIRE(create);
    CHECK(create->method == "POST");
    CHECK(create->url == wanted.at("url").get<std::string>());
    CHECK(header(*create, "Content-Type").starts_with(wanted.at("content_type").get<std::string>()));
    if (wanted.contains("json")) CHECK(Json::parse(create->body) == wanted.at("json"));
    if (wanted.contains("form"))
        CHECK(formOf(*create) == wanted.at("form").get<std::map<std::string, std::string>>());
    CHECK(adapter.create(requestOf(recording), endpoint)->body == create->body);

    const std::string id = recording.at("remote_id");
    CHECK(adapter.poll(id, endpoint).url == recording.at("poll").get<std::string>());
    CHECK(adapter.list(endpoint, {})->url == recording.at("list").get<std::string>());
    CHECK(adapter.download(id, {}, endpoint).url == recording.at("download").get<std::string>());
    const auto cancel = adapter.cancel(id, endpoint);
    REQUIRE(cancel.has_value() == recording.at("cancel").is_string());
    if (cancel) {
        CHECK(cancel->method == "DELETE");
        CHECK(cancel->url == recording.at("cancel").get<std::string>());
    }
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
    CHECK(meaning.reason.find("secret") == std::string::npos);
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
                const std::string call = entry.at("call");
                if (call == "created") checkMeaning(adapter->created(answerOf(entry)), entry.at("means"));
                if (call == "polled") {
                    checkMeaning(adapter->polled(answerOf(entry), endpointOf(*recording)), entry.at("means"));
                }
                if (call == "listed") checkList(*adapter, requestOf(*recording), entry);
            }
        }
    }
}
