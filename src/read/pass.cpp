#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {

Pass::Pass(std::string_view text, const Lexicon& lexicon)
    : m_text(text), m_lexicon(lexicon), m_tokens(tokenise(text, lexicon.words)) {
    // Line ends behind the text, so that a look at the next words needs no bound of its own.
    Token end;
    end.kind = TokenKind::Mark;
    end.mark = '\n';
    end.use = Use::Label;
    end.begin = end.end = static_cast<std::uint32_t>(text.size());
    m_tokens.insert(m_tokens.end(), 4, end);
}

bool Pass::hasWords() const {
    return std::any_of(m_tokens.begin(), m_tokens.end(),
                       [](const Token& t) { return t.kind != TokenKind::Mark; });
}

Reading Pass::run(std::string_view dialect) {
    findQuotes();
    cut();
    for (Piece& piece : m_pieces) readPiece(piece);
    finishTimes();
    finish(dialect);
    return std::move(m_reading);
}

std::string_view Pass::slice(std::uint32_t first, std::uint32_t last) const {
    if (first >= last) return {};
    return m_text.substr(m_tokens[first].begin, m_tokens[last - 1].end - m_tokens[first].begin);
}

std::string Pass::phrase(std::uint32_t first, std::uint32_t last) const {
    while (first + 1 < last && is(first, Class::Article)) ++first;
    std::string text(slice(first, last));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string_view Pass::lower(std::uint32_t at) const {
    const Token& token = m_tokens[at];
    if (token.word != 0) return m_lexicon.words.text(token.word);
    m_lower = folded(m_text.substr(token.begin, token.end - token.begin));
    return m_lower;
}

void Pass::use(std::uint32_t first, std::uint32_t last, Use how) {
    for (std::uint32_t i = first; i < last; ++i) m_tokens[i].use = how;
}

void Pass::span(std::uint32_t first, std::uint32_t last, std::string field, double confidence) {
    if (first >= last) return;
    m_reading.spans.push_back({m_tokens[first].begin, m_tokens[last - 1].end, std::move(field), confidence});
}

void Pass::conflict(std::string_view field, std::string_view taken, std::uint32_t first, std::uint32_t last) {
    m_reading.contradictions.push_back({std::string(field), std::string(taken),
                                        std::string(slice(first, last)), m_tokens[first].begin,
                                        m_tokens[last - 1].end});
}

bool Pass::person(std::uint32_t at) const {
    if (at >= m_tokens.size()) return false;
    if (either(at, Class::Person)) return true;
    const Token& token = m_tokens[at];
    if (token.kind != TokenKind::Word) return false;
    std::string_view text = token.word != 0 ? std::string_view(m_lexicon.words.text(token.word)) : lower(at);
    constexpr std::uint64_t others = bit(Class::Place) | bit(Class::Sound) | bit(Class::Cloth) |
                                     bit(Class::Body) | bit(Class::Music) | bit(Class::Light) |
                                     bit(Class::VerbBase) | bit(Class::Preposition) | bit(Class::Adverb) |
                                     bit(Class::Order) | bit(Class::Camera) | bit(Class::Frame) |
                                     bit(Class::Determiner) | bit(Class::Filler);
    if ((m_lexicon.words.classes(token.word) & others) != 0) return false;
    if (text.size() > 5 && text.ends_with('s') && !text.ends_with("ss")) text.remove_suffix(1);
    if (text.size() < 5 || m_lexicon.notPersons.contains(m_lexicon.words.find(text))) return false;
    for (const std::string_view ending :
         {"er", "or", "ist", "man", "men", "woman", "women", "ian", "eer", "smith", "boy", "girl"})
        if (text.ends_with(ending)) return true;
    return false;
}

bool Pass::lightClause(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t i = first; i < last; ++i)
        if (is(i, Class::Light) && m_tokens[i].use != Use::Quoted) return true;
    return false;
}

bool Pass::thing(std::uint32_t at) const {
    if (at >= m_tokens.size() || m_tokens[at].use != Use::Term || m_tokens[at].facet == 0) return false;
    const auto facet = static_cast<Facet>(m_tokens[at].facet - 1);
    return facet == Facet::Weather || facet == Facet::Source || facet == Facet::Atmosphere ||
           facet == Facet::Modifier || facet == Facet::Composition || facet == Facet::TimeOfDay;
}

std::vector<Clause> Pass::clausesOf(const Piece& piece) const {
    std::vector<Clause> clauses;
    std::uint32_t first = piece.first;
    int depth = 0;
    for (std::uint32_t i = piece.first; i < piece.last; ++i) {
        const Token& token = m_tokens[i];
        const bool cut = token.kind == TokenKind::Mark && token.use != Use::Quoted &&
                         (token.mark == ',' || token.mark == ';' || token.mark == ':' || token.mark == '(' ||
                          token.mark == ')' || token.mark == '|' || token.mark == '/' || token.mark == '[' ||
                          token.mark == ']' || token.mark == '*' || (token.mark == '-' && token.spaced));
        // A ratio or an aperture is no border.
        const bool inNumber = cut && (token.mark == ':' || token.mark == '/') && i > piece.first &&
                              (number(i + 1) || number(i - 1)) && !token.spaced;
        if (!cut || inNumber) continue;
        depth += token.mark == '(' ? 1 : token.mark == ')' ? -1 : 0;
        if (i > first) clauses.push_back({first, i});
        first = i + 1;
    }
    if (piece.last > first) clauses.push_back({first, piece.last});
    return clauses;
}

std::uint64_t Pass::contextOf(Section section) {
    switch (section) {
        case Section::Frame:
            return bit(Class::Frame);
        case Section::Camera:
            return bit(Class::Camera) | bit(Class::Frame);
        case Section::Lens:
            return bit(Class::Lens);
        case Section::Light:
        case Section::OtherLights:
            return bit(Class::Light);
        case Section::Grade:
        case Section::Palette:
            return bit(Class::Grade);
        case Section::Texture:
            return bit(Class::Texture);
        case Section::Mood:
            return bit(Class::Mood);
        case Section::Weather:
        case Section::Time:
            return bit(Class::Weather);
        case Section::Style:
            return bit(Class::Grade) | bit(Class::Texture) | bit(Class::Mood);
        default:
            return 0;
    }
}

bool Pass::has(const Piece& piece, Class c) const {
    for (std::uint32_t i = piece.first; i < piece.last; ++i)
        if (is(i, c) && m_tokens[i].use != Use::Quoted) return true;
    return false;
}

}  // namespace groundglass::read
