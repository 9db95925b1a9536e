#include "writer.hpp"

#include "english.hpp"

#include <array>

namespace groundglass::prompt {
namespace {

constexpr std::array<bool, 256> wordEnds = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view(" ,.;:")) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isWordEnd(char c) {
    return wordEnds[static_cast<unsigned char>(c)];
}

/// Bytes of `text` that repeat the last word of `before`, with the blank after them. `before` ends in a
/// blank.
std::size_t repeated(std::string_view before, std::string_view text) {
    before.remove_suffix(1);
    std::size_t length = 0;
    while (length < text.size() && !isWordEnd(text[length])) ++length;
    if (length < 2 || before.size() < length) return 0;
    const std::string_view last = before.substr(before.size() - length);
    if (before.size() > length && before[before.size() - length - 1] != ' ' &&
        before[before.size() - length - 1] != '\n')
        return 0;
    for (std::size_t i = 0; i < length; ++i)
        if ((last[i] | 0x20) != (text[i] | 0x20)) return 0;
    return length < text.size() && text[length] == ' ' ? length + 1 : length;
}

}  // namespace

std::size_t Writer::put(std::string_view text) {
    if (text.empty()) return nothing;
    if (text.front() != ' ') {
        if (m_article) {
            m_article = false;
            if (!hasDeterminer(text)) put(takesAn(text) ? "an " : "a ");
        } else if (m_text.size() > 1 && m_text[m_text.size() - 1] == ' ' &&
                   m_text[m_text.size() - 2] != ',') {
            text.remove_prefix(repeated(this->text(), text));
            if (text.empty()) return nothing;
        }
    }
    const std::size_t begin = m_text.size();
    const char first = text.front();
    if (m_capital && first != ' ' && first != '-' && first != '(' && first != '[') {
        m_capital = false;
        char letter[2];
        const std::size_t length = capitalOf(text, letter);
        m_text.append({letter, length});
        text.remove_prefix(length);
    }
    m_text.append(text);
    const std::size_t end = m_text.size();
    const char last = m_text[end - 1];
    if (last == '\n' ||
        (last == ' ' && end >= 2 &&
         (m_text[end - 2] == '.' || (end >= 3 && m_text[end - 2] == '-' && m_text[end - 3] == '\n'))))
        m_capital = true;
    return begin;
}

bool Writer::fact(std::string_view text, std::size_t fact) {
    const std::size_t begin = put(text);
    if (begin == nothing) return false;
    if (!m_spans.empty() && m_spans.back().fact == fact && m_spans.back().end == begin) {
        m_spans.back().end = m_text.size();
    } else {
        m_spans.push_back({begin, m_text.size(), fact});
    }
    return true;
}

void Writer::replace(std::size_t at, std::size_t length, std::string_view text) {
    m_text.replace(at, length, text);
    const std::size_t longer = text.size() - length;  // Unsigned arithmetic wraps as wanted.
    for (auto span = m_spans.rbegin(); span != m_spans.rend() && span->begin >= at + length; ++span) {
        span->begin += longer;
        span->end += longer;
    }
}

}  // namespace groundglass::prompt
