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

void Pass::setOne(std::optional<film::TermId>& field, const Sense& sense, const Lexicon::Match& match,
                  double confidence, const Piece& piece) {
    const std::string_view path = m_lexicon.facets[static_cast<std::size_t>(sense.facet)].path;
    const film::TermId& id = m_lexicon.id(sense.facet, sense.term);
    use(match.begin, match.end, Use::Term);
    const auto taken =
        std::find_if(m_taken.begin(), m_taken.end(), [path](const Taken& t) { return t.field == path; });
    if (field && taken != m_taken.end()) {
        if (*field == id) {
            span(match.begin, match.end, std::string(path), confidence);
        } else if (confidence > taken->confidence + 0.2) {
            field = id;
            taken->confidence = confidence;
            span(match.begin, match.end, std::string(path), confidence);
        } else if (taken->shot == piece.shot && !piece.start && taken->confidence > 0.65) {
            conflict(path, slice(taken->first, taken->last), match.begin, match.end);
        }
        return;
    }
    field = id;
    m_taken.push_back({path, match.begin, match.end, confidence, piece.shot});
    span(match.begin, match.end, std::string(path), confidence);
}

void Pass::setMany(std::vector<film::TermId>& field, std::size_t most, const Sense& sense,
                   const Lexicon::Match& match, double confidence) {
    const film::TermId& id = m_lexicon.id(sense.facet, sense.term);
    use(match.begin, match.end, Use::Term);
    std::size_t at = static_cast<std::size_t>(std::find(field.begin(), field.end(), id) - field.begin());
    if (at == field.size()) {
        if (field.size() >= most) {
            use(match.begin, match.end, Use::Free);
            return;
        }
        field.push_back(id);
    }
    const std::string& path = m_lexicon.facets[static_cast<std::size_t>(sense.facet)].path;
    span(match.begin, match.end, path + "/" + std::to_string(at), confidence);
}

void Pass::addFilter(const Sense& sense, const Lexicon::Match& match) {
    auto& filters = direction().lens.filters;
    if (filters.size() >= 3) return;
    film::Filter filter;
    filter.kind = m_lexicon.id(sense.facet, sense.term);
    std::uint32_t end = match.end;
    std::uint32_t at = match.end;
    if (oneOf(at, "filter", "filters")) at = end = at + 1;
    const bool bracket = mark(at, '(');
    if (bracket) ++at;
    if (number(at)) {
        std::uint32_t last = at + 1;
        if (mark(last, '/') && number(last + 1)) last += 2;
        if (!oneOf(last, "mm", "k", "s", "fps", "m")) {
            filter.strength = std::string(slice(at, last));
            end = bracket && mark(last, ')') ? last + 1 : last;
        }
    }
    use(match.begin, end, Use::Term);
    span(match.begin, end, "lens/filters/" + std::to_string(filters.size()));
    filters.push_back(std::move(filter));
}

void Pass::addLight(std::string_view role, std::string_view source, std::string description,
                    const Lexicon::Match& match) {
    auto& others = direction().light.others;
    if (others.size() >= 12) return;
    const auto same = std::find_if(others.begin(), others.end(), [&](const film::Light& light) {
        return light.role.str() == role && light.source.str() == source && light.description == description;
    });
    if (same != others.end()) return;
    film::Light light;
    light.role = film::TermId(role);
    light.source = film::TermId(source);
    light.description = std::move(description);
    span(match.begin, match.end, "light/others/" + std::to_string(others.size()));
    others.push_back(std::move(light));
}

void Pass::addMove(const Sense& sense, const Lexicon::Match& match, const Piece& piece) {
    auto& moves = direction().camera.moves;
    const film::TermId& id = m_lexicon.id(sense.facet, sense.term);
    use(match.begin, match.end, Use::Term);
    const auto same =
        std::find_if(moves.begin(), moves.end(), [&](const film::Move& m) { return m.kind == id; });
    const auto at = static_cast<std::size_t>(same - moves.begin());
    if (same == moves.end()) {
        if (moves.size() >= 8) return;
        const bool still = id.str() == "static";
        if (!moves.empty() && m_timeCodes == 0 && piece.shot == 0 && m_taken.size() < 4096) {
            const bool otherStill = moves.back().kind.str() == "static";
            if (still != otherStill && !mark(match.end, ']') && m_shots == 1) {
                bool order = false;
                for (std::uint32_t i = piece.first; i < match.begin; ++i)
                    order = order || is(i, Class::Order);
                const auto taken = std::find_if(m_taken.rbegin(), m_taken.rend(),
                                                [](const Taken& t) { return t.field == "camera/moves"; });
                if (!order && taken != m_taken.rend())
                    conflict("camera/moves", slice(taken->first, taken->last), match.begin, match.end);
            }
        }
        film::Move move;
        move.kind = id;
        move.start = piece.start;
        move.end = piece.end;
        moves.push_back(std::move(move));
        m_taken.push_back({"camera/moves", match.begin, match.end, 1, piece.shot});
    }
    span(match.begin, match.end, "camera/moves/" + std::to_string(at));
    if (id.str() == "static" && !direction().camera.support)
        for (std::uint32_t i = match.begin; i < match.end; ++i)
            if (oneOf(i, "locked", "lock", "lockoff")) direction().camera.support = film::TermId("lock_off");
}

