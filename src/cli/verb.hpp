#pragma once

#include "groundglass/base/json_text.hpp"
#include "groundglass/base/result.hpp"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace groundglass::cli {

/// Exit statuses of the command line; the manual lists them.
enum ExitStatus : int {
    Done = 0,
    Findings = 1,
    WrongUsage = 2,
    BadInput = 3,
    ProviderRefused = 4,
    MayBeCharged = 5,
    Cancelled = 6
};

/// What a verb hands back: words for people, an object for machines.
struct Outcome {
    int exit = Done;
    std::string text;       ///< Standard output for people; ends with a newline unless empty.
    base::JsonText result;  ///< `result` of `--json`.
    std::vector<base::Problem> problems;
};

[[nodiscard]] int exitFor(base::ErrorCode code);
/// An error as an outcome: its problems, and its exit status. A remedy that is left empty becomes a pointer
/// to the help of the verb.
[[nodiscard]] Outcome failed(const base::Error& error);

/// One verb of the command line: its options and what it does.
class Verb {
public:
    virtual ~Verb() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual std::string_view summary() const = 0;
    /// Adds options and sub-verbs to its own parser; the values are members of the verb.
    virtual void declare(CLI::App& parser) = 0;
    /// Runs after a successful parse. `stop` is requested by Ctrl+C.
    [[nodiscard]] virtual Outcome run(std::stop_token stop) = 0;
};

/// Every verb, in the order of the help.
[[nodiscard]] std::vector<std::unique_ptr<Verb>> verbs();

/// One line on standard error, only when it is a terminal or not `--json`: progress for people.
void tell(std::string_view line);
/// Overwrites the last progress line on a terminal.
void tellProgress(std::string_view what, double share);

}  // namespace groundglass::cli
