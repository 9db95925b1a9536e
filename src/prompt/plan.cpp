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
        } else if (item.slot == Slot::Notes && (item.parts & partBit(Slot::NoteEvidence)) != 0) {
            // The note itself may be unsayable here; what shows of it is not.
        } else if (!data.drops[slot].empty()) {
            settle(item, Fate::Dropped, data.drops[slot]);
            item.reasonLasts = false;
        } else if (!data.audio && isSound(item.slot)) {
            settle(item, Fate::Dropped, "the model makes silent clips");
        } else if (!data.texts[slot].empty()) {
            item.text = data.texts[slot];
        }
    }
}

/// The list of what to avoid, as it grows.
class NegativeList {
public:
    explicit NegativeList(std::string& text) : m_text(text) {}

    /// False: there is no room for it.
    bool add(std::string_view noun, std::size_t limit) {
        if (noun.empty() || holds(noun)) return true;
        const std::size_t size = m_text.size() + (m_text.empty() ? 0 : 2) + noun.size();
        if (limit > 0 && size > limit) return false;
        if (!m_text.empty()) m_text += ", ";
        m_text.append(noun);
        return true;
    }

private:
    [[nodiscard]] bool holds(std::string_view noun) const {
        for (std::size_t at = m_text.find(noun); at != std::string::npos; at = m_text.find(noun, at + 1)) {
            const std::size_t end = at + noun.size();
            if ((at == 0 || m_text[at - 1] == ' ') && (at < 2 || m_text[at - 2] == ',') &&
                (end == m_text.size() || m_text[end] == ','))
                return true;
        }
        return false;
    }

    std::string& m_text;
};

/// "no subtitles" → "subtitles": a list of nouns must not hold a negation.
std::string_view nounOnly(std::string_view text) {
    constexpr std::array<std::string_view, 6> leads{"no ", "without ", "not ", "never ", "avoid ", "don't "};
    for (const std::string_view lead : leads)
        if (text.starts_with(lead)) return text.substr(lead.size());
    return text;
}

bool among(std::string_view text, const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(), [text](const std::string& each) { return each == text; });
}

bool isAsked(const Facts& facts, const Conflict& conflict) {
    for (const auto& [slot, ids] : conflict.when)
        for (auto next = facts.first(slot); next >= 0;) {
            const Item& item = facts.items()[static_cast<std::size_t>(next)];
            if (ids.empty() || among(item.text, ids)) return true;
            next = item.next;
        }
    return false;
}

/// What the model avoids by itself, without what the shot asks for; empty while its own list serves: nothing
/// replaces it and nothing in it fights the shot.
std::vector<std::string_view> standingNegatives(const Facts& facts, const DialectData& data, bool replaced) {
    std::vector<std::string_view> standing;
    bool fights = replaced;
    std::vector<std::string_view> removed;
    for (const Conflict& conflict : data.conflicts) {
        if (!isAsked(facts, conflict)) continue;
        for (const std::string& noun : conflict.remove) removed.push_back(noun);
    }
    for (const std::string& noun : data.defaultNegatives) {
        if (std::find(removed.begin(), removed.end(), noun) != removed.end())
            fights = true;
        else
            standing.push_back(noun);
    }
    if (!fights) standing.clear();
    return standing;
}

void planField(Facts& facts, const DialectData& data, Prompt& prompt) {
    NegativeList list(prompt.negative);
    for (auto next = facts.first(Slot::Avoid); next >= 0;) {
        Item& item = facts.items()[static_cast<std::size_t>(next)];
        next = item.next;
        if (!item.open) continue;
        if (list.add(nounOnly(item.text), data.negativeLimit))
            settle(item, Fate::Negative, {});
        else
            settle(item, Fate::Dropped, "the list of exclusions is full");
    }
    if (facts.first(Slot::Dialogue) >= 0)
        for (const std::string& noun : data.negativesWithDialogue) list.add(noun, data.negativeLimit);
    if (data.defaultNegatives.empty()) return;
    for (const std::string_view noun : standingNegatives(facts, data, !prompt.negative.empty()))
        list.add(noun, data.negativeLimit);
}

/// Whether somebody is seen widely enough for hands and limbs to be in the frame.
bool showsPeople(const Facts& facts) {
    constexpr double shoulders = 0.55;  // metres of height
    if (facts.input().measured.extent.value < shoulders) return false;
    for (std::int16_t owner = 0; owner < facts.memberCount(); ++owner) {
        const film::CastMember* who = facts.member(owner);
        if (who != nullptr && !who->pronoun.empty() && who->pronoun != "it") return true;
    }
    return false;
}

/// Exclusions that are said in the text itself.
void planInText(const Facts& facts, Item& item, const DialectData& data, std::size_t& kept) {
    const std::string_view noun = nounOnly(item.text);
    switch (data.negatives) {
        case Negatives::ProseOk:
            item.text = noun;
            if (kept++ >= data.mostNegatives)
                settle(item, Fate::Dropped, "only a few exclusions are heeded in prose");
            return;
        case Negatives::Subset: {
            const bool allowed =
                std::any_of(data.allowedNegatives.begin(), data.allowedNegatives.end(),
                            [noun](const std::string& a) { return noun.find(a) != std::string_view::npos; });
            item.text = noun;
            if (!allowed)
                settle(item, Fate::Dropped,
                       "this model heeds only a few exclusions, and this is none of them");
            return;
        }
        case Negatives::Forbidden: {
            const auto found =
                std::find_if(data.positives.begin(), data.positives.end(),
                             [noun](const Positive& positive) { return positive.avoid == noun; });
            if (found == data.positives.end()) {
                settle(item, Fate::Dropped,
                       "a negation may be read as a wish here, and it has no positive form");
            } else if (found->people && !showsPeople(facts)) {
                settle(item, Fate::Dropped, "naming it would call it into a frame that does not show it");
            } else {
                item.text = found->instead;
                item.exact = false;
                item.reason = "said as the state to have instead";
            }
            return;
        }
        default:
            settle(item, Fate::Dropped, "this model takes no exclusions");
    }
}

void planNegatives(Facts& facts, const DialectData& data, Prompt& prompt) {
    if (data.negatives == Negatives::FieldNouns) return planField(facts, data, prompt);
    std::size_t kept = 0;
    for (auto next = facts.first(Slot::Avoid); next >= 0;) {
        Item& item = facts.items()[static_cast<std::size_t>(next)];
        next = item.next;
        if (item.open) planInText(facts, item, data, kept);
    }
}

}  // namespace

void plan(Facts& facts, const Dialect& dialect, Prompt& prompt) {
    const DialectData& data = *dialect.data;
    bool picture = data.alwaysFromPicture;
    for (auto next = facts.first(Slot::References); next >= 0 && !picture;) {
        const Item& item = facts.items()[static_cast<std::size_t>(next)];
        picture = static_cast<const film::Reference*>(item.object)->role == "first_frame";
        next = item.next;
    }
    facts.setFromPicture(picture && !data.fromPicture.empty());
    planSlots(facts, dialect, prompt);
    planNegatives(facts, data, prompt);
}

}  // namespace groundglass::prompt