void Pass::assign(const Sense& sense, const Lexicon::Match& match, double confidence, const Piece& piece) {
    film::Direction& d = direction();
    const auto one = [&](std::optional<film::TermId>& field) {
        setOne(field, sense, match, confidence, piece);
    };
    const auto many = [&](std::vector<film::TermId>& field, std::size_t most) {
        setMany(field, most, sense, match, confidence);
    };
    const film::TermId& id = m_lexicon.id(sense.facet, sense.term);
    switch (sense.facet) {
        case Facet::Size:
            return one(d.frame.size);
        case Facet::Tightness:
            return one(d.frame.tightness);
        case Facet::Coverage:
            return one(d.frame.coverage);
        case Facet::Angle:
            return one(d.frame.angle);
        case Facet::Height:
            return one(d.frame.height);
        case Facet::Roll:
            return one(d.frame.roll);
        case Facet::View:
            return one(d.frame.view);
        case Facet::Composition:
            return many(d.frame.composition, 3);
        case Facet::Move:
            return addMove(sense, match, piece);
        case Facet::Support:
            return one(d.camera.support);
        case Facet::Steadiness:
            return one(d.camera.steadiness);
        case Facet::TimeLook:
            return one(d.camera.timeLook);
        case Facet::Format:
            return one(d.lens.format);
        case Facet::Family:
            return one(d.lens.family);
        case Facet::Construction:
            return one(d.lens.construction);
        case Facet::Depth:
            return one(d.lens.depth);
        case Facet::Character:
            return many(d.lens.character, 3);
        case Facet::Filter:
            return addFilter(sense, match);
        case Facet::Pattern:
            m_light = true;
            if (d.light.pattern && *d.light.pattern != id &&
                (d.light.pattern->str() == "rim" || d.light.pattern->str() == "back" ||
                 d.light.pattern->str() == "hair") &&
                id.str() != "rim" && id.str() != "back" && id.str() != "hair") {
                const std::string before = d.light.pattern->str();
                d.light.pattern = id;
                addLight(before, {}, {}, match);
                use(match.begin, match.end, Use::Term);
                span(match.begin, match.end, "light/pattern", confidence);
                return;
            }
            if (d.light.pattern && *d.light.pattern != id &&
                (id.str() == "rim" || id.str() == "back" || id.str() == "hair")) {
                use(match.begin, match.end, Use::Term);
                return addLight(id.str(), {}, {}, match);
            }
            return one(d.light.pattern);
        case Facet::Source: {
            m_light = true;
            const bool practical =
                oneOf(match.end, "practicals", "practical") || oneOf(match.end - 1, "practicals");
            const auto taken = std::find_if(m_taken.begin(), m_taken.end(),
                                            [](const Taken& t) { return t.field == "light/source"; });
            const bool better = taken != m_taken.end() && confidence > taken->confidence + 0.2;
            if (practical || (d.light.source && *d.light.source != id && !better)) {
                use(match.begin, match.end + (oneOf(match.end, "practicals") ? 1 : 0), Use::Term);
                return addLight("practical", id.str(), {}, match);
            }
            return one(d.light.source);
        }
        case Facet::Quality:
            m_light = true;
            return one(d.light.quality);
        case Facet::Modifier:
            m_light = true;
            return one(d.light.modifier);
        case Facet::Role: {
            m_light = true;
            use(match.begin, match.end, Use::Term);
            const std::string_view role = id.str();
            if (role != "key" && role != "fill") addLight(role, {}, {}, match);
            return;
        }
        case Facet::Atmosphere:
            return one(d.light.atmosphere);
        case Facet::Grade:
            return one(d.grade.grade);
        case Facet::Harmony:
            return one(d.grade.harmony);
        case Facet::Stock:
            return one(d.grade.stock);
        case Facet::Grain:
            return one(d.texture.grain);
        case Facet::Artefact:
            return many(d.texture.artefacts, 3);
        case Facet::Mood:
            return many(d.mood.moods, 6);
        case Facet::Genre:
            return one(d.mood.genre);
        case Facet::TimeOfDay:
            return one(d.place.timeOfDay);
        case Facet::Weather:
            return many(d.place.weather, 3);
        case Facet::Emotion:
        case Facet::Eyeline:
        case Facet::Pose: {
            const bool emotion = sense.facet == Facet::Emotion;
            film::Performance& p = performance(m_subject);
            film::TermId& field = emotion ? p.emotion : sense.facet == Facet::Pose ? p.pose : p.eyeline;
            if (field.empty()) field = id;
            if (sense.facet == Facet::Eyeline && p.pose.empty() && (id.str() == "up" || id.str() == "down"))
                p.pose = film::TermId(id.str() == "up" ? "looking_up" : "looking_down");
            const auto at = static_cast<std::size_t>(&p - d.cast.performances.data());
            span(match.begin, match.end,
                 "cast/performances/" + std::to_string(at) +
                     (emotion                      ? "/emotion"
                      : sense.facet == Facet::Pose ? "/pose"
                                                   : "/eyeline"),
                 confidence);
            // "she looks down" is what she does, too; a feeling or a look of its own is not.
            const bool whole = match.end >= piece.last || m_tokens[match.end].kind == TokenKind::Mark ||
                               word(match.end, "and");
            if (emotion || (whole && id.str() == "near")) {
                use(match.begin, match.end, Use::Term);
            } else {
                bool acts = false;
                for (std::uint32_t i = match.begin; i < match.end; ++i)
                    acts = acts || is(i, Class::VerbThird) || is(i, Class::VerbBase) || is(i, Class::VerbIng);
                if (match.begin > piece.first && is(match.begin - 1, Class::Be)) acts = false;
                if (!acts) use(match.begin, match.end, Use::Term);
            }
            return;
        }
        default:
            return;
    }
}

