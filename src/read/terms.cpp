#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {
namespace {

constexpr double refused = -1;

bool within(const Clause& clause, std::uint32_t at) {
    return at >= clause.first && at < clause.last;
}

}  // namespace

bool Pass::headNear(std::uint64_t context, const Lexicon::Match& match, const Clause& clause) const {
    if (context == 0) return false;
    for (std::uint32_t i = match.end; i < std::min(clause.last, match.end + 3); ++i)
        if ((m_lexicon.words.classes(m_tokens[i].word) & context) != 0) return true;
    for (std::uint32_t i = match.begin; i > clause.first && i + 2 > match.begin; --i)
        if ((m_lexicon.words.classes(m_tokens[i - 1].word) & context) != 0) return true;
    return false;
}

/// Whether the clause holds nothing but this phrase, measures and words of degree.
bool Pass::alone(const Lexicon::Match& match, const Clause& clause) const {
    if (clause.last - clause.first > 40) return false;
    for (std::uint32_t i = clause.first; i < clause.last; ++i) {
        if (i >= match.begin && i < match.end) continue;
        const Token& token = m_tokens[i];
        if (token.use == Use::Term || token.use == Use::Label || token.kind == TokenKind::Mark) continue;
        if (is(i, Class::Adverb) || is(i, Class::Article) || is(i, Class::Filler) || is(i, Class::Order))
            continue;
        if (oneOf(i, "of", "and", "very", "it", "is", "but", "a", "little", "in")) continue;
        if (i >= match.end) {
            if (const Lexicon::Match next = m_lexicon.match(m_tokens, i, clause.last); next.end != 0) {
                i = next.end - 1;
                continue;
            }
        }
        return false;
    }
    return true;
}

/// Whether a word of feeling is said of somebody: "she looks tired", "a nervous groom", "(calm)".
bool Pass::feels(const Lexicon::Match& match, const Clause& clause) const {
    for (std::uint32_t i = match.end; i < std::min(clause.last, match.end + 3); ++i)
        if (person(i)) return true;
    for (std::uint32_t i = match.begin; i > clause.first && i + 2 > match.begin; --i) {
        if (is(i - 1, Class::Be) || is(i - 1, Class::SubjectPronoun)) return true;
        const std::string_view lemma = m_lexicon.words.text(m_lexicon.words.lemma(m_tokens[i - 1].word));
        if (lemma == "look" || lemma == "feel" || lemma == "seem") return true;
    }
    return false;
}

double Pass::score(const Sense& sense, const Lexicon::Match& match, const Piece& piece,
                   const Clause& clause) const {
    if (piece.facet != Facet::Count && piece.facet == sense.facet) return 5;
    if (sense.facet == Facet::Source && m_lightWord) {
        const std::uint32_t b = match.begin;
        if (b > clause.first && (word(b - 1, "from") ||
                                 (b > clause.first + 1 && is(b - 1, Class::Article) && word(b - 2, "from"))))
            return 3.6;
    }
    if (sense.facet == Facet::Emotion && (sense.claim == Claim::Never || m_predicate)) {
        if (m_predicate && alone(match, clause)) return 3.5;
        if (match.begin > clause.first && is(match.begin - 1, Class::Be)) return 3.3;
        if (sense.claim == Claim::Never) return refused;
    }
    if (sense.facet == Facet::Construction && sense.claim == Claim::Weak)
        for (std::uint32_t i = match.begin; i > clause.first && i + 6 > match.begin; --i)
            if (is(i - 1, Class::Lens)) return 3;
    if (sense.claim == Claim::Never) return refused;
    const FacetRules& rules = m_lexicon.facets[static_cast<std::size_t>(sense.facet)];
    const bool section = (rules.context & contextOf(piece.section)) != 0;
    const double liked = (section ? 0.5 : 0) + (sense.preferred ? 0.4 : 0);
    if (sense.facet == Facet::Size && match.begin > clause.first + 1 && word(match.end - 1, "on"))
        return refused;  // "the doors close on her face"
    if (sense.facet == Facet::Move && !m_cameraPiece && match.begin > clause.first && free(match.begin - 1) &&
        is(match.begin, Class::VerbThird) && m_tokens[match.begin - 1].kind == TokenKind::Word &&
        !is(match.begin - 1, Class::Adverb) && !is(match.begin - 1, Class::Conjunction) &&
        !is(match.begin - 1, Class::Camera) && !oneOf(match.begin - 1, "drone", "then", "we"))
        return refused;  // "a swing moves in the wind"
    switch (sense.facet) {
        case Facet::Emotion:
            if (match.end - match.begin >= 5) return 3.2;  // what is seen of it
            if (piece.section == Section::Emotion) return 3.2;
            if (feels(match, clause)) return 3.2;
            return (m_subject >= 0 || clause.first > piece.first) && alone(match, clause) ? 1.9 : refused;
        case Facet::Role:
            return 2.9 + liked;
        case Facet::Pose:
            return sense.claim == Claim::Strong ? 2 : refused;
        case Facet::Eyeline: {
            bool somebody = m_subject >= 0 || clause.first > piece.first;
            for (std::uint32_t i = clause.first; i < match.begin && !somebody; ++i)
                somebody = person(i) || is(i, Class::Pronoun);
            return sense.claim == Claim::Strong && somebody ? 2.5 : refused;
        }
        case Facet::TimeOfDay:
            if (match.end < clause.last && match.end - match.begin == 1 && person(match.end))
                return refused;  // "the night porter"
            break;
        case Facet::View:
            if (m_light || piece.section == Section::Light) return refused;
            break;
        case Facet::Speed:
        case Facet::Easing:
        case Facet::Manner:
        case Facet::Perspective:
        case Facet::Note:
            return refused;
        case Facet::Mood:
            if (piece.section == Section::Emotion) return refused;
            // Inside a sentence a mood is one only beside "mood", "feeling" or a preposition.
            if (match.end - match.begin == 1 && !section) {
                bool near = headNear(rules.context, match, clause);
                for (std::uint32_t i = match.begin; i > clause.first && i + 7 > match.begin; --i)
                    near = near || is(i - 1, Class::Mood);
                if (near && sense.claim != Claim::Never) return 3 + liked;
                if (!alone(match, clause)) return refused;
            }
            break;
        default:
            break;
    }
    if (sense.claim == Claim::Strong && sense.facet == Facet::Source && !m_lightWord && !section)
        return alone(match, clause) ? 3 : 2.2;
    if (sense.claim == Claim::Strong) return 3 + liked;
    if (section) return 3 + liked;
    if (headNear(rules.context, match, clause)) return 2.6 + liked;
    return alone(match, clause) ? 2 + liked : refused;
}

