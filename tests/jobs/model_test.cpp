#include "support/catch.hpp"
#include "vendor.hpp"

#include <cstdlib>
#include <unordered_map>

using namespace groundglass;
using namespace groundglass::test;

namespace {

constexpr std::int64_t price = 400'000;
constexpr int commonPrompts = 3;

/// Wall time may jump; the clock of the timers never does.
class JumpyClock final : public base::Clock {
public:
    [[nodiscard]] std::int64_t utcMs() const override { return m_now + m_offset; }
    [[nodiscard]] std::int64_t monotonicMs() const override { return m_now; }
    void advance(std::int64_t ms) { m_now += ms; }
    void jump(std::int64_t ms) { m_offset += ms; }

private:
    std::atomic<std::int64_t> m_now{1'790'000'000'000};
    std::atomic<std::int64_t> m_offset{};
};

/// A fake wire of one crash class. Each order has a key of its own, as real ones have.
class ClassAdapter final : public HttpAdapter {
public:
    ClassAdapter(std::string id, CrashClass kind) : m_id(std::move(id)) {
        m_wire.kind = kind;
        m_wire.throttleSafe = kind != CrashClass::Nothing;
        m_wire.life = base::Milliseconds{kind == CrashClass::Replay ? 86'400'000 : 0};
    }
    std::string_view id() const noexcept override { return m_id; }
    CrashClass crashClass() const noexcept override { return m_wire.kind; }
    bool throttledMeansNotCreated() const noexcept override { return m_wire.throttleSafe; }
    base::Milliseconds keyLife() const noexcept override { return m_wire.life; }
    base::Result<HttpRequest> create(const Request& request, const Endpoint& endpoint) const override {
        auto made = m_wire.create(request, endpoint);
        if (made) made->headers.back().second = m_id + std::to_string(++m_orders);
        return made;
    }
    RemoteState created(const HttpAnswer& answer) const override { return m_wire.created(answer); }
    HttpRequest poll(std::string_view id, const Endpoint& endpoint) const override {
        return m_wire.poll(id, endpoint);
    }
    RemoteState polled(const HttpAnswer& answer, const Endpoint& endpoint) const override {
        return m_wire.polled(answer, endpoint);
    }
    std::optional<HttpRequest> cancel(std::string_view id, const Endpoint& endpoint) const override {
        return m_wire.cancel(id, endpoint);
    }
    std::optional<HttpRequest> lookUp(const HttpRequest& sent, const Endpoint& endpoint) const override {
        return m_wire.lookUp(sent, endpoint);
    }
    RemoteState lookedUp(const HttpAnswer& answer) const override { return m_wire.lookedUp(answer); }
    std::optional<HttpRequest> list(const Endpoint& endpoint, std::string_view after) const override {
        return m_wire.list(endpoint, after);
    }
    base::Result<ListPage> listed(const HttpAnswer& answer) const override { return m_wire.listed(answer); }
    HttpRequest download(std::string_view id, std::string_view url, const Endpoint& endpoint) const override {
        return m_wire.download(id, url, endpoint);
    }
    void authorise(HttpRequest& request, const base::Secret& key) const override {
        m_wire.authorise(request, key);
    }
    bool matches(const Request& request, const ListedJob& job) const override {
        return m_wire.matches(request, job);
    }

private:
    std::string m_id;
    FakeAdapter m_wire;
    mutable std::atomic<int> m_orders{};
};

/// The network as the model moves it: nothing ends before the model says so.
class Network {
public:
    using Answer = std::function<Outcome(const Exchange&)>;

