#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

/// A clause about what is heard, or a background in one phrase.
bool Pass::heard(const Piece& piece, std::uint32_t first, std::uint32_t last, bool tag) {
    if (oneOf(first, "sound", "sounds", "noise") && word(first + 1, "of") && first + 2 < last) {
        Piece rest = piece;
        rest.first = first + 2;
        rest.last = last;
        readSounds(rest, Section::Effects);
        return true;
    }
    if (word(last - 1, "background") && last - first <= 4 && last - first > 1 &&
        !direction().place.background) {
        direction().place.background = phrase(first, last - 1);
        span(first, last, "place/background", 0.8);
        use(first, last, Use::Text);
        return true;
    }
    if (word(first, "breath") && word(last - 1, "visible")) return false;
    const WordId firstLemma = m_lexicon.words.lemma(m_tokens[first].word);
    const bool loud = firstLemma != 0 && (m_lexicon.words.classes(firstLemma) & bit(Class::Sound)) != 0 &&
                      last == first + 2 && is(first + 1, Class::Sound);  // "roaring engine"
    if (!loud && m_subject >= 0 &&
        (is(first, Class::VerbIng) || is(first, Class::VerbThird) ||
         m_lexicon.words.lemma(m_tokens[first].word) != 0) &&
        !is(first, Class::Sound))
        return false;
    if (m_predicate) return false;
    if (piece.section != Section::None || !(tag || is(first, Class::Sound)) ||
        (person(first) && !is(first, Class::Sound)) || is(first, Class::Place) || is(first, Class::Pronoun) ||
        !soundClause(first, last))
        return false;
    bool ambience = false;
    bool music = false;
    for (std::uint32_t i = first; i < last; ++i) {
        if ((person(i) && !is(i, Class::Sound)) || is(i, Class::Pronoun)) return false;
        ambience = ambience || is(i, Class::Ambience);
        music = music || (last - first <= 4 && is(i, Class::Music));
    }
    addSound(first, last, music ? Section::Music : ambience ? Section::Ambience : Section::Effects);
    return true;
}

void Pass::nounClause(const Piece& piece, std::uint32_t first, std::uint32_t last, bool tag) {
    std::uint32_t at = first;
    bool prepositional = false;
    while (at < last && (is(at, Class::PlacePreposition) || is(at, Class::Article))) {
        prepositional = prepositional || is(at, Class::PlacePreposition);
        ++at;
    }
    if (at >= last) return;
    const std::uint32_t head = headOf(at, last);
    if (is(head, Class::Grade)) return;
    const auto hasClass = [&](std::uint32_t i, Class c) { return either(i, c); };
    bool cloth = false;
    bool body = false;
    const bool person = this->person(head);
    for (std::uint32_t i = at; i < last; ++i) {
        cloth = cloth || hasClass(i, Class::Cloth);
        body = body || is(i, Class::Body);
    }
    if (piece.section == Section::Place) {
        placePhrase(prepositional ? at : first, last, true);
        return;
    }
    if (piece.section == Section::Subject || person) {
        if (!(m_subject >= 0 && word(first, "with"))) {
            subjectOf(first, last);
            return;
        }
    }
    if (m_predicate && m_subject >= 0 && !lightClause(first, last) && m_tokens[first].use == Use::Free &&
        first > piece.first && last - first >= 2) {
        std::string& gesture = performance(m_subject).gesture;  // "He is sad, one hand on the rail"
        gesture += (gesture.empty() ? "" : ", ") + std::string(slice(first, last));
        span(first, last, "cast/performances/0/gesture", 0.7);
        use(first, last, Use::Text);
        return;
    }
    if (word(first, "wearing") || (cloth && m_subject >= 0 && hasClass(head, Class::Cloth) &&
                                   (!is(first, Class::Preposition) || oneOf(first, "in", "with")))) {
        wearing(first, last, m_subject);
        return;
    }
    if ((hasClass(head, Class::Place) || (prepositional && hasClass(head, Class::Vehicle))) && !person) {
        // "A karaoke bar, Tokyo": the article belongs to it.
        const std::uint32_t begin = at > first && is(at - 1, Class::Article) ? at - 1 : at;
        if (placePhrase(begin, last, false)) {
            use(first, last, Use::Text);
            return;
        }
    }
    if (last - first == 1 && m_tokens[first].capital && !m_tokens[first].upper && m_subject < 0 &&
        m_tokens[first].word == 0 && direction().place.description && first > piece.first) {
        *direction().place.description += ", " + std::string(slice(first, last));  // "a bar, Tokyo"
        span(first, last, "place/description", 0.6);
        use(first, last, Use::Text);
        return;
    }
    if (hasClass(head, Class::Music) && !person) {
        addSound(first, last, Section::Music);
        return;
    }
    if (body && m_subject >= 0) {
        if (hasClass(head, Class::Body) && !is(first, Class::Determiner)) {
            auto& traits = m_reading.cast[static_cast<std::size_t>(m_subject)].traits;
            std::uint32_t begin = word(first, "with") ? first + 1 : first;
            if (traits.size() < 12 && begin < last) traits.emplace_back(slice(begin, last));
            span(begin, last, "cast/members/" + std::to_string(m_subject) + "/traits", 0.7);
        } else {
            std::string& gesture = performance(m_subject).gesture;
            gesture += (gesture.empty() ? "" : ", ") + std::string(slice(first, last));
            span(first, last, "cast/performances/0/gesture", 0.7);
        }
        use(first, last, Use::Text);
        return;
    }
    if (soundClause(at, last) && piece.section == Section::None) {
        bool ambience = false;
        for (std::uint32_t i = at; i < last; ++i) ambience = ambience || is(i, Class::Ambience);
        addSound(first, last, ambience ? Section::Ambience : Section::Effects);
        return;
    }
    const bool lit = lightClause(first, last);
    if (is(head, Class::Light)) return;
    const bool scenic = piece.section == Section::None || piece.section == Section::Scene;
    const bool nounLike = last - first >= 2 || (m_tokens[first].kind == TokenKind::Word && tag);
    if (scenic && m_reading.cast.empty() && !direction().place.description &&
        direction().story.actions.empty() && !is(head, Class::Filler) && nounLike && !word(first, "both") &&
        !is(first, Class::Preposition) &&
        (first <= m_pieces.front().first + 3 || is(first, Class::Article) ||
         (last - first >= 2 && first < 24)) &&
        !prepositional && !lit && m_tokens[head].use == Use::Free && !is(head, Class::Adverb)) {
        subjectOf(first, last);
        return;
    }
    if (scenic && prepositional && !direction().place.description && m_reading.cast.size() > 0 && at < last &&
        !oneOf(first, "with", "of", "from", "by") && !lit)
        placePhrase(at > first && is(at - 1, Class::Article) ? at - 1 : at, last, m_tokens[head].capital);
}

}  // namespace groundglass::read
