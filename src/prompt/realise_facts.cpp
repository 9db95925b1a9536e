#include "english.hpp"
#include "realise.hpp"
#include "wording.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace groundglass::prompt {
namespace {

/// Whether that part of speech shows a term instead of naming it.
bool shows(std::string_view part) {
    return part == "literal" || part == "evidence";
}

}  // namespace

/// "quietly longing"; part "full" adds what can be seen: "quietly longing: parted lips …".
std::string Realiser::emotionWords(const Item& item, std::string_view part) const {
    const bool full = part == "full";
    const bool masked = item.object != nullptr && static_cast<const film::Performance*>(item.object)->masked;
    if (masked && part != "noun") return std::string("holding back ").append(words(*item.term, "noun"));
    const std::string_view name = words(*item.term, full ? std::string_view("phrase") : part);
    std::string text;
    if (!name.starts_with("filled ") && !name.starts_with("in ") && part != "noun") {
        constexpr std::string_view degrees[] = {"", "faintly ", "quietly ", "", "deeply ", "utterly "};
        const auto degree = static_cast<std::size_t>(item.number);
        if (degree < std::size(degrees)) text = degrees[degree];
    }
    text.append(name);
    if (full && item.term->wording.contains("cue")) text.append(": ").append(item.term->words("cue"));
    return text;
}

std::string_view Realiser::ownWords(const craft::Term& term, std::string_view part) const {
    const auto find = [&](std::string_view wanted) -> const OwnWords* {
        const std::tuple key{std::string_view(term.facet), std::string_view(term.id), wanted};
        const auto at = std::lower_bound(m_dialect.words.begin(), m_dialect.words.end(), key,
                                         [](const OwnWords& own, const auto& k) { return own.key() < k; });
        return at != m_dialect.words.end() && at->key() == key ? &*at : nullptr;
    };
    if (const OwnWords* own = find(part)) return own->text;
    if (const OwnWords* own = find("*")) return own->text;
    return term.words(part);
}

bool Realiser::hasWords(const craft::Term& term, std::string_view part) const {
    return term.wording.contains(part) ||
           std::any_of(m_dialect.words.begin(), m_dialect.words.end(), [&](const OwnWords& own) {
               return own.part == part && own.facet == term.facet && own.id == term.id;
           });
}

bool Realiser::fact(const Node& node, const SlotInfo& slot) {
    const bool asNumber = node.asNumber;
    Joints joints;
    std::string store;
    for (std::int16_t next = m_facts.first(node.slot); next >= 0; next = at(next).next) {
        const Item& item = at(next);
        if (!item.open || (item.implied && !asNumber) || (slot.owned && item.owner != m_member)) continue;
        if (node.strict && (item.term == nullptr || !hasWords(*item.term, node.text))) continue;
        const std::string_view words = wordsOf(item, node, store);
        if (words.empty()) continue;
        entry(joints, ", ", [&] {
            if (!say(next, words)) return false;
            close(next, asNumber || (item.exact && !shows(node.text)));
            return true;
        });
    }
    finishAnd(joints);
    return joints.any;
}

std::string_view Realiser::wordsOf(const Item& item, const Node& node, std::string& store) const {
    switch (info(item.slot).kind) {
        case SlotKind::Term:
            if (node.asNumber) {
                if (item.exact) return {};
                store = numberFor(item);
                return store;
            }
            if (item.slot == Slot::Emotion && item.term != nullptr && node.text == "cue") {
                const auto* shown = static_cast<const film::Performance*>(item.object);
                if (shown == nullptr || !shown->masked) return words(*item.term, "cue");
                store = std::string("a composed face and only a trace of ").append(words(*item.term, "cue"));
                return store;
            }
            if (item.slot == Slot::Emotion && item.term != nullptr) {
                store = emotionWords(item, node.text);
                return store;
            }
            if (item.slot == Slot::Moods && node.text == "evidence") {
                store = m_facts.evidence(item, m_dialect.audio);
                return store;
            }
            if (item.term != nullptr) return words(*item.term, node.text);
            store = item.text;
            for (char& c : store)
                if (c == '_') c = ' ';
            return store;
        case SlotKind::Number:
            store = node.asNumber ? numberFor(item) : wordFor(item, m_facts.input().measured);
            return store;
        default:
            if (item.slot == Slot::Place && node.text == "in") {
                const std::string_view in = placePreposition(item.text);
                if (in.empty()) return item.text;
                store.assign(in).append(" ").append(item.text);
                return store;
            }
            return item.text;
    }
}

bool Realiser::items(Slot slot, PhraseId id) {
    const Phrase& how = m_dialect.phrases[static_cast<std::size_t>(id)];
    Joints joints;
    for (std::int16_t next = m_facts.first(slot); next >= 0; next = at(next).next) {
        if (!at(next).open) continue;
        const auto* move = slot == Slot::Moves ? static_cast<const film::Move*>(at(next).object) : nullptr;
        entry(joints, move != nullptr && move->together ? how.together : how.join,
              [&] { return phrase(id, next, at(next).owner); });
    }
    if (joints.count > 0 && joints.lastLength == how.join.size()) finish(joints, how.last);
    return joints.any;
}

}  // namespace groundglass::prompt
