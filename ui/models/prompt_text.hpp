#pragma once

#include "groundglass/prompt/compose.hpp"

#include <QString>

#include <vector>

namespace groundglass::ui {

/// A phrase of the shown prompt: UTF-16 positions in PromptText::text, and the field it says.
struct Phrase {
    int begin{}, end{};
    QString field;
    int fact{};  ///< Index into Prompt::facts.
    bool operator==(const Phrase&) const = default;
};

/// A composed prompt as it is shown: hidden characters are visible marks, and the phrases have moved with
/// them.
struct PromptText {
    QString text;
    std::vector<Phrase> phrases;  ///< Sorted, not overlapping.

    /// The phrase at a position, or −1.
    [[nodiscard]] int phraseAt(int position) const;
};

[[nodiscard]] PromptText promptText(const prompt::Prompt& prompt);

/// "11 said · 2 as parameters · 1 weakened · 0 dropped"; parts that are 0 are left out, except the first and
/// the last.
[[nodiscard]] QString portabilityText(const prompt::Prompt& prompt);
/// "47 words · about 90 tokens", or with the dialect's limit: "312 of 1,024 characters".
[[nodiscard]] QString lengthText(const prompt::Prompt& prompt, const prompt::Dialect* dialect);
/// How full the limit is, 0…1 and more; the ideal length when there is no limit; −1 without either.
[[nodiscard]] double lengthShare(const prompt::Prompt& prompt, const prompt::Dialect* dialect);

}  // namespace groundglass::ui
