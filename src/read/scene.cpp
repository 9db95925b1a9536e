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
            (i == first ? hasSubject : person(i - 1) || is(i - 1, Class::Pronoun)))
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
        const bool noun = (m_lexicon.words.classes(token.word) & nouns) != 0 || token.use == Use::Term;
        if (is(i - 1, Class::SubjectPronoun) || oneOf(i - 1, "who", "i", "we", "you")) return i;
        if (!noun && (person(i - 1) || m_tokens[i - 1].singular != 0)) return i;
    }
    return last;
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
        if (run + 1 < last && m_tokens[run].use == Use::Free &&
            oneOf(run, "through", "across", "into", "onto", "past", "along", "over", "toward", "towards",
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

/// Order words, "we see", "there is": what comes before the clause proper.
bool Pass::leadIn(std::uint32_t& first, std::uint32_t last) {
    const std::uint32_t begin = first;
    for (bool again = true; again && first < last;) {
        again = false;
        if (m_tokens[first].use != Use::Free || m_tokens[first].kind == TokenKind::Mark ||
            (is(first, Class::Order) && !word(first, "first")) ||
            oneOf(first, "and", "while", "as", "when", "but", "so", "because", "plus", "of", "it's")) {
            ++first;
            again = true;
        } else if ((word(first, "we") && oneOf(first + 1, "see", "watch", "open", "find")) ||
                   (word(first, "there") && oneOf(first + 1, "is", "are")) ||
                   (word(first, "we") && is(first + 1, Class::Be)) ||
                   (word(first, "i") && oneOf(first + 1, "want", "need"))) {
            use(first, first + 2, Use::Label);
            first += 2;
            if (first < last && word(first, "on")) ++first;
            again = true;
        } else if (is(first, Class::Filler) && first + 1 < last && !is(first, Class::Article)) {
            ++first;
            if (first + 1 < last && word(first, "of")) ++first;
            again = true;
        }
    }
    return first != begin;
}

void Pass::readScene(const Piece& piece) {
    switch (piece.section) {
        case Section::Avoid:
        case Section::Dialogue:
        case Section::Lens:
        case Section::Grade:
        case Section::Texture:
        case Section::Output:
        case Section::Notes:
        case Section::OtherLights:
            return;
        default:
            break;
    }
    const std::vector<Clause> clauses = clausesOf(piece);
    const bool tag = clauses.size() >= 3;
    for (const Clause& clause : clauses) {
        std::uint32_t first = clause.first;
        // "… and opens", "… while rain falls", "a sheriff who realises": clauses of their own.
        for (std::uint32_t i = clause.first + 1; i < clause.last; ++i) {
            if (m_tokens[i].use != Use::Free || m_tokens[i].kind != TokenKind::Word) continue;
            bool cut = oneOf(i, "while", "then", "as", "who", "where", "when", "before", "until", "finally");

            if (word(i, "as") && verbIn(i + 1, clause.last, false) == clause.last) cut = false;
            if (word(i, "and") && i + 1 < clause.last) {
                std::uint32_t next = i + 1;
                while (next + 1 < clause.last && (is(next, Class::Adverb) || is(next, Class::Order))) ++next;
                cut = is(next, Class::VerbThird) || is(next, Class::VerbIng) ||
                      (is(next, Class::VerbBase) && !is(next, Class::Sound) && !is(next, Class::Place) &&
                       verbIn(first, i, m_subject >= 0) < i);
                // "… and the door opens"
                if (!cut && is(next, Class::Determiner))
                    cut = verbIn(next + 1, clause.last, false) < clause.last && verbIn(first, i, true) < i;
            }
            if (!cut) continue;
            if (i > first) readClause(piece, {first, i}, tag);
            first = word(i, "who") ? i + 1 : i + 1;
            m_tokens[i].use = Use::Label;
        }
        if (first < clause.last) readClause(piece, {first, clause.last}, tag);
    }
}

void Pass::readClause(const Piece& piece, Clause clause, bool tag) {
    std::uint32_t first = clause.first;
    std::uint32_t last = clause.last;
    const auto slight = [&](std::uint32_t at) {
        return m_tokens[at].use != Use::Free || m_tokens[at].kind == TokenKind::Mark ||
               is(at, Class::Article) || is(at, Class::Preposition) || is(at, Class::Conjunction) ||
               is(at, Class::Adverb) || is(at, Class::Filler) || is(at, Class::Be) ||
               oneOf(at, "camera", "view", "lens", "starts", "opens", "then");
    };
    bool camera = false;
    bool led = false;  // By a term that does nothing itself: "hard light comes from …".
    for (std::uint32_t i = first; i < last && slight(i); ++i)
        if (m_tokens[i].use == Use::Term) {
            if (m_tokens[i].facet == 1 + static_cast<unsigned>(Facet::Emotion)) break;
            // "headlights catch its eyes": a term that does something.
            if (thing(i) && i + 1 < last && free(i + 1) && !either(i + 1, Class::Light) &&
                (is(i + 1, Class::VerbThird) || is(i + 1, Class::VerbBase) ||
                 (is(i + 1, Class::VerbIng) && m_reading.cast.empty() && !direction().place.description))) {
                std::uint32_t begin = i;
                while (begin > clause.first &&
                       (m_tokens[begin - 1].use == Use::Term || is(begin - 1, Class::Article)))
                    --begin;
                action(piece, memberNamed(phrase(begin, i + 1), i, begin, i + 1), i + 1, last);
                return;
            }
            first = i + 1;
            camera = framing(i);
            led = !thing(i);
        }
    const auto object = [&] {  // "lights a candle": the term belongs to the verb
        std::uint32_t run = last;
        while (run > first && m_tokens[run - 1].use == Use::Term) --run;
        return run < last && run > first + 1 && m_tokens[run - 1].use == Use::Free &&
               is(run - 1, Class::Determiner) && m_tokens[run - 2].use == Use::Free &&
               m_lexicon.words.lemma(m_tokens[run - 2].word) != 0;
    };
    while (last > first && !object() &&
           (m_tokens[last - 1].use == Use::Term || m_tokens[last - 1].use == Use::Label ||
            m_tokens[last - 1].kind == TokenKind::Mark ||
            (m_tokens[last - 1].use == Use::Free &&
             oneOf(last - 1, "in", "at", "with", "and", "on", "by", "the", "a", "from", "of"))))
        --last;
    if (first >= last) return;
    leadIn(first, last);
    if (first >= last) return;
    // "in the foreground, …"
    if (oneOf(first, "in", "the") || is(first, Class::Preposition)) {
        std::uint32_t at = word(first, "in") ? first + 1 : first;
        if (word(at, "the")) ++at;
        int layer = 0;
        if (word(at, "foreground")) layer = 1;
        if (word(at, "middle") && word(at + 1, "distance")) layer = 2;
        if (oneOf(at, "midground")) layer = 2;
        if (word(at, "background") || (word(at, "distance") && at + 1 < last)) layer = 3;
        if (layer != 0 && word(first, "in")) {
            at += layer == 2 && word(at, "middle") ? 2 : 1;
            use(first, std::min(at, last), Use::Label);
            m_layer = layer;
            first = at;
            if (first >= last) return;
        }
    }
    if (m_layer != 0 || piece.section == Section::Background || piece.section == Section::Foreground) {
        auto& place = direction().place;
        const int layer = piece.section == Section::Background   ? 3
                          : piece.section == Section::Foreground ? 1
                                                                 : m_layer;
        std::optional<std::string>& field = layer == 1   ? place.foreground
                                            : layer == 2 ? place.midground
                                                         : place.background;
        const std::string path = layer == 1   ? "place/foreground"
                                 : layer == 2 ? "place/midground"
                                              : "place/background";
        if (!field)
            field = std::string(slice(first, last));
        else
            *field += ", " + std::string(slice(first, last));
        span(first, last, path, 0.9);
        use(first, last, Use::Text);
        if (clause.last < piece.last && mark(clause.last, ';')) m_layer = 0;
        return;
    }
    // "a gun on the table in the foreground"
    for (std::uint32_t i = last; i > first + 2 && i + 4 > last; --i)
        if (oneOf(i - 1, "foreground", "background") && word(i - 2, "the") && i > 2 && word(i - 3, "in")) {
            const bool front = word(i - 1, "foreground");
            std::optional<std::string>& field =
                front ? direction().place.foreground : direction().place.background;
            std::uint32_t end = i - 3;
            while (first < end && (is(first, Class::Article) || oneOf(first, "from"))) ++first;
            if (first < end && !field) {
                field = std::string(slice(first, end));
                span(first, end, front ? "place/foreground" : "place/background", 0.9);
                use(first, i, Use::Text);
                return;
            }
        }
    std::uint32_t noun = is(first, Class::Article) && first + 1 < last ? first + 1 : first;
    if (oneOf(noun, "shot", "view", "image", "picture", "clip", "video", "footage") && word(noun + 1, "of") &&
        noun + 2 < last) {
        first = noun + 2;
        noun = first;
        camera = false;
    }
    if (oneOf(noun, "camera", "shot", "lens", "background", "frame", "focus", "light", "key", "exposure",
              "image", "picture", "grade", "fill", "framing") &&
        m_tokens[noun].use == Use::Free)
        return;
    if (oneOf(first, "lit", "we", "nothing", "seen", "filtered", "viewed", "exposed", "printed",
              "composed") ||
        (is(first, Class::Preposition) && !camera && lightClause(first, last)))
        return;
    if (heard(piece, first, last, tag)) return;
    const bool hasSubject = m_subject >= 0 || piece.section == Section::Action;
    if (camera && word(first, "looking") && first + 3 < last &&
        oneOf(first + 1, "up", "down", "across", "out", "over")) {
        use(first, first + 2, Use::Term);  // "a low angle looking up at …"
        first += oneOf(first + 2, "at", "on", "of") ? 3 : 2;
    }
    if (word(last - 1, "pace") || (last - first == 1 && oneOf(first, "noise", "sound", "sounds"))) return;
    if (camera &&
        (oneOf(first, "from", "to", "on", "onto", "at", "into", "toward", "past", "around", "behind", "of",
               "with", "across", "through", "between", "over", "across", "above", "beyond"))) {
        // What a move or a shot is made of.
        const std::uint32_t somebody = [&] {
            for (std::uint32_t i = last; i > first; --i)
                if (person(i - 1)) return i - 1;
            return last;
        }();
        const std::uint32_t verb = verbIn(first, last, false);
        if (word(first, "of")) {
            ++first;  // what the shot shows is read like any clause
            if (first >= last) return;
        } else {
            if (somebody < last) {
                std::uint32_t begin = somebody;
                while (begin > first && !is(begin - 1, Class::Preposition)) --begin;
                const int who = subjectOf(begin, std::min(last, verb > somebody ? verb : last));
                if (verb < last && verb > somebody) action(piece, who, verb, last);
                return;
            }
            if (verb == last && !oneOf(first, "from", "to", "with") && placePhrase(first + 1, last, false)) {
                use(first, first + 1, Use::Text);
                return;
            }
            ++first;
            while (first < last && is(first, Class::Article)) ++first;
            if (first >= last) return;
        }
    }
    // ", with a young violinist": one more of the cast.
    if (word(first, "with") && first + 2 < last && is(first + 1, Class::Article) &&
        person(headOf(first + 1, last))) {
        use(first, first + 1, Use::Text);
        subjectOf(first + 1, last);
        return;
    }
    // "Beneath the ice a diver sees …"
    if (is(first, Class::PlacePreposition) && first + 3 < last)
        for (std::uint32_t i = first + 2; i + 1 < last && i < first + 12; ++i)
            if (is(i, Class::Article) && !is(i - 1, Class::Preposition) && !is(i - 1, Class::Determiner) &&
                verbIn(i, last, false) < last) {
                if (placePhrase(first + 1, i, false)) use(first, i, Use::Text);
                first = i;
                break;
            }
    const std::uint32_t verb = verbIn(first, last, hasSubject);
    if (verb < last) {
        if (is(verb, Class::Speech) && !direction().sound.dialogue.empty()) {
            if (m_told) {
                use(verb, verb + 1, Use::Text);
                return;
            }
        }
        if (verb == first && (m_cameraPiece || (led && is(verb, Class::VerbThird)))) return;
        if (verb == first && word(verb, "wearing")) {
            wearing(first, last, m_subject);
            return;
        }
        const std::string_view lemma = m_lexicon.words.text(m_lexicon.words.lemma(m_tokens[verb].word));
        bool rest = false;
        for (std::uint32_t i = verb + 1; i < last; ++i)
            rest = rest || (m_tokens[i].use != Use::Term && m_tokens[i].kind == TokenKind::Word &&
                            !is(i, Class::Adverb));
        if (!rest && verb + 1 < last && (lemma == "look" || lemma == "feel" || lemma == "seem")) {
            subjectOf(first, verb);
            use(verb, last, Use::Term);
            return;
        }
        const std::uint32_t owner = headOf(first, verb);
        auto& dressing = direction().place.dressing;
        if (verb > first && is(verb, Class::VerbIng) && !person(owner) && !is(first, Class::Pronoun) &&
            !is(owner, Class::Body) && m_tokens[owner].singular != 0 &&
            (m_subject >= 0 || direction().place.description) && dressing.size() < 12) {
            span(first, last, "place/dressing/" + std::to_string(dressing.size()), 0.6);
            dressing.push_back(phrase(first, last));  // "lanterns glowing"
            use(first, last, Use::Text);
            return;
        }
        if (m_subject >= 0 && verb > first &&
            (is(owner, Class::Body) || (is(owner, Class::Cloth) && is(first, Class::Pronoun))) &&
            !is(first, Class::Article)) {
            std::string& gesture = performance(m_subject).gesture;
            gesture += (gesture.empty() ? "" : ", ") + std::string(slice(first, last));
            span(first, last, "cast/performances/0/gesture", 0.7);
            use(first, last, Use::Text);
            return;
        }
        action(piece, subjectOf(first, verb), verb, last);
        return;
    }
    nounClause(piece, first, last, tag);
}

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

/// Whether a term says how the camera looks, so that what follows it is what is seen.
bool Pass::framing(std::uint32_t at) const {
    if (m_tokens[at].facet == 0) return false;
    switch (static_cast<Facet>(m_tokens[at].facet - 1)) {
        case Facet::Size:
        case Facet::Move:
        case Facet::Angle:
        case Facet::Height:
        case Facet::Coverage:
        case Facet::View:
        case Facet::Support:
        case Facet::TimeLook:
        case Facet::Roll:
        case Facet::Pattern:
            return true;
        default:
            return false;
    }
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
