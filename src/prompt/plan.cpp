#include "plan.hpp"

#include "dialect_data.hpp"
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

/// The parameter's name for a reference: its role where it has one of its own.
std::string referenceName(const film::Reference& reference, const std::string& general) {
    if (reference.role == "first_frame" || reference.role == "last_frame") return reference.role;
    return general;
}

/// Parameters, refused slots, sounds of a silent model.
void planSlots(Facts& facts, const Dialect& dialect, Prompt& prompt) {
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
            item.reasonLasts = false;
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
    constexpr std::array<std::string_view, 6> leads{"no ", "without ", "not ", "never ", "avoid ", "don't "};
    for (const std::string_view lead : leads)
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

}  // namespace

void plan(Facts& facts, const Dialect& dialect, Prompt& prompt) {
    planSlots(facts, dialect, prompt);
    planNegatives(facts, dialect, prompt);
}

}  // namespace groundglass::prompt
