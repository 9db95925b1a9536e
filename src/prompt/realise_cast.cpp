#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "realise.hpp"
#include "wording.hpp"

#include <array>
#include <cmath>

namespace groundglass::prompt {

bool Realiser::holds(Slot slot) const {
    const SlotInfo& what = info(slot);
    switch (what.kind) {
        case SlotKind::Part:
            return m_item >= 0 && (at(m_item).parts & partBit(slot)) != 0;
        case SlotKind::Condition:
            if (slot == Slot::Face) return isFace();
            if (slot == Slot::Several) return m_facts.memberCount() > 1;
            if (slot == Slot::Acted) {
                for (auto next = m_facts.first(Slot::Actions); next >= 0; next = at(next).next)
                    if (!at(next).open && at(next).fate == Fate::Said) return true;
                return false;
            }
            if (slot == Slot::Adorned) {
                for (auto next = m_facts.first(Slot::Members); next >= 0; next = at(next).next)
                    if (at(next).owner == m_member)
                        return (at(next).parts & (partBit(Slot::Traits) | partBit(Slot::Wearing))) != 0;
            }
            if (slot == Slot::Soft) {
                const std::string& made = m_facts.input().measured.qualityClass;
                const auto& asked = m_facts.input().effective.direction.light.quality;
                const std::string_view quality =
                    asked ? std::string_view(asked->str()) : std::string_view(made);
                return quality == "soft" || quality == "very_soft";
            }
            if (slot == Slot::Stranger) return m_facts.memberCount() == 0;
            if (slot == Slot::Timed) {
                int timed = 0;
                for (auto next = m_facts.first(Slot::Actions); next >= 0; next = at(next).next)
                    if ((at(next).parts & partBit(Slot::At)) != 0) ++timed;
                return timed > 1 && m_facts.ownClock();
            }
            if (slot == Slot::Static) return m_facts.first(Slot::Moves) < 0;
            return false;
        case SlotKind::Reference:
            if (slot == Slot::Doing || slot == Slot::Does) return beatOf(m_member) >= 0;
            if (slot == Slot::She || slot == Slot::Her || slot == Slot::The)
                return m_facts.member(m_member) != nullptr;
            if (slot == Slot::Performances) {
                for (const Slot s : {Slot::Emotion, Slot::Pose, Slot::Eyeline, Slot::Gesture, Slot::Posture,
                                     Slot::Gait, Slot::MicroAction, Slot::Breath, Slot::Proximity})
                    if (holds(s)) return true;
                return false;
            }
            if (slot == Slot::Does2) {
                for (auto next = m_facts.first(Slot::Actions); next >= 0; next = at(next).next)
                    if (at(next).open) return true;
                return false;
            }
            for (auto next = m_facts.first(Slot::Members); next >= 0; next = at(next).next)
                if (at(next).open && (slot != Slot::Others || at(next).owner != 0)) return true;
            return false;
        default:
            for (auto next = m_facts.first(slot); next >= 0; next = at(next).next)
                if (at(next).open && !at(next).implied) return true;
            return false;
    }
}

bool Realiser::reference(const Node& node) {
    switch (node.slot) {
        case Slot::Subject:
            return member(0, PhraseId::Member);
        case Slot::Others:
        case Slot::Everyone: {
            const bool others = node.slot == Slot::Others;
            Joints joints;
            for (std::int16_t owner = others ? 1 : 0; owner < m_facts.memberCount(); ++owner)
                entry(joints, ", ",
                      [&] { return member(owner, others ? PhraseId::Other : PhraseId::Member); });
            finishAnd(joints);
            return joints.any;
        }
        case Slot::Performances:
            return performances();
        case Slot::Doing:
        case Slot::Does: {
            const std::int16_t beat = beatOf(m_member);
            return beat >= 0 &&
                   phrase(node.slot == Slot::Doing ? PhraseId::Action : PhraseId::Deed, beat, m_member);
        }
        case Slot::Does2:
            return remainingBeats(node.text == "timed" ? PhraseId::TimedBeat : PhraseId::Beat);
        case Slot::She: {
            const std::string_view word = pronoun(m_member);
            if (m_facts.member(m_member) == nullptr) return false;
            if (word.empty() || sharesPronoun(m_member)) {
                m_writer.literal(nounOf({}, m_member));
                m_plural = false;
            } else {
                m_writer.literal(word);
                m_plural = word == "they";
            }
            return true;
        }
        case Slot::Is:
            m_writer.literal(m_plural ? "are" : "is");
            return true;
        case Slot::Her: {
            const std::string_view word = pronoun(m_member);
            if (m_facts.member(m_member) == nullptr) return false;
            m_writer.literal(word == "she" ? "her" : word == "he" ? "his" : word == "they" ? "their" : "its");
            return true;
        }
        case Slot::The: {
            if (m_facts.member(m_member) == nullptr) return false;
            m_writer.literal(nounOf({}, m_member));
            m_plural = false;
            return true;
        }
        default:
            return false;
    }
}

bool Realiser::member(std::int16_t owner, PhraseId id) {
    for (auto next = m_facts.first(Slot::Members); next >= 0; next = at(next).next)
        if (at(next).owner == owner && at(next).open) {
            m_plural = false;
            return phrase(id, next, owner);
        }
    return false;
}

bool Realiser::performances() {
    bool any = false;
    const std::string_view join = m_dialect.phrases[static_cast<std::size_t>(PhraseId::Performance)].join;
    for (std::int16_t owner = 0; owner < m_facts.memberCount(); ++owner) {
        const Mark start = mark();
        if (any) m_writer.literal(join);
        if (phrase(PhraseId::Performance, -1, owner)) {
            any = true;
        } else {
            back(start);
        }
    }
    return any;
}

bool Realiser::remainingBeats(PhraseId id) {
    const Phrase& how = m_dialect.phrases[static_cast<std::size_t>(id)];
    Joints joints;
    m_actor = -2;
    for (std::int16_t next = m_facts.first(Slot::Actions); next >= 0; next = at(next).next)
        if (at(next).open) entry(joints, how.join, [&] { return phrase(id, next, at(next).owner); });
    finish(joints, how.last);
    return joints.any;
}

std::int16_t Realiser::beatOf(std::int16_t owner) const {
    for (std::int16_t next = m_facts.first(Slot::Actions); next >= 0; next = at(next).next)
        if (at(next).open && at(next).owner == owner) return next;
    return -1;
}

std::string_view Realiser::pronoun(std::int16_t owner) const {
    const film::CastMember* who = m_facts.member(owner);
    if (who == nullptr) return m_facts.memberCount() == 0 ? "it" : "";
    constexpr std::array<std::string_view, 4> known{"she", "he", "they", "it"};
    for (const std::string_view word : known)
        if (who->pronoun == word) return word;
    return {};
}

bool Realiser::sharesPronoun(std::int16_t owner) const {
    const std::string_view mine = pronoun(owner);
    for (std::int16_t other = 0; other < m_facts.memberCount(); ++other)
        if (other != owner && pronoun(other) == mine) return true;
    return false;
}

std::string Realiser::nounOf(const film::CastId& who, std::int16_t owner) const {
    const auto named = [](const film::CastMember& member) {
        return trimmedPhrase(member.phrase.empty() ? member.name : member.phrase);
    };
    if (const film::CastMember* known = m_facts.member(owner)) {
        const std::string_view noun = withoutArticle(named(*known));
        const bool name = known->phrase.empty();
        return (name ? std::string() : std::string("the ")).append(noun);
    }
    const auto found = m_facts.input().film.cast.find(who);
    if (found == m_facts.input().film.cast.end()) return {};
    const std::string_view noun = named(found->second);
    if (hasDeterminer(noun) || found->second.phrase.empty()) return std::string(noun);
    return std::string(takesAn(noun) ? "an " : "a ").append(noun);
}

bool Realiser::isFace() const {
    const film::CastMember* lead = m_facts.member(0);
    if (lead == nullptr) return false;
    const bool human = lead->figure.empty() || lead->figure == "adult" || lead->figure == "elder" ||
                       lead->figure == "child" || lead->figure == "doll" || lead->figure == "detective";
    const film::FrameFields& frame = m_facts.input().effective.direction.frame;
    if (frame.view && (frame.view->str() == "back" || frame.view->str() == "three_quarter_back"))
        return false;
    return human && m_facts.input().measured.extent.value <= 1.1;
}

bool Realiser::memberPart(const Node& node, Item& item) {
    const auto& who = *static_cast<const film::CastMember*>(item.object);
    switch (node.slot) {
        case Slot::Name:
            return sayPart(Slot::Name, item.text);
        case Slot::Traits: {
            std::string list;
            for (std::size_t i = 0; i < who.traits.size(); ++i) {
                if (i > 0)
                    list += who.traits.size() == 2 ? " and " : i + 1 == who.traits.size() ? ", and " : ", ";
                list += trimmedPhrase(who.traits[i]);
            }
            return sayPart(Slot::Traits, list);
        }
        case Slot::Wearing:
            return (item.parts & partBit(Slot::Wearing)) != 0 &&
                   sayPart(Slot::Wearing, trimmedPhrase(who.wardrobe));
        default:
            return false;
    }
}

bool Realiser::beatPart(const Node& node, Item& item) {
    const auto& beat = *static_cast<const film::Beat*>(item.object);
    switch (node.slot) {
        case Slot::Actor: {
            if (m_actor == item.owner && node.text != "always") return true;
            const std::string_view word = pronoun(item.owner);
            const bool noun =
                word.empty() || sharesPronoun(item.owner) || m_facts.member(item.owner) == nullptr;
            std::string who = noun ? nounOf(beat.who, item.owner) : std::string(word);
            if (who.empty()) who = "it";
            if (!sayPart(Slot::Actor, who)) return false;
            m_writer.literal(" ");
            m_plural = who == "they";
            m_actor = item.owner;
            return true;
        }
        case Slot::ItemDoing:
            return sayPart(Slot::ItemDoing, trimmedPhrase(beat.verb));
        case Slot::ItemDoes:
            return sayPart(Slot::ItemDoing, finiteVerb(beat.verb, m_plural));
        case Slot::Manner:
            if (beat.manner.empty()) return false;
            return sayPart(Slot::Manner, item.term != nullptr ? words(*item.term, node.text)
                                                              : std::string_view(beat.manner.str()));
        case Slot::From:
            return sayPart(Slot::From, trimmedPhrase(beat.from));
        case Slot::To:
            return sayPart(Slot::To, trimmedPhrase(beat.to));
        default:
            return false;
    }
}

}  // namespace groundglass::prompt
