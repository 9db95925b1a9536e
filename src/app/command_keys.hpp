#pragma once

#include "groundglass/jobs/outside.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace groundglass::app {

/// Runs a program without a shell and gives the first line that it prints, without blanks around it. Errors:
/// Auth (cannot be run, fails, prints nothing, takes longer than `longest`). Waits for it. Thread: any.
[[nodiscard]] base::Result<base::Secret> keyFromCommand(const std::vector<std::string>& command,
                                                        std::chrono::milliseconds longest);

/// Keys of endpoints that name a command come from it; the others from `others`. Thread: one.
class CommandKeys final : public jobs::SecretSource {
public:
    CommandKeys(std::map<std::string, jobs::Endpoint> endpoints, std::shared_ptr<jobs::SecretSource> others)
        : m_endpoints(std::move(endpoints)), m_others(std::move(others)) {}
    base::Result<base::Secret> key(std::string_view endpoint) override;

private:
    struct Known {
        base::Secret key;
        std::chrono::steady_clock::time_point at;
    };
    std::map<std::string, jobs::Endpoint> m_endpoints;
    std::shared_ptr<jobs::SecretSource> m_others;
    std::map<std::string, Known> m_known;  ///< For some minutes: a command may take its time.
};

}  // namespace groundglass::app
