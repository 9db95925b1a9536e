#include "pass.hpp"

#include <cstdint>

namespace groundglass::read {

/// The verb of a clause, or `last`.
std::uint32_t Pass::verbIn(std::uint32_t first, std::uint32_t last, bool hasSubject) const {
    for (std::uint32_t i = first; i < last; ++i) {
        const Token& token = m_tokens[i];
        if (token.kind != TokenKind::Word || token.use == Use::Quoted) continue;
        const bool blocked = i > first && (is(i - 1, Class::Article) || is(i - 1, Class::Determiner) ||
                                           (is(i - 1, Class::Preposition) && !word(i - 1, "to")));
        if (blocked) continue;
        const bool spoken = i > first || hasSubject;
        if (i > first && word(i, "wearing")) continue;
        if (is(i, Class::VerbThird) && spoken && !token.hyphen) return i;
        // "lights a candle": a noun elsewhere, a verb between its doer and its object.
        if (m_lexicon.words.lemma(token.word) != 0 && i + 1 < last && is(i + 1, Class::Determiner) &&
            token.use == Use::Free && !token.hyphen && m_text[token.end - 1] == 's' &&
            (i == first ? hasSubject
                        : person(i - 1) || is(i - 1, Class::Pronoun) ||
                              (is(first, Class::Article) && i >= first + 2 &&
                               m_tokens[i - 1].use == Use::Free && !is(i - 1, Class::Preposition))))
            return i;
        if (i > first && m_lexicon.words.lemma(token.word) != 0 && m_text[token.end - 1] == 's' &&
            token.use == Use::Free && !token.hyphen &&
            (is(i - 1, Class::SubjectPronoun) ||
             (person(i - 1) && m_tokens[i - 1].singular == 0 && i + 1 < last &&
              (is(i + 1, Class::Preposition) || is(i + 1, Class::Adverb)))))
            return i;  // "he waves", "a soldier rolls under …"
        // "A moth batters the lamp": whatever stands between a noun and an object.
        if (i >= first + 2 && i + 1 < last && is(first, Class::Article) && !is(i - 1, Class::Preposition) &&
            token.word == 0 && token.use == Use::Free && !token.hyphen && !token.capital &&
            m_text[token.end - 1] == 's' && m_tokens[i - 1].use == Use::Free && is(i + 1, Class::Determiner))
            return i;
        // "a lawyer straightens his tie": a verb that no list knows.
        constexpr std::uint64_t small =
            bit(Class::Preposition) | bit(Class::Conjunction) | bit(Class::Pronoun) | bit(Class::Be);
        if (i > first && i + 1 < last && !token.hyphen && token.use == Use::Free && person(i - 1) &&
            m_text[token.end - 1] == 's' && !person(i) &&
            (is(i + 1, Class::Determiner) || is(i + 1, Class::Preposition)) &&
            (m_lexicon.words.classes(token.word) & small) == 0)
            return i;
        std::string_view text;
        if (token.word == 0) text = lower(i);
        const bool participle =
            is(i, Class::VerbIng) || (text.size() > 5 && text.ends_with("ing") && i > first);
        if (participle && !token.hyphen) {
            if (token.use == Use::Term) continue;
            const bool end = i + 1 == last;
            if (end && is(i, Class::Sound) && i > first && !person(i - 1)) continue;  // "heavy breathing"
            constexpr std::uint64_t joints = bit(Class::Article) | bit(Class::Preposition) |
                                             bit(Class::Determiner) | bit(Class::Adverb) |
                                             bit(Class::Pronoun) | bit(Class::Conjunction);
            const bool noun = !end && m_tokens[i + 1].kind == TokenKind::Word &&
                              (m_lexicon.words.classes(m_tokens[i + 1].word) & joints) == 0;
            // "an empty swimming pool", "roaring engine": it belongs to the noun after it.
            if (noun && i > first + 1 && is(i - 2, Class::Article) && !person(i - 1) &&
                !either(i - 1, Class::Body))
                continue;
            if (noun && i == first && i + 2 == last && !hasSubject) continue;
            return i;
        }
        if (is(i, Class::VerbBase) && i == first && hasSubject && i > 0 &&
            m_tokens[i - 1].use == Use::Label && word(i - 1, "and"))
            return i;
        if (is(i, Class::VerbBase) && i == first && hasSubject && i + 1 < last &&
            is(i + 1, Class::Determiner) && !token.hyphen)
            return i;  // "then tie a rope"
        if (!is(i, Class::VerbBase) || i == first || token.hyphen) continue;
        constexpr std::uint64_t nouns = bit(Class::Place) | bit(Class::Sound) | bit(Class::Cloth) |
                                        bit(Class::Body) | bit(Class::Music) | bit(Class::Light) |
                                        bit(Class::Lens) | bit(Class::Frame) | bit(Class::Camera) |
                                        bit(Class::Speech);
        bool noun = (m_lexicon.words.classes(token.word) & nouns) != 0 || token.use == Use::Term;
        // "kids splash in a fountain"
        if (noun && token.use == Use::Free && is(i, Class::Sound) && person(i - 1) &&
            m_tokens[i - 1].singular != 0 && i + 1 < last &&
            (is(i + 1, Class::Preposition) || is(i + 1, Class::Determiner)))
            noun = false;
        if (is(i - 1, Class::SubjectPronoun) || oneOf(i - 1, "who", "i", "we", "you")) return i;
        if (!noun && (person(i - 1) || m_tokens[i - 1].singular != 0 ||
                      (m_text[m_tokens[i - 1].end - 1] == 's' && either(i - 1, Class::Cloth))))
            return i;
    }
    return last;
}

}  // namespace groundglass::read