    void start(Exchange exchange) {
        const std::scoped_lock lock(m_mutex);
        m_pending.push_back(std::move(exchange));
    }
    void wake() {
        {
            const std::scoped_lock lock(m_mutex);
            m_woken = true;
        }
        m_changed.notify_all();
    }
    std::vector<Outcome> wait(std::optional<std::chrono::milliseconds> longest) {
        std::unique_lock lock(m_mutex);
        if (m_last) return m_last(std::exchange(m_pending, {}));
        m_idle = true;
        m_longest = longest;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_woken || m_next || m_goOn || m_last; });
        m_idle = false;
        m_woken = m_goOn = false;
        if (!m_next) return {};
        Exchange exchange = std::move(*std::exchange(m_next, std::nullopt));
        return {ended(exchange, *m_answer)};
    }

    /// Waits until the scheduler has nothing to do and gives how long it would sleep.
    std::optional<std::chrono::milliseconds> idle() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_idle && !m_woken && !m_next && !m_goOn; });
        return m_longest;
    }
    void goOn() {
        const std::scoped_lock lock(m_mutex);
        m_goOn = true;
        m_changed.notify_all();
    }
    /// Ends one of what is under way; false when nothing is.
    bool deliver(std::size_t any, const Answer& answer) {
        const std::scoped_lock lock(m_mutex);
        if (m_pending.empty()) return false;
        const auto chosen = m_pending.begin() + static_cast<std::ptrdiff_t>(any % m_pending.size());
        m_next = std::move(*chosen);
        m_pending.erase(chosen);
        m_answer = &answer;
        m_changed.notify_all();
        return true;
    }
    /// The scheduler is about to end: its last orders are answered, or are not.
    void close(std::function<std::vector<Outcome>(std::vector<Exchange>)> last) {
        const std::scoped_lock lock(m_mutex);
        m_last = std::move(last);
        m_changed.notify_all();
    }

    static Outcome ended(const Exchange& exchange, const Answer& answer) {
        Outcome outcome = answer(exchange);
        outcome.id = exchange.id;
        const int status = outcome.answer.status;
        if (exchange.sink && (status == 200 || status == 206) && !outcome.answer.body.empty()) {
            const std::string body = std::exchange(outcome.answer.body, {});
            if (!exchange.sink(outcome.answer, body)) outcome.failure = Failure::Sink;
        }
        return outcome;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_idle{}, m_woken{}, m_goOn{};
    std::optional<std::chrono::milliseconds> m_longest;
    std::vector<Exchange> m_pending;
    std::optional<Exchange> m_next;
    const Answer* m_answer{};
    std::function<std::vector<Outcome>(std::vector<Exchange>)> m_last;  ///< Set: the scheduler ends.
};

class Wire final : public Transport {
public:
    explicit Wire(std::shared_ptr<Network> network) : m_network(std::move(network)) {}
    void start(Exchange exchange) override { m_network->start(std::move(exchange)); }
    void drop(std::uint64_t) override {}
    std::vector<Outcome> wait(std::optional<std::chrono::milliseconds> longest) override {
        return m_network->wait(longest);
    }
    void wake() override { m_network->wake(); }

private:
    std::shared_ptr<Network> m_network;
};

/// Memory serves as the disk where it can: the test is about order, not about power cuts.
std::filesystem::path homeFolder(const TempDir& dir) {
    std::error_code error;
    const std::filesystem::path memory = "/dev/shm";
    const auto folder = memory / dir.path().filename();
    return std::filesystem::create_directory(folder, error) ? folder : dir.path();
}

/// A person, four services and a queue between them, moved at random; what must hold is looked at after
/// every step.
class Model {
public:
    explicit Model(unsigned seed) : m_random(seed), m_vendor(m_random), m_home(homeFolder(m_dir)) {
        if (chance(40)) m_caps.film = price * static_cast<std::int64_t>(4 + below(30));
        if (chance(20)) m_caps.day = price * static_cast<std::int64_t>(3 + below(20));
        open();
        REQUIRE(m_service->setCaps(m_caps));
    }
    ~Model() {
        close(true);
        std::error_code ignored;
        if (m_home != m_dir.path()) std::filesystem::remove_all(m_home, ignored);
    }

