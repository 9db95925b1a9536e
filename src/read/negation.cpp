#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

/// "The only sound is her breath", "silence except a ticking clock", "room tone only".
void Pass::findOnlySound(const Piece& piece) {
    auto& sound = direction().sound;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        std::uint32_t first = 0;
        if (word(i, "only") && word(i + 1, "sound")) {
            first = i + 2;
            if (oneOf(first, "is") || mark(first, ':')) ++first;
        } else if (word(i, "only") && i > piece.first && mark(i - 1, ',') && i + 1 < piece.last &&
                   is(i + 1, Class::Sound)) {
            first = i + 1;  // ", only wind"
        } else if (word(i, "silence") && oneOf(i + 1, "except", "but")) {
            first = i + 2;
            if (word(first, "for")) ++first;
        } else if (word(i, "silence") && mark(i + 1, ',') && word(i + 2, "only")) {
            first = i + 3;
        } else if (word(i, "only") && i > piece.first + 1 && (i + 1 == piece.last || mark(i + 1, ',')) &&
                   is(i - 1, Class::Sound)) {
            std::uint32_t begin = i - 1;
            while (begin > piece.first && m_tokens[begin - 1].kind == TokenKind::Word && free(begin - 1))
                --begin;
            sound.onlySound = phrase(begin, i);
            span(begin, i, "sound/only_sound");
            use(begin, i + 1, Use::Text);
            return;
        }
        if (first == 0 || first >= piece.last) continue;
        std::uint32_t end = first;
        while (end < piece.last && !mark(end, ',') && !mark(end, ';')) ++end;
        sound.onlySound = phrase(first, end);
        span(first, end, "sound/only_sound");
        use(i > piece.first && word(i - 1, "the") ? i - 1 : i, end, Use::Text);
        return;
    }
}

void Pass::findNegations(const Piece& piece) {
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        if (!free(i)) continue;
        const std::string_view text = lower(i);
        const bool contraction =
            m_tokens[i].kind == TokenKind::Word && (text.ends_with("n't") || text == "cannot");
        if (!contraction && !is(i, Class::Negation)) continue;
        // "the camera is not moving", "no film grain": terms of their own.
        bool own = false;
        for (std::uint32_t back = 0; back < 4 && back <= i - piece.first && !own; ++back) {
            const Lexicon::Match match = m_lexicon.match(m_tokens, i - back);
            own = match.end > i;
        }
        if (own) continue;
        const bool noun = oneOf(i, "no", "without", "zero", "excluding");
        std::uint32_t end = i + 1;
        const auto stops = [&](std::uint32_t at) {
            return m_tokens[at].kind == TokenKind::Mark || is(at, Class::Conjunction) ||
                   is(at, Class::Negation) || m_tokens[at].use != Use::Free ||
                   oneOf(at, "in", "on", "at", "with", "except", "until");
        };
        while (end < piece.last && !stops(end)) ++end;
        if (end == i + 1) continue;
        if (!noun) {
            for (std::uint32_t k = i; k < end; ++k) m_tokens[k].negated = true;
            continue;
        }
        if (oneOf(i + 1, "one", "longer", "more", "matter", "doubt")) continue;
        takeNegation(i + 1, end);
        use(i, i + 1, Use::Term);
        // "no text or logos"
        while (word(end, "or") && end + 1 < piece.last) {
            std::uint32_t next = end + 1;
            while (next < piece.last && !stops(next)) ++next;
            if (next == end + 1) break;
            takeNegation(end + 1, next);
            use(end, end + 1, Use::Term);
            end = next;
        }
        i = end - 1;
    }
}

void Pass::takeNegation(std::uint32_t at, std::uint32_t end) {
    film::Direction& d = direction();
    bool music = false;
    for (std::uint32_t i = at; i < end; ++i)
        music = music || oneOf(i, "music", "score", "soundtrack", "bgm", "musical");
    if (music) {
        d.sound.noMusic = true;
        span(at, end, "sound/no_music");
        use(at, end, Use::Term);
        return;
    }
    std::string item = phrase(at, end);
    auto& items = d.avoid.items;
    if (items.size() < 24 && std::find(items.begin(), items.end(), item) == items.end()) {
        span(at, end, "avoid/items/" + std::to_string(items.size()));
        items.push_back(std::move(item));
    }
    use(at, end, Use::Term);
}

}  // namespace groundglass::read
