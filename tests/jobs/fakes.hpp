#pragma once

#include "groundglass/jobs/service.hpp"
#include "jobs/open_service.hpp"
#include "jobs/transport.hpp"
#include "support/fake_clock.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::test {

using namespace jobs;

/// A provider with the simplest possible wire: the body of an answer is "word [id]".
class FakeAdapter final : public HttpAdapter {
public:
    CrashClass kind = CrashClass::Nothing;
    bool throttleSafe = true;
    base::Milliseconds life{};
    bool cancels = true;  // these five are set before the service starts

    std::string_view id() const noexcept override { return "fake"; }
    CrashClass crashClass() const noexcept override { return kind; }
    bool throttledMeansNotCreated() const noexcept override { return throttleSafe; }
    base::Milliseconds keyLife() const noexcept override { return life; }

    base::Result<HttpRequest> create(const Request& request, const Endpoint& endpoint) const override {
        if (request.prompt.empty()) return base::fail(base::ErrorCode::InvalidInput, "the prompt is empty");
        return HttpRequest{
            .method = "POST",
            .url = endpoint.baseUrl + "/videos",
            .headers = {{"Content-Type", "text/plain"}, {"Idempotency-Key", "k" + request.prompt}},
            .body = "make " + request.prompt};
    }
    RemoteState created(const HttpAnswer& answer) const override {
        if (answer.status == 429 && answer.body.empty()) return {.state = JobState::Unknown};
        if (answer.status == 429 && answer.body == "rate limit") return {.state = JobState::NotSent};
        if (answer.status >= 400) return {.state = JobState::Refused, .reason = answer.body};
        return read(answer.body);
    }
    HttpRequest poll(std::string_view remoteId, const Endpoint& endpoint) const override {
        return {.url = endpoint.baseUrl + "/videos/" + std::string(remoteId)};
    }
    RemoteState polled(const HttpAnswer& answer, const Endpoint&) const override { return read(answer.body); }
    std::optional<HttpRequest> cancel(std::string_view remoteId, const Endpoint& endpoint) const override {
        if (!cancels) return std::nullopt;
        return HttpRequest{.method = "DELETE", .url = endpoint.baseUrl + "/videos/" + std::string(remoteId)};
    }
    std::optional<HttpRequest> lookUp(const HttpRequest& sent, const Endpoint& endpoint) const override {
        for (const auto& [name, value] : sent.headers) {
            if (name == "Idempotency-Key") return HttpRequest{.url = endpoint.baseUrl + "/orders/" + value};
        }
        return std::nullopt;
    }
    RemoteState lookedUp(const HttpAnswer& answer) const override { return read(answer.body); }
    std::optional<HttpRequest> list(const Endpoint& endpoint, std::string_view after) const override {
        return HttpRequest{.url = endpoint.baseUrl + "/videos" + (after.empty() ? "" : "?after=") +
                                  std::string(after)};
    }
    base::Result<ListPage> listed(const HttpAnswer& answer) const override {
        ListPage page;  // "id=prompt id=prompt >next"
        auto& all = page.jobs;
        std::string_view rest = answer.body;
        if (const auto mark = rest.find('>'); mark != std::string_view::npos) {
            page.next = rest.substr(mark + 1);
            rest = rest.substr(0, mark);
        }
        while (!rest.empty()) {
            const auto item = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), item.size() + 1));
            const auto equals = item.find('=');
            ListedJob job;
            job.remoteId = item.substr(0, equals);
            job.prompt = item.substr(equals + 1);
            all.push_back(job);
        }
        return page;
    }
    HttpRequest download(std::string_view remoteId, std::string_view url,
                         const Endpoint& endpoint) const override {
        return {.url = url.empty() ? endpoint.baseUrl + "/videos/" + std::string(remoteId) + "/content"
                                   : std::string(url)};
    }
    void authorise(HttpRequest& request, const base::Secret& key) const override {
        request.headers.emplace_back("Authorization", std::string(key.expose()));
    }
    bool matches(const Request& request, const ListedJob& job) const override {
        return request.prompt == job.prompt;
    }

