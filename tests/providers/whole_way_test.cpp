#include "groundglass/base/hash.hpp"
#include "groundglass/jobs/catalog.hpp"
#include "groundglass/providers/adapters.hpp"
#include "groundglass/providers/simulator.hpp"
#include "jobs/fakes.hpp"
#include "providers/base64.hpp"
#include "support/catch.hpp"

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace groundglass;
using namespace groundglass::test;

// The real adapters under the real scheduler, with a scripted network: from the order to the clip on the
// disk.
namespace {

using Routes = std::vector<std::pair<std::string, std::vector<Outcome>>>;

/// Answers by the beginning of "METHOD url": in turn, the last one again and again; 404 for what is not
/// there.
ScriptedTransport::Script serving(Routes routes) {
    return [routes = std::move(routes), used = std::map<std::string, std::size_t>()](
               const Exchange& exchange) mutable -> std::optional<Outcome> {
        const std::string call = exchange.request.method + " " + exchange.request.url;
        for (const auto& [route, answers] : routes) {
            if (!call.starts_with(route)) continue;
            std::size_t& at = used[route];
            return answers[std::min(at++, answers.size() - 1)];
        }
        return answer(404, "{}");
    };
}

struct Studio {
    TempDir dir;
    std::shared_ptr<FakeSink> sink = std::make_shared<FakeSink>(dir.path() / "takes");
    std::shared_ptr<ScriptedTransport::Stage> stage = std::make_shared<ScriptedTransport::Stage>();
    Endpoint endpoint;
    std::vector<std::shared_ptr<LocalServer>> servers;
    std::unique_ptr<JobService> service;

    explicit Studio(std::string provider, std::string baseUrl, bool selfHosted = false)
        : endpoint{"here", std::move(provider), std::move(baseUrl), selfHosted, {}, {}} {}

    JobService& open() {
        service.reset();
        ServiceParts parts;
        parts.stateFolder = dir.path() / "state";
        for (auto& adapter : providers::builtinAdapters()) parts.adapters.push_back(std::move(adapter));
        parts.endpoints = {{endpoint.id, endpoint}};
        parts.secrets = std::make_shared<FakeKeys>();
        parts.takes = sink;
        parts.servers = servers;
        parts.clock = stage->clock;
        auto opened = openService(
            parts, [this] { return std::make_unique<ScriptedTransport>(stage); },
            resources() / "sql" / "ledger");
        REQUIRE(opened);
        service = std::move(*opened);
        return *service;
    }

    Request wish(const std::string& model) {
        const auto catalog = Catalog::load(resources() / "catalog");
        REQUIRE(catalog);
        const Model* const known = catalog->find(endpoint.provider)->model(model);
        REQUIRE(known);
        Request made = request("A cup on a sill.");
        made.provider = endpoint.provider;
        made.model = model;
        made.wire = known->wire;
        made.longestRun = known->longestRun;
        made.size = known->nearestSize(16.0 / 9, 720);
        made.duration = known->nearestDuration(base::Milliseconds{5000});
        return made;
    }

    Picture picture(const std::string& role, std::size_t bytes) {
        std::string data = "\x89PNG\r\n\x1a\n" + std::string(bytes, 'p');
        const auto file = dir.path() / (role + ".png");
        std::ofstream(file, std::ios::binary) << data;
        return {role, file.string(), base::sha256(data)};
    }

    Job run(const Request& wanted) {
        const auto id = open().submit(wanted);
        REQUIRE(id);
        const auto job = service->wait(*id, {});
        REQUIRE(job);
        return *job;
    }

    /// "METHOD url" of each call; those that carried the key end in " +key".
    std::vector<std::string> calls() {
        std::vector<std::string> all;
        for (const Exchange& exchange : stage->sentNow()) {
            std::string line = exchange.request.method + " " + exchange.request.url;
            for (const auto& [name, value] : exchange.request.headers) {
                if (value.find("sesame") != std::string::npos) line += " +key";
            }
            all.push_back(std::move(line));
        }
        return all;
    }
};

constexpr const char* falJob = "https://queue.fal.run/fal-ai/veo3.1/requests/r1";

std::string falAnswer() {
    const std::string url = falJob;
    return R"({"status":"IN_QUEUE","request_id":"r1","response_url":")" + url + R"(","status_url":")" + url +
           R"(/status","cancel_url":")" + url + R"(/cancel"})";
}

}  // namespace

