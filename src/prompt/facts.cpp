#include "facts.hpp"

#include <algorithm>

namespace groundglass::prompt {

Facts::Facts(const ComposeInput& input) : m_input(input) {
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
