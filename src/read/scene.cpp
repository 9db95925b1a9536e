#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {
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
    for (std::uint32_t i = first; i + 2 < last && i < first + 4; ++i)  // "a hero shot of …"
        if (oneOf(i, "shot", "view", "portrait") && word(i + 1, "of") && free(i)) {
            first = i + 2;
            camera = false;
            break;
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
    if (oneOf(first, "cut", "lit", "we", "nothing", "seen", "filtered", "viewed", "exposed", "printed",
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
    // "The hall is empty": who or where; how it is stays a note.
    if (!is(first, Class::Pronoun))
        for (std::uint32_t i = first + 1; i + 1 < last && i < first + 8; ++i)
            if (is(i, Class::Be) && m_tokens[i].use == Use::Free && verbIn(i + 1, last, false) == last &&
                verbIn(first, i, hasSubject) == i) {
                last = i;
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
        const bool shines = lemma == "fall" || lemma == "come" || lemma == "hit" || lemma == "shine" ||
                            lemma == "pour" || lemma == "spill" || lemma == "wrap" || lemma == "strike";
        if (verb > first && shines && is(owner, Class::Light) && m_tokens[owner].use == Use::Free) {
            // "north light falls on a painter": whom it falls on
            for (std::uint32_t i = verb + 1; i < last; ++i)
                if (person(i)) {
                    std::uint32_t begin = i;
                    while (begin > verb + 1 && !is(begin - 1, Class::Preposition)) --begin;
                    subjectOf(begin, i + 1);
                    break;
                }
            return;
        }
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

}  // namespace groundglass::read
