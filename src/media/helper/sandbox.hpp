#pragma once

#include "media/helper/channel.hpp"

namespace groundglass::media::helper {

struct Bounds {
    std::uint64_t cpuSeconds{};
    std::uint64_t memoryBytes{};  ///< Address space; not applied in sanitizer builds.
    std::uint64_t fileBytes{};    ///< Largest file that may be written.
};

/// Limits this process for good: memory, time, no core, no new descriptors, and a system call filter under
/// which it can use what it holds but open, connect or start nothing.
[[nodiscard]] MayFail enterSandbox(const Bounds& bounds);

}  // namespace groundglass::media::helper
