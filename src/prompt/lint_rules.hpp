#pragma once

#include "dialect_data.hpp"
#include "groundglass/prompt/lint.hpp"
#include "lint_words.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::prompt {

/// What a rule may look at.
struct LintInput {
    const ComposeInput& shot;
    const film::Direction& direction;
    const craft::MeasuredShot& measured;
    const craft::Vocabulary& vocabulary;
    const Dialect& dialect;
    const DialectData& data;
    const Prompt* composed;
    const Policy* policy;
    const Words& words;

    [[nodiscard]] bool is(const std::optional<film::TermId>& term, std::string_view id) const {
        return term && term->str() == id;
    }
    [[nodiscard]] const craft::Term* find(std::string_view facet,
                                          const std::optional<film::TermId>& id) const {
        return id ? vocabulary.find(facet, id->str()) : nullptr;
    }
    [[nodiscard]] double seconds() const { return static_cast<double>(measured.duration.count()) / 1000; }
    /// The term's label in lower case, or its id.
    [[nodiscard]] std::string labelOf(std::string_view facet, const std::optional<film::TermId>& id) const;
    [[nodiscard]] bool hasWeather(std::initializer_list<std::string_view> ids) const;
    /// A director's note whose text or kind holds the word.
    [[nodiscard]] bool hasNote(std::string_view kind) const;
    [[nodiscard]] Fix textFix(const Hit& hit, std::string label, std::string_view with) const;
};

[[nodiscard]] bool oneOf(const std::optional<film::TermId>& term,
                         std::initializer_list<std::string_view> ids);

class Findings {
public:
    explicit Findings(std::vector<Finding>& all) : m_all(all) {}
    /// Adds a finding of the rule that runs; gives it back for its fixes, valid until the next one.
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
[[nodiscard]] std::span<const Rule> apertureRules() noexcept;
[[nodiscard]] std::span<const Rule> frameRules() noexcept;
[[nodiscard]] std::span<const Rule> subjectRules() noexcept;
[[nodiscard]] std::span<const Rule> cameraRules() noexcept;
[[nodiscard]] std::span<const Rule> rigRules() noexcept;
[[nodiscard]] std::span<const Rule> lightRules() noexcept;
[[nodiscard]] std::span<const Rule> weatherRules() noexcept;
[[nodiscard]] std::span<const Rule> colourRules() noexcept;
[[nodiscard]] std::span<const Rule> actionRules() noexcept;
[[nodiscard]] std::span<const Rule> soundRules() noexcept;
[[nodiscard]] std::span<const Rule> dialectRules() noexcept;
[[nodiscard]] std::span<const Rule> requestRules() noexcept;
[[nodiscard]] std::span<const Rule> exclusionRules() noexcept;
[[nodiscard]] std::span<const Rule> policyRules() noexcept;
[[nodiscard]] std::span<const Rule> hygieneRules() noexcept;

// ---- shared by the camera rules ----
[[nodiscard]] inline bool kindHas(const film::Move& move, std::string_view part) {
    return move.kind.str().find(part) != std::string::npos;
}
[[nodiscard]] inline bool isStill(const film::Move& move) {
    return move.kind.str() == "static" || move.kind.str() == "lock_off";
}
/// Focus and iris moves do not compete with a camera move.
[[nodiscard]] inline bool isPrimary(const film::Move& move) {
    return !move.kind.empty() && !isStill(move) && !kindHas(move, "focus") && !kindHas(move, "iris");
}
[[nodiscard]] inline std::string moveAt(std::size_t index) {
    return "camera/moves/" + std::to_string(index);
}
[[nodiscard]] std::string moveLabel(const LintInput& in, const film::Move& move);

/// Metres from wall to wall of the place, when a word tells that it is small.
[[nodiscard]] std::optional<double> roomDepth(const LintInput& in);
[[nodiscard]] bool isInterior(const LintInput& in);
/// The full or third stop of the usual series nearest to a number.
[[nodiscard]] double usualStop(double n);
/// Another focal length, and the lens family that it is of when the shot names one.
[[nodiscard]] Fix takeLens(const LintInput& in, double focal);
/// The smallest time in which a beat can be read, in seconds; `places` of the words give its verb.
[[nodiscard]] double beatSeconds(const LintInput& in, std::size_t beat);

/// Whole-word search in ASCII lower case for any of the words.
[[nodiscard]] std::string_view anyWord(std::string_view text, std::initializer_list<std::string_view> words);

/// The reason with {1}, {2} … filled in.
[[nodiscard]] std::string filledReason(std::string_view reason, std::initializer_list<std::string> values);
[[nodiscard]] const RuleText* ruleTextOf(std::string_view id) noexcept;

}  // namespace groundglass::prompt
