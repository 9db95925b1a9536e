#pragma once

#include "groundglass/jobs/spending.hpp"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace groundglass::ui {

/// What counts against the caps now. `film` is the folder; `nowMs` UTC.
[[nodiscard]] jobs::SpendingSoFar spendingFacts(const std::vector<jobs::Job>& jobs, const std::string& film,
                                                std::int64_t nowMs);
/// "$12.40", "$0.00" for nothing.
[[nodiscard]] QString dollars(std::int64_t micros);
/// "$12.40 of $50.00 today"; empty when nothing was spent and no cap is set.
[[nodiscard]] QString spendingLine(const jobs::SpendingSoFar& facts, const jobs::SpendingCaps& caps);

}  // namespace groundglass::ui
