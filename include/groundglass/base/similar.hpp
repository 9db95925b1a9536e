#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::base {

/// Levenshtein distance in bytes.
[[nodiscard]] std::size_t editDistance(std::string_view a, std::string_view b);

/// The choice that was probably meant by a mistyped word; empty when none is near.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string>& choices);

/// What to say about a word that is none of the choices: "did you mean cafe? choose one of: cafe, doll".
/// Long lists are cut, with the number of what is left out.
[[nodiscard]] std::string chooseOneOf(std::string_view word, const std::vector<std::string>& choices);

}  // namespace groundglass::base