TEST_CASE("fal: a result takes two answers, its addresses survive a restart, the key stays at home",
          "[providers]") {
    Studio studio("fal", "https://queue.fal.run");
    studio.stage->script =
        serving({{"POST https://queue.fal.run/fal-ai/veo3.1", {answer(200, falAnswer())}},
                 {std::string("GET ") + falJob + "/status", {answer(202, R"({"status":"IN_PROGRESS"})")}}});
    const auto id = studio.open().submit(studio.wish("fal-ai/veo3.1"));
    REQUIRE(id);
    studio.stage->script = serving(
        {{"POST https://queue.fal.run/fal-ai/veo3.1", {answer(200, falAnswer())}},
         {std::string("GET ") + falJob + "/status",
          {answer(202, R"({"status":"IN_PROGRESS"})"), answer(200, R"({"status":"COMPLETED"})")}},
         {std::string("GET ") + falJob, {answer(200, R"({"video":{"url":"https://v3b.fal.media/a.mp4"}})")}},
         {"GET https://v3b.fal.media/a.mp4", {answer(200, clipBytes())}}});
    studio.open();
    const auto job = studio.service->wait(*id, {});
    REQUIRE(job);
    CHECK(job->state == JobState::Stored);
    CHECK(studio.stage->posts() == 1);
    const auto calls = studio.calls();
    CHECK(calls.back() == "GET https://v3b.fal.media/a.mp4");
    CHECK(calls[calls.size() - 2] == std::string("GET ") + falJob + " +key");
}

TEST_CASE("fal: an order whose answer is lost is found in the history and never sent again", "[providers]") {
    Studio studio("fal", "https://queue.fal.run");
    const std::string item =
        R"({"request_id":"r1","json_input":{"prompt":"A cup on a sill.","duration":"4s","aspect_ratio":"16:9","resolution":"720p"}})";
    studio.stage->script = serving(
        {{"POST ", {failure(Failure::Broken)}},
         {"GET https://api.fal.ai/v1/models/requests/by-endpoint",
          {answer(200, R"({"items":[]})"), answer(200, R"({"items":[)" + item + "]}")}},
         {std::string("GET ") + falJob + "/status", {answer(200, R"({"status":"COMPLETED"})")}},
         {std::string("GET ") + falJob, {answer(200, R"({"video":{"url":"https://v3b.fal.media/a.mp4"}})")}},
         {"GET https://v3b.fal.media/a.mp4", {answer(200, clipBytes())}}});
    const Job job = studio.run(studio.wish("fal-ai/veo3.1"));
    CHECK(job.state == JobState::Stored);
    CHECK(job.remoteId == "r1");
    CHECK(studio.stage->posts() == 1);
}

TEST_CASE("Runway: a large picture goes to the place it names, without the key, and then into the order",
          "[providers]") {
    Studio studio("runway", "https://api.dev.runwayml.com");
    studio.stage->script = serving(
        {{"POST https://api.dev.runwayml.com/v1/uploads",
          {answer(503, ""),
           answer(
               200,
               R"({"runwayUri":"runway://u1","uploadUrl":"https://bucket.example.net/up","fields":{"key":"k"}})")}},
         {"POST https://bucket.example.net/up", {answer(204, "")}},
         {"POST https://api.dev.runwayml.com/v1/image_to_video", {answer(200, R"({"id":"t1"})")}},
         {"GET https://api.dev.runwayml.com/v1/tasks/t1",
          {answer(200, R"({"id":"t1","status":"RUNNING","progress":0.5})"),
           answer(
               200,
               R"({"id":"t1","status":"SUCCEEDED","output":["https://cdn.example.net/a.mp4"],"cost":{"credits":60}})"),
           answer(200, R"({"id":"t1","status":"SUCCEEDED","output":["https://cdn.example.net/b.mp4"]})")}},
         {"GET https://cdn.example.net/a.mp4", {answer(403, "")}},
         {"GET https://cdn.example.net/b.mp4", {answer(200, clipBytes())}}});
    Request wanted = studio.wish("gen4.5");
    wanted.pictures = {studio.picture("first_frame", 4'000'000)};
    const Job job = studio.run(wanted);
    CHECK(job.state == JobState::Stored);
    CHECK(job.costKnown);
    CHECK(job.cost.micros == 600'000);
    CHECK(studio.stage->posts() == 1);
    for (const std::string& call : studio.calls())
        CHECK(call.ends_with(" +key") == (call.find("api.dev.runwayml.com") != std::string::npos));
    for (const Exchange& exchange : studio.stage->sentNow()) {
        if (exchange.purpose == Purpose::Pay)
            CHECK(exchange.request.body.find(R"("promptImage":[{"position":"first","uri":"runway://u1"}])") !=
                  std::string::npos);
    }
}

TEST_CASE("Runway: a cancelled task is forgotten there and cancelled here; a lost answer waits for a person",
          "[providers]") {
    Studio studio("runway", "https://api.dev.runwayml.com");
    SECTION("cancelled") {
        studio.stage->script = [deleted = false](const Exchange& exchange) mutable -> std::optional<Outcome> {
            if (exchange.purpose == Purpose::Pay) return std::nullopt;
            if (exchange.request.method == "DELETE") deleted = true;
            if (exchange.request.method == "DELETE") return answer(204, "");
            return deleted ? answer(404, "{}") : answer(200, R"({"id":"t1","status":"PENDING"})");
        };
        const auto id = studio.open().submit(studio.wish("gen4.5"));
        REQUIRE(id);
        while (studio.stage->sentNow().empty()) std::this_thread::yield();
        REQUIRE(studio.service->cancel(*id));
        studio.stage->deliver(
            {.id = studio.stage->sentNow().back().id, .answer = {.status = 200, .body = R"({"id":"t1"})"}});
        CHECK(studio.service->wait(*id, {})->state == JobState::Cancelled);
    }
    SECTION("lost") {
        studio.stage->script = serving({{"POST ", {answer(502, "<html>")}}});
        const Job job = studio.run(studio.wish("gen4.5"));
        CHECK(job.state == JobState::Unknown);
        CHECK(job.rests);
        CHECK(studio.stage->sentNow().size() == 1);
        CHECK_FALSE(studio.service->reconcile(job.id));
    }
    SECTION("a picture that the service does not take costs nothing") {
        studio.stage->script = serving({{"POST https://api.dev.runwayml.com/v1/uploads", {answer(413, "")}}});
        Request wanted = studio.wish("gen4.5");
        wanted.pictures = {studio.picture("first_frame", 4'000'000)};
        CHECK(studio.run(wanted).state == JobState::Ready);
        CHECK(studio.stage->posts() == 0);
        std::ofstream(wanted.pictures.front().file) << "changed";
        CHECK_FALSE(studio.service->submit(wanted));
    }
}

TEST_CASE("ComfyUI: a doubtful order is looked up under our own id, in history and queue", "[providers]") {
    Studio studio("comfyui", "http://render.local:8188", true);
    std::string ours;
    int asked = 0;
    const auto done = [&] {
        return answer(
            200,
            "{\"" + ours +
                R"(":{"status":{"status_str":"success"},"outputs":{"9":{"images":[{"filename":"c.mp4","type":"output","subfolder":"g"}]}}}})");
    };
    studio.stage->script = [&](const Exchange& exchange) -> std::optional<Outcome> {
        const std::string& url = exchange.request.url;
        if (exchange.purpose == Purpose::Pay) {
            const auto at = exchange.request.body.find(R"("prompt_id":")") + 13;
            ours = exchange.request.body.substr(at, 36);
            return failure(Failure::Broken);
        }
        if (url.ends_with("/queue")) {
            // Twice not there, then it waits, then it runs.
            if (++asked <= 2) return answer(200, R"({"queue_running":[],"queue_pending":[]})");
            return answer(200, std::string(R"({"queue_running":[)") +
                                   (asked > 3 ? "[1,\"" + ours + "\"]" : "") + R"(],"queue_pending":[)" +
                                   (asked == 3 ? "[1,\"" + ours + "\"]" : "") + "]}");
        }
        if (url.find("/history/") != std::string::npos) return asked < 5 ? answer(200, "{}") : done();
        if (url.find("/view?") != std::string::npos) return answer(200, clipBytes());
        return answer(404, "");
    };
    const Job job = studio.run(studio.wish("wan22_5b_text"));
    CHECK(job.state == JobState::Stored);
    CHECK(job.remoteId == ours);
    CHECK(ours.size() == 36);
    CHECK(ours[14] == '4');
    CHECK(studio.stage->posts() == 1);
}

TEST_CASE("ComfyUI: an order that never arrived ends as not found, and a new attempt has another id",
          "[providers]") {
    Studio studio("comfyui", "http://render.local:8188", true);
    std::vector<std::string> bodies;
    studio.stage->script = [&](const Exchange& exchange) -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) {
            bodies.push_back(exchange.request.body);
            return bodies.size() == 1 ? failure(Failure::Broken) : answer(400, "{}");
        }
        if (exchange.request.url.ends_with("/queue"))
            return answer(200, R"({"queue_running":[],"queue_pending":[]})");
        return answer(200, "{}");
    };
    const Job job = studio.run(studio.wish("wan22_5b_text"));
    CHECK(job.state == JobState::NotFound);
    REQUIRE(studio.service->sendAgain(job.id));
    CHECK(studio.service->wait(job.id, {})->state == JobState::Refused);
    REQUIRE(bodies.size() == 2);
    CHECK(bodies[0] != bodies[1]);
}

TEST_CASE("ComfyUI: a picture is uploaded before the order", "[providers]") {
    Studio studio("comfyui", "http://render.local:8188", true);
    studio.stage->script = serving({{"POST http://render.local:8188/upload/image",
                                     {answer(200, R"({"name":"p.png","subfolder":"groundglass"})")}},
                                    {"POST http://render.local:8188/prompt", {answer(400, "{}")}}});
    Request wanted = studio.wish("wan22_5b_picture");
    wanted.pictures = {studio.picture("first_frame", 10)};
    CHECK(studio.run(wanted).state == JobState::Refused);
    REQUIRE(studio.stage->sentNow().size() == 2);
    CHECK(studio.stage->sentNow().back().request.body.find(R"("image":"groundglass/p.png")") !=
          std::string::npos);
}

TEST_CASE("Veo and Gemini: a clip inside an answer reaches the disk whole", "[providers]") {
    const std::string clip = providers::toBase64(clipBytes(1000));
    const auto stored = [](const Job& job) {
        std::ifstream in(job.takeFile, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    SECTION("Veo asks by POST") {
        const std::string base =
            "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1";
        Studio studio("veo_vertex", base);
        const std::string name =
            "projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/o1";
        const std::string finished = R"({"name":")" + name +
                                     R"(","done":true,"response":{"videos":[{"bytesBase64Encoded":")" + clip +
                                     R"("}]}})";
        studio.stage->script =
            serving({{"POST " + base + "/publishers/google/models/veo-3.1-generate-001:predictLongRunning",
                      {answer(200, R"({"name":")" + name + R"("})")}},
                     {"POST " + base + "/publishers/google/models/veo-3.1-generate-001:fetchPredictOperation",
                      {answer(200, R"({"name":")" + name + R"("})"), answer(200, finished), answer(503, ""),
                       answer(200, finished)}}});
        const Job job = studio.run(studio.wish("veo-3.1-generate-001"));
        CHECK(job.state == JobState::Stored);
        CHECK(stored(job) == clipBytes(1000));
        CHECK(studio.stage->posts() == 1);
    }
    SECTION("Gemini answers the order with the clip, or with a file") {
        Studio studio("gemini_omni", "https://generativelanguage.googleapis.com");
        const std::string inside =
            R"({"id":"i1","status":"completed","steps":[{"model_output":{"content":[{"type":"video","data":")" +
            clip + R"("}]}}]})";
        studio.stage->script =
            serving({{"POST ", {answer(200, inside)}},
                     {"GET https://generativelanguage.googleapis.com/v1beta/interactions/i1",
                      {answer(200, inside)}}});
        const Job job = studio.run(studio.wish("gemini-omni-1.2-flash"));
        CHECK(job.state == JobState::Stored);
        CHECK(stored(job) == clipBytes(1000));
        CHECK(studio.stage->sentNow().front().longest == std::chrono::minutes(15));
    }
    SECTION("a file is asked for until it is ready") {
        Studio studio("gemini_omni", "https://generativelanguage.googleapis.com");
        const std::string file = "https://generativelanguage.googleapis.com/v1beta/files/f1";
        studio.stage->script = serving(
            {{"POST ",
              {answer(
                  200,
                  R"({"id":"i1","status":"completed","steps":[{"model_output":{"content":[{"type":"video","uri":")" +
                      file + R"("}]}}]})")}},
             {"GET " + file + ":download?alt=media", {answer(200, clipBytes())}},
             {"GET " + file,
              {answer(200, R"({"state":"PROCESSING"})"), answer(200, R"({"state":"ACTIVE"})")}}});
        CHECK(studio.run(studio.wish("gemini-omni-1.1-flash")).state == JobState::Stored);
        CHECK(studio.calls().back() == "GET " + file + ":download?alt=media +key");
    }
    SECTION("an answer that holds no clip after all is asked for once more, then kept for a look") {
        Studio studio("veo_vertex", "https://x-aiplatform.googleapis.com/v1/projects/p/locations/x");
        const std::string name =
            "projects/p/locations/x/publishers/google/models/veo-3.1-generate-001/operations/o1";
        studio.stage->script = serving(
            {{"POST "
              "https://x-aiplatform.googleapis.com/v1/projects/p/locations/x/publishers/google/models/"
              "veo-3.1-generate-001:predict",
              {answer(200, R"({"name":")" + name + R"("})")}},
             {"POST ",
              {answer(200, R"({"done":true,"response":{"videos":[{"bytesBase64Encoded":"A*"}]}})")}}});
        CHECK(studio.run(studio.wish("veo-3.1-generate-001")).state == JobState::Failed);
        CHECK(studio.stage->posts() == 1);
    }
}

