#include "cli/job_text.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

namespace groundglass::cli {

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
                               {"created_at", base::toIsoTime(job.createdMs)},
                               {"changed_at", base::toIsoTime(job.changedMs)},
                               {"clip", job.takeFile},
                               {"sha256", job.sha256}})};
}

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
    switch (job.state) {
        case jobs::JobState::Stored:
            outcome.text = base::format("clip: {}\n", job.takeFile);
            break;
        case jobs::JobState::Cancelled:
            problem(Cancelled, {});
            break;
        case jobs::JobState::Unknown:
        case jobs::JobState::NotFound:
            problem(
                MayBeCharged,
                base::format("look with `groundglass jobs reconcile {0}`; nothing is sent again by itself",
                             job.id.str()));
            break;
        default:
            problem(ProviderRefused, base::format("see `groundglass jobs events {}`", job.id.str()));
            break;
    }
    return outcome;
}

}  // namespace groundglass::cli
