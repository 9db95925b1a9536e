#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::fuzz {

/// What one program tries: valid inputs to start from, and a law that must hold for every input.
struct Target {
    std::vector<std::string> corpus{};                     ///< Not empty.
    std::vector<std::string> tokens{};                     ///< Pieces of the format, swapped in and put in.
    std::function<std::string(std::string_view)> check{};  ///< Empty when all is well, else what is wrong.
};

/// `[--runs N] [--seed S] [FILE…]`: first every file, or every sample of the corpus, as it is, then N mutants
/// of them. The same seed gives the same mutants. An input that breaks the law, throws, crashes or hangs is
/// printed as hex. Exit: 0 all is well, 1 an input was found, 2 wrong usage.
[[nodiscard]] int run(int argc, char** argv, const Target& target);

/// Every file with that ending below a folder, as text, sorted by path.
[[nodiscard]] std::vector<std::string> filesBelow(const std::string& folder, std::string_view ending);

/// Pieces of JSON that readers have stumbled over.
[[nodiscard]] std::vector<std::string> jsonTokens();

}  // namespace groundglass::fuzz
