#include "groundglass/prompt/compose.hpp"

#include "counting.hpp"
#include "dialect_data.hpp"
#include "facts.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "plan.hpp"
#include "realise.hpp"
#include "report.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace groundglass::prompt {
namespace {

std::size_t tokensOf(std::size_t characters) {
    return (characters + 2) / 3;
}

std::size_t lengthIn(Unit unit, std::string_view text) {
    switch (unit) {
        case Unit::Characters:
            return countLetters(text);
        case Unit::Utf16:
            return base::utf16Units(text);
        case Unit::Tokens:
            return tokensOf(countLetters(text));
        case Unit::Words:
            return countWords(text);
    }
    return text.size();
}

/// The next fact to leave out: not P1, the highest rank, and among equals the last.
std::int32_t leastNeeded(const Facts& facts, const std::vector<Span>& spans) {
    std::int32_t best = -1;
    for (const Span& span : spans) {
        const std::size_t i = span.fact;
        const Item& item = facts.items()[i];
        const SlotInfo& slot = info(item.slot);
        if (slot.priority == 1 || item.fate == Fate::Dropped) continue;
        if (best >= 0) {
            const SlotInfo& least = info(facts.items()[static_cast<std::size_t>(best)].slot);
            if (slot.priority < least.priority || (slot.priority == least.priority && slot.rank < least.rank))
                continue;
        }
        best = static_cast<std::int32_t>(i);
    }
    return best;
}

}  // namespace

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
    const DialectData& data = *dialect.data;
    std::vector<std::pair<std::size_t, std::string>> left;
    for (;;) {
        Prompt prompt;
        prompt.dialect = dialect.id;
        Facts facts(input);
        for (const auto& [index, reason] : left) {
            Item& item = facts.items()[index];
            settle(item, Fate::Dropped, reason);
            item.reasonLasts = false;
            item.leftOut = true;
        }
        plan(facts, dialect, prompt);
        Realiser realiser(facts, data);
        realiser.run();
        const std::size_t length = lengthIn(data.unit, realiser.writer().text());
        if (dialect.hardLimit > 0 && length > dialect.hardLimit) {
            // Leave out several at once while far above the limit: their own words are a lower bound.
            const std::size_t before = left.size();
            std::size_t over = length - dialect.hardLimit;
            for (;;) {
                const std::int32_t next = leastNeeded(facts, realiser.writer().spans());
                if (next < 0) break;
                Item& item = facts.items()[static_cast<std::size_t>(next)];
                std::size_t size = 0;
                for (const Span& span : realiser.writer().spans())
                    if (span.fact == static_cast<std::size_t>(next)) size += span.end - span.begin;
                if (data.unit == Unit::Tokens) size /= 3;
                if (data.unit == Unit::Words) size = size / 6 + 1;
                left.emplace_back(
                    static_cast<std::size_t>(next),
                    base::format("left out to keep within {} {}", dialect.hardLimit, dialect.unit));
                settle(item, Fate::Dropped, {});
                if (size >= over) break;
                over -= size;
            }
            if (left.size() == before)
                return base::fail(base::ErrorCode::InvalidInput,
                                  base::format("what must be said takes {} {}; {} takes {}", length,
                                               dialect.unit, dialect.title, dialect.hardLimit),
                                  input.shot.id.str());
            continue;
        }
        prompt.length = length;
        writeReport(facts, realiser.writer(), prompt);
        prompt.words = data.unit == Unit::Words ? length : countWords(prompt.text);
        prompt.tokens = data.unit == Unit::Tokens       ? length
                        : data.unit == Unit::Characters ? tokensOf(length)
                                                        : tokensOf(countLetters(prompt.text));
        return prompt;
    }
}

}  // namespace groundglass::prompt
