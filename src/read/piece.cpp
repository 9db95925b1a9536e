#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

void Pass::readPiece(Piece& piece) {
    m_firstSpan = m_reading.spans.size();
    m_lightWord = false;
    for (std::uint32_t i = piece.first; i < piece.last; ++i)  // "lighting a candle" is no light
        m_lightWord =
            m_lightWord || (is(i, Class::Light) && m_tokens[i].use != Use::Quoted &&
                            !(word(i, "lighting") && i + 1 < piece.last && is(i + 1, Class::Article)));
    m_light = piece.section == Section::Light || piece.section == Section::OtherLights;
    m_layer = 0;
    // "She is …": what follows is said of somebody.
    m_cameraPiece = false;
    for (std::uint32_t i = piece.first; i < std::min(piece.last, piece.first + 8) && !m_cameraPiece; ++i)
        m_cameraPiece = word(i, "camera");
    m_predicate = false;
    for (std::uint32_t i = piece.first; i + 1 < piece.last && i < piece.first + 6; ++i)
        if (is(i + 1, Class::Be) && (is(i, Class::SubjectPronoun) || person(i))) m_predicate = true;
    for (std::uint32_t i = piece.first; i + 2 < piece.last; ++i)  // "… models her face"
        if (oneOf(i, "models") && is(i + 1, Class::Determiner) && word(i + 2, "face"))
            use(i, i + 3, Use::Label);
    findSpeech(piece);
    findBracketSounds(piece);
    m_clauses = clausesOf(piece);
    if (piece.section != Section::Avoid) findNegations(piece);
    if (ownLists(piece)) return;
    findMeasures(piece);
    findTerms(piece);
    findSides(piece);
    readScene(piece);
}

/// The parts of a list between commas (or semicolons) and "and", each a value of the field.
std::vector<std::string> Pass::listOf(std::uint32_t first, std::uint32_t last, std::string_view field,
                                      bool semicolons) {
    std::vector<std::string> items;
    std::uint32_t begin = first;
    const auto close = [&](std::uint32_t end) {
        while (begin < end &&
               (oneOf(begin, "and", "or", "no", "then") || m_tokens[begin].kind == TokenKind::Mark))
            ++begin;
        while (end > begin && m_tokens[end - 1].kind == TokenKind::Mark && !mark(end - 1, '"')) --end;
        if (begin < end && items.size() < 32) {
            span(begin, end, std::string(field) + "/" + std::to_string(items.size()));
            use(begin, end, Use::Text);
            items.emplace_back(slice(begin, end));
        }
        begin = end;
    };
    for (std::uint32_t i = first; i < last; ++i) {
        const bool cut = semicolons ? mark(i, ';') : mark(i, ',') || mark(i, ';') || oneOf(i, "and", "or");
        if (!cut) continue;
        close(i);
        begin = i + 1;
    }
    close(last);
    return items;
}

namespace {

template <class Items>
void append(std::vector<std::string>& to, Items&& items, std::size_t most) {
    for (std::string& item : items)
        if (to.size() < most && std::find(to.begin(), to.end(), item) == to.end())
            to.push_back(std::move(item));
}

}  // namespace

