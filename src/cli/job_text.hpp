#pragma once

#include "cli/verb.hpp"
#include "groundglass/jobs/service.hpp"

#include <memory>
#include <string>

namespace groundglass::cli {

/// One line about a job for people, and the object for machines.
[[nodiscard]] std::string jobLine(const jobs::Job& job);
[[nodiscard]] base::JsonText jobJson(const jobs::Job& job);
/// Tells on standard error what jobs wait for, as long as the token lives.
[[nodiscard]] std::shared_ptr<void> tellReasons(jobs::JobService& queue);
/// Sums and caps for people and machines.
[[nodiscard]] std::string spendingLine(const jobs::Spending& sums);
[[nodiscard]] std::string capsLine(const jobs::SpendingCaps& caps);
[[nodiscard]] base::JsonText spendingJson(const jobs::Spending& sums, const jobs::SpendingCaps& caps);
/// The outcome of a job at rest: its exit status follows the state.
[[nodiscard]] Outcome restingOutcome(const jobs::Job& job);

}  // namespace groundglass::cli
