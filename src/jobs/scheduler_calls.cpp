#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"
#include "jobs/scheduler.hpp"
#include "jobs/url.hpp"

#include <algorithm>
#include <cassert>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr int callsMost = 16;
constexpr int startUpCallsMost = 2;
constexpr std::int64_t longThrottle = 15 * 60'000;
constexpr std::int64_t longestRunUnknown = 40 * 60'000;
constexpr std::size_t trailMost = 4096;
constexpr int stepsMost = 4;

/// The endpoint of that name still is the frozen one, so its key is the right one.
bool keyOf(const Endpoint& frozen, const std::map<std::string, Endpoint>& today) {
    const auto found = today.find(frozen.id);
    if (found == today.end()) return false;
    const auto then = originOf(frozen.baseUrl);
    const auto now = originOf(found->second.baseUrl);
    return then && now && *then == *now;
}

/// One of the further origins that the adapter lets the key go to.
bool isKeyOrigin(const Origin& target, const std::vector<std::string>& origins) {
    return std::any_of(origins.begin(), origins.end(), [&](const std::string& each) {
        const auto origin = originOf(each);
        return origin && *origin == target;
    });
}

std::string_view stepName(Purpose purpose) {
    return purpose == Purpose::Pay ? "create" : purpose == Purpose::Ask ? "ask" : "download";
}

}  // namespace

void Scheduler::change(Work& work, JobState state, std::string reason) {
    Job& job = work.entry.job;
    assert(mayFollow(job.state, state));
    job.state = state;
    job.reason = std::move(reason);
    job.changedMs = m_parts.clock->utcMs();
    job.lacks = Lack::Nothing;
    job.place.clear();
    job.candidates.clear();
    work.held = false;
    work.tries = 0;
    work.due = now();
    if (!isEnd(state)) m_active.insert(&work);
    m_batch.events.push_back({.timeMs = job.changedMs,
                              .job = job.id,
                              .state = state,
                              .progress = job.progress,
                              .note = job.reason});
    m_again = true;
    touch(work);
}

void Scheduler::touch(Work& work) {
    m_dirty.insert(&work);
    m_shown.insert(&work);
}

void Scheduler::note(Work& work, std::string reason) {
    if (work.entry.job.reason == reason) return;
    work.entry.job.reason = std::move(reason);
    touch(work);
}

void Scheduler::hold(Work& work, std::string reason) {
    work.held = true;
    work.startUp = false;
    work.entry.job.reason = std::move(reason);
    touch(work);
}

void Scheduler::noRoom(Work& work, const std::filesystem::path& place, std::string reason) {
    Job& job = work.entry.job;
    if (job.lacks != Lack::Room || job.place != place.string()) touch(work);
    job.lacks = Lack::Room;
    job.place = place.string();
    note(work, std::move(reason));
}

/// What the catalog knew of the model when the person pressed go, or a guess.
std::int64_t Scheduler::longestRun(const Work& work) {
    const std::int64_t known = work.entry.job.request.longestRun.count();
    return known > 0 ? known : longestRunUnknown;
}

double Scheduler::share() {
    return std::uniform_real_distribution<double>(0, 1)(m_random);
}

std::int64_t Scheduler::scaled(std::int64_t wait) const {
    return static_cast<std::int64_t>(static_cast<double>(wait) * m_parts.pollScale);
}

/// At least a millisecond: a clock that stands still must not make the scheduler spin.
void Scheduler::later(Work& work, std::int64_t wait) {
    work.due = now() + std::max<std::int64_t>(1, scaled(wait));
}

void Scheduler::backOff(Work& work, const Backoff& backoff, const HttpAnswer* answer) {
    Gate& gate = gateOf(work);
    const bool throttled = answer != nullptr && answer->status == 429;
    const bool allowed = throttled ? gate.budget.spendThrottle() : gate.budget.spendFailure();
    std::int64_t wait = allowed ? backoff.wait(work.tries, share()) : backoff.cap;
    if (answer != nullptr) {
        const auto asked = retryAfterMs(*answer);
        if (asked) wait = std::max(wait, *asked);
        if (asked && *asked > longThrottle) gate.closedUntil = now() + scaled(*asked);
    }
    ++work.tries;
    later(work, wait);
}

const HttpAdapter* Scheduler::adapterOf(const Work& work) const {
    for (const auto& adapter : m_parts.adapters) {
        if (adapter->id() == work.entry.endpoint.provider) return adapter.get();
    }
    return nullptr;
}

RemoteJob Scheduler::jobOf(const Work& work) const {
    const Entry& entry = work.entry;
    const std::string& model = entry.job.request.model;
    return {entry.job.remoteId, model.empty() ? entry.endpoint.model : model, entry.trail};
}

