#pragma once

#include "groundglass/jobs/outside.hpp"

#include <memory>
#include <vector>

namespace groundglass::providers {

/// Every adapter of this build, one a service.
[[nodiscard]] std::vector<std::unique_ptr<jobs::HttpAdapter>> builtinAdapters();

}  // namespace groundglass::providers
