#include "cli/job_table.hpp"

#include "cli/job_text.hpp"
#include "groundglass/base/clock.hpp"
#include "groundglass/base/csv.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/jobs/spending.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace groundglass::cli {
namespace {

std::string amount(std::int64_t micros) {
    return base::format("{}.{:06}", micros / 1'000'000, micros % 1'000'000);
}

std::string timeOf(std::int64_t ms) {
    return ms == 0 ? std::string() : base::toIsoTime(ms);
}

}  // namespace

std::string jobsCsv(std::vector<jobs::Job> jobs) {
    std::sort(jobs.begin(), jobs.end(), [](const auto& a, const auto& b) {
        return std::pair(a.createdMs, a.id) < std::pair(b.createdMs, b.id);
    });
    std::string text =
        base::csvRow({"job",      "created",  "ordered", "film",     "shot",     "title",     "provider",
                      "endpoint", "model",    "seconds", "width",    "height",   "state",     "provider_id",
                      "estimate", "reserved", "spent",   "in_doubt", "currency", "cost_told", "clip"});
    for (const auto& job : jobs) {
        const auto& wish = job.request;
        const auto sums = jobs::spendingOf(job);
        text += base::csvRow(
            {job.id.str(),
             timeOf(job.createdMs),
             timeOf(job.orderedMs),
             wish.film,
             wish.shot,
             wish.title,
             wish.provider,
             wish.endpoint,
             wish.model,
             base::format("{}.{:03}", wish.duration.count() / 1000, wish.duration.count() % 1000),
             std::to_string(wish.size.width),
             std::to_string(wish.size.height),
             std::string(jobs::name(job.state)),
             job.remoteId,
             amount(wish.estimate.micros),
             amount(sums.reserved),
             amount(sums.spent),
             amount(sums.unknown),
             job.cost.currency,
             job.costKnown ? "yes" : "no",
             job.takeFile});
    }
    return text;
}

base::Json jobObject(const jobs::Job& job) {
    return base::Json::parse(jobJson(job).text, nullptr, false);
}

base::Json eventsOf(const jobs::JobService& queue, const jobs::JobId& id) {
    base::Json all = base::Json::array();
    for (const auto& event : queue.events(id)) {
        all.push_back({{"time", base::toIsoTime(event.timeMs)},
                       {"state", jobs::name(event.state)},
                       {"progress", event.progress},
                       {"note", event.note}});
    }
    return all;
}

base::Json jobsWithEvents(const jobs::JobService& queue) {
    base::Json all = base::Json::array();
    for (const auto& job : queue.jobs()) {
        auto json = jobObject(job);
        json["events"] = eventsOf(queue, job.id);
        all.push_back(std::move(json));
    }
    return all;
}

}  // namespace groundglass::cli