private:
    static RemoteState read(const std::string& body) {
        const auto space = body.find(' ');
        const std::string word = body.substr(0, space);
        const std::string rest = space == std::string::npos ? "" : body.substr(space + 1);
        if (word == "accepted") return {.state = JobState::Accepted, .remoteId = rest, .statusWord = word};
        if (word == "running") return {.state = JobState::Running, .statusWord = word, .progress = 0.5};
        if (word == "done") return {.state = JobState::Done, .statusWord = word, .downloadUrl = rest};
        if (word == "failed") return {.state = JobState::Failed, .statusWord = word, .reason = rest};
        if (word == "blocked") return {.state = JobState::Blocked, .statusWord = word, .reason = rest};
        if (word == "cancelled") return {.state = JobState::Cancelled, .statusWord = word};
        return {.state = JobState::Unknown};
    }
};

/// Answers each exchange from a function of the test. Where nothing is under way, waiting moves the clock at
/// once.
class ScriptedTransport final : public Transport {
public:
    using Script = std::function<std::optional<Outcome>(const Exchange&)>;  ///< Nothing: no answer ever.

    /// What tests and transport share; it outlives the service.
    struct Stage {
        std::mutex mutex;
        std::condition_variable changed;
        std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
        Script script;
        std::vector<Exchange> sent;
        std::vector<Outcome> late;  ///< Answers that the test gives when it likes.
        std::condition_variable wakeUp;
        bool woken{};

        void deliver(Outcome outcome) {
            {
                const std::scoped_lock lock(mutex);
                late.push_back(std::move(outcome));
                woken = true;
            }
            wakeUp.notify_all();
        }

        std::vector<Exchange> sentNow() {
            const std::scoped_lock lock(mutex);
            return sent;
        }
        std::size_t posts() {
            std::size_t count = 0;
            for (const Exchange& exchange : sentNow()) count += exchange.purpose == Purpose::Pay ? 1U : 0U;
            return count;
        }
    };

    explicit ScriptedTransport(std::shared_ptr<Stage> stage) : m_stage(std::move(stage)) {}

    void start(Exchange exchange) override {
        std::optional<Outcome> outcome = m_stage->script(exchange);
        {
            const std::scoped_lock lock(m_stage->mutex);
            Exchange record = exchange;
            record.sink = {};
            m_stage->sent.push_back(std::move(record));
        }
        m_stage->changed.notify_all();
        if (!outcome) return;
        outcome->id = exchange.id;
        const int status = outcome->answer.status;
        if (exchange.sink && (status == 200 || status == 206) && !outcome->answer.body.empty()) {
            const std::string body = std::exchange(outcome->answer.body, {});
            if (!exchange.sink(outcome->answer, body)) outcome->failure = Failure::Sink;
        }
        m_outcomes.push_back(std::move(*outcome));
    }
    void drop(std::uint64_t) override {}
    std::vector<Outcome> wait(std::optional<std::chrono::milliseconds> longest) override {
        if (!m_outcomes.empty()) return std::exchange(m_outcomes, {});
        std::unique_lock lock(m_stage->mutex);
        if (!m_stage->woken && longest) {
            m_stage->clock->advance(longest->count());
            return {};
        }
        m_stage->wakeUp.wait(lock, [this] { return m_stage->woken; });
        m_stage->woken = false;
        return std::exchange(m_stage->late, {});
    }
    void wake() override {
        {
            const std::scoped_lock lock(m_stage->mutex);
            m_stage->woken = true;
        }
        m_stage->wakeUp.notify_all();
    }

private:
    std::shared_ptr<Stage> m_stage;
    std::vector<Outcome> m_outcomes;
};

inline Outcome answer(int status, std::string body,
                      std::vector<std::pair<std::string, std::string>> headers = {}) {
    return {.failure = Failure::None,
            .answer = {.status = status, .headers = std::move(headers), .body = std::move(body)}};
}
inline Outcome failure(Failure kind) {
    return {.failure = kind, .answer = {}, .what = "It broke."};
}

/// "The bytes of a clip": enough for the magic check.
inline std::string clipBytes(std::size_t size = 64) {
    std::string bytes(size, 'v');
    bytes.replace(0, 12,
                  std::string("\0\0\0\x18"
                              "ftypmp42",
                              12));
    return bytes;
}

/// Puts clips beside each other and keeps one for each job, as a film does.
class FakeSink final : public TakeSink {
public:
    explicit FakeSink(std::filesystem::path folder) : m_folder(std::move(folder)) {
        std::filesystem::create_directories(m_folder);
    }
    base::Result<std::filesystem::path> store(const Job& job, const std::filesystem::path& clip) override {
        ++calls;
        if (failures > 0) {
            --failures;
            return base::fail(base::ErrorCode::Io, "the film is read only");
        }
        const auto target = m_folder / (job.id.str() + clip.extension().string());
        std::filesystem::rename(clip, target);
        return target;
    }
    std::atomic<int> calls{}, failures{};

private:
    std::filesystem::path m_folder;
};

