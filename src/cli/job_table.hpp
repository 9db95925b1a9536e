#pragma once

#include "groundglass/base/json.hpp"
#include "groundglass/jobs/service.hpp"

#include <string>
#include <vector>

namespace groundglass::cli {

/// The jobs as a table for accounting, the oldest first; its columns are described in the manual.
[[nodiscard]] std::string jobsCsv(std::vector<jobs::Job> jobs);

/// One job as an object; its history; all jobs with theirs.
[[nodiscard]] base::Json jobObject(const jobs::Job& job);
[[nodiscard]] base::Json eventsOf(const jobs::JobService& queue, const jobs::JobId& id);
[[nodiscard]] base::Json jobsWithEvents(const jobs::JobService& queue);

}  // namespace groundglass::cli
