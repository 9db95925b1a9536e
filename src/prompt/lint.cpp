#include "groundglass/prompt/lint.hpp"

#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>

namespace groundglass::prompt {
namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Taking a value away helps only where the shot itself has set it: what a look or the scene gives would
/// come back.
void dropIdleFixes(const film::Effective& effective, Finding& finding) {
    std::erase_if(finding.fixes, [&](const Fix& fix) {
        const auto returns = [&](std::string_view field, const film::FieldValue& value) {
            const film::Level level = effective.origin(field).level;
            return !film::isSet(value) && level != film::Level::Unset && level != film::Level::Shot;
        };
        return fix.edit == nullptr && (returns(fix.field, fix.value) ||
                                       std::any_of(fix.also.begin(), fix.also.end(), [&](const auto& more) {
                                           return returns(more.first, more.second);
                                       }));
    });
}

void markIgnored(const film::Shot& shot, Finding& finding) {
    const auto found = std::find_if(shot.ignored.begin(), shot.ignored.end(),
                                    [&](const film::IgnoredRule& each) { return each.rule == finding.rule; });
    if (found == shot.ignored.end()) return;
    finding.ignored = true;
    finding.note = found->note;
}

/// A fix may be taken more than once; what it does is shared.
class SharedEdit final : public film::Edit {
public:
    explicit SharedEdit(std::shared_ptr<const film::Edit> edit) : m_edit(std::move(edit)) {}
    std::string label() const override { return m_edit->label(); }
    std::vector<film::Change> changes() const override { return m_edit->changes(); }
    base::Result<std::unique_ptr<film::Edit>> apply(film::Film& film) const override {
        return m_edit->apply(film);
    }

private:
    std::shared_ptr<const film::Edit> m_edit;
};

std::size_t orderOf(std::string_view field) {
    return film::fieldIndex(field.substr(0, field.find('/', field.find('/') + 1)));
}

}  // namespace

std::string filledReason(std::string_view reason, std::initializer_list<std::string> values) {
    std::string text;
    text.reserve(reason.size() + 32);
    for (std::size_t i = 0; i < reason.size(); ++i) {
        if (reason[i] == '{' && i + 2 < reason.size() && reason[i + 2] == '}' && reason[i + 1] >= '1' &&
            reason[i + 1] <= '9') {
            const auto index = static_cast<std::size_t>(reason[i + 1] - '1');
            if (index < values.size()) text += *(values.begin() + index);
            i += 2;
        } else {
            text += reason[i];
        }
    }
    return text;
}

const RuleText* ruleTextOf(std::string_view id) noexcept {
    for (const RuleText& text : ruleTexts())
        if (text.id == id) return &text;
    return nullptr;
}

std::string_view anyWord(std::string_view text, std::initializer_list<std::string_view> words) {
    const std::string low = base::lowerAscii(text);
    for (const std::string_view word : words) {
        for (std::size_t at = low.find(word); at != std::string::npos; at = low.find(word, at + 1)) {
            const bool before = at == 0 || !isLetter(low[at - 1]);
            const bool after = at + word.size() >= low.size() || !isLetter(low[at + word.size()]);
            if (before && after) return word;
        }
    }
    return {};
}

bool oneOf(const std::optional<film::TermId>& term, std::initializer_list<std::string_view> ids) {
    return term && std::find(ids.begin(), ids.end(), term->str()) != ids.end();
}

std::string LintInput::labelOf(std::string_view facet, const std::optional<film::TermId>& id) const {
    const craft::Term* term = find(facet, id);
    return term != nullptr ? base::lowerAscii(term->label) : id ? id->str() : std::string();
}

bool LintInput::hasWeather(std::initializer_list<std::string_view> ids) const {
    return std::any_of(direction.place.weather.begin(), direction.place.weather.end(), [&](const auto& id) {
        return std::find(ids.begin(), ids.end(), id.str()) != ids.end();
    });
}

bool LintInput::hasNote(std::string_view kind) const {
    return std::any_of(direction.story.notes.begin(), direction.story.notes.end(),
                       [&](const film::Note& note) {
                           return note.kind.str() == kind || !anyWord(note.text, {kind}).empty();
                       });
}

Fix LintInput::textFix(const Hit& hit, std::string label, std::string_view with) const {
    const TextPlace& place = words.placeOf(hit);
    return prompt::textFix(shot, place, std::move(label), edited(place.text, hit.begin, hit.end, with));
}

Finding& Findings::add(std::string_view field, std::initializer_list<std::string> values) {
    const RuleText* text = ruleTextOf(m_rule);
    return add(text != nullptr ? text->severity : Severity::Warning, field, values);
}

Finding& Findings::add(Severity severity, std::string_view field, std::initializer_list<std::string> values) {
    Finding& finding = m_all.emplace_back();
    finding.rule = m_rule;
    finding.severity = severity;
    finding.field = field;
    if (const RuleText* text = ruleTextOf(m_rule)) {
        finding.title = text->title;
        finding.reason = filledReason(text->reason, values);
    }
    return finding;
}

std::vector<Finding> lint(const ComposeInput& input, const Dialect& dialect, const Prompt* composed,
                          const Policy* policy) {
    std::vector<Finding> all;
    if (dialect.data == nullptr) return all;
    const Words words(input, policy);
    const LintInput in{input,          input.effective.direction,
                       input.measured, input.vocabulary,
                       dialect,        *dialect.data,
                       composed,       policy,
                       words};
    Findings findings(all);
    for (const auto rules :
         {opticsRules(), apertureRules(), frameRules(), subjectRules(), cameraRules(), rigRules(),
          lightRules(), weatherRules(), colourRules(), actionRules(), soundRules(), dialectRules(),
          requestRules(), exclusionRules(), policyRules(), hygieneRules()}) {
        for (const Rule& rule : rules) {
            findings.begin(rule.id);
            rule.run(in, findings);
        }
    }
    for (Finding& finding : all) {
        finding.shot = input.shot.id;
        dropIdleFixes(input.effective, finding);
        if (!input.shot.ignored.empty()) markIgnored(input.shot, finding);
    }
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        if (a.ignored != b.ignored) return b.ignored;
        if (a.severity != b.severity) return a.severity > b.severity;
        return orderOf(a.field) < orderOf(b.field);
    });
    return all;
}

std::unique_ptr<film::Edit> editOf(const film::ShotId& shot, const Fix& fix) {
    if (fix.edit != nullptr) return std::make_unique<SharedEdit>(fix.edit);
    if (fix.also.empty()) return film::setField(shot, fix.field, fix.value);
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::setField(shot, fix.field, fix.value));
    for (const auto& [field, value] : fix.also) edits.push_back(film::setField(shot, field, value));
    return film::together(fix.label, std::move(edits));
}

}  // namespace groundglass::prompt
