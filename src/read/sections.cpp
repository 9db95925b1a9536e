#include "pass.hpp"

#include <algorithm>

namespace groundglass::read {
namespace {

constexpr std::uint32_t longestQuote = 400;  ///< Tokens.
constexpr std::uint32_t longestLabel = 4;    ///< Words.

}  // namespace

void Pass::findQuotes() {
    const auto count = static_cast<std::uint32_t>(m_tokens.size());
    std::uint32_t start = 0;
    while (start < count && mark(start, '\n')) ++start;
    std::uint32_t key = start + 1;
    while (key < count && mark(key, '\n')) ++key;
    m_json = key < count && mark(start, '{') && mark(key, '"');
    if (m_json) return;
    for (std::uint32_t i = 0; i < count; ++i) {
        const bool single = mark(i, '\'') && m_tokens[i].spaced && i + 1 < count && !m_tokens[i + 1].spaced;
        if (!mark(i, '"') && !single) continue;
        const char wanted = single ? '\'' : '"';
        const std::uint32_t limit = std::min(count, i + (single ? 40 : longestQuote));
        for (std::uint32_t j = i + 1; j < limit && !(single && mark(j, '\n')); ++j) {
            if (!mark(j, wanted) || (single && m_tokens[j].spaced)) continue;
            use(i, j + 1, Use::Quoted);
            i = j;
            break;
        }
    }
    for (std::uint32_t i = 0; i + 5 < count; ++i) {  // <d>[English] …</d>
        if (!mark(i, '<') || !word(i + 1, "d") || !mark(i + 2, '>')) continue;
        const std::uint32_t limit = std::min(count, i + longestQuote);
        for (std::uint32_t j = i + 3; j + 3 < limit + 1 && j + 3 < count; ++j)
            if (mark(j, '<') && mark(j + 1, '/') && word(j + 2, "d") && mark(j + 3, '>')) {
                use(i, j + 4, Use::Quoted);
                i = j + 3;
                break;
            }
    }
}

/// The token after the colon of a label that begins at `at`, or 0.
std::uint32_t Pass::labelAt(std::uint32_t at, Section& section) const {
    const auto count = static_cast<std::uint32_t>(m_tokens.size());
    std::uint32_t end = at;
    while (end < count && end - at <= longestLabel + 2 && !mark(end, ':') && !mark(end, '\n') &&
           m_tokens[end].use == Use::Free &&
           (m_tokens[end].kind == TokenKind::Word || mark(end, '&') || mark(end, '/')))
        ++end;
    if (end == at || !mark(end, ':')) return 0;
    const auto found = m_lexicon.labels.find(folded(slice(at, end)));
    if (found == m_lexicon.labels.end()) return 0;
    section = found->second;
    return end + 1;
}

void Pass::cut() {
    if (m_json) return cutJson();
    const auto count = static_cast<std::uint32_t>(m_tokens.size());
    Piece piece;
    Section block = Section::None;  // Of a label on a line of its own.
    Section line = Section::None;   // Of a label at the beginning of this line.
    bool lineStart = true;
    const bool manyLines = std::count_if(m_tokens.begin(), m_tokens.end(), [](const Token& t) {
                               return t.kind == TokenKind::Mark && t.mark == '\n';
                           }) > 0;
    for (std::uint32_t i = 0; i < count;) {
        if (mark(i, '\n')) {
            if (mark(i + 1, '\n')) block = Section::None;
            line = Section::None;
            lineStart = true;
            m_tokens[i].use = Use::Label;
            ++i;
            continue;
        }
        piece = Piece{};
        piece.shot = m_shots - 1;
        while (i < count && (mark(i, '-') || mark(i, '*') || mark(i, '.'))) m_tokens[i++].use = Use::Label;
        i = timeCodeAt(i, piece);
        Section section = line != Section::None ? line : block;
        piece.block = section == block && block != Section::None;
        Section own{};
        if (const std::uint32_t after = labelAt(i, own); after != 0) {
            piece.label = i;
            piece.labelEnd = after;
            use(i, after, Use::Label);
            section = own;
            piece.block = false;
            if (mark(after, '\n')) {
                block = own;
                i = after;
                continue;
            }
            if (lineStart && manyLines) line = own;
            i = after;
        }
        lineStart = false;
        piece.section = section;
        piece.first = i;
        while (i < count && !mark(i, '\n')) {
            const Token& token = m_tokens[i];
            if (token.use != Use::Quoted && token.kind == TokenKind::Mark) {
                const bool stop =
                    token.mark == '.' || token.mark == '!' || token.mark == '?' || token.mark == '|';
                const bool joined =
                    i + 1 < count && !m_tokens[i + 1].spaced && m_tokens[i + 1].kind != TokenKind::Mark;
                if (stop && !joined) break;
                // "…; Mood: …" and "… Audio: …" begin a new piece, too.
                if (token.mark == ';' && i + 1 < count) {
                    Section next{};
                    if (labelAt(i + 1, next) != 0) break;
                }
            } else if (token.use == Use::Quoted && mark(i, '"') && i > piece.first && i + 1 < count &&
                       m_tokens[i + 1].use != Use::Quoted && m_tokens[i + 1].capital &&
                       m_tokens[i + 1].spaced) {
                // A quotation that ends a sentence with its own stop.
                const std::string_view quoted = m_text.substr(0, token.begin);
                if (!quoted.empty() &&
                    (quoted.back() == '.' || quoted.back() == '!' || quoted.back() == '?')) {
                    ++i;
                    break;
                }
            }
            ++i;
        }
        piece.last = i;
        if (i < count && !mark(i, '\n') && m_tokens[i].use == Use::Free &&
            m_tokens[i].kind == TokenKind::Mark)
            m_tokens[i++].use = Use::Label;
        if (piece.last > piece.first) m_pieces.push_back(piece);
    }
}

/// "Shot 2:", "[00:02-00:04]", "0-3s:", "At 0:02". Returns the token after it.
std::uint32_t Pass::timeCodeAt(std::uint32_t at, Piece& piece) {
    const std::uint32_t begin = at;
    bool bracket = false;
    if (mark(at, '[') || mark(at, '(')) {
        bracket = true;
        ++at;
    }
    if (word(at, "shot") && number(at + 1) &&
        (mark(at + 2, ':') || mark(at + 2, ']') || mark(at + 2, '[') || mark(at + 2, '(') ||
         mark(at + 2, '-'))) {
        m_shots = std::max(1, std::min(99, static_cast<int>(m_tokens[at + 1].number)));
        piece.shot = m_shots - 1;
        at += 2;
        if (mark(at, ']') || mark(at, ':') || mark(at, '-')) {
            ++at;
            use(begin, at, Use::Label);
            return timeCodeAt(at, piece);
        }
        ++at;
        bracket = true;
    }
    const bool before = oneOf(at, "at", "from");
    std::uint32_t after = before ? at + 1 : at;
    double first = 0;
    double second = 0;
    std::uint32_t next = timeAt(after, first);
    if (next == 0) return begin;
    bool range = false;
    std::uint32_t other = next;
    if (mark(other, '-') || word(other, "to")) ++other;
    if (const std::uint32_t end = timeAt(other, second);
        end != 0 && (other != next || m_tokens[other].hyphen) && second > first) {
        range = true;
        next = end;
    }
    bool unit = false;
    if (oneOf(next, "s", "sec", "seconds")) {
        unit = true;
        ++next;
    }
    const bool clock = mark(after + 1, ':');
    if (bracket ? !mark(next, ']') && !mark(next, ')') : !(mark(next, ':') || (before && (clock || unit))))
        return begin;
    if (bracket || mark(next, ':')) ++next;
    if (bracket && mark(next, ':')) ++next;
    if (mark(next, ',')) ++next;
    piece.start = base::Milliseconds(static_cast<std::int64_t>(first * 1000 + 0.5));
    if (range) {
        piece.end = base::Milliseconds(static_cast<std::int64_t>(second * 1000 + 0.5));
        m_lastEnd = std::max(m_lastEnd, second);
    }
    ++m_timeCodes;
    use(begin, next, Use::Label);
    return next;
}

/// "0:02", "00:03.500", "2.40", "3": the token after it, or 0.
std::uint32_t Pass::timeAt(std::uint32_t at, double& seconds) const {
    if (!number(at) || m_tokens[at].number > 10'000) return 0;
    seconds = m_tokens[at].number;
    if (mark(at + 1, ':') && number(at + 2) && !m_tokens[at + 2].spaced && m_tokens[at + 2].number < 60) {
        seconds = seconds * 60 + m_tokens[at + 2].number;
        return at + 3;
    }
    return at + 1;
}

/// Time codes that begin at zero and follow one another say how long the shot is.
void Pass::finishTimes() {
    if (m_timeCodes < 2 || m_lastEnd <= 0 || direction().output.duration) return;
    direction().output.duration = base::Milliseconds(static_cast<std::int64_t>(m_lastEnd * 1000 + 0.5));
}

/// The facet that a key of a JSON prompt holds: "frame", "size".
Facet Pass::facetOf(std::string_view group, std::string_view name) const {
    if (name == "kind" || name == "moves") return group == "camera" ? Facet::Move : Facet::Filter;
    if (group == "cast" && name == "emotion") return Facet::Emotion;
    if (group == "cast" && name == "pose") return Facet::Pose;
    if (group == "cast" && name == "eyeline") return Facet::Eyeline;
    for (std::size_t i = 0; i < facetCount; ++i) {
        const std::string_view path = m_lexicon.facets[i].path;
        if (path.size() == group.size() + name.size() + 1 && path.starts_with(group) && path.ends_with(name))
            return static_cast<Facet>(i);
    }
    return Facet::Count;
}

/// Each value of a JSON prompt is a piece; the last key on its way that is a label says its section.
void Pass::cutJson() {
    const auto count = static_cast<std::uint32_t>(m_tokens.size());
    std::vector<Section> levels{Section::None};
    Section pending = Section::None;
    std::string_view group;
    std::string_view name;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (mark(i, '{') || mark(i, '[')) {
            if (levels.size() < 64) levels.push_back(pending != Section::None ? pending : levels.back());
            m_tokens[i].use = Use::Label;
            if (mark(i, '{')) pending = Section::None;
            continue;
        }
        if (mark(i, '}') || mark(i, ']')) {
            if (levels.size() > 1) levels.pop_back();
            pending = Section::None;
            m_tokens[i].use = Use::Label;
            continue;
        }
        if (!mark(i, '"')) {
            if (number(i) && !mark(i + 1, '"')) {
                Piece value;
                value.first = i;
                value.last = i + 1;
                value.section = pending;
                m_pieces.push_back(value);
            }
            if (m_tokens[i].kind == TokenKind::Mark) m_tokens[i].use = Use::Label;
            continue;
        }
        std::uint32_t end = i + 1;
        while (end < count && !(mark(end, '"') && m_text[m_tokens[end].begin - 1] != '\\')) ++end;
        m_tokens[i].use = Use::Label;
        if (end < count) m_tokens[end].use = Use::Label;
        if (mark(end + 1, ':')) {
            name = slice(i + 1, end);
            if (levels.size() == 2) group = name;
            const auto found = m_lexicon.labels.find(folded(name));
            pending = found != m_lexicon.labels.end() ? found->second : levels.back();
            use(i, std::min(count, end + 2), Use::Label);
            i = end + 1;
            continue;
        }
        Piece piece;
        piece.first = i + 1;
        piece.last = end;
        piece.section = pending != Section::None ? pending : levels.back();
        piece.facet = facetOf(group, name);
        piece.label = i > 2 ? i - 2 : 0;
        if (std::find(levels.begin(), levels.end(), Section::OtherLights) != levels.end()) {
            piece.section = Section::OtherLights;
            piece.facet = name == "role" ? Facet::Role : name == "source" ? Facet::Source : Facet::Count;
        }
        if (piece.last > piece.first) m_pieces.push_back(piece);
        i = end;
    }
}

}  // namespace groundglass::read
