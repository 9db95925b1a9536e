#pragma once

#include "jobs/database.hpp"
#include "jobs/records.hpp"

#include <string>

namespace groundglass::jobs {

// Rows of the ledger's three tables. Errors of all: Io. Thread: the scheduler's.

[[nodiscard]] base::Status writeEntry(Database& database, const Entry& entry);
[[nodiscard]] base::Status writeEvent(Database& database, const JobEvent& event, const std::string& boot,
                                      std::int64_t monotonicMs);
/// A new attempt, or what came back for one that is there; its frozen columns never change.
[[nodiscard]] base::Status writeAttempt(Database& database, const Attempt& attempt, const std::string& boot);

[[nodiscard]] base::Result<std::vector<Entry>> readEntries(Database& database);
[[nodiscard]] base::Result<std::vector<JobEvent>> readEvents(Database& database, const JobId& job);
[[nodiscard]] base::Result<Attempt> readAttempt(Database& database, const AttemptId& id);

}  // namespace groundglass::jobs
