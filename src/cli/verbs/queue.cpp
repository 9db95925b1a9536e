#include "cli/engine.hpp"
#include "cli/job_table.hpp"
#include "cli/job_text.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/clock.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace groundglass::cli::queue {

namespace {

class Queue final : public Verb {
public:
    std::string_view name() const override { return "jobs"; }
    std::string_view summary() const override {
        return "The queue: what was sent, its true state, what it cost";
    }
    void declare(CLI::App& parser) override {
        parser.require_subcommand(1);
        m_list = parser.add_subcommand("list", "All jobs, the newest first");
        m_export = parser.add_subcommand("export", "All jobs with their events as JSON");
        m_export->add_flag("--csv", m_csv, "As a table for accounting instead, the oldest job first");
        m_show = withId(parser.add_subcommand("show", "One job"));
        m_events = withId(parser.add_subcommand("events", "The history of a job"));
        m_cancel = withId(parser.add_subcommand("cancel", "Cancel a job where its provider can"));
        m_reconcile = withId(parser.add_subcommand(
            "reconcile", "Ask the provider about a job that may have been charged; nothing is sent again"));
        auto* take = m_reconcile->add_option(
            "--take", m_take, "It is this one at the provider, which is asked before it is adopted");
        m_reconcile->add_flag("--not-sent", m_notSent, "It was never made there: it counts as not spent")
            ->excludes(take);
        m_reconcile->add_flag("--wait", m_wait, "Go on until the search is over");
        declareCaps(parser);
        m_again =
            withId(parser.add_subcommand("again", "Send a job again, as a new attempt with a new price"));
        m_abandon = withId(parser.add_subcommand("abandon", "Give a doubtful job up"));
        m_reorder = withId(parser.add_subcommand("reorder", "Move a job that is not sent yet"));
        auto* before = m_reorder->add_option("--before", m_before, "In front of this job");
        m_reorder->add_flag("--last", m_last, "Behind all others")->excludes(before);
        m_pause = parser.add_subcommand("pause", "Start nothing new");
        m_pause->add_option("--endpoint", m_endpoint, "Only at this endpoint; the others go on");
        m_resume = parser.add_subcommand("resume", "Let waiting jobs start; a stopped one goes on");
        m_resume->add_flag("--wait", m_wait, "Wait until every job rests");
    }

    Outcome run(std::stop_token stop) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        auto queue = app::openJobs(*library);
        if (!queue) return failed(queue.error());
        if (m_list->parsed()) return list(**queue);
        if (m_export->parsed()) return m_csv ? exportTable(**queue) : exportAll(**queue);
        if (m_reorder->parsed()) return reorder(**queue, jobs::JobId(m_id));
        if (m_caps->parsed()) return caps(**queue);
        if (m_reconcile->parsed()) return reconcile(**queue, jobs::JobId(m_id), stop);
        if (m_pause->parsed()) return pause(**queue);
        if (m_resume->parsed()) return resume(**queue, stop);
        return one(**queue, jobs::JobId(m_id), stop);
    }

private:
    CLI::App* withId(CLI::App* parser) {
        parser->add_option("job", m_id, "Job id")->required();
        return parser;
    }
    Outcome pause(jobs::JobService& queue) const {
        const auto done = m_endpoint.empty() ? queue.pause() : queue.pauseAt(m_endpoint);
        if (!done && done.error().code == base::ErrorCode::NotFound) {
            return failed(
                {base::ErrorCode::NotFound,
                 base::format("there is no endpoint \"{}\"", m_endpoint),
                 m_endpoint,
                 {{m_endpoint, {}, "there is no such endpoint", "see `groundglass providers list`"}}});
        }
        if (!done) return failed(done.error());
        base::Json waiting = base::Json::array();
        base::Json running = base::Json::array();
        for (const auto& job : queue.jobs()) {
            if (jobs::isEnd(job.state)) continue;
            if (!m_endpoint.empty() && job.request.endpoint != m_endpoint) continue;
            const bool waits = job.state == jobs::JobState::Ready || job.state == jobs::JobState::NotSent;
            (waits ? waiting : running).push_back(job.id.str());
        }
        auto text = base::format("paused: nothing new is sent; waiting: {}, on the way and going on: {}\n",
                                 waiting.size(), running.size());
        return {
            Done,
            std::move(text),
            {base::compactJson(
                {{"paused", true}, {"endpoint", m_endpoint}, {"waiting", waiting}, {"on_the_way", running}})},
            {}};
    }
    Outcome reorder(jobs::JobService& queue, const jobs::JobId& id) const {
        if (m_before.empty() && !m_last) {
            return failed(
                {base::ErrorCode::InvalidInput,
                 "it is not said where the job goes",
                 id.str(),
                 {{id.str(), {}, "it is not said where the job goes", "add --before JOB or --last"}}});
        }
        for (const auto& each : {id, jobs::JobId(m_before)}) {
            if (!each.str().empty() && !queue.job(each)) return noSuchJob(each);
        }
        if (const auto done = queue.reorder(id, jobs::JobId(m_before)); !done) return failed(done.error());
        return list(queue);
    }
    static Outcome exportAll(const jobs::JobService& queue) {
        const auto all = jobsWithEvents(queue);
        return {Done, base::writeJson(all), {base::compactJson(all)}, {}};
    }
    static Outcome exportTable(const jobs::JobService& queue) {
        auto table = jobsCsv(queue.jobs());
        return {Done, table, {base::compactJson({{"csv", table}})}, {}};
    }

