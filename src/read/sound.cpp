#include "pass.hpp"

#include <algorithm>
#include <array>

namespace groundglass::read {
namespace {

struct Language {
    std::string_view name, tag;
};
constexpr std::array languages{
    Language{"arabic", "ar"},   Language{"czech", "cs"},      Language{"danish", "da"},
    Language{"german", "de"},   Language{"greek", "el"},      Language{"spanish", "es"},
    Language{"finnish", "fi"},  Language{"french", "fr"},     Language{"hebrew", "he"},
    Language{"hindi", "hi"},    Language{"hungarian", "hu"},  Language{"italian", "it"},
    Language{"japanese", "ja"}, Language{"korean", "ko"},     Language{"norwegian", "no"},
    Language{"polish", "pl"},   Language{"portuguese", "pt"}, Language{"russian", "ru"},
    Language{"swedish", "sv"},  Language{"turkish", "tr"},    Language{"ukrainian", "uk"},
    Language{"mandarin", "zh"}, Language{"chinese", "zh"}};

constexpr std::size_t mostLines = 24;
constexpr std::size_t mostEffects = 12;
constexpr std::size_t mostAmbience = 6;

std::string trimmed(std::string_view text) {
    const std::string_view edge = " \t\n,;:.-([])\"";
    const std::size_t first = text.find_first_not_of(edge);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(edge) - first + 1));
}

}  // namespace

/// A line of speech. The speaker's words and how they are spoken stand in [speakerFirst, speakerLast).
void Pass::addLine(std::string_view words, std::uint32_t quoteBegin, std::uint32_t quoteEnd,
                   const Piece& piece, std::uint32_t speakerFirst, std::uint32_t speakerLast) {
    auto& lines = direction().sound.dialogue;
    const std::size_t from = words.find_first_not_of(" \n\t");
    if (from == std::string_view::npos || lines.size() >= mostLines) return;
    words = words.substr(from, words.find_last_not_of(" \n\t") - from + 1);
    film::DialogueLine line;
    line.words = std::string(words);
    line.start = piece.start;
    while (speakerFirst < speakerLast && (mark(speakerFirst, '[') || oneOf(speakerFirst, "then", "and")))
        ++speakerFirst;
    std::uint32_t name = speakerFirst;
    while (name < speakerLast && m_tokens[name].kind != TokenKind::Mark && !is(name, Class::Speech)) ++name;
    int who = m_subject;
    if (name > speakerFirst) {
        const std::uint32_t verb = verbIn(speakerFirst, name, false);
        who = subjectOf(speakerFirst, std::min(verb, name));
        if (verb >= name) use(speakerFirst, name, Use::Text);
    }
    if (who >= 0 && static_cast<std::size_t>(who) < m_reading.cast.size())
        line.who = m_reading.cast[static_cast<std::size_t>(who)].id;
    std::string delivery;
    for (std::uint32_t i = name; i < speakerLast;) {
        std::uint32_t end = i;
        while (end < speakerLast && m_tokens[end].kind != TokenKind::Mark) ++end;
        std::uint32_t begin = i;
        while (begin < end && (is(begin, Class::Speech) || oneOf(begin, "in", "a", "an", "and"))) ++begin;
        if (word(begin, "s") && number(begin + 1)) begin = end;  // "S1", a speaker's number
        if (begin < end) {
            const auto language = std::find_if(languages.begin(), languages.end(),
                                               [&](const Language& l) { return word(begin, l.name); });
            if (oneOf(begin, "off", "offscreen") || (word(begin, "voice") && word(begin + 1, "over"))) {
                line.offScreen = true;
            } else if (language != languages.end()) {
                line.language = std::string(language->tag);
                ++begin;
            }
            if (begin < end && !line.offScreen && !(language != languages.end() && begin == end))
                delivery += (delivery.empty() ? "" : ", ") + std::string(slice(begin, end));
        }
        use(i, end, Use::Text);
        i = end + 1;
    }
    line.delivery = trimmed(delivery);
    span(quoteBegin, quoteEnd, "sound/dialogue/" + std::to_string(lines.size()));
    lines.push_back(std::move(line));
}

