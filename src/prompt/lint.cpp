#include "groundglass/prompt/lint.hpp"

#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>

namespace groundglass::prompt {
namespace {

/// The reason with {1}, {2} … filled in.
std::string filled(std::string_view reason, std::initializer_list<std::string> values) {
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

const RuleText* textOf(std::string_view id) {
    for (const RuleText& text : ruleTexts())
        if (text.id == id) return &text;
    return nullptr;
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

}  // namespace

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

Finding& Findings::add(std::string_view field, std::initializer_list<std::string> values) {
    const RuleText* text = textOf(m_rule);
    return add(text != nullptr ? text->severity : Severity::Warning, field, values);
}

Finding& Findings::add(Severity severity, std::string_view field, std::initializer_list<std::string> values) {
    Finding& finding = m_all.emplace_back();
    finding.rule = m_rule;
    finding.severity = severity;
    finding.field = field;
    if (const RuleText* text = textOf(m_rule)) {
        finding.title = text->title;
        finding.reason = filled(text->reason, values);
    }
    return finding;
}

std::vector<Finding> lint(const ComposeInput& input, const Dialect& dialect, const Prompt* composed) {
    std::vector<Finding> all;
    if (dialect.data == nullptr) return all;
    const LintInput in{
        input, input.effective.direction, input.measured, input.vocabulary, dialect, *dialect.data, composed};
    Findings findings(all);
    for (const auto rules :
         {opticsRules(), frameRules(), cameraRules(), lightRules(), soundRules(), dialectRules()}) {
        for (const Rule& rule : rules) {
            findings.begin(rule.id);
            rule.run(in, findings);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        if (a.severity != b.severity) return a.severity > b.severity;
        const auto group = [](std::string_view field) {
            return film::fieldIndex(field.substr(0, field.find('/', field.find('/') + 1)));
        };
        return group(a.field) < group(b.field);
    });
    return all;
}

}  // namespace groundglass::prompt
