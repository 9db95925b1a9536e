#include "writer.hpp"

#include "english.hpp"

#include <algorithm>

namespace groundglass::prompt {
namespace {

bool isWordEnd(char c) {
    return c == ' ' || c == ',' || c == '.' || c == ';' || c == ':';
}

/// Bytes of `text` that repeat the last word of `before`, with the blank after them.
std::size_t repeated(std::string_view before, std::string_view text) {
    if (before.empty() || before.back() != ' ') return 0;
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

void Writer::back(const Mark& mark) {
    m_text.resize(mark.text);
    m_spans.resize(mark.spans);
    if (!m_spans.empty()) m_spans.back().end = std::min(m_spans.back().end, mark.text);
    m_article = mark.article;
    m_capital = mark.capital;
}

bool Writer::put(std::string_view text, std::size_t fact) {
    if (!m_article && !text.empty() && text.front() != ' ') text.remove_prefix(repeated(m_text, text));
    if (text.empty()) return false;
    if (m_article && text.front() != ' ') {
        m_article = false;
        if (!hasDeterminer(text)) put(takesAn(text) ? "an " : "a ", none);
    }
    const std::size_t begin = m_text.size();
    if (m_capital && text.front() != ' ' && text.front() != '-' && text.front() != '(' &&
        text.front() != '[') {
        m_capital = false;
        char letter[2];
        const std::size_t length = capitalOf(text, letter);
        m_text.append(letter, length);
        text.remove_prefix(length);
    }
    m_text.append(text);
    if (m_text.size() >= 2 && (m_text.ends_with(". ") || m_text.back() == '\n' || m_text.ends_with("\n- ")))
        m_capital = true;
    if (fact == none) return true;
    if (!m_spans.empty() && m_spans.back().fact == fact && m_spans.back().end == begin) {
        m_spans.back().end = m_text.size();
    } else {
        m_spans.push_back({begin, m_text.size(), fact});
    }
    return true;
}

void Writer::insert(std::size_t at, std::string_view text) {
    replace(at, 0, text);
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
