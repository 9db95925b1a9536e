#pragma once

#include "groundglass/prompt/compose.hpp"

#include <cstddef>
#include <string>
#include <string_view>
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

    [[nodiscard]] Mark mark() const { return {m_text.size(), m_spans.size(), m_article, m_capital}; }
    void back(const Mark& mark);

    /// The next text gets "a" or "an", unless it has a determiner.
    void article() { m_article = true; }
    /// The next letter is a capital.
    void capital() { m_capital = true; }

    void literal(std::string_view text) { put(text, none); }
    /// False when nothing is left to write: the text repeats the word that stands there.
    bool fact(std::string_view text, std::size_t fact) { return put(text, fact); }

    /// Puts `text` in at `at`, where no span may cross.
    void insert(std::size_t at, std::string_view text);
    void replace(std::size_t at, std::size_t length, std::string_view text);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] std::string& text() { return m_text; }
    [[nodiscard]] std::vector<Span>& spans() { return m_spans; }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    bool put(std::string_view text, std::size_t fact);

    std::string m_text;
    std::vector<Span> m_spans;
    bool m_article = false;
    bool m_capital = true;
};

}  // namespace groundglass::prompt
