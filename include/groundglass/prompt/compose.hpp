#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/craft/measure.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/cascade.hpp"
#include "groundglass/film/film.hpp"
#include "groundglass/prompt/dialect.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// What became of a fact.
enum class Fate { Said, Parameter, Negative, Weakened, Dropped };
[[nodiscard]] std::string_view name(Fate fate) noexcept;

/// One thing the prompt must say. Its texts are views that stay valid while a copy of its Prompt lives: a
/// report has some sixty facts, and is made anew with every keystroke.
struct Fact {
    std::string_view field;  ///< Path: "lens/focal", "light/pattern". List items: "camera/moves/0".
    int priority = 2;        ///< 1 must, 2 should, 3 may.
    std::string_view text;   ///< For people: "50 mm prime".
    Fate fate = Fate::Dropped;
    std::string_view reason;  ///< Why weakened or dropped; empty otherwise.
};

/// Half-open byte range of Prompt::text on code-point borders, and the fact it says.
struct Span {
    std::size_t begin{}, end{};
    std::size_t fact{};  ///< Index into Prompt::facts.
};

struct Parameter {
    std::string name, value, field;
};

struct Prompt {
    std::string dialect;
    std::string text;
    std::string negative;
    std::vector<Parameter> parameters;
    std::vector<Fact> facts;  ///< Every fact, in the order of the plan.
    std::vector<Span> spans;  ///< Sorted by begin, not overlapping.
    std::size_t length{};     ///< In the dialect's unit.
    std::size_t words{};
    std::size_t tokens{};                           ///< Estimate: characters ÷ 3.
    std::shared_ptr<const std::string> reportText;  ///< What the facts' views point into.

    [[nodiscard]] std::size_t count(Fate fate) const;
};

struct ComposeInput {
    const film::Film& film;  ///< For cast and locations.
    const film::Shot& shot;
    const film::Effective& effective;
    const craft::MeasuredShot& measured;
    const craft::Vocabulary& vocabulary;
};

/// Facts → plan → realise → fit. Same input, same bytes, in any locale. Thread: any.
/// Errors: InvalidInput when what must be said does not fit the dialect's hard limit.
[[nodiscard]] base::Result<Prompt> compose(const ComposeInput& input, const Dialect& dialect);

}  // namespace groundglass::prompt
