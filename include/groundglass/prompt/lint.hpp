#pragma once

#include "groundglass/film/edit.hpp"
#include "groundglass/prompt/compose.hpp"

#include <string>
#include <vector>

namespace groundglass::prompt {

enum class Severity { Info, Warning, Error };

/// A way out that a person may take with one click.
struct Fix {
    std::string label;  ///< "Open to f/2".
    std::string field;
    film::FieldValue value;
};

struct Finding {
    std::string rule;  ///< "A02".
    Severity severity{};
    std::string field;
    std::string title;
    std::string reason;  ///< One sentence with the numbers.
    std::vector<Fix> fixes;
};

/// Runs every rule on the structure. `composed` may be null. Thread: any.
[[nodiscard]] std::vector<Finding> lint(const ComposeInput& input, const Dialect& dialect,
                                        const Prompt* composed);

}  // namespace groundglass::prompt