void Scheduler::keepTrail(Work& work, const std::string& trail) {
    if (trail.empty() || trail.size() > trailMost || trail == work.entry.trail) return;
    work.entry.trail = trail;
    m_dirty.insert(&work);
}

bool Scheduler::goesOn(Work& work, const RemoteState& remote) {
    work.steps = remote.askAgain ? work.steps + 1 : 0;
    return remote.askAgain && work.steps <= stepsMost;
}

Scheduler::Work* Scheduler::find(const JobId& id) {
    const auto found = m_works.find(id);
    return found == m_works.end() ? nullptr : &found->second;
}

std::filesystem::path Scheduler::fileOf(const Work& work, const char* ending) const {
    return m_parts.stateFolder / "parts" / (work.entry.job.id.str() + ending);
}

std::optional<std::filesystem::path> Scheduler::wholeClip(const Work& work) const {
    std::error_code ignored;
    for (const char* const ending : {".clip.mp4", ".clip.webm"}) {
        auto path = fileOf(work, ending);
        if (std::filesystem::exists(path, ignored)) return path;
    }
    return std::nullopt;
}

/// The bounds on calls at one time; a job beyond them is looked at again when a call ends.
bool Scheduler::mayCall(const Work& work) {
    const Gate& gate = gateOf(work);
    return gate.calls < callsMost && (!work.startUp || gate.startUpCalls < startUpCallsMost);
}

base::Result<Exchange> Scheduler::prepare(const Work& work, HttpRequest request, Purpose purpose) {
    const Endpoint& endpoint = work.entry.endpoint;
    const auto target = originOf(request.url);
    const auto home = originOf(endpoint.baseUrl);
    if (!target) return tl::unexpected(target.error());
    if (!home) return tl::unexpected(home.error());
    const bool own = endpoint.selfHosted && target->host == home->host;
    if (target->scheme == "http" && !own) {
        return base::fail(base::ErrorCode::InvalidInput, "An address without encryption is not called.");
    }
    for (const auto& [name, value] : request.headers) {
        if (!isCleanHeader(name) || !isCleanHeader(value)) {
            return base::fail(base::ErrorCode::InvalidInput, "A header holds a control character.");
        }
    }
    const HttpAdapter* const adapter = adapterOf(work);
    if (*target == *home || (adapter != nullptr && isKeyOrigin(*target, adapter->keyOrigins(endpoint)))) {
        if (!keyOf(endpoint, m_parts.endpoints)) {
            return base::fail(
                base::ErrorCode::Auth,
                base::format("The endpoint \"{}\" is not set up any more, or points elsewhere; its key is "
                             "not sent there. Set it up as it was, then reconcile or restart.",
                             endpoint.id));
        }
        if (m_parts.secrets) {
            const auto key = m_parts.secrets->key(endpoint.id);
            if (!key) return tl::unexpected(key.error());
            if (!key->empty() && adapter != nullptr) adapter->authorise(request, *key);
        }
    }
    const std::int64_t longest = purpose == Purpose::Fetch ? 0
                                 : purpose == Purpose::Pay && adapter != nullptr
                                     ? adapter->longestCreate().count() / 1000
                                     : 60;
    return Exchange{.id = m_nextExchange++,
                    .purpose = purpose,
                    .request = std::move(request),
                    .selfHosted = own,
                    .bodyMost = adapter != nullptr ? adapter->answerMost() : std::size_t{4} << 20U,
                    .longest = std::chrono::seconds{longest},
                    .sink = {}};
}

void Scheduler::call(Work& work, Exchange exchange, void (Scheduler::*answer)(Work&, Outcome)) {
    const std::uint64_t id = exchange.id;
    const bool startUpCall = work.startUp;
    Gate& gate = gateOf(work);
    ++gate.calls;
    if (startUpCall) ++gate.startUpCalls;
    work.busy = true;
    if (exchange.purpose == Purpose::Pay) m_paying.insert(id);
    const std::string line = base::format("jobs: {} {} {}", work.entry.job.id.str(), exchange.request.method,
                                          stepName(exchange.purpose));
    m_answers.emplace(id, [this, &work, &gate, startUpCall, answer, line](Outcome outcome) {
        --gate.calls;
        if (startUpCall) --gate.startUpCalls;
        work.busy = false;
        work.startUp = false;
        base::logInfo(base::format("{} -> {} {}", line, outcome.answer.status, outcome.answer.body.size()));
        if (outcome.failure == Failure::None && outcome.answer.status < 400) gate.budget.success();
        (this->*answer)(work, std::move(outcome));
        m_again = true;
    });
    Work* const ordered = exchange.purpose == Purpose::Pay ? &work : nullptr;
    auto run = [this, exchange = std::move(exchange)]() mutable { m_transport->start(std::move(exchange)); };
    m_starts.push_back({.run = std::move(run), .ordered = ordered, .exchange = id});
}

}  // namespace groundglass::jobs