void Pass::findSpeech(Piece& piece) {
    const std::size_t before = direction().sound.dialogue.size();
    bool found = false;
    std::uint32_t from = piece.first;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        if (m_tokens[i].use != Use::Quoted) continue;
        std::uint32_t end = i;
        const bool tagged = mark(i, '<');
        const char close = m_tokens[i].mark;
        do ++end;
        while (end < piece.last && m_tokens[end].use == Use::Quoted &&
               (tagged || !mark(end - 1, close) || end - 1 == i));
        std::uint32_t first = i + 1;
        std::uint32_t last = end - 1;
        if (tagged) {
            first = i + 3;
            last = end - 4;
            if (mark(first, '[')) {
                while (first < last && !mark(first, ']')) ++first;
                ++first;
            }
        }
        std::uint32_t verb = i;
        for (std::uint32_t k = i; k > from && k + 12 > i; --k)
            if (is(k - 1, Class::Speech) && m_tokens[k - 1].use == Use::Free) {
                verb = k - 1;
                break;
            }
        bool speech = tagged || piece.section == Section::Dialogue || verb != i;
        std::uint32_t speakerFirst = from;
        std::uint32_t speakerLast = i;
        const bool alone = i == piece.first && end >= piece.last;
        if (!speech && i > from && (mark(i - 1, ':') || mark(i - 1, ','))) speech = true;
        if (!speech)
            for (std::uint32_t k = end; k < std::min(piece.last, end + 5); ++k)
                if (is(k, Class::Speech)) {
                    speech = true;
                    speakerFirst = end;
                    speakerLast = k + 1;
                    break;
                }
        if (verb != i) {
            // "… and then the woman says": the speaker's words begin after the last border before the verb.
            for (std::uint32_t k = verb; k > from; --k)
                if (mark(k - 1, ';') || mark(k - 1, '.') ||
                    ((mark(k - 1, ',') || mark(k - 1, ':')) &&
                     (is(k, Class::Determiner) || is(k, Class::Pronoun) || is(k, Class::Speech) ||
                      (m_tokens[k].capital && !m_tokens[k].hyphen) || person(k)))) {
                    speakerFirst = k;
                    break;
                }
        }
        if ((speech || alone) && first <= last) {
            const bool told = verb != i || speakerFirst == end || piece.section == Section::Dialogue ||
                              tagged || (i > from && mark(i - 1, ':') && i - from <= 8);
            if (!told) speakerFirst = speakerLast = i;
            addLine(first < last ? slice(first, last) : std::string_view(), i, end, piece, speakerFirst,
                    speakerLast);
            found = true;
        }
        if (speakerFirst == end) end = std::max(end, speakerLast);
        from = end;
        i = end - 1;
    }
    if (!found && !colonSpeech(piece)) labelledSpeech(piece);
    m_told = direction().sound.dialogue.size() > before;
}

/// "The woman says in a low voice: It's late."
bool Pass::colonSpeech(Piece& piece) {
    for (std::uint32_t i = piece.first; i < std::min(piece.last, piece.first + 24); ++i) {
        if (!is(i, Class::Speech) || !free(i) || i == piece.first) continue;
        for (std::uint32_t k = i + 1; k < std::min(piece.last, i + 16); ++k) {
            if (!mark(k, ':') || k + 1 >= piece.last) continue;
            if (mark(k + 1, '{')) return false;  // braces mark the line themselves
            const auto stop = piece.last < m_tokens.size() && m_tokens[piece.last].kind == TokenKind::Mark &&
                              !mark(piece.last, '\n') && !mark(piece.last, '|');
            const std::uint32_t last = stop ? piece.last + 1 : piece.last;
            addLine(slice(k + 1, last), k + 1, last, piece, piece.first, k);
            use(k, piece.last, Use::Quoted);
            return true;
        }
    }
    return false;
}

/// "Doctor (calm): Breathe."
bool Pass::labelledSpeech(Piece& piece) {
    if (piece.section != Section::Dialogue) return false;
    std::uint32_t colon = piece.first;
    while (colon < piece.last && !mark(colon, ':')) ++colon;
    if (colon == piece.last) {
        addLine(slice(piece.first, piece.last), piece.first, piece.last, piece, piece.first, piece.first);
    } else {
        const bool stop = piece.last < m_tokens.size() && m_tokens[piece.last].kind == TokenKind::Mark &&
                          !mark(piece.last, '\n');
        const std::uint32_t last = stop ? piece.last + 1 : piece.last;
        addLine(slice(colon + 1, last), colon + 1, last, piece, piece.first, colon);
    }
    use(piece.first, piece.last, Use::Quoted);
    return true;
}

/// "<lid creaks>", "{It's late.}", "(music: a waltz)".
void Pass::findBracketSounds(const Piece& piece) {
    if (m_json) return;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        if (!free(i)) continue;
        const char open = m_tokens[i].kind == TokenKind::Mark ? m_tokens[i].mark : '\0';
        const char close = open == '<'                           ? '>'
                           : open == '{'                         ? '}'
                           : open == '(' && word(i + 1, "music") ? ')'
                                                                 : '\0';
        if (close == '\0') continue;
        std::uint32_t end = i + 1;
        while (end < std::min(piece.last, i + 60) && !mark(end, close)) ++end;
        // The stop inside the braces ends the piece: "{Mother kept it.}"
        const bool outside =
            end == piece.last && piece.last + 1 < m_tokens.size() && mark(piece.last + 1, close);
        if (!(end < piece.last && mark(end, close)) && !outside) continue;
        if (open == '{') {
            const std::uint32_t last = outside ? piece.last + 1 : end;
            std::uint32_t speaker = i;
            for (std::uint32_t k = i; k > piece.first && k + 12 > i && speaker == i; --k)
                if (is(k - 1, Class::Speech) && free(k - 1)) speaker = piece.first;
            addLine(slice(i + 1, last), i, last, piece, speaker, i);
            if (outside) use(piece.last, piece.last + 2, Use::Quoted);
        } else if (open == '<') {
            addSound(i + 1, end, Section::Effects);
        } else {
            const std::uint32_t first = mark(i + 2, ':') ? i + 3 : i + 2;
            if (first < end) {
                direction().sound.music = std::string(slice(first, end));
                span(first, end, "sound/music");
            }
        }
        use(i, std::min(end + 1, piece.last), Use::Quoted);
        i = end;
    }
}

