#pragma once

// For .cpp files only.

#include "groundglass/base/json.hpp"
#include "groundglass/jobs/spending.hpp"
#include "jobs/records.hpp"

namespace groundglass::jobs {

[[nodiscard]] base::Json toJson(const Request& request);
[[nodiscard]] base::Json toJson(const Endpoint& endpoint);
[[nodiscard]] base::Json toJson(const Job& job);
[[nodiscard]] base::Json toJson(const JobEvent& event);
[[nodiscard]] base::Json toJson(const SpendingCaps& caps);

/// Errors: InvalidInput (a field is missing or of another kind).
[[nodiscard]] base::Result<Request> requestFromJson(const base::Json& json);
[[nodiscard]] base::Result<Endpoint> endpointFromJson(const base::Json& json);
[[nodiscard]] base::Result<Job> jobFromJson(const base::Json& json);
[[nodiscard]] base::Result<JobEvent> eventFromJson(const base::Json& json);

[[nodiscard]] base::Result<SpendingCaps> capsFromJson(const base::Json& json);

/// Bounds for our own records: a frozen direction travels as one string.
[[nodiscard]] base::JsonLimits recordLimits();

}  // namespace groundglass::jobs
