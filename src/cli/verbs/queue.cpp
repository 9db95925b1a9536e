#include "cli/engine.hpp"
#include "cli/job_text.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/clock.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <CLI/CLI.hpp>

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
        m_show = withId(parser.add_subcommand("show", "One job"));
        m_events = withId(parser.add_subcommand("events", "The history of a job"));
        m_cancel = withId(parser.add_subcommand("cancel", "Cancel a job where its provider can"));
        m_reconcile = withId(
            parser.add_subcommand("reconcile", "Search the provider for a job that may have been charged"));
        m_again =
            withId(parser.add_subcommand("again", "Send a job again, as a new attempt with a new price"));
        m_abandon = withId(parser.add_subcommand("abandon", "Give a doubtful job up"));
        m_pause = parser.add_subcommand("pause", "Start nothing new");
        m_resume = parser.add_subcommand("resume", "Let waiting jobs start; a stopped one goes on");
        m_resume->add_flag("--wait", m_wait, "Wait until every job rests");
    }

    Outcome run(std::stop_token stop) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        auto queue = app::openJobs(*library);
        if (!queue) return failed(queue.error());
        if (m_list->parsed()) return list(**queue);
        if (m_export->parsed()) return exportAll(**queue);
        if (m_pause->parsed()) return plain((*queue)->pause(), "paused\n");
        if (m_resume->parsed()) return resume(**queue, stop);
        return one(**queue, jobs::JobId(m_id), stop);
    }

private:
    CLI::App* withId(CLI::App* parser) {
        parser->add_option("job", m_id, "Job id")->required();
        return parser;
    }
    static Outcome plain(const base::Status& status, std::string text) {
        if (!status) return failed(status.error());
        return {Done, std::move(text), {}, {}};
    }
    static base::Json toJson(const jobs::Job& job) {
        return base::Json::parse(jobJson(job).text, nullptr, false);
    }

    static Outcome list(const jobs::JobService& queue) {
        Outcome outcome;
        base::Json all = base::Json::array();
        for (const auto& job : queue.jobs()) {
            outcome.text += jobLine(job);
            all.push_back(toJson(job));
        }
        if (all.empty())
            outcome.text = "No jobs yet: `groundglass generate FILM --shot ID --wait` rolls one.\n";
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

    static base::Json eventsJson(const jobs::JobService& queue, const jobs::JobId& id) {
        base::Json all = base::Json::array();
        for (const auto& event : queue.events(id)) {
            all.push_back({{"time", base::toIsoTime(event.timeMs)},
                           {"state", jobs::name(event.state)},
                           {"progress", event.progress},
                           {"note", event.note}});
        }
        return all;
    }

    static Outcome exportAll(const jobs::JobService& queue) {
        base::Json all = base::Json::array();
        for (const auto& job : queue.jobs()) {
            auto json = toJson(job);
            json["events"] = eventsJson(queue, job.id);
            all.push_back(std::move(json));
        }
        return {Done, base::writeJson(all), {base::compactJson(all)}, {}};
    }

    Outcome resume(jobs::JobService& queue, std::stop_token stop) const {
        if (const auto done = queue.resume(); !done) return failed(done.error());
        if (!m_wait) return list(queue);
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
            all.push_back(toJson(*rested));
        }
        if (all.empty()) outcome.text = "Nothing was waiting.\n";
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

    Outcome one(jobs::JobService& queue, const jobs::JobId& id, std::stop_token) const {
        if (!queue.job(id)) {
            return failed({base::ErrorCode::NotFound,
                           base::format("there is no job \"{}\"", id.str()),
                           id.str(),
                           {{id.str(), {}, "there is no such job", "see `groundglass jobs list`"}}});
        }
        base::Status done;
        if (m_cancel->parsed()) done = queue.cancel(id);
        if (m_reconcile->parsed()) done = queue.reconcile(id);
        if (m_again->parsed()) done = queue.sendAgain(id);
        if (m_abandon->parsed()) done = queue.abandon(id);
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
            outcome.result.text = base::compactJson(eventsJson(queue, id));
        }
        return outcome;
    }

    CLI::App *m_list{}, *m_export{}, *m_show{}, *m_events{}, *m_cancel{}, *m_reconcile{}, *m_again{},
        *m_abandon{}, *m_pause{}, *m_resume{};
    std::string m_id;
    bool m_wait = false;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Queue>();
}

}  // namespace groundglass::cli::queue
