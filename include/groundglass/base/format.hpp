#pragma once

#include <spdlog/fmt/fmt.h>

namespace groundglass::base {

/// fmt's format: the same bytes in every locale.
using fmt::format;

}  // namespace groundglass::base
