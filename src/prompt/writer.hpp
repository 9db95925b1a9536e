#pragma once

#include "groundglass/prompt/compose.hpp"
#include "text_block.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {

/// Text that grows with its spans and can go back to a mark. Articles, capitals and doubled words are settled
/// as text arrives.
class Writer {
public:
    struct Mark {
        std::size_t text, spans;
        bool article, capital;
    };

    Writer() { m_spans.reserve(96); }

    [[nodiscard]] Mark mark() const { return {m_text.size(), m_spans.size(), m_article, m_capital}; }
    void back(const Mark& mark) {
        m_text.shrink(mark.text);
        if (m_spans.size() > mark.spans) m_spans.resize(mark.spans);
        if (!m_spans.empty() && m_spans.back().end > mark.text) m_spans.back().end = mark.text;
        m_article = mark.article;
        m_capital = mark.capital;
    }

    /// The next text gets "a" or "an", unless it has a determiner.
    void article() { m_article = true; }
    /// The next letter is a capital.
    void capital() { m_capital = true; }

    void literal(std::string_view text) { put(text); }
    /// A fact's text as it is.
    void exact(std::string_view text, std::size_t fact) {
        m_spans.push_back({m_text.size(), m_text.size() + text.size(), fact});
        label(text);
    }
    /// As it is, whatever case and article wait.
    void label(std::string_view text) {
        m_article = m_capital = false;
        m_text.append(text);
    }
    /// False when nothing is left to write: the text repeats the word that stands there.
    bool fact(std::string_view text, std::size_t fact);

    /// Puts `text` in the place of `length` bytes at `at`, where no span may cross.
    void replace(std::size_t at, std::size_t length, std::string_view text);

    [[nodiscard]] std::string_view text() const { return m_text.view(); }
    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    [[nodiscard]] const std::vector<Span>& spans() const { return m_spans; }

    /// Hands the text and the spans over; the writer is empty afterwards.
    [[nodiscard]] std::string takeText() { return m_text.take(); }
    [[nodiscard]] std::vector<Span> takeSpans() { return std::move(m_spans); }

private:
    static constexpr std::size_t usualBytes = 2048;
    static constexpr std::size_t nothing = static_cast<std::size_t>(-1);

    /// Where the text begins, or `nothing`.
    std::size_t put(std::string_view text);

    TextBlock m_text{usualBytes};
    std::vector<Span> m_spans;
    bool m_article = false;
    bool m_capital = true;
};

}  // namespace groundglass::prompt
