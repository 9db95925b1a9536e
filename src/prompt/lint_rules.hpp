#pragma once

#include "dialect_data.hpp"
#include "groundglass/prompt/lint.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// What people read about a rule; from `resources/lint/<family>.json`. `{1}`, `{2}` … in the reason are the
/// numbers.
struct RuleText {
    std::string_view family, id;
    Severity severity{};
    std::string_view title, reason, source;
};
[[nodiscard]] std::span<const RuleText> ruleTexts() noexcept;

/// What a rule may look at.
struct LintInput {
    const ComposeInput& shot;
    const film::Direction& direction;
    const craft::MeasuredShot& measured;
    const craft::Vocabulary& vocabulary;
    const Dialect& dialect;
    const DialectData& data;
    const Prompt* composed;

    [[nodiscard]] bool is(const std::optional<film::TermId>& term, std::string_view id) const {
        return term && term->str() == id;
    }
    [[nodiscard]] const craft::Term* find(std::string_view facet,
                                          const std::optional<film::TermId>& id) const {
        return id ? vocabulary.find(facet, id->str()) : nullptr;
    }
    [[nodiscard]] double seconds() const { return static_cast<double>(measured.duration.count()) / 1000; }
};

class Findings {
public:
    explicit Findings(std::vector<Finding>& all) : m_all(all) {}
    /// Adds a finding of the rule that runs; gives it back for its fixes.
    Finding& add(std::string_view field, std::initializer_list<std::string> values = {});
    /// The same with another severity than the table's.
    Finding& add(Severity severity, std::string_view field, std::initializer_list<std::string> values = {});
    void begin(std::string_view rule) { m_rule = rule; }

private:
    std::vector<Finding>& m_all;
    std::string_view m_rule;
};

struct Rule {
    std::string_view id;
    void (*run)(const LintInput&, Findings&);
};

[[nodiscard]] std::span<const Rule> opticsRules() noexcept;
[[nodiscard]] std::span<const Rule> frameRules() noexcept;
[[nodiscard]] std::span<const Rule> cameraRules() noexcept;
[[nodiscard]] std::span<const Rule> lightRules() noexcept;
[[nodiscard]] std::span<const Rule> soundRules() noexcept;
[[nodiscard]] std::span<const Rule> dialectRules() noexcept;

/// Whole-word search in ASCII lower case for any of the words.
[[nodiscard]] std::string_view anyWord(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace groundglass::prompt
