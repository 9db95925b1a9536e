#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {
namespace {

constexpr std::size_t mostBeats = 24;

}  // namespace

/// Who or what a noun phrase names; clothing, places and traits in it go to their own fields.
int Pass::subjectOf(std::uint32_t first, std::uint32_t last) {
    while (first < last &&
           (m_tokens[first].kind == TokenKind::Mark || oneOf(first, "and", "of", "on", "with")))
        ++first;
    while (last > first && (m_tokens[last - 1].kind == TokenKind::Mark || is(last - 1, Class::Be) ||
                            is(last - 1, Class::Adverb) || m_tokens[last - 1].use == Use::Term))
        --last;
    if (first >= last) return m_subject;
    std::uint32_t end = last;
    struct Part {
        std::uint32_t first{}, last{};
    };
    std::vector<Part> parts;
    for (std::uint32_t i = first + 1; i < last; ++i) {
        if (!oneOf(i, "in", "with", "wearing", "dressed", "clad", "on", "at", "inside", "under", "behind",
                   "near", "whose", "through", "across", "over", "against", "above", "beneath", "between",
                   "beyond", "along", "by", "toward", "towards"))
            continue;
        if (m_tokens[i].use != Use::Free) continue;
        bool taken = oneOf(i, "with", "wearing", "against", "dressed", "clad");
        for (std::uint32_t k = i + 1; k < last && !taken; ++k) {
            if (is(k, Class::Preposition)) break;
            taken = either(k, Class::Cloth) || either(k, Class::Place) || either(k, Class::Vehicle);
        }
        if (!taken) continue;
        if (end == last) end = i;
        if (!parts.empty()) parts.back().last = i;
        parts.push_back({i, last});
    }
    const int who = member(first, end);
    if (who >= 0) m_subject = who;
    use(first, end, Use::Text);
    for (const Part& part : parts) {
        bool cloth = oneOf(part.first, "wearing", "dressed", "clad");
        for (std::uint32_t k = part.first; k < part.last; ++k) cloth = cloth || is(k, Class::Cloth);
        if (cloth && oneOf(part.first, "in", "with", "wearing", "dressed", "clad")) {
            wearing(part.first, part.last, who);
        } else if (word(part.first, "with") && who >= 0) {
            auto& traits = m_reading.cast[static_cast<std::size_t>(who)].traits;
            if (traits.size() < 12) traits.emplace_back(slice(part.first + 1, part.last));
            span(part.first + 1, part.last, "cast/members/" + std::to_string(who) + "/traits", 0.8);
            use(part.first, part.last, Use::Text);
        } else if (word(part.first, "against") && !direction().place.background) {
            direction().place.background = std::string(slice(part.first + 1, part.last));
            span(part.first + 1, part.last, "place/background", 0.7);
            use(part.first, part.last, Use::Text);
        } else {
            placePhrase(part.first + 1, part.last, false);
        }
    }
    return who;
}

bool Pass::placePhrase(std::uint32_t first, std::uint32_t last, bool certain) {
    while (last > first &&
           (m_tokens[last - 1].kind == TokenKind::Mark || m_tokens[last - 1].use == Use::Term))
        --last;
    if (first >= last) return false;
    const std::uint32_t head = headOf(first, last);
    const bool place = either(head, Class::Place) || (either(head, Class::Vehicle) && first > 0 &&
                                                      oneOf(first - 1, "in", "on", "inside", "aboard"));
    if (!place && !certain) return false;
    auto& description = direction().place.description;
    if (description) return false;
    description = std::string(slice(first, last));
    std::replace(description->begin(), description->end(), '\n', ' ');
    span(first, last, "place/description", place ? 0.9 : 0.6);
    use(first, last, Use::Text);
    return true;
}

/// Start of a phrase of place at the end of an action: "drinking coffee | in a busy café"; or `last`.
std::uint32_t Pass::placeTail(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t least = last > first + 14 ? last - 14 : first;
    for (std::uint32_t i = last; i > least; --i) {
        const std::uint32_t at = i - 1;
        if (at + 1 >= last || m_tokens[at].use == Use::Quoted) continue;
        if (!oneOf(at, "in", "on", "at", "inside", "within", "under", "beneath", "behind", "beside", "near",
                   "outside", "above", "amid", "aboard", "atop", "underneath"))
            continue;
        const std::uint32_t head = headOf(at + 1, last);
        if (either(head, Class::Place) ||
            (either(head, Class::Vehicle) && oneOf(at, "in", "on", "inside", "aboard")))
            return at;
    }
    return last;
}

