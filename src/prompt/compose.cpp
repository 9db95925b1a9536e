#include "groundglass/prompt/compose.hpp"

#include "draft.hpp"
#include "groundglass/base/format.hpp"

#include <algorithm>

namespace groundglass::prompt {

std::string_view name(Fate fate) noexcept {
    switch (fate) {
        case Fate::Said:
            return "said";
        case Fate::Parameter:
            return "parameter";
        case Fate::Negative:
            return "negative";
        case Fate::Weakened:
            return "weakened";
        case Fate::Dropped:
            return "dropped";
    }
    return "dropped";
}

std::size_t Prompt::count(Fate fate) const {
    return static_cast<std::size_t>(
        std::count_if(facts.begin(), facts.end(), [fate](const Fact& fact) { return fact.fate == fate; }));
}

base::Result<Prompt> compose(const ComposeInput& input, const Dialect& dialect) {
    if (dialect.data == nullptr)
        return base::fail(base::ErrorCode::InvalidInput, "the dialect has no data", dialect.id);
    Draft draft(input, dialect);
    for (;;) {
        draft.write();
        const std::size_t length = lengthIn(dialect.data->unit, draft.text());
        if (dialect.hardLimit == 0) return draft.take(length);
        if (length <= dialect.hardLimit) {
            const auto measure = [unit = dialect.data->unit](const Draft& d) {
                return lengthIn(unit, d.text());
            };
            draft.refill(dialect.hardLimit, measure);
            return draft.take(measure(draft));
        }
        if (!draft.shorten(length - dialect.hardLimit, dialect.hardLimit))
            return base::fail(base::ErrorCode::InvalidInput,
                              base::format("what must be said takes {} {}; {} takes {}", length, dialect.unit,
                                           dialect.title, dialect.hardLimit),
                              input.shot.id.str());
    }
}

}  // namespace groundglass::prompt
