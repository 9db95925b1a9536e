#include "cli/verb.hpp"

#include "groundglass/base/format.hpp"

#include <unistd.h>
#include <cstdio>

namespace groundglass::cli {

int exitFor(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::InvalidInput:
        case base::ErrorCode::NotFound:
        case base::ErrorCode::Io:
            return BadInput;
        case base::ErrorCode::Network:
        case base::ErrorCode::Auth:
        case base::ErrorCode::RateLimited:
        case base::ErrorCode::Provider:
            return ProviderRefused;
        case base::ErrorCode::MayHaveBeenCharged:
            return MayBeCharged;
        case base::ErrorCode::Cancelled:
            return Cancelled;
    }
    return ProviderRefused;
}

namespace {

/// For what brings no remedy of its own.
std::string_view usualRemedy(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::InvalidInput:
        case base::ErrorCode::NotFound:
            return "see `groundglass VERB --help`, and correct it";
        case base::ErrorCode::Io:
            return "check that the place is there, has room and can be written";
        case base::ErrorCode::Auth:
            return "check the key of this endpoint";
        case base::ErrorCode::Network:
        case base::ErrorCode::RateLimited:
        case base::ErrorCode::Provider:
            return "try again later; nothing is lost";
        case base::ErrorCode::MayHaveBeenCharged:
            return "look with `groundglass jobs list`";
        case base::ErrorCode::Cancelled:
            return "start it again when you like";
    }
    return {};
}

}  // namespace

Outcome failed(const base::Error& error) {
    Outcome outcome;
    outcome.exit = exitFor(error.code);
    outcome.problems = error.problems;
    if (outcome.problems.empty()) outcome.problems.push_back({error.subject, {}, error.message, {}});
    for (auto& problem : outcome.problems) {
        if (problem.remedy.empty()) problem.remedy = usualRemedy(error.code);
        if (problem.file.empty()) problem.file = error.subject;
    }
    return outcome;
}

void tell(std::string_view line) {
    fmt::print(stderr, "{}\n", line);
}

void tellProgress(std::string_view what, double share) {
    if (isatty(STDERR_FILENO) == 0) return;
    fmt::print(stderr, "\r{} {:3.0f} %", what, share * 100);
    if (share >= 1) fmt::print(stderr, "\n");
    std::fflush(stderr);
}

}  // namespace groundglass::cli