void Pass::action(const Piece& piece, int who, std::uint32_t verb, std::uint32_t last) {
    auto& beats = direction().story.actions;
    const auto trailing = [&](std::uint32_t at) {
        return m_tokens[at].kind == TokenKind::Mark || m_tokens[at].use == Use::Term ||
               m_tokens[at].use == Use::Label ||
               oneOf(at, "in", "at", "with", "and", "on", "by", "the", "a", "to");
    };
    while (last > verb + 1 && trailing(last - 1)) {
        // "through wet streets" keeps its words, "at night" does not.
        std::uint32_t run = last - 1;
        while (run > verb + 1 && m_tokens[run].use == Use::Term) --run;
        if (run + 1 < last && run == verb + 1 && is(run, Class::Determiner)) break;  // "lighting a candle"
        const std::uint32_t before = is(run, Class::Article) && run > verb + 1 ? run - 1 : run;
        if (run + 1 < last && m_tokens[run].use == Use::Free &&
            oneOf(before, "through", "across", "into", "onto", "past", "along", "over", "toward", "towards",
                  "of", "for", "under", "behind", "against", "its", "his", "her", "their"))
            break;
        --last;
    }
    // "racing through wet streets" keeps its way, and the place knows it, too.
    for (std::uint32_t i = verb + 1; i + 1 < last && i < verb + 14 && !direction().place.description; ++i)
        if (oneOf(i, "through", "across", "along", "down", "into", "past", "up") &&
            either(headOf(i + 1, last), Class::Place)) {
            std::uint32_t end = i + 1;
            while (end < last && (end == i + 1 || !is(end, Class::Preposition) || word(end, "of"))) ++end;
            placePhrase(i + 1, end, false);
        }
    const std::uint32_t tail = placeTail(verb + 1, last);
    if (tail < last && placePhrase(tail + 1, last, false)) {
        use(tail, tail + 1, Use::Text);
        last = tail;
    }
    if (beats.size() >= mostBeats) return;
    film::Beat beat;
    if (who >= 0 && static_cast<std::size_t>(who) < m_reading.cast.size())
        beat.who = m_reading.cast[static_cast<std::size_t>(who)].id;
    const WordId lemma = m_lexicon.words.lemma(m_tokens[verb].word);
    if (lemma != 0) {
        beat.verb = participleOf(m_lexicon.words.text(lemma));
    } else {
        beat.verb = std::string(lower(verb));
        if (beat.verb.ends_with('s')) beat.verb = participleOf(beat.verb.substr(0, beat.verb.size() - 1));
    }
    std::uint32_t rest = verb + 1;
    const auto manner = [&](std::uint32_t at) {
        if (!beat.manner.empty() || m_tokens[at].kind != TokenKind::Word || !is(at, Class::Adverb))
            return false;
        const int term = m_lexicon.termOf(Facet::Manner, lower(at));
        if (term < 0) return false;
        beat.manner = m_lexicon.id(Facet::Manner, static_cast<std::uint16_t>(term));
        use(at, at + 1, Use::Text);
        return true;
    };
    if (verb > piece.first) manner(verb - 1);
    if (rest < last && manner(rest)) ++rest;
    if (rest < last) {
        beat.verb += ' ';
        beat.verb += slice(rest, last);
        std::replace(beat.verb.begin(), beat.verb.end(), '\n', ' ');
    }
    beat.start = piece.start;
    beat.end = piece.end;
    if (const auto pose = m_lexicon.poseOf.find(lemma);
        lemma != 0 && pose != m_lexicon.poseOf.end() &&
        (who < 0 || m_reading.cast[static_cast<std::size_t>(who)].pronoun != "it")) {
        film::Performance& p = performance(who);
        if (p.pose.empty()) {
            p.pose = m_lexicon.id(Facet::Pose, pose->second);
            span(verb, verb + 1,
                 "cast/performances/" + std::to_string(&p - direction().cast.performances.data()) + "/pose",
                 0.8);
        }
    }
    span(verb, last, "story/actions/" + std::to_string(beats.size()), 0.85);
    use(verb, last, Use::Text);
    beats.push_back(std::move(beat));
}

}  // namespace groundglass::read
