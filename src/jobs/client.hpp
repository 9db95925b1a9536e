#pragma once

#include "groundglass/jobs/service.hpp"

#include <filesystem>
#include <memory>

namespace groundglass::jobs {

/// The queue of another process, through its `jobs.sock`. Nothing when nobody serves there.
/// When that process ends, every verb fails with Io and says so; opening anew may then take the queue over.
[[nodiscard]] std::unique_ptr<JobService> connectToOwner(const std::filesystem::path& folder);

}  // namespace groundglass::jobs
