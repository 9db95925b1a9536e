#pragma once

#include "groundglass/jobs/service.hpp"
#include "jobs/transport.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace groundglass::jobs {

/// JobService::open with the network and the ledger's scripts brought along; tests play a scripted network.
/// `makeTransport` is called only by the process that becomes the owner.
[[nodiscard]] base::Result<std::unique_ptr<JobService>> openService(
    ServiceParts parts, const std::function<std::unique_ptr<Transport>()>& makeTransport,
    const std::filesystem::path& scripts);

}  // namespace groundglass::jobs