    static Outcome list(const jobs::JobService& queue) {
        Outcome outcome;
        base::Json all = base::Json::array();
        const auto jobs = queue.jobs();
        for (const auto& job : jobs) {
            outcome.text += jobLine(job);
            all.push_back(jobObject(job));
        }
        outcome.text += spendingLine(jobs::spendingOf(jobs));
        if (all.empty())
            outcome.text = "No jobs yet: `groundglass generate FILM --shot ID --wait` rolls one.\n";
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

    Outcome resume(jobs::JobService& queue, std::stop_token stop) const {
        if (const auto done = queue.resume(); !done) return failed(done.error());
        if (!m_wait) return list(queue);
        const auto telling = tellReasons(queue);
        Outcome outcome;
        base::Json all = base::Json::array();
        for (const auto& job : queue.jobs()) {
            if (jobs::isEnd(job.state)) continue;
            const auto rested = queue.wait(job.id, stop);
            if (!rested) return failed(rested.error());
            auto each = restingOutcome(*rested);
            outcome.text += each.text.empty() ? jobLine(*rested) : each.text;
            outcome.exit = std::max(outcome.exit, each.exit);
            outcome.problems.insert(outcome.problems.end(), each.problems.begin(), each.problems.end());
            all.push_back(jobObject(*rested));
        }
        if (all.empty()) outcome.text = "Nothing was waiting.\n";
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

    void declareCaps(CLI::App& parser) {
        m_caps = parser.add_subcommand("caps", "What may be spent, and what is; shows or sets the caps");
        const auto amount = [this](const char* name, double& value, const char* what) {
            m_caps->add_option(name, value, what)->check(between(0, 1e6));
        };
        amount("--clip", m_clipCap, "US dollars for one clip");
        amount("--hour", m_hourCap, "US dollars in any 60 minutes");
        amount("--day", m_dayCap, "US dollars in any 24 hours");
        amount("--film", m_filmCap, "US dollars for one film");
        m_caps->add_flag("--none", m_noCaps, "Take the caps away that are not given here");
    }

    Outcome caps(jobs::JobService& queue) const {
        const bool given = m_clipCap >= 0 || m_hourCap >= 0 || m_dayCap >= 0 || m_filmCap >= 0;
        auto caps = queue.caps();
        if (!caps && !given && !m_noCaps) return failed(caps.error());
        if (!caps || m_noCaps) caps = jobs::SpendingCaps{};
        const auto set = [](std::optional<std::int64_t>& cap, double dollars) {
            if (dollars >= 0) cap = std::llround(dollars * 1e6);
        };
        set(caps->clip, m_clipCap);
        set(caps->hour, m_hourCap);
        set(caps->day, m_dayCap);
        set(caps->film, m_filmCap);
        if (given || m_noCaps) {
            if (const auto done = queue.setCaps(*caps); !done) return failed(done.error());
        }
        const auto sums = jobs::spendingOf(queue.jobs());
        return {Done, capsLine(*caps) + spendingLine(sums), spendingJson(sums, *caps), {}};
    }

    /// Every start looks up what is in doubt; a person's word waits for that.
    static base::Status patiently(const std::stop_token& stop, const std::function<base::Status()>& verb) {
        constexpr std::chrono::milliseconds pause{50};
        constexpr int triesMost = 1400;  // longer than any call to a service may last
        std::mutex mutex;
        std::condition_variable_any never;
        for (int tries = 0;; ++tries) {
            auto done = verb();
            if (done || done.error().code != base::ErrorCode::RateLimited || tries == triesMost ||
                stop.stop_requested())
                return done;
            std::unique_lock lock(mutex);
            never.wait_for(lock, stop, pause, [] { return false; });
        }
    }

    /// A person's word, or a search; gives the first answer, or with --wait the last one.
    Outcome reconcile(jobs::JobService& queue, const jobs::JobId& id, const std::stop_token& stop) const {
        if (!queue.job(id)) return noSuchJob(id);
        struct Seen {
            std::mutex mutex;
            std::condition_variable_any changed;
            int changes = 0;
        };
        const auto seen = std::make_shared<Seen>();
        const auto listening = queue.listen([seen, id](const jobs::Job& job) {
            if (job.id != id) return;
            const std::scoped_lock lock(seen->mutex);
            ++seen->changes;
            seen->changed.notify_all();
        });
        if (m_notSent) {
            const auto done = patiently(stop, [&] { return queue.wasNotSent(id); });
            if (!done) return failed(done.error());
            return plainJob(queue, id);
        }
        const auto begun =
            m_take.empty() ? queue.reconcile(id) : patiently(stop, [&] { return queue.take(id, m_take); });
        if (!begun) return failed(begun.error());
        if (m_wait || !m_take.empty()) {
            const auto rested = queue.wait(id, stop);
            return rested ? restingOutcome(*rested) : failed(rested.error());
        }
        constexpr int verdict = 2;  // the first change says that the service is being asked
        std::unique_lock lock(seen->mutex);
        for (;;) {
            lock.unlock();
            const auto job = queue.job(id);
            lock.lock();
            if (!job || job->rests || seen->changes >= verdict || stop.stop_requested()) break;
            seen->changed.wait(lock, stop, [&] { return seen->changes >= verdict; });
        }
        lock.unlock();
        const auto job = queue.job(id);
        if (!job) return noSuchJob(id);
        return job->rests || job->state == jobs::JobState::Unknown ? restingOutcome(*job)
                                                                   : plainJob(queue, id);
    }

    static Outcome plainJob(const jobs::JobService& queue, const jobs::JobId& id) {
        const auto job = queue.job(id);
        if (!job) return noSuchJob(id);
        return {Done, jobLine(*job), jobJson(*job), {}};
    }

    static Outcome noSuchJob(const jobs::JobId& id) {
        return failed({base::ErrorCode::NotFound,
                       base::format("there is no job \"{}\"", id.str()),
                       id.str(),
                       {{id.str(), {}, "there is no such job", "see `groundglass jobs list`"}}});
    }

    Outcome one(jobs::JobService& queue, const jobs::JobId& id, const std::stop_token& stop) const {
        if (!queue.job(id)) return noSuchJob(id);
        base::Status done;
        if (m_cancel->parsed()) done = queue.cancel(id);
        if (m_again->parsed()) done = patiently(stop, [&] { return queue.sendAgain(id); });
        if (m_abandon->parsed()) done = patiently(stop, [&] { return queue.abandon(id); });
        if (!done) return failed(done.error());
        const auto job = queue.job(id);
        Outcome outcome;
        outcome.text = jobLine(*job);
        outcome.result = jobJson(*job);
        if (m_events->parsed()) {
            outcome.text.clear();
            for (const auto& event : queue.events(id)) {
                outcome.text += base::format("{} {:<12} {}\n", base::toIsoTime(event.timeMs),
                                             jobs::name(event.state), event.note);
            }
            outcome.result.text = base::compactJson(eventsOf(queue, id));
        }
        return outcome;
    }

    CLI::App *m_list{}, *m_export{}, *m_show{}, *m_events{}, *m_cancel{}, *m_reconcile{}, *m_again{},
        *m_abandon{}, *m_pause{}, *m_resume{}, *m_caps{}, *m_reorder{};
    std::string m_id, m_take, m_before, m_endpoint;
    bool m_wait = false, m_notSent = false, m_noCaps = false, m_csv = false, m_last = false;
    double m_clipCap = -1, m_hourCap = -1, m_dayCap = -1, m_filmCap = -1;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Queue>();
}

}  // namespace groundglass::cli::queue
