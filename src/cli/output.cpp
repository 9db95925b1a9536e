#include "cli/usage.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

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

/// For what brings no remedy of its own. A wrong argument is left to the main program, which knows its verb.
std::string_view usualRemedy(base::ErrorCode code, const base::Problem& problem) {
    switch (code) {
        case base::ErrorCode::InvalidInput:
        case base::ErrorCode::NotFound:
            return problem.pointer.empty() ? "" : "correct the file at that place; nothing was changed";
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
        if (problem.remedy.empty()) problem.remedy = usualRemedy(error.code, problem);
        if (problem.file.empty()) problem.file = error.subject;
    }
    return outcome;
}

namespace {

/// No more of a text than a terminal shows with use.
std::string shown(std::string_view text) {
    constexpr std::size_t most = 1200;
    if (text.size() <= most) return base::visibleText(text);
    const auto head = text.substr(0, base::validUtf8Prefix(text.substr(0, most)));
    return base::format("{}… ({} bytes)", base::visibleText(head), text.size());
}

std::string remedyOf(const base::Problem& problem, const std::string& path) {
    if (!problem.remedy.empty()) return problem.remedy;
    return base::format("see `groundglass {}{}--help`, and correct it", path, path.empty() ? "" : " ");
}

void printProblems(const std::vector<base::Problem>& problems, const std::string& path) {
    for (const auto& problem : problems) {
        std::string line = "groundglass: ";
        if (!problem.file.empty() && problem.file != "groundglass")
            line += shown(problem.file) + (problem.pointer.empty() ? ": " : "");
        if (!problem.pointer.empty()) line += shown("#" + problem.pointer) + ": ";
        line += shown(problem.message) + "\n             → " + shown(remedyOf(problem, path));
        fmt::print(stderr, "{}\n", line);
    }
}

std::string toJson(const Outcome& outcome, const std::string& path) {
    base::Json problems = base::Json::array();
    for (const auto& p : outcome.problems) {
        problems.push_back({{"file", p.file},
                            {"pointer", p.pointer},
                            {"message", p.message},
                            {"remedy", remedyOf(p, path)}});
    }
    auto result = base::parseJson(outcome.result.text.empty() ? "null" : outcome.result.text);
    const std::string verb = path.empty() ? "usage" : path.substr(0, path.find(' '));
    return base::writeJson({{"schema", "groundglass/cli/" + verb},
                            {"ok", outcome.exit == Done || outcome.exit == Findings},
                            {"exit", outcome.exit},
                            {"result", result ? *result : base::Json()},
                            {"problems", problems}});
}

}  // namespace

bool print(const Outcome& outcome, bool json, const std::string& path) {
    const std::string text = json ? toJson(outcome, path) : outcome.text;
    const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    const bool written = std::fflush(stdout) == 0 && whole;
    if (!json) printProblems(outcome.problems, path);
    return written;
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
