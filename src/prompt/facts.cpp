#include "facts.hpp"

#include <algorithm>
#include <initializer_list>

namespace groundglass::prompt {

Facts::Facts(const ComposeInput& input, const std::vector<film::CastId>* speakers)
    : m_input(input), m_speakers(speakers) {
    m_items.reserve(96);
    m_first.fill(-1);
    m_last.fill(-1);
    for (const film::CastId& id : input.effective.direction.cast.members) {
        const auto found = input.film.cast.find(id);
        m_members.push_back(found == input.film.cast.end() ? nullptr : &found->second);
        m_memberIds.push_back(&id);
    }
    collectScene(*this);
    collectFrame(*this);
    collectLens(*this);
    collectLight(*this);
    collectFinish(*this);
    collectSound(*this);
    collectOutput(*this);
}

std::int16_t Facts::ownerOf(const film::CastId& id) const noexcept {
    for (std::size_t i = 0; i < m_memberIds.size(); ++i)
        if (*m_memberIds[i] == id) return static_cast<std::int16_t>(i);
    return -1;
}

Item& Facts::add(Slot slot, std::string_view field, std::int16_t index) {
    const auto at = static_cast<std::int16_t>(m_items.size());
    Item& item = m_items.emplace_back();
    item.slot = slot;
    item.field = field;
    item.index = index;
    auto& last = m_last[static_cast<std::size_t>(slot)];
    if (last < 0) {
        m_first[static_cast<std::size_t>(slot)] = at;
    } else {
        m_items[static_cast<std::size_t>(last)].next = at;
    }
    last = at;
    return item;
}

Item* Facts::term(Slot slot, std::string_view field, std::string_view facet, const film::TermId& id,
                  std::int16_t index) {
    if (id.empty()) return nullptr;
    Item& item = add(slot, field, index);
    item.term = find(facet, id);
    item.text = id.str();
    return &item;
}

const craft::Term* Facts::find(std::string_view facet, const film::TermId& id) const {
    return id.empty() ? nullptr : m_input.vocabulary.find(facet, id.str());
}

const craft::Term* Facts::inRange(std::string_view facet, std::string_view least, std::string_view most,
                                  double value) const {
    const craft::Term* best = nullptr;
    double nearest = 0;
    for (const craft::Term& candidate : m_input.vocabulary.terms(facet)) {
        const auto low = candidate.number(least);
        const auto high = candidate.number(most);
        if (!low || !high) continue;
        const double away = std::max({*low - value, value - *high, 0.0});
        if (best == nullptr || away < nearest) {
            best = &candidate;
            nearest = away;
        }
    }
    return best;
}

bool Facts::feels(const Item& mood) const noexcept {
    for (auto at = first(Slot::Emotion); at >= 0; at = m_items[static_cast<std::size_t>(at)].next)
        if (m_items[static_cast<std::size_t>(at)].text == mood.text) return true;
    return false;
}

std::size_t Facts::speaker(const film::DialogueLine& line) const {
    std::vector<const film::CastId*> heard;
    const auto numberOf = [&](const film::CastId& who) -> std::size_t {
        const auto found = std::find_if(heard.begin(), heard.end(),
                                        [&](const film::CastId* known) { return *known == who; });
        if (found != heard.end()) return static_cast<std::size_t>(found - heard.begin()) + 1;
        heard.push_back(&who);
        return heard.size();
    };
    if (m_speakers != nullptr)
        for (const film::CastId& who : *m_speakers) numberOf(who);
    const auto& direction = m_input.effective.direction;
    static const film::CastId nobody;
    const film::CastId& lead = direction.cast.members.empty() ? nobody : direction.cast.members.front();
    const auto who = [&](const film::DialogueLine& any) -> const film::CastId& {
        return any.who.empty() ? lead : any.who;
    };
    for (const film::DialogueLine& each : direction.sound.dialogue) {
        const std::size_t number = numberOf(who(each));
        if (&each == &line) return number;
    }
    return numberOf(who(line));
}

std::string Facts::evidence(const Item& mood, bool audible) const {
    if (mood.term == nullptr) return {};
    const auto leavesOpen = [this](std::initializer_list<Slot> slots) {
        return std::all_of(slots.begin(), slots.end(), [this](Slot slot) { return first(slot) < 0; });
    };
    std::string text;
    const auto add = [&](std::string_view part, std::string_view lead) {
        if (!mood.term->wording.contains(part)) return;
        if (!text.empty()) text.append(lead);
        text.append(mood.term->words(part));
    };
    if (leavesOpen({Slot::Pattern, Slot::Source, Slot::Quality, Slot::Lights, Slot::Ratio, Slot::KeyKelvin}))
        add("evidence_light", "");
    const film::CastMember* lead = member(0);
    const bool person = lead != nullptr && lead->pronoun != "it" && !lead->pronoun.empty();
    if (person && leavesOpen({Slot::Emotion, Slot::Gesture, Slot::Pose})) add("evidence_pose", ", and ");
    if (audible &&
        leavesOpen({Slot::Effects, Slot::Ambience, Slot::OnlySound, Slot::Music, Slot::Dialogue}) &&
        !text.empty())
        add("evidence_sound", ", over ");
    return text;
}

void settle(Item& item, Fate fate, std::string_view reason) {
    item.open = false;
    item.fate = fate;
    item.reason = reason;
}

void imply(Item& item, std::string_view reason) {
    item.implied = true;
    item.fate = Fate::Weakened;
    item.reason = reason;
}

}  // namespace groundglass::prompt
