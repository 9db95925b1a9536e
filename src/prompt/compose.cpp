#include "groundglass/prompt/compose.hpp"

#include "dialect_data.hpp"
#include "english.hpp"
#include "facts.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "realise.hpp"
#include "wording.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace groundglass::prompt {
namespace {

bool isSound(Slot slot) {
    return slot >= Slot::Dialogue && slot <= Slot::OnlySound;
}

std::size_t countWords(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

std::size_t tokensOf(std::size_t characters) {
    return (characters + 2) / 3;
}

std::size_t lengthIn(Unit unit, std::string_view text) {
    switch (unit) {
        case Unit::Characters:
            return base::codePoints(text);
        case Unit::Utf16:
            return base::utf16Units(text);
        case Unit::Tokens:
            return tokensOf(base::codePoints(text));
        case Unit::Words:
            return countWords(text);
    }
    return text.size();
}

/// The parameter's name for a reference: its role where it has one of its own.
std::string referenceName(const film::Reference& reference, const std::string& general) {
    if (reference.role == "first_frame" || reference.role == "last_frame") return reference.role;
    return general;
}

/// Decides what needs no words: parameters, refused slots, sounds of a silent model.
void plan(Facts& facts, const Dialect& dialect, Prompt& prompt) {
    const DialectData& data = *dialect.data;
    for (Item& item : facts.items()) {
        if (!item.open) continue;
        const auto slot = static_cast<std::size_t>(item.slot);
        if (const std::string& parameter = data.parameters[slot]; !parameter.empty()) {
            std::string name = parameter;
            std::string value;
            if (item.slot == Slot::References)
                name = referenceName(*static_cast<const film::Reference*>(item.object), parameter);
            value = info(item.slot).kind == SlotKind::Number ? numberFor(item) : std::string(item.text);
            prompt.parameters.push_back({std::move(name), std::move(value), std::string(item.field)});
            settle(item, Fate::Parameter, {});
        } else if (item.slot >= Slot::Duration && item.slot <= Slot::LabelAsAi) {
            settle(item, Fate::Dropped, "this model has no such parameter");
        } else if (!data.drops[slot].empty()) {
            settle(item, Fate::Dropped, data.drops[slot]);
        } else if (!data.audio && isSound(item.slot)) {
            settle(item, Fate::Dropped, "the model makes silent clips");
        }
    }
}

void addNegative(std::string& negative, std::string_view noun) {
    if (negative.find(noun) != std::string::npos) return;
    if (!negative.empty()) negative += ", ";
    negative.append(noun);
}

/// "no subtitles" → "subtitles": a list of nouns must not hold a negation.
std::string_view nounOnly(std::string_view text) {
    for (const std::string_view lead : {"no ", "without ", "not ", "never ", "avoid ", "don't "})
        if (text.starts_with(lead)) return text.substr(lead.size());
    return text;
}

void planNegatives(Facts& facts, const Dialect& dialect, Prompt& prompt) {
    const DialectData& data = *dialect.data;
    std::size_t kept = 0;
    for (auto next = facts.first(Slot::Avoid); next >= 0;) {
        Item& item = facts.items()[static_cast<std::size_t>(next)];
        next = item.next;
        if (!item.open) continue;
        const std::string_view noun = nounOnly(item.text);
        switch (data.negatives) {
            case Negatives::FieldNouns:
                addNegative(prompt.negative, noun);
                settle(item, Fate::Negative, {});
                break;
            case Negatives::ProseOk:
                item.text = noun;
                if (kept++ >= data.mostNegatives)
                    settle(item, Fate::Dropped, "only a few exclusions are heeded in prose");
                break;
            case Negatives::Subset: {
                const bool allowed = std::any_of(
                    data.allowedNegatives.begin(), data.allowedNegatives.end(),
                    [noun](const std::string& a) { return noun.find(a) != std::string_view::npos; });
                item.text = noun;
                if (!allowed)
                    settle(item, Fate::Dropped,
                           "this model heeds only a few exclusions, and this is none of them");
                break;
            }
            case Negatives::Forbidden: {
                const auto found = std::find_if(data.positives.begin(), data.positives.end(),
                                                [noun](const auto& pair) { return pair.first == noun; });
                if (found == data.positives.end()) {
                    settle(item, Fate::Dropped,
                           "a negation may be read as a wish here, and it has no positive form");
                } else {
                    item.text = found->second;
                    item.exact = false;
                    item.reason = "said as the state to have instead";
                }
                break;
            }
            case Negatives::None:
                settle(item, Fate::Dropped, "this model takes no exclusions");
                break;
        }
    }
    if (data.negatives == Negatives::FieldNouns && facts.first(Slot::Dialogue) >= 0)
        for (const std::string& noun : data.negativesWithDialogue) addNegative(prompt.negative, noun);
}

/// Item parts that the words left out.
std::string missingParts(Item& item) {
    struct Named {
        Slot part;
        std::string_view name;
    };
    constexpr std::array common{Named{Slot::Traits, "traits"},
                                Named{Slot::Wearing, "wardrobe"},
                                Named{Slot::Manner, "manner"},
                                Named{Slot::From, "start state"},
                                Named{Slot::To, "end state"},
                                Named{Slot::At, "timing"},
                                Named{Slot::Speed, "speed"},
                                Named{Slot::Easing, "easing"},
                                Named{Slot::Amount, "amount"},
                                Named{Slot::Start, "first frame"},
                                Named{Slot::End, "last frame"},
                                Named{Slot::Motivation, "motivation"},
                                Named{Slot::Delivery, "delivery"},
                                Named{Slot::Language, "language"},
                                Named{Slot::OffScreen, "place off screen"},
                                Named{Slot::Perspective, "perspective"}};
    constexpr std::array lamp{
        Named{Slot::Role, "role"},         Named{Slot::LampSide, "side"},
        Named{Slot::LampColour, "colour"}, Named{Slot::LampKelvin, "colour temperature"},
        Named{Slot::LampLevel, "level"},   Named{Slot::LampDetail, "size and distance"}};
    const std::uint32_t missing = item.parts & ~item.saidParts;
    if (missing == 0 || item.fate != Fate::Said) return {};
    std::string names;
    const auto collect = [&](const auto& list) {
        for (const Named& named : list)
            if ((missing & partBit(named.part)) != 0)
                names.append(names.empty() ? "" : ", ").append(named.name);
    };
    if (item.slot == Slot::Lights)
        collect(lamp);
    else if (item.slot != Slot::Filters && item.slot != Slot::Notes)
        collect(common);
    if (names.empty()) return {};
    item.fate = Fate::Weakened;
    return "said without its " + names;
}

void finishReport(Facts& facts, Realiser& realiser, Prompt& prompt) {
    Writer& writer = realiser.writer();
    // Order of the plan: what is said, in the order of the text, then the rest in the order of the fields.
    const std::size_t count = facts.items().size();
    constexpr std::size_t unplaced = static_cast<std::size_t>(-1);
    std::vector<std::size_t> place(count, unplaced);
    prompt.facts.reserve(count);
    const auto take = [&](std::size_t index) {
        if (place[index] != unplaced) return;
        place[index] = prompt.facts.size();
        Item& item = facts.items()[index];
        Fact& fact = prompt.facts.emplace_back();

        fact.field = item.field;
        if (item.index >= 0) {
            fact.field += '/';
            if (item.index < 10)
                fact.field += static_cast<char>('0' + item.index);
            else
                fact.field += std::to_string(item.index);
        }
        if (!item.leaf.empty()) fact.field.append("/").append(item.leaf);
        fact.priority = info(item.slot).priority;
        fact.text = describe(item);
        if (item.open && !item.implied) {
            item.fate = Fate::Dropped;
            if (!item.reason.starts_with("left out")) item.reason = "this dialect has no place for it";
        }
        std::string missing = missingParts(item);
        fact.fate = item.fate;
        if (!missing.empty())
            fact.reason = std::move(missing);
        else if (item.fate == Fate::Weakened || item.fate == Fate::Dropped)
            fact.reason = item.reason;
    };

    for (const Span& span : writer.spans()) take(span.fact);
    for (std::size_t i = 0; i < count; ++i) take(i);
    prompt.spans = std::move(writer.spans());
    for (Span& span : prompt.spans) span.fact = place[span.fact];
    prompt.text = std::move(writer.text());
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
        for (const auto& [index, reason] : left) settle(facts.items()[index], Fate::Dropped, reason);
        plan(facts, dialect, prompt);
        planNegatives(facts, dialect, prompt);
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
        finishReport(facts, realiser, prompt);
        prompt.words = countWords(prompt.text);
        prompt.tokens = data.unit == Unit::Tokens       ? length
                        : data.unit == Unit::Characters ? tokensOf(length)
                                                        : tokensOf(base::codePoints(prompt.text));
        return prompt;
    }
}

}  // namespace groundglass::prompt