/// Whether the field of a time of day, a grade or a coverage holds another value already.
bool Pass::taken(const Sense& sense) const {
    const film::Direction& d = m_reading.direction;
    const std::optional<film::TermId>* field = sense.facet == Facet::TimeOfDay  ? &d.place.timeOfDay
                                               : sense.facet == Facet::Grade    ? &d.grade.grade
                                               : sense.facet == Facet::Stock    ? &d.grade.stock
                                               : sense.facet == Facet::Coverage ? &d.frame.coverage
                                                                                : nullptr;
    return field != nullptr && field->has_value() && **field != m_lexicon.id(sense.facet, sense.term);
}

void Pass::findTerms(const Piece& piece) {
    const std::size_t firstMove = direction().camera.moves.size();
    std::size_t clauseAt = 0;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        if (!free(i)) continue;
        Lexicon::Match match = m_lexicon.match(m_tokens, i, piece.last);
        if (match.end == 0) continue;
        while (clauseAt + 1 < m_clauses.size() && !within(m_clauses[clauseAt], i) &&
               m_clauses[clauseAt].last <= i)
            ++clauseAt;
        const Clause clause = m_clauses.empty() ? Clause{piece.first, piece.last} : m_clauses[clauseAt];
        const Sense* best = nullptr;
        double most = 0;
        double claimed = 0;
        while (match.end != 0) {
            for (const Sense& sense : *match.senses) {
                const double full = score(sense, match, piece, clause);
                double s = full;
                if (s > 1 && taken(sense)) s -= 0.6;  // what is said already gives way to another sense
                if (s > most || (s == most && best != nullptr && sense.facet < best->facet)) {
                    most = s;
                    claimed = full;
                    best = &sense;
                }
            }
            if (best != nullptr || match.end == match.begin + 1) break;
            match = m_lexicon.match(m_tokens, i, match.end - 1);  // the phrase may hold a shorter one
        }
        if (best == nullptr) continue;
        if (!m_tokens[i].negated) {
            assign(*best, match, std::min(1.0, claimed / 3), piece);
            for (std::uint32_t k = match.begin; k < match.end; ++k)
                m_tokens[k].facet = static_cast<std::uint8_t>(static_cast<unsigned>(best->facet) + 1);
            if (best->facet == Facet::TimeOfDay)  // "day for night" is a time and a grade
                for (const Sense& sense : *match.senses)
                    if (sense.facet == Facet::Grade && !direction().grade.grade &&
                        m_lexicon.id(Facet::Grade, sense.term).str() == "day_for_night")
                        assign(sense, match, 0.6, piece);
        }
        i = match.end - 1;
    }
    findSpeeds(piece, firstMove);
}

}  // namespace groundglass::read
