#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

/// "warm brass wall lamps as practical light from the back left; and a street lamp".
void Pass::readLights(std::uint32_t first, std::uint32_t last) {
    auto& others = direction().light.others;
    std::uint32_t begin = first;
    for (std::uint32_t i = first; i <= last; ++i) {
        if (i < last && !mark(i, ';')) continue;
        while (begin < i && oneOf(begin, "and")) ++begin;
        std::uint32_t end = begin;
        while (end < i && !mark(end, ',')) ++end;
        film::Light light;
        std::uint32_t nounEnd = end;
        for (std::uint32_t k = begin; k < end; ++k) {
            if (free(k) && (word(k, "as") || k == begin)) {
                const Lexicon::Match role = m_lexicon.match(m_tokens, word(k, "as") ? k + 1 : k);
                if (role.end != 0 && role.end <= end)
                    for (const Sense& sense : *role.senses)
                        if (sense.facet == Facet::Role && (word(k, "as") || role.end - role.begin > 1 ||
                                                           oneOf(k, "backlight", "catchlight"))) {
                            light.role = m_lexicon.id(Facet::Role, sense.term);
                            nounEnd = std::min(nounEnd, k);
                        }
            }
            // "from the back left" stands at the end; "from a lamp" belongs to the noun.
            if (word(k, "from") && (word(k + 1, "the") || word(k + 1, "straight") || word(k + 1, "behind") ||
                                    word(k + 1, "above") || word(k + 1, "below")))
                nounEnd = std::min(nounEnd, k);
        }
        if (begin < nounEnd) {
            const Lexicon::Match source =
                m_lexicon.match(m_tokens, is(begin, Class::Article) ? begin + 1 : begin);
            const bool whole = source.end == nounEnd;
            if (source.end != 0)
                for (const Sense& sense : *source.senses)
                    if (sense.facet == Facet::Source && whole)
                        light.source = m_lexicon.id(Facet::Source, sense.term);
            if (light.source.empty()) light.description = std::string(slice(begin, nounEnd));
        }
        if ((!light.role.empty() || !light.source.empty() || !light.description.empty()) &&
            others.size() < 12) {
            for (std::uint32_t k = begin; k + 1 < i; ++k)
                if (number(k) && oneOf(k + 1, "k") && m_tokens[k].number >= 1000)
                    light.kelvin = base::Kelvin{m_tokens[k].number};
            span(begin, i, "light/others/" + std::to_string(others.size()));
            others.push_back(std::move(light));
        }
        use(begin, i, Use::Text);
        begin = i + 1;
    }
    use(first > 3 && word(first - 1, "by") ? first - 3 : first, first, Use::Label);
}

/// The role or the source of a light as a value of its own; a role begins a new light.
void Pass::jsonLight(const Piece& piece) {
    auto& others = direction().light.others;
    film::TermId id;
    const std::uint32_t first = is(piece.first, Class::Article) ? piece.first + 1 : piece.first;
    const Lexicon::Match match = m_lexicon.match(m_tokens, first, piece.last);
    if (match.end == piece.last)
        for (const Sense& sense : *match.senses)
            if (sense.facet == piece.facet) id = m_lexicon.id(sense.facet, sense.term);
    const bool role = piece.facet == Facet::Role;
    if (role || others.empty() || !others.back().source.empty()) {
        if (others.size() >= 12) return;
        others.emplace_back();
    }
    if (role)
        others.back().role = !id.empty() ? id : film::TermId(lower(piece.first));
    else if (!id.empty())
        others.back().source = id;
    else
        others.back().description = std::string(slice(piece.first, piece.last));
    if (role && m_lexicon.termOf(Facet::Role, others.back().role.str()) < 0) others.back().role = {};
    span(piece.first, piece.last, "light/others/" + std::to_string(others.size() - 1));
    use(piece.first, piece.last, Use::Term);
}

}  // namespace groundglass::read
