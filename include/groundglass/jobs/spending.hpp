#pragma once

#include "groundglass/jobs/job.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::jobs {

/// How much may be spent, in millionths of a US dollar; nothing = no cap. Reserved, spent and doubtful sums
/// count together.
struct SpendingCaps {
    std::optional<std::int64_t> clip;  ///< One clip.
    std::optional<std::int64_t> day;   ///< Any 24 hours.
    std::optional<std::int64_t> film;  ///< One film folder, ever.
    std::optional<std::int64_t> hour;  ///< Any 60 minutes: a brake on what runs away.
    bool operator==(const SpendingCaps&) const = default;
};

/// What jobs have cost.
struct Spending {
    std::int64_t reserved{};  ///< About to be ordered.
    std::int64_t spent{};     ///< Told by the service, or estimated for what it has accepted.
    std::int64_t unknown{};   ///< May have been charged; nobody could tell.
    [[nodiscard]] std::int64_t all() const { return reserved + spent + unknown; }
    Spending& operator+=(const Spending& other);
};
[[nodiscard]] Spending spendingOf(const Job& job);
[[nodiscard]] Spending spendingOf(const std::vector<Job>& jobs);

/// What counts already against the caps.
struct SpendingSoFar {
    Spending hour, day, film;
};
/// Why a cap forbids to order this clip now; nothing when none does. `soFar` is without this order.
[[nodiscard]] std::optional<std::string> whyOverCap(const SpendingCaps& caps, const base::Money& price,
                                                    const SpendingSoFar& soFar);

/// `spending.json` in the state folder; a missing file is no caps. Errors: InvalidInput (damaged), Io.
[[nodiscard]] base::Result<SpendingCaps> loadCaps(const std::filesystem::path& stateFolder);
/// Errors: InvalidInput (a cap below zero), Io.
[[nodiscard]] base::Status saveCaps(const std::filesystem::path& stateFolder, const SpendingCaps& caps);

}  // namespace groundglass::jobs
