#include "cli/job_text.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

#include <map>
#include <utility>

namespace groundglass::cli {

namespace {

std::string_view lackName(jobs::Lack lack) {
    switch (lack) {
        case jobs::Lack::Budget:
            return "budget";
        case jobs::Lack::Room:
            return "room";
        case jobs::Lack::Nothing:
            break;
    }
    return "";
}

std::string dollars(std::int64_t micros) {
    return micros == 0 ? std::string("$0.00") : base::toText(base::Money{micros, "USD"});
}

}  // namespace

std::shared_ptr<void> tellReasons(jobs::JobService& queue) {
    const auto told = std::make_shared<std::map<std::string, std::string>>();
    return queue.listen([told](const jobs::Job& job) {  // one thread only
        std::string& last = (*told)[job.id.str()];
        if (job.rests || job.reason.empty() || job.reason == last) return;
        last = job.reason;
        tell(base::format("{}: {}: {}", job.id.str(), jobs::name(job.state), base::visibleText(job.reason)));
    });
}

std::string spendingLine(const jobs::Spending& sums) {
    return base::format("reserved {} · spent {} · in doubt {}\n", dollars(sums.reserved), dollars(sums.spent),
                        dollars(sums.unknown));
}

base::JsonText spendingJson(const jobs::Spending& sums, const jobs::SpendingCaps& caps) {
    base::Json json{{"reserved_micros", sums.reserved},
                    {"spent_micros", sums.spent},
                    {"unknown_micros", sums.unknown},
                    {"caps", base::Json::object()}};
    if (caps.clip) json["caps"]["clip_micros"] = *caps.clip;
    if (caps.hour) json["caps"]["hour_micros"] = *caps.hour;
    if (caps.day) json["caps"]["day_micros"] = *caps.day;
    if (caps.film) json["caps"]["film_micros"] = *caps.film;
    return {base::compactJson(json)};
}

std::string capsLine(const jobs::SpendingCaps& caps) {
    const auto cap = [](const std::optional<std::int64_t>& micros) {
        return micros ? dollars(*micros) : std::string("none");
    };
    return base::format("caps: a clip {} · an hour {} · 24 hours {} · a film {}\n", cap(caps.clip),
                        cap(caps.hour), cap(caps.day), cap(caps.film));
}

std::string jobLine(const jobs::Job& job) {
    std::string state(jobs::name(job.state));
    if (job.state == jobs::JobState::Running && job.progress >= 0)
        state += base::format(" {:.0f} %", job.progress * 100);
    return base::format("{:<22} {:<16} {:<14} {:>9}  {}{}\n", job.id.str(), state, job.request.provider,
                        base::toText(job.costKnown ? job.cost : job.request.estimate), job.request.title,
                        job.reason.empty() ? std::string() : base::format("\n  {}", job.reason));
}

base::JsonText jobJson(const jobs::Job& job) {
    return {base::compactJson({{"id", job.id.str()},
                               {"state", jobs::name(job.state)},
                               {"film", job.request.film},
                               {"shot", job.request.shot},
                               {"title", job.request.title},
                               {"provider", job.request.provider},
                               {"model", job.request.model},
                               {"dialect", job.request.dialect},
                               {"prompt", job.request.prompt},
                               {"width", job.request.size.width},
                               {"height", job.request.size.height},
                               {"duration_ms", job.request.duration.count()},
                               {"progress", job.progress},
                               {"remote_id", job.remoteId},
                               {"status_word", job.statusWord},
                               {"reason", job.reason},
                               {"estimate_micros", job.request.estimate.micros},
                               {"cost_micros", job.cost.micros},
                               {"cost_known", job.costKnown},
                               {"earlier_micros", job.earlier.micros},
                               {"candidates", job.candidates},
                               {"lacks", lackName(job.lacks)},
                               {"created_at", base::toIsoTime(job.createdMs)},
                               {"changed_at", base::toIsoTime(job.changedMs)},
                               {"clip", job.takeFile},
                               {"sha256", job.sha256}})};
}

namespace {

/// The honest ways out of a doubt, none of which is taken by itself.
std::string doubtRemedy(const jobs::Job& job) {
    const std::string& id = job.id.str();
    if (job.state == jobs::JobState::NotFound) {
        return base::format(
            "`groundglass jobs again {0}` sends it anew, `groundglass jobs abandon {0}` gives it up", id);
    }
    if (!job.candidates.empty()) {
        return base::format(
            "`groundglass jobs reconcile {0} --take {1}` if it is that one, `--not-sent` if it was never "
            "made; "
            "nothing is sent again by itself",
            id, job.candidates.front());
    }
    return base::format(
        "look with `groundglass jobs reconcile {0}`; if the service's own page shows it, add `--take ID`, if "
        "it was "
        "never made, `--not-sent`; nothing is sent again by itself",
        id);
}

}  // namespace

Outcome restingOutcome(const jobs::Job& job) {
    Outcome outcome;
    outcome.result = jobJson(job);
    const auto problem = [&](int exit, std::string_view remedy) {
        outcome.exit = exit;
        outcome.problems.push_back({job.id.str(),
                                    {},
                                    base::format("{}: {}", jobs::name(job.state), job.reason),
                                    std::string(remedy)});
    };
    if (job.lacks == jobs::Lack::Room) {
        problem(BadInput,
                base::format("free some room or give write access there, then `groundglass jobs resume "
                             "--wait` goes on"));
        outcome.problems.back().file = job.place;
        return outcome;
    }
    if (job.lacks == jobs::Lack::Budget) {
        problem(Findings, "see `groundglass jobs caps`; nothing was sent");
        return outcome;
    }
    switch (job.state) {
        case jobs::JobState::Stored:
            outcome.text = base::format("clip: {}\n", job.takeFile);
            break;
        case jobs::JobState::Cancelled:
            problem(Cancelled, base::format("`groundglass jobs again {}` makes a new attempt", job.id.str()));
            break;
        case jobs::JobState::Unknown:
        case jobs::JobState::NotFound:
            problem(MayBeCharged, doubtRemedy(job));
            break;
        default:
            problem(ProviderRefused, base::format("see `groundglass jobs events {}`", job.id.str()));
            break;
    }
    return outcome;
}

}  // namespace groundglass::cli
