#include "jobs/part_file.hpp"
#include "jobs/scheduler.hpp"

#include <chrono>
#include <utility>

namespace groundglass::jobs {

namespace {
constexpr std::chrono::seconds longestAnswer{600};
}

/// A clip that the service gives inside a JSON answer: asked for again at need, as any other address.
void Scheduler::fetchEmbedded(Work& work) {
    const HttpAdapter& adapter = *adapterOf(work);
    auto exchange = prepare(
        work, adapter.downloadJob(jobOf(work), work.entry.downloadUrl, work.entry.endpoint), Purpose::Ask);
    if (!exchange) {
        hold(work, "The clip cannot be fetched. " + exchange.error().message);
        return;
    }
    exchange->longest = longestAnswer;
    call(work, std::move(*exchange), &Scheduler::fetchedEmbedded);
}

void Scheduler::fetchedEmbedded(Work& work, Outcome outcome) {
    const FetchVerdict verdict = judgeFetch(outcome);
    if (verdict != FetchVerdict::Whole) {
        fetchEnded(work, verdict, outcome);
        return;
    }
    const auto clip = adapterOf(work)->clipIn(outcome.answer);
    auto part = PartFile::open(fileOf(work, ".part"), 0, -1, {});
    const HttpAnswer head{200, {}, {}};
    if (part && clip && (*part)->take(head, *clip)) {
        file(work, true);
    } else if (part && !clip) {
        restart(work, "The answer holds no clip.");
    } else {
        fetchEnded(work, FetchVerdict::Disk, outcome);
    }
}

}  // namespace groundglass::jobs
