#pragma once

#include "cli/verb.hpp"

#include <string>
#include <vector>

namespace CLI {
class ParseError;
}

namespace groundglass::cli {

/// The words of the program: `arguments` as typed, without its own name.
using Words = std::vector<std::string>;

/// The verb and sub-verb that were given: "jobs show"; empty when there was none.
[[nodiscard]] std::string verbPath(const CLI::App& parser);

/// Arguments that cannot be read as text; nothing is done with those.
[[nodiscard]] Outcome checkText(const Words& arguments);

/// What is wrong with the arguments, every unexpected one in the order in which they were typed.
[[nodiscard]] Outcome usageProblems(const CLI::App& parser, const CLI::ParseError& error,
                                    const Words& arguments);

/// Prints an outcome: text and problems for people, or the one object for machines. `path`: as verbPath().
/// False: standard output took no more.
[[nodiscard]] bool print(const Outcome& outcome, bool json, const std::string& path);

}  // namespace groundglass::cli
