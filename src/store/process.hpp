#pragma once

#include <cstdint>
#include <string>

namespace groundglass::store {

/// When a process started, in clock ticks since the boot; empty when there is none of that number.
[[nodiscard]] std::string startOfProcess(std::int64_t pid);

/// The pid namespace of this process: numbers of another one say nothing here. Empty where there is none.
[[nodiscard]] std::string processNamespace();

}  // namespace groundglass::store