TEST_CASE("the simulated service does to an order what its seed says, and nothing reaches the network",
          "[providers]") {
    const std::vector<std::pair<JobState, std::size_t>> fates{
        {JobState::Stored, 1},   {JobState::Stored, 1},  {JobState::Stored, 1}, {JobState::Refused, 0},
        {JobState::Stored, 1},   {JobState::Blocked, 1}, {JobState::Failed, 1}, {JobState::Stored, 1},
        {JobState::NotFound, 0}, {JobState::Stored, 1},  {JobState::Lost, 1},   {JobState::Stored, 1}};
    for (std::size_t seed = 0; seed < fates.size(); ++seed) {
        INFO("seed " << seed);
        Studio studio("simulator", "https://simulator.invalid", true);
        std::set<std::string> made;
        const auto simulated = std::make_shared<providers::SimulatedService>(
            [&](const std::string& id, const std::string& order) -> std::optional<base::Result<std::string>> {
                const auto drawn = providers::simulatedOrder(order);
                if (!drawn || drawn->size.width != 640 || drawn->duration.count() != 5000)
                    return base::fail(base::ErrorCode::InvalidInput, "another order");
                if (made.insert(id).second) return std::nullopt;  // it is being drawn
                return clipBytes();
            });
        studio.servers = {simulated};
        studio.stage->script = [](const Exchange&) -> std::optional<Outcome> {
            return answer(500, "the network");
        };
        Request wanted = studio.wish("simulated");
        wanted.seed = static_cast<std::int64_t>(seed);
        wanted.estimate = {};
        const Job job = studio.run(wanted);
        CHECK(job.state == fates[seed].first);
        CHECK(studio.stage->sentNow().empty());
        const auto orders =
            simulated->answer({.method = "GET", .url = "https://simulator.invalid/orders"}, 0).answer.body;
        std::size_t count = 0;
        for (std::size_t at = orders.find("\"id\""); at != std::string::npos;
             at = orders.find("\"id\"", at + 1))
            ++count;
        CHECK(count == fates[seed].second);
    }
}

