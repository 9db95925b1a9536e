#pragma once

#include "groundglass/jobs/job.hpp"

#include <string>
#include <utility>

namespace groundglass::jobs {

/// What a person asked of a job that it cannot do.
inline auto bad(std::string message, const JobId& id = {}) {
    return base::fail(base::ErrorCode::InvalidInput, std::move(message), id.str());
}

/// Over in a moment: the caller may try again.
inline auto busy(const JobId& id) {
    return base::fail(base::ErrorCode::RateLimited,
                      "this job is being looked up right now; try again in a moment", id.str());
}

}  // namespace groundglass::jobs
