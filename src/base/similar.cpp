#include "groundglass/base/similar.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <numeric>

namespace groundglass::base {

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row.back();
}

std::string_view nearest(std::string_view word, const std::vector<std::string>& choices) {
    const std::string low = lowerAscii(word);
    std::string_view best;
    std::size_t least = word.size() < 4 ? 2 : std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto& choice : choices) {
        if (std::max(choice.size(), low.size()) - std::min(choice.size(), low.size()) >= least) continue;
        const std::size_t away = editDistance(low, lowerAscii(choice));
        if (away >= least) continue;
        least = away;
        best = choice;
    }
    return best;
}

std::string chooseOneOf(std::string_view word, const std::vector<std::string>& choices) {
    if (choices.empty()) return "there is none yet";
    constexpr std::size_t most = 24;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, choices.size()); ++i)
        text.append(i == 0 ? "choose one of: " : ", ").append(choices[i]);
    if (choices.size() > most) text += format(" and {} more", choices.size() - most);
    const std::string_view meant = nearest(word, choices);
    return meant.empty() ? text : format("did you mean {}? {}", meant, text);
}

}  // namespace groundglass::base