/// Speed, easing and the frames at both ends of the moves that this piece added.
void Pass::findSpeeds(const Piece& piece, std::size_t firstMove) {
    auto& moves = direction().camera.moves;
    for (std::size_t m = 0; m < moves.size(); ++m) {
        film::Move& move = moves[m];
        const std::string path = "camera/moves/" + std::to_string(m);
        const Span* at = nullptr;
        for (std::size_t s = m_firstSpan; s < m_reading.spans.size(); ++s)
            if (m_reading.spans[s].field == path) at = &m_reading.spans[s];
        if (piece.last <= piece.first || at == nullptr || (m < firstMove && !move.speed.empty())) continue;
        const std::size_t begin = at->begin;
        for (const Clause& clause : m_clauses) {
            if (m_tokens[clause.last - 1].end <= begin) continue;
            const bool own = m_tokens[clause.first].begin <= begin;
            for (std::uint32_t i = clause.first; i < clause.last; ++i) {
                std::string_view speed;
                const bool very = i > clause.first && word(i - 1, "very");
                if (oneOf(i, "slowly", "slow", "gently", "gentle", "unhurried") &&
                    !oneOf(i + 1, "motion", "mo"))
                    speed = very ? "imperceptible" : "slow";
                else if (oneOf(i, "imperceptibly", "imperceptible"))
                    speed = "imperceptible";
                else if (oneOf(i, "quickly", "fast", "quick", "rapidly", "rapid", "brisk", "briskly",
                               "swiftly"))
                    speed = "fast";
                else if (word(i, "steadily"))
                    speed = "medium";
                else if (word(i, "pace") && i > clause.first)
                    speed = word(i - 1, "walking") ? "walking" : word(i - 1, "steady") ? "medium" : "";
                else if (word(i, "whip") && i > clause.first && word(i - 1, "sudden"))
                    speed = "whip";
                if (!speed.empty() && own && move.speed.empty()) {
                    move.speed = film::TermId(speed);
                    use(i, i + 1, Use::Term);
                    if (very) use(i - 1, i, Use::Term);
                    span(i, i + 1, path + "/speed", 0.9);
                }
            }
            const std::uint32_t a = clause.first;
            if (!own && (oneOf(a, "easing", "gathering", "slowing", "snapping") ||
                         (word(a, "at") && word(a + 1, "constant")))) {
                const std::string_view easing = word(a, "easing")      ? "ease_both"
                                                : word(a, "gathering") ? "ease_in"
                                                : word(a, "slowing")   ? "ease_out"
                                                : word(a, "snapping")  ? "snap"
                                                                       : "linear";
                if (move.easing.empty()) move.easing = film::TermId(easing);
                use(clause.first, clause.last, Use::Term);
                span(clause.first, clause.last, path + "/easing");
            }
            if (!own && oneOf(a, "starting", "ending") && word(a + 1, "on") && a + 2 < clause.last) {
                std::string& frame = word(a, "starting") ? move.startFrame : move.endFrame;
                if (!frame.empty() || !free(a)) continue;
                frame = std::string(slice(a + 2, clause.last));
                span(a + 2, clause.last, path + (word(a, "starting") ? "/start_frame" : "/end_frame"));
                use(a, clause.last, Use::Text);
            }
        }
    }
}

}  // namespace groundglass::read