    void step() {
        const auto sleeps = m_network->idle();
        const auto kind = below(100);
        if (kind < 55 && m_network->deliver(m_random(), m_answer)) return;
        if (kind < 75) {
            m_clock->advance(sleeps ? sleeps->count() : 1'000);
            m_network->goOn();
        } else if (kind < 98) {
            person();
        } else if (kind < 99) {
            m_clock->jump((chance(50) ? 1 : -1) * static_cast<std::int64_t>(below(200'000'000)));
        } else {
            restart();
        }
    }

    /// Everything that is true at every moment.
    void check() {
        m_network->idle();
        const auto jobs = m_service->jobs();
        std::set<std::pair<std::string, std::string>> owned;
        for (const auto& [prompt, clicks] : m_clicks) {
            if (m_vendor.billed(prompt) <= clicks) continue;
            FAIL(prompt << " was billed more often than a person agreed to");
        }
        for (const Job& job : jobs) {
            auto lie = lieOf(job);
            const bool mine =
                job.remoteId.empty() || owned.emplace(job.request.endpoint, job.remoteId).second;
            if (lie.empty() && !mine) lie = "the clip belongs to two jobs";
            if (lie.empty()) continue;
            FAIL(job.id.str() << " is " << name(job.state) << " (" << job.reason << "), but " << lie);
        }
        const auto told = jobs::spendingOf(jobs).all();
        const auto billed = price * static_cast<std::int64_t>(m_vendor.all().size());
        INFO("told " << told << ", billed " << billed);
        REQUIRE(told >= billed);
        if (m_caps.film) REQUIRE(billed <= *m_caps.film);
        if (m_caps.film) REQUIRE(told <= *m_caps.film);
    }

    /// No more faults, nobody in a hurry: everything comes to rest, and what was finished is here.
    void settle() {
        m_vendor.calm = true;
        m_network->idle();
        REQUIRE(m_service->resume());
        for (int round = 0; round < 100'000; ++round) {
            const auto sleeps = m_network->idle();
            if (m_network->deliver(0, m_answer)) continue;
            if (allRest()) break;
            m_clock->advance(sleeps ? sleeps->count() : 1);
            m_network->goOn();
            std::this_thread::yield();
        }
        check();
        for (const Job& job : m_service->jobs()) {
            INFO(job.id.str() << " " << name(job.state) << " " << job.reason);
            REQUIRE(job.rests);
            if (job.remoteId.empty()) continue;
            const auto* const made = m_vendor.find(job.remoteId);
            REQUIRE(made != nullptr);
            const bool kept = job.state == JobState::Stored || job.state == JobState::Lost ||
                              made->end != JobState::Done || made->cancelled || made->spoiled;
            REQUIRE(kept);
        }
    }

private:
    bool chance(int percent) { return static_cast<int>(m_random() % 100) < percent; }
    std::size_t below(std::size_t count) { return m_random() % count; }

    void open() {
        ServiceParts parts;
        parts.stateFolder = m_home / ("state" + std::to_string(m_runs));
        parts.adapters = m_adapters;
        parts.local = {{"builtin", m_clip}};
        for (const auto& adapter : m_adapters) {
            const std::string id(adapter->id());
            parts.endpoints[id] = {.id = id, .provider = id, .baseUrl = "https://" + id + ".example.com/v1"};
        }
        parts.secrets = std::make_shared<FakeKeys>();
        parts.takes = m_sink;
        parts.clock = m_clock;
        m_network = std::make_shared<Network>();
        auto opened = openService(
            parts, [this] { return std::make_unique<Wire>(m_network); }, resources() / "sql" / "ledger");
        INFO((opened ? std::string() : opened.error().message));
        REQUIRE(opened);
        m_service = std::move(*opened);
    }

    /// Ends the program; `dead`: nobody hears of what the services answer any more.
    void close(bool dead) {
        m_network->close([this, dead](const std::vector<Exchange>& pending) {
            std::vector<Outcome> outcomes;
            for (const Exchange& exchange : pending) {
                if (!dead && exchange.purpose == Purpose::Pay && chance(50)) {
                    outcomes.push_back(Network::ended(exchange, m_answer));
                } else {
                    m_vendor.lose(exchange);
                }
            }
            return outcomes;
        });
        m_service.reset();
    }

    /// In order, or killed: then what is on the disk now is all that the next run has.
    void restart() {
        m_network->idle();
        const auto state = m_home / ("state" + std::to_string(m_runs));
        const auto next = m_home / ("state" + std::to_string(m_runs + 1));
        const bool killed = chance(60);
        if (killed) {
            std::filesystem::create_directories(next / "parts");
            for (const char* const file : {"ledger.db", "jobs.jsonl", "spending.json"}) {
                std::error_code ignored;
                std::filesystem::copy_file(state / file, next / file, ignored);
            }
        }
        close(killed);
        if (!killed) std::filesystem::rename(state, next);
        std::filesystem::remove_all(state);
        ++m_runs;
        open();
    }

    std::optional<Job> anyJob() {
        const auto jobs = m_service->jobs();
        if (jobs.empty()) return std::nullopt;
        return jobs[std::min(below(jobs.size()), below(jobs.size()))];  // rather a new one
    }

    void person() {
        const auto kind = below(20);
        if (kind < 7) {
            submit();
            return;
        }
        if (kind < 9) {
            static_cast<void>(m_service->resume());
            return;
        }
        if (kind < 10) {
            const std::string where(m_adapters[below(m_adapters.size())]->id());
            static_cast<void>(chance(50) ? m_service->pause() : m_service->pauseAt(where));
            return;
        }
        const auto job = anyJob();
        if (!job) return;
        if (kind < 12) {
            if (chance(20)) {
                static_cast<void>(m_service->reorder(job->id, anyJob()->id));
            } else {
                static_cast<void>(m_service->cancel(job->id));
            }
        } else if (kind < 14) {
            static_cast<void>(m_service->reconcile(job->id));
        } else if (kind < 16) {
            if (m_service->sendAgain(job->id)) ++m_clicks[job->request.prompt];
        } else if (kind < 17) {
            static_cast<void>(m_service->abandon(job->id));
        } else if (kind < 18) {
            const auto& all = m_vendor.all();
            const bool right = all.empty() || chance(50);
            const std::string id = !job->candidates.empty() ? job->candidates.front()
                                   : right                  ? std::string("r1")
                                                            : all[below(all.size())].id;
            // People name the clip of the words they ordered.
            const auto* const made = m_vendor.find(id);
            if (made != nullptr && made->prompt == job->request.prompt)
                static_cast<void>(m_service->take(job->id, id));
        } else if (m_vendor.billed(job->request.prompt) == 0) {
            static_cast<void>(m_service->wasNotSent(job->id));
        }
    }

    void submit() {
        if (m_clicks.size() >= 60) return;
        const bool local = chance(8);
        const std::string where(m_adapters[below(m_adapters.size())]->id());
        Request wish = request(chance(20) ? where + "_common" + std::to_string(below(commonPrompts))
                                          : where + std::to_string(m_clicks.size()),
                               local ? std::string() : where);
        wish.provider = local ? "builtin" : where;
        wish.estimate.micros = local ? 0 : price;
        if (m_service->submit(wish) && !local) ++m_clicks[wish.prompt];
    }

    /// What a job says that is not so; empty = nothing.
    std::string lieOf(const Job& job) {
        if (job.request.provider == "builtin") return {};
        const std::size_t clicks = m_clicks.at(job.request.prompt);
        const bool unsent =
            job.state == JobState::Ready || job.state == JobState::NotSent || job.state == JobState::Refused;
        if (unsent && clicks == 1 && m_vendor.billed(job.request.prompt) != 0) return "it was billed";
        if (unsent && job.cost.micros != 0) return "it counts as paid";
        if (job.remoteId.empty()) return {};
        const auto* const made = m_vendor.find(job.remoteId);
        if (made == nullptr) return "the service has no such clip";
        if (made->prompt != job.request.prompt) return "the clip is another one";
        if (job.state != JobState::Stored) return {};
        if (made->end != JobState::Done) return "the service never finished it";
        return std::filesystem::exists(job.takeFile) ? "" : "its file is not there";
    }

    bool allRest() {
        const auto jobs = m_service->jobs();
        return std::all_of(jobs.begin(), jobs.end(), [](const Job& job) { return job.rests; });
    }

    std::minstd_rand m_random;
    Vendor m_vendor;
    TempDir m_dir;
    std::filesystem::path m_home;
    std::shared_ptr<JumpyClock> m_clock = std::make_shared<JumpyClock>();
    std::shared_ptr<FakeSink> m_sink = std::make_shared<FakeSink>(m_home / "takes");
    std::shared_ptr<FakeClip> m_clip = std::make_shared<FakeClip>();
    std::vector<std::shared_ptr<const HttpAdapter>> m_adapters{
        std::make_shared<ClassAdapter>("replay", CrashClass::Replay),
        std::make_shared<ClassAdapter>("look", CrashClass::LookUp),
        std::make_shared<ClassAdapter>("list", CrashClass::List),
        std::make_shared<ClassAdapter>("none", CrashClass::Nothing)};
    std::shared_ptr<Network> m_network;
    std::unique_ptr<JobService> m_service;
    Network::Answer m_answer = [this](const Exchange& exchange) { return m_vendor.answerTo(exchange); };
    SpendingCaps m_caps;
    std::map<std::string, std::size_t> m_clicks;  ///< By prompt: how often a person agreed to pay.
    int m_runs = 0;
};

/// GROUNDGLASS_MODEL_STEPS makes a campaign of it.
int stepsWanted() {
    const char* const wish = std::getenv("GROUNDGLASS_MODEL_STEPS");  // NOLINT(concurrency-mt-unsafe)
    return wish == nullptr ? 200'000 : std::atoi(wish);
}

}  // namespace

TEST_CASE("whatever happens in whatever order, each click pays once at most and no bill is hidden",
          "[jobs][model]") {
    constexpr int stepsOfRun = 1'000;
    const int runs = std::max(1, stepsWanted() / stepsOfRun);
    for (int run = 0; run < runs; ++run) {
        const unsigned seed = 1'000U + static_cast<unsigned>(run);
        INFO("seed " << seed);
        Model model(seed);
        for (int step = 0; step < stepsOfRun; ++step) {
            INFO("step " << step);
            model.step();
            model.check();
        }
        model.settle();
    }
}