class FakeKeys final : public SecretSource {
public:
    base::Result<base::Secret> key(std::string_view) override { return base::Secret{"sesame"}; }
};

/// Writes a small clip; tests say how it goes.
class FakeClip final : public LocalClip {
public:
    std::function<base::Status(std::stop_token, const std::function<void(double)>&)> play;
    std::atomic<int> made{};
    base::Status make(const Request&, const std::filesystem::path& file,
                      const std::function<void(double)>& progress, std::stop_token stop) override {
        ++made;
        if (play) {
            if (auto done = play(stop, progress); !done) return done;
        }
        std::ofstream(file, std::ios::binary) << clipBytes();
        return {};
    }
};

/// A service with everything scripted. `reopen` ends it and starts another one on the same state folder.
struct Rig {
    TempDir dir;
    std::shared_ptr<FakeAdapter> adapter = std::make_shared<FakeAdapter>();
    std::shared_ptr<FakeSink> sink = std::make_shared<FakeSink>(dir.path() / "takes");
    std::shared_ptr<FakeClip> clip = std::make_shared<FakeClip>();
    std::shared_ptr<ScriptedTransport::Stage> stage = std::make_shared<ScriptedTransport::Stage>();
    std::filesystem::path state = dir.path() / "state";
    std::map<std::string, Endpoint> endpoints{
        {"here", {.id = "here", .provider = "fake", .baseUrl = "https://api.example.com/v1"}}};
    std::unique_ptr<JobService> service;

    base::Result<std::unique_ptr<JobService>> tryOpen() {
        ServiceParts parts;
        parts.stateFolder = state;
        parts.adapters = {adapter};
        parts.local = {{"builtin", clip}};
        parts.endpoints = endpoints;
        parts.secrets = std::make_shared<FakeKeys>();
        parts.takes = sink;
        parts.clock = stage->clock;
        return openService(
            parts, [this] { return std::make_unique<ScriptedTransport>(stage); },
            resources() / "sql" / "ledger");
    }
    JobService& open() {
        service.reset();
        auto opened = tryOpen();
        if (!opened) throw std::runtime_error(opened.error().message);
        service = std::move(*opened);
        return *service;
    }
    Job waitFor(const JobId& id) {
        auto job = service->wait(id, {});
        if (!job) throw std::runtime_error(job.error().message);
        return *job;
    }
    /// Waits until the job is in a state.
    Job waitFor(const JobId& id, JobState wanted) {
        std::mutex mutex;
        std::condition_variable changed;
        std::optional<Job> found;
        const auto token = service->listen([&](const Job& job) {
            const std::scoped_lock lock(mutex);
            if (job.id == id && job.state == wanted && !found) found = job;
            changed.notify_all();
        });
        if (const auto now = service->job(id); now && now->state == wanted) return *now;
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return found.has_value(); });
        return *found;
    }
    void waitForExchanges(std::size_t count) {
        std::unique_lock lock(stage->mutex);
        stage->changed.wait(lock, [&] { return stage->sent.size() >= count; });
    }
    std::vector<std::string> history(const JobId& id) {
        std::vector<std::string> states;
        for (const JobEvent& event : service->events(id)) states.emplace_back(name(event.state));
        return states;
    }
};

inline Request request(std::string prompt, std::string endpoint = "here") {
    Request r;
    r.film = "film";
    r.shot = "cafe";
    r.title = "1A";
    r.provider = endpoint.empty() ? "builtin" : "fake";
    r.endpoint = std::move(endpoint);
    r.model = "m";
    r.prompt = std::move(prompt);
    r.size = {1280, 720};
    r.duration = base::Milliseconds{4000};
    r.estimate = {.micros = 400'000, .currency = "USD"};
    return r;
}

/// accepted r1 → running → done → the clip.
inline ScriptedTransport::Script goodService(int runs = 1) {
    return [runs, polls = 0](const Exchange& exchange) mutable -> std::optional<Outcome> {
        if (exchange.purpose == Purpose::Pay) return answer(200, "accepted r1");
        if (exchange.purpose == Purpose::Fetch) return answer(200, clipBytes());
        return answer(200, polls++ < runs ? "running" : "done");
    };
}

}  // namespace groundglass::test