TEST_CASE("the simulated service shows places, progress and cancels, and says the same for the same seed",
          "[providers]") {
    providers::SimulatedService service(
        [](const auto&, const auto&) { return std::optional<base::Result<std::string>>(clipBytes()); });
    const HttpRequest order{
        .method = "POST", .url = "https://simulator.invalid/orders", .body = R"({"prompt":"p","seed":1})"};
    const auto first = service.answer(order, 1'000);
    CHECK(first.answer.status == 201);
    CHECK(first.after.count() >= 150);
    const auto at = first.answer.body.find("sim-");
    const HttpRequest ask{.url = "https://simulator.invalid/orders/" + first.answer.body.substr(at, 20)};
    CHECK(service.answer(ask, 2'000).answer.body.find(R"("place":6)") != std::string::npos);
    CHECK(service.answer(ask, 36'000).answer.body.find(R"("progress":0.5)") != std::string::npos);
    const HttpRequest cancel{.method = "DELETE", .url = ask.url};
    CHECK(service.answer(cancel, 36'000).answer.body.find("cancelled") != std::string::npos);
    CHECK(service.answer({.url = "https://simulator.invalid/orders/../x"}, 0).answer.status == 404);
    CHECK(service.answer({.url = "https://simulator.invalid"}, 0).answer.status == 404);
    CHECK(service.answer({.method = "POST", .url = "https://simulator.invalid/orders", .body = "["}, 0)
              .answer.status == 400);
    CHECK_FALSE(providers::simulatedOrder("{}"));
}
