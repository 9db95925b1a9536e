#include "lexicon.hpp"

#include <algorithm>

namespace groundglass::read {

std::string_view nameOf(Facet facet) noexcept {
    static constexpr std::array<std::string_view, facetCount> names{"shot_size",
                                                                    "move",
                                                                    "support",
                                                                    "time_of_day",
                                                                    "light_source",
                                                                    "light_pattern",
                                                                    "light_quality",
                                                                    "weather",
                                                                    "angle",
                                                                    "coverage",
                                                                    "camera_height",
                                                                    "roll",
                                                                    "view",
                                                                    "composition",
                                                                    "tightness",
                                                                    "steadiness",
                                                                    "time_look",
                                                                    "depth_of_field",
                                                                    "lens_character",
                                                                    "filter",
                                                                    "lens_family",
                                                                    "capture_format",
                                                                    "lens_construction",
                                                                    "light_modifier",
                                                                    "atmosphere",
                                                                    "film_stock",
                                                                    "grade",
                                                                    "harmony",
                                                                    "grain",
                                                                    "artefact",
                                                                    "genre",
                                                                    "mood",
                                                                    "emotion",
                                                                    "eyeline",
                                                                    "pose",
                                                                    "light_role",
                                                                    "speed",
                                                                    "easing",
                                                                    "manner",
                                                                    "sound_perspective",
                                                                    "note"};
    return names[static_cast<std::size_t>(facet)];
}

std::uint32_t Lexicon::follow(std::uint32_t node, WordId word) const noexcept {
    const std::uint64_t key = (static_cast<std::uint64_t>(node) << 32U) | word;
    const std::size_t mask = m_edges.size() - 1;
    std::size_t at = (key * 0x9E3779B97F4A7C15ULL) >> 20U & mask;
    while (m_edges[at].key != 0) {
        if (m_edges[at].key == key) return m_edges[at].node;
        at = (at + 1) & mask;
    }
    return 0;
}

std::uint32_t Lexicon::step(std::uint32_t node, WordId word) {
    if (const std::uint32_t known = follow(node, word); known != 0) return known;
    const auto place = [](std::vector<Edge>& edges, Edge edge) {
        const std::size_t mask = edges.size() - 1;
        std::size_t at = (edge.key * 0x9E3779B97F4A7C15ULL) >> 20U & mask;
        while (edges[at].key != 0) at = (at + 1) & mask;
        edges[at] = edge;
    };
    if (m_edgeCount * 2 >= m_edges.size()) {
        std::vector<Edge> wider(m_edges.size() * 2);
        for (const Edge& edge : m_edges)
            if (edge.key != 0) place(wider, edge);
        m_edges = std::move(wider);
    }
    const std::uint32_t made = ++m_nodes;
    place(m_edges, {(static_cast<std::uint64_t>(node) << 32U) | word, made});
    ++m_edgeCount;
    m_senseOf.push_back(-1);
    return made;
}

void Lexicon::addPhrase(std::string_view phrase, Sense sense) {
    std::vector<Token> tokens = tokenise(phrase, words);
    std::uint32_t node = 1;
    bool first = true;
    WordId lead = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        const std::string_view text = phrase.substr(token.begin, token.end - token.begin);
        const WordId word = words.add(folded(text));
        if (i == 0 && tokens.size() > 1 && token.kind == TokenKind::Word &&
            (words.classes(word) & bit(Class::Article)) != 0)
            continue;
        node = step(node, word);
        if (first) lead = word;
        first = false;
    }
    if (first) return;
    if (m_starts.size() <= lead) m_starts.resize(words.size() + 1);
    m_starts[lead] = true;
    std::int32_t& senses = m_senseOf[node];
    if (senses < 0) {
        senses = static_cast<std::int32_t>(m_senses.size());
        m_senses.emplace_back();
    }
    auto& list = m_senses[static_cast<std::size_t>(senses)];
    for (Sense& known : list)
        if (known.facet == sense.facet) return;  // the first term of a facet keeps the phrase
    list.push_back(sense);
}

Lexicon::Match Lexicon::match(const std::vector<Token>& tokens, std::size_t at, std::size_t limit) const {
    Match best;
    const auto starts = [this](WordId word) { return word < m_starts.size() && m_starts[word]; };
    if (!starts(tokens[at].word) && !starts(tokens[at].singular)) return best;
    std::uint32_t node = 1;
    bool skipped = false;
    for (std::size_t i = at; i < std::min({tokens.size(), at + 24, limit}); ++i) {
        const Token& token = tokens[i];
        if (token.use != Use::Free) break;
        const WordId word = token.word;
        if (token.kind == TokenKind::Mark && token.mark == '\n') break;
        std::uint32_t next = word != 0 ? follow(node, word) : 0;
        if (next == 0 && token.singular != 0) next = follow(node, token.singular);
        if (next == 0) {
            if (i == at || skipped || !is(token, Class::Adverb)) break;
            skipped = true;
            continue;
        }
        node = next;
        if (m_senseOf[node] >= 0) {
            best.begin = static_cast<std::uint32_t>(at);
            best.end = static_cast<std::uint32_t>(i + 1);
            best.senses = &m_senses[static_cast<std::size_t>(m_senseOf[node])];
        }
    }
    return best;
}

int Lexicon::termOf(Facet facet, std::string_view id) const {
    const auto& ids = facets[static_cast<std::size_t>(facet)].ids;
    const auto found =
        std::find_if(ids.begin(), ids.end(), [id](const film::TermId& one) { return one.str() == id; });
    return found == ids.end() ? -1 : static_cast<int>(found - ids.begin());
}

void Lexicon::addWordList(Class c, const std::vector<std::string>& list) {
    for (const std::string& word : list) words.mark(words.add(word), c);
}

void Lexicon::addVerbs(const std::vector<std::string>& bases, const std::vector<std::string>& never) {
    for (const std::string& base : bases) {
        const WordId lemma = words.add(base);
        const auto form = [&](const std::string& text, Class c) {
            const WordId word = words.add(text);
            words.mark(word, c);
            words.setLemma(word, lemma);
        };
        form(base, Class::VerbBase);
        form(thirdPersonOf(base), Class::VerbThird);
        form(participleOf(base), Class::VerbIng);
    }
    for (const std::string& word : never) {
        words.unmark(words.add(word), Class::VerbBase);
        words.unmark(words.add(word), Class::VerbThird);
    }
}

}  // namespace groundglass::read
