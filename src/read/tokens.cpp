#include "tokens.hpp"

#include <array>
#include <charconv>

namespace groundglass::read {
namespace {

struct Point {
    char32_t value;
    std::uint32_t size;
};

Point pointAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::uint32_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t value = lead & (0xFFU >> (size + 1));
    for (std::uint32_t i = 1; i < size; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
    return {value, size};
}

/// The mark a code point beyond ASCII stands for; ' ' for space, 0 for a letter.
char markOf(char32_t point) {
    switch (point) {
        case 0x2018:
        case 0x2019:
        case 0x02BC:
            return '\'';
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0xAB:
        case 0xBB:
        case 0x300C:
        case 0x300D:
            return '"';
        case 0x2013:
        case 0x2014:
        case 0x2212:
            return '-';
        case 0xD7:
            return 'x';
        case 0xB0:
        case 0xBA:
            return 'o';
        case 0x2026:
        case 0x3002:
            return '.';
        case 0xFF0C:
        case 0x3001:
            return ',';
        case 0xFF1A:
            return ':';
        case 0xFF1B:
            return ';';
        case 0x2022:
        case 0xB7:
            return '*';
        case 0xA0:
        case 0x200B:
        case 0x200E:
        case 0x200F:
        case 0x2028:
        case 0x2029:
        case 0x3000:
        case 0xFEFF:
            return ' ';
        default:
            return point >= 0x2000 && point <= 0x200A ? ' ' : '\0';
    }
}

constexpr bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool digit(char c) {
    return c >= '0' && c <= '9';
}

class Tokeniser {
public:
    Tokeniser(std::string_view text, const Words& words) : m_text(text), m_words(words) {
        m_tokens.reserve(text.size() / 4 + 8);
    }

    std::vector<Token> run() {
        while (m_at < m_text.size()) step();
        return std::move(m_tokens);
    }

private:
    void step() {
        const char c = m_text[m_at];
        if (letter(c)) return word();
        if (digit(c)) return number();
        if (static_cast<unsigned char>(c) >= 0x80) {
            const Point point = pointAt(m_text, m_at);
            const char mark = markOf(point.value);
            if (mark == 0) return word();
            if (mark == ' ') return space(point.size);
            push(mark, point.size);
            return;
        }
        if (c == ' ' || c == '\t' || c == '\r') return space(1);
        if ((c == '-' || c == '_') && joins()) {
            m_hyphen = true;
            ++m_at;
            return;
        }
        push(c == '_' ? '-' : c, 1);
    }

    void space(std::uint32_t size) {
        m_space = true;
        m_at += size;
    }

    [[nodiscard]] bool joins() const {
        const auto alike = [&](std::size_t at) {
            const char c = m_text[at];
            return letter(c) || digit(c) || static_cast<unsigned char>(c) >= 0x80;
        };
        return m_at > 0 && m_at + 1 < m_text.size() && alike(m_at - 1) && alike(m_at + 1);
    }

    Token& push(char mark, std::uint32_t size) {
        Token token;
        token.kind = TokenKind::Mark;
        token.mark = mark;
        token.word = m_words.find(std::string_view(&mark, 1));
        return finish(token, size);
    }

    Token& finish(Token& token, std::size_t size) {
        token.begin = static_cast<std::uint32_t>(m_at);
        token.end = static_cast<std::uint32_t>(m_at + size);
        token.spaced = m_space || m_at == 0;
        token.hyphen = m_hyphen;
        m_space = m_hyphen = false;
        m_at += size;
        m_tokens.push_back(token);
        return m_tokens.back();
    }

    void number() {
        std::size_t end = m_at;
        while (end < m_text.size() && digit(m_text[end])) ++end;
        if (end + 1 < m_text.size() && m_text[end] == '.' && digit(m_text[end + 1])) {
            ++end;
            while (end < m_text.size() && digit(m_text[end])) ++end;
        }
        const std::string_view text = m_text.substr(m_at, end - m_at);
        Token token;
        token.kind = TokenKind::Number;
        if (text.size() <= 32) {
            std::from_chars(text.data(), text.data() + text.size(), token.number);
            token.word = m_words.find(text);
        }
        finish(token, text.size());
    }

    void word() {
        m_lower.clear();
        Token token;
        const char first = m_text[m_at];
        token.capital = first >= 'A' && first <= 'Z';
        token.upper = true;
        std::size_t end = m_at;
        while (end < m_text.size()) {
            const char c = m_text[end];
            if (letter(c)) {
                token.upper = token.upper && c < 'a';
                m_lower.push_back(c < 'a' ? static_cast<char>(c + 32) : c);
                ++end;
                continue;
            }
            if (static_cast<unsigned char>(c) < 0x80) {
                if (c != '\'' || end + 1 >= m_text.size() || !letter(m_text[end + 1])) break;
                m_lower.push_back(c);
                ++end;
                continue;
            }
            const Point point = pointAt(m_text, end);
            const char mark = markOf(point.value);
            if (mark == '\'' && end + point.size < m_text.size() && letter(m_text[end + point.size])) {
                m_lower.push_back('\'');
            } else if (mark != 0) {
                break;
            } else {
                token.upper = false;
                foldInto(point, end);
            }
            end += point.size;
        }
        token.word = m_words.find(m_lower);
        token.singular = singularOf();
        finish(token, end - m_at);
    }

    void foldInto(Point point, std::size_t at) {
        if (point.value >= 0xC0 && point.value <= 0xDE && point.value != 0xD7) {
            m_lower.push_back('\xC3');
            m_lower.push_back(static_cast<char>(m_text[at + 1] + 0x20));
        } else {
            m_lower.append(m_text.substr(at, point.size));
        }
    }

    [[nodiscard]] WordId singularOf() {
        const std::string_view word = m_lower;
        if (word.size() < 4 || !word.ends_with('s') || word.ends_with("ss")) return 0;
        if (word.ends_with("'s")) return 0;
        if (const WordId id = m_words.find(word.substr(0, word.size() - 1)); id != 0) return id;
        if (word.ends_with("ies"))
            return m_words.find(std::string(word.substr(0, word.size() - 3)).append("y"));
        if (word.ends_with("es")) return m_words.find(word.substr(0, word.size() - 2));
        return 0;
    }

    std::string_view m_text;
    const Words& m_words;
    std::vector<Token> m_tokens;
    std::string m_lower;
    std::size_t m_at = 0;
    bool m_space = false;
    bool m_hyphen = false;
};

}  // namespace

std::vector<Token> tokenise(std::string_view text, const Words& words) {
    return Tokeniser(text, words).run();
}

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Point point = pointAt(text, at);
        if (point.value >= 'A' && point.value <= 'Z')
            out.push_back(static_cast<char>(text[at] + 32));
        else if (markOf(point.value) == '\'')
            out.push_back('\'');
        else if (point.value >= 0xC0 && point.value <= 0xDE && point.value != 0xD7)
            out.append("\xC3").push_back(static_cast<char>(text[at + 1] + 0x20));
        else
            out.append(text.substr(at, point.size));
        at += point.size;
    }
    return out;
}

}  // namespace groundglass::read
