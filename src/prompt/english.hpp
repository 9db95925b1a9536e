#pragma once

#include "text_block.hpp"

#include <string>
#include <string_view>

namespace groundglass::prompt {

// Small English morphology. ASCII rules on UTF-8 text; no locale is asked. Thread: any.

/// Whether the indefinite article before this text is "an": "8 s", "hour", "LED panel", "elderly woman".
[[nodiscard]] bool takesAn(std::string_view text) noexcept;

/// Whether the text begins with an article, a possessive or a number word, so that it needs no article of its
/// own.
[[nodiscard]] bool hasDeterminer(std::string_view text) noexcept;

/// Whether the text begins with a preposition of place: "inside a jar".
[[nodiscard]] bool beginsWithPreposition(std::string_view text) noexcept;

/// "in", "on" or "at" before a noun phrase for a place; empty when it brings its own preposition.
[[nodiscard]] std::string_view placePreposition(std::string_view phrase) noexcept;

/// "slowly drinking coffee" → "slowly drinks coffee" (plural: "slowly drink coffee"). A phrase whose verb
/// cannot be told for certain comes back with "is" or "are" before it.
[[nodiscard]] std::string finiteVerb(std::string_view participlePhrase, bool plural);

/// "an elderly woman" → "the elderly woman"; names stay as they are.
[[nodiscard]] std::string_view withoutArticle(std::string_view phrase) noexcept;

/// Without blanks at the ends and without a final full stop, comma or semicolon.
[[nodiscard]] std::string_view trimmedPhrase(std::string_view text) noexcept;

/// Up to `decimals` digits after the point, no trailing zeros: 2.8, 50, 0.75.
[[nodiscard]] std::string numberText(double value, int decimals);
void appendNumber(TextBlock& out, double value, int decimals);

/// "one", "two" … "twelve"; digits beyond.
[[nodiscard]] std::string countText(long value);

/// Length of a capital made of the first letter of `text`, written to `out`; 0 when it has none.
/// Covers ASCII and the two-byte letters à…þ.
[[nodiscard]] std::size_t capitalOf(std::string_view text, char out[2]) noexcept;

}  // namespace groundglass::prompt
