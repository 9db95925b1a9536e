#pragma once

#include "groundglass/film/edit.hpp"
#include "groundglass/prompt/compose.hpp"
#include "groundglass/prompt/policy.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::prompt {

enum class Severity { Info, Warning, Error };

/// What people read about a rule. `{1}`, `{2}` … in the reason are the numbers.
struct RuleText {
    std::string_view family, id;
    Severity severity{};
    std::string_view title, reason;
    std::string_view exempt;  ///< What keeps it silent on purpose; may be empty.
    std::string_view source;
};
/// Every rule, in the order of the families.
[[nodiscard]] std::span<const RuleText> ruleTexts() noexcept;

/// A way out that a person may take with one click. Never taken without one.
struct Fix {
    std::string label;  ///< "Open to f/2".
    std::string field;  ///< Of the shot; empty when `edit` does it all.
    film::FieldValue value{};
    std::vector<std::pair<std::string, film::FieldValue>> also{};  ///< Fields that change with it.
    std::shared_ptr<const film::Edit> edit{};  ///< Instead of fields: another item of the film.
};

struct Finding {
    std::string rule;  ///< "A02".
    Severity severity{};
    std::string field;  ///< Empty when the finding is about the film's records.
    std::string title;
    std::string reason;  ///< One sentence with the numbers.
    std::vector<Fix> fixes;
    film::ShotId shot;  ///< Whose fields it means; empty: the film's records.
    bool ignored{};     ///< A person set the rule aside for this shot.
    std::string note;   ///< Why they did.
};

/// Runs every rule of a shot on the structure. Errors before warnings before advice, in the order of the
/// fields, what is ignored last. `composed` and `policy` may be null; without a policy its words are not
/// looked for. Thread: any.
[[nodiscard]] std::vector<Finding> lint(const ComposeInput& input, const Dialect& dialect,
                                        const Prompt* composed, const Policy* policy = nullptr);

/// The rules that compare a shot with its neighbours in the scene and with the scene's look.
[[nodiscard]] std::vector<Finding> lintAround(const film::Film& film, const film::ShotId& shot,
                                              const craft::Vocabulary& vocabulary);
/// The rules about whole scenes, the cast, the locations and the targets of a film.
[[nodiscard]] std::vector<Finding> lintRecords(const film::Film& film, const craft::Vocabulary& vocabulary,
                                               const Dialects& dialects);
/// lintRecords(), and lintAround() of every shot.
[[nodiscard]] std::vector<Finding> lintFilm(const film::Film& film, const craft::Vocabulary& vocabulary,
                                            const Dialects& dialects);

/// The edit behind a fix of a finding about that shot; applying it gives back its inverse.
[[nodiscard]] std::unique_ptr<film::Edit> editOf(const film::ShotId& shot, const Fix& fix);

}  // namespace groundglass::prompt