void Pass::addSound(std::uint32_t first, std::uint32_t last, Section kind) {
    while (first < last && (m_tokens[first].kind == TokenKind::Mark || oneOf(first, "and", "then", "then,")))
        ++first;
    while (last > first && m_tokens[last - 1].kind == TokenKind::Mark && !mark(last - 1, ')')) --last;
    if (first >= last) return;
    auto& sound = direction().sound;
    if (word(first, "silence") && last == first + 1) {
        sound.silence = true;
        span(first, last, "sound/silence");
        use(first, last, Use::Text);
        return;
    }
    if (kind == Section::Music) {
        if (oneOf(first, "none", "n", "no", "na")) {
            sound.noMusic = true;
            span(first, last, "sound/no_music");
        } else if (!sound.music) {
            sound.music = std::string(slice(first, last));
            span(first, last, "sound/music");
        }
        use(first, last, Use::Text);
        return;
    }
    if (oneOf(first, "none", "n", "na") && last <= first + 3) {
        use(first, last, Use::Text);
        return;
    }
    auto& list = kind == Section::Ambience ? sound.ambience : sound.effects;
    if (list.size() >= (kind == Section::Ambience ? mostAmbience : mostEffects)) return;
    film::Sound made;
    made.what = std::string(slice(first, last));
    span(first, last,
         std::string(kind == Section::Ambience ? "sound/ambience/" : "sound/effects/") +
             std::to_string(list.size()));
    use(first, last, Use::Text);
    list.push_back(std::move(made));
}

void Pass::readSounds(const Piece& piece, Section kind) {
    auto& sound = direction().sound;
    if (kind == Section::Music) {
        std::uint32_t first = piece.first;
        while (first < piece.last && !free(first)) ++first;
        return addSound(first, piece.last, kind);
    }
    bool semicolons = false;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) semicolons = semicolons || mark(i, ';');
    std::uint32_t begin = piece.first;
    bool ambience = kind == Section::Ambience;
    for (std::uint32_t i = piece.first; i <= piece.last; ++i) {
        const bool end = i == piece.last;
        bool cut = end || mark(i, ';') || mark(i, ',');
        if (!cut && !semicolons && word(i, "and")) {
            bool before = false;
            bool after = false;
            for (std::uint32_t k = begin; k < i; ++k) before = before || is(k, Class::Sound);
            for (std::uint32_t k = i + 1; k < std::min(piece.last, i + 5); ++k)
                after = after || is(k, Class::Sound);
            cut = before && after;
        }
        if (!cut) continue;
        std::uint32_t first = begin;
        while (first < i && (!free(first) || oneOf(first, "and", "then", "while"))) ++first;
        std::uint32_t last = i;
        while (last > first && !free(last - 1)) --last;
        begin = i + 1;
        if (first >= last) continue;
        const Lexicon::Match match = m_lexicon.match(m_tokens, is(first, Class::Article) ? first + 1 : first);
        const Sense* perspective = nullptr;
        if (match.end == last)
            for (const Sense& sense : *match.senses)
                if (sense.facet == Facet::Perspective) perspective = &sense;
        auto& list = ambience ? sound.ambience : sound.effects;
        if (perspective != nullptr && !list.empty() && list.back().perspective.empty()) {
            list.back().perspective = m_lexicon.id(Facet::Perspective, perspective->term);
            use(first, last, Use::Term);
            continue;
        }
        if (oneOf(first, "silence") && last == first + 1) {
            sound.silence = true;
            span(first, last, "sound/silence");
            use(first, last, Use::Term);
            continue;
        }
        if (word(first, "only") && first + 1 < last) {
            sound.onlySound = phrase(first + 1, last);
            span(first + 1, last, "sound/only_sound");
            use(first, last, Use::Text);
            continue;
        }
        // A comma inside one sound of a list with semicolons: its words go on.
        if (semicolons && mark(first - 1, ',') && !list.empty()) {
            list.back().what += ", " + std::string(slice(first, last));
            use(first, last, Use::Text);
            continue;
        }
        ambience = kind == Section::Ambience;
        if (kind == Section::Effects)
            for (std::uint32_t k = first; k < last && !is(k, Class::Preposition); ++k)
                ambience = is(k, Class::Ambience) || (ambience && !is(k, Class::Sound));
        addSound(first, last, ambience ? Section::Ambience : Section::Effects);
    }
}

/// Whether a clause without a verb names something that is heard.
bool Pass::soundClause(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t head = headOf(first, last);
    if (is(head, Class::Sound)) return true;
    for (std::uint32_t i = first; i < last && i < first + 5; ++i)
        if (is(i, Class::Sound) && (i == first || i + 1 == last)) return true;
    return false;
}

}  // namespace groundglass::read