/// Sentences that are one list of one field. True when nothing is left to read.
bool Pass::ownLists(Piece& piece) {
    film::Direction& d = direction();
    const std::uint32_t a = piece.first;
    const auto lead = [&](std::initializer_list<std::string_view> words) {
        std::uint32_t at = a;
        for (const std::string_view text : words)
            if (!word(at++, text) || at > piece.last) return std::uint32_t{0};
        return at;
    };
    const std::uint32_t from4 = lead({"keep", "the", "picture", "free", "of"});
    if (piece.section == Section::Avoid || word(a, "avoid") || word(a, "exclude")) {
        const std::uint32_t from = piece.section == Section::Avoid && !word(a, "avoid") ? a : a + 1;
        append(d.avoid.items, listOf(from, piece.last, "avoid/items", false), 24);
        use(a, from, Use::Label);
        return true;
    }
    if (from4 != 0) {
        append(d.avoid.items, listOf(from4, piece.last, "avoid/items", false), 24);
        use(a, from4, Use::Label);
        return true;
    }
    if (piece.section == Section::Notes) {
        readNotes(piece);
        return true;
    }
    if (const std::uint32_t from = lead({"the", "set", "holds"}); from != 0) {
        append(d.place.dressing, listOf(from, piece.last, "place/dressing", false), 12);
        use(a, from, Use::Label);
        return true;
    }
    std::uint32_t from = lead({"a", "palette", "of"});
    if (from == 0) from = lead({"palette", "of"});
    const bool palette = piece.section == Section::Palette;
    if (palette) from = a;
    if (from != 0) {
        std::uint32_t last = piece.last;
        while (last > from && mark(last - 1, ')')) {  // "(complementary)" after the list
            while (last > from && !mark(last - 1, '(')) --last;
            if (last > from) --last;
        }
        append(d.grade.palette, listOf(from, last, "grade/palette", false), 5);
        use(a, from, Use::Label);
        if (last < piece.last) {
            Piece tail = piece;
            tail.first = last;
            tail.section = Section::Grade;
            findTerms(tail);
        }
        return true;
    }
    for (std::uint32_t i = a; i < piece.last && i < a + 8; ++i)  // "A warm and cool palette: rose snow, …"
        if (word(i, "palette")) {
            while (i + 1 < piece.last && i < a + 14 && !mark(i + 1, ':')) ++i;
            if (!mark(i + 1, ':') || i + 2 >= piece.last) break;

            Piece head = piece;
            head.last = i + 1;
            head.section = Section::Grade;
            m_clauses = {{a, i + 1}};
            findTerms(head);
            append(d.grade.palette, listOf(i + 2, piece.last, "grade/palette", false), 5);
            return true;
        }
    from = lead({"also", "lit", "by"});
    if (piece.section == Section::OtherLights &&
        (piece.facet == Facet::Role || piece.facet == Facet::Source)) {
        jsonLight(piece);
        return true;
    }
    if (from == 0 && piece.section == Section::OtherLights) from = a;
    if (from != 0) {
        readLights(from, piece.last);
        return true;
    }
    for (const auto& start : {lead({"focus", "holds", "on"}), lead({"focus", "is", "on"})})
        if (start != 0) {
            std::uint32_t end = start;
            while (end < piece.last && !mark(end, ',')) ++end;
            d.lens.focusTarget = std::string(slice(start, end));
            span(start, end, "lens/focus_target");
            use(a, end, Use::Text);
            findMeasures(piece);
            use(end, piece.last, Use::Term);
            return true;
        }
    findOnlySound(piece);
    switch (piece.section) {
        case Section::Focus:
            d.lens.focusTarget = std::string(slice(a, piece.last));
            span(a, piece.last, "lens/focus_target");
            use(a, piece.last, Use::Text);
            return true;
        case Section::Speed:
            readSpeed(piece);
            return true;
        case Section::Words:
            addLine(slice(a, piece.last), a, piece.last, piece, a, a);
            use(a, piece.last, Use::Quoted);
            return true;
        case Section::Dressing:
            append(d.place.dressing, listOf(a, piece.last, "place/dressing", false), 12);
            return true;
        case Section::Gesture: {
            std::string& gesture = performance(std::max(0, m_subject)).gesture;
            if (gesture.empty()) gesture = std::string(slice(a, piece.last));
            span(a, piece.last, "cast/performances/0/gesture");
            use(a, piece.last, Use::Text);
            return true;
        }
        case Section::Traits:
            if (m_subject >= 0) {
                auto& traits = m_reading.cast[static_cast<std::size_t>(m_subject)].traits;
                if (traits.size() < 12) traits.emplace_back(slice(a, piece.last));
                span(a, piece.last, "cast/members/" + std::to_string(m_subject) + "/traits");
                use(a, piece.last, Use::Text);
            }
            return true;
        case Section::OnlySound:
            d.sound.onlySound = std::string(slice(a, piece.last));
            use(a, piece.last, Use::Text);
            return true;
        case Section::NoMusic:
            d.sound.noMusic = !word(a, "false");
            use(a, piece.last, Use::Text);
            return true;
        case Section::Effects:
        case Section::Ambience:
        case Section::Music:
            readSounds(piece, piece.section);
            return true;
        case Section::Wardrobe:
            performance(std::max(0, m_subject));
            if (wearing(piece.first, piece.last, m_subject)) return true;
            return false;
        case Section::Era:
            if (!d.place.era) d.place.era = phrase(piece.first, piece.last);
            span(piece.first, piece.last, "place/era");
            use(piece.first, piece.last, Use::Text);
            return true;
        default:
            break;
    }
    if (lead({"the", "sound", "of"}) != 0 || lead({"sound", "of"}) != 0) {
        Piece rest = piece;
        rest.first = lead({"the", "sound", "of"}) != 0 ? a + 3 : a + 2;
        use(a, rest.first, Use::Label);
        readSounds(rest, Section::Effects);
        return true;
    }
    if (word(a, "underneath") && mark(a + 1, ',')) {
        Piece rest = piece;
        rest.first = a + 2;
        use(a, rest.first, Use::Label);
        readSounds(rest, Section::Ambience);
        return true;
    }
    return false;
}

/// The speed or the easing of the last move, as a value of its own.
void Pass::readSpeed(const Piece& piece) {
    auto& moves = direction().camera.moves;
    const Lexicon::Match match = m_lexicon.match(m_tokens, piece.first, piece.last);
    if (moves.empty() || match.end != piece.last) return;
    const std::string path = "camera/moves/" + std::to_string(moves.size() - 1);
    for (const Sense& sense : *match.senses) {
        if (sense.facet == Facet::Speed && moves.back().speed.empty() && !word(piece.label, "easing")) {
            moves.back().speed = m_lexicon.id(Facet::Speed, sense.term);
            span(piece.first, piece.last, path + "/speed");
            break;
        }
        if (sense.facet == Facet::Easing && moves.back().easing.empty()) {
            moves.back().easing = m_lexicon.id(Facet::Easing, sense.term);
            span(piece.first, piece.last, path + "/easing");
            break;
        }
    }
    use(piece.first, piece.last, Use::Term);
}

}  // namespace groundglass::read
