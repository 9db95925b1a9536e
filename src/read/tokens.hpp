#pragma once

#include "words.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::read {

enum class TokenKind : std::uint8_t { Word, Number, Mark };

/// What became of a token.
enum class Use : std::uint8_t {
    Free,
    Term,    ///< Part of a term or a measure.
    Quoted,  ///< Between quotation marks.
    Label,   ///< A label, a time code, a bracket.
    Text     ///< Part of a text field.
};

struct Token {
    std::uint32_t begin{}, end{};  ///< Bytes.
    WordId word = 0;
    WordId singular = 0;  ///< Of a word with a plural's ending.
    TokenKind kind = TokenKind::Word;
    char mark =
        0;  ///< Of a Mark: its ASCII character; '-' dash, '"' any quotation mark, 'o' degree, 'x' times.
    Use use = Use::Free;
    bool capital = false;  ///< Begins with a capital letter.
    bool upper = false;    ///< All capitals.
    bool hyphen = false;   ///< Joined to the one before by a hyphen.
    bool spaced = false;   ///< White space before it.
    bool negated = false;
    std::uint8_t facet = 0;  ///< Of a term: 1 + its facet.
    double number = 0;
};

/// Cuts a valid UTF-8 text into words, numbers and marks, once, from left to right. Line ends are marks
/// ('\n'); hyphens inside words are none.
[[nodiscard]] std::vector<Token> tokenise(std::string_view text, const Words& words);

/// Lower case of ASCII and Latin-1 letters, straight apostrophes.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace groundglass::read
