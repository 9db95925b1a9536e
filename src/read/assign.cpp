#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

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
            return many(d.mood.moods, 3);
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

}  // namespace groundglass::read
