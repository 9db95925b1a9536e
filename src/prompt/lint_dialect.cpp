#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "lint_rules.hpp"
#include "lint_time.hpp"
#include "wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

std::string seconds(double s) {
    return numberText(s, 2) + " s";
}

/// The text without every occurrence of the mark.
std::string withoutAll(std::string_view text, std::string_view mark) {
    std::string result(text);
    for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark))
        result = edited(result, at, at + mark.size(), "");
    return result;
}

void farFromIdeal(const LintInput& in, Findings& out) {
    if (in.composed == nullptr || in.dialect.idealMost == 0) return;
    const std::size_t words = in.composed->words;
    if (words * 2 > in.dialect.idealMost * 3)
        out.add("story/actions",
                {std::to_string(words), in.dialect.title,
                 base::format("{}–{}", in.dialect.idealLeast, in.dialect.idealMost), "dilutes"});
    else if (words * 3 < in.dialect.idealLeast * 2)
        out.add(
            Severity::Info, "story/actions",
            {std::to_string(words), in.dialect.title,
             base::format("{}–{}", in.dialect.idealLeast, in.dialect.idealMost), "lets the model invent"});
}

void durationNotOffered(const LintInput& in, Findings& out) {
    if (!in.direction.output.duration) return;
    const double wanted = in.seconds();
    std::vector<double> near;
    if (!in.data.durations.empty()) {
        for (const double d : in.data.durations) {
            if (std::abs(d - wanted) < 0.001) return;
            near.push_back(d);
        }
        std::sort(near.begin(), near.end(),
                  [wanted](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
        near.resize(std::min<std::size_t>(near.size(), 2));
    } else if (in.data.mostDuration > 0) {
        double d = std::clamp(wanted, in.data.leastDuration, in.data.mostDuration);
        if (in.data.durationStep > 0)
            d = in.data.leastDuration +
                std::round((d - in.data.leastDuration) / in.data.durationStep) * in.data.durationStep;
        if (std::abs(d - wanted) < 0.001) return;
        near.push_back(d);
    } else {
        return;
    }
    std::string offered;
    if (in.data.durations.empty()) {
        offered = base::format("{} to {}", seconds(in.data.leastDuration), seconds(in.data.mostDuration));
    } else {
        for (const double d : in.data.durations) offered += (offered.empty() ? "" : ", ") + numberText(d, 1);
        offered += " s";
    }
    Finding& f = out.add("output/duration", {seconds(wanted), in.dialect.title, offered});
    for (const double d : near) addLength(in, f, d);
}

double ratioOf(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return 0;
    double parts[2] = {0, 0};
    const std::string_view sides[2] = {text.substr(0, colon), text.substr(colon + 1)};
    for (int i = 0; i < 2; ++i)
        for (double scale = 0; const char c : sides[i]) {
            if (c == '.')
                scale = 1;
            else if (scale > 0)
                parts[i] += (c - '0') * (scale /= 10);
            else
                parts[i] = parts[i] * 10 + (c - '0');
        }
    return parts[1] > 0 ? parts[0] / parts[1] : 0;
}

void ratioNotOffered(const LintInput& in, Findings& out) {
    if (!in.direction.output.ratio || in.data.ratios.empty()) return;
    const double wanted = in.direction.output.ratio->value;
    std::string_view best;
    double nearest = 1e9;
    std::string offered;
    for (const std::string& text : in.data.ratios) {
        const double ratio = ratioOf(text);
        const double away = std::abs(std::log(wanted / ratio));
        if (away < 0.01) return;
        if (away < nearest) {
            nearest = away;
            best = text;
        }
        offered += (offered.empty() ? "" : ", ") + text;
    }
    Finding& f = out.add("output/ratio", {ratioText(wanted), in.dialect.title, offered, std::string(best)});
    f.fixes.push_back({"Deliver " + std::string(best), "output/ratio", ratioOf(best)});
}

void exclusionsLost(const LintInput& in, Findings& out) {
    if (in.direction.avoid.items.empty() || in.composed == nullptr) return;
    std::string lost;
    for (const Fact& fact : in.composed->facts)
        if (fact.fate == Fate::Dropped && fact.field.starts_with("avoid/"))
            lost.append(lost.empty() ? "" : ", ").append(fact.text);
    if (!lost.empty()) out.add("avoid/items", {in.dialect.title, lost});
}

void containerWords(const LintInput& in, Findings& out) {
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Container) continue;
        Finding& f = out.add(in.words.placeOf(hit).pointer(), {in.words.textOf(hit)});
        f.fixes.push_back(in.textFix(hit, "Leave it to the settings", ""));
        return;
    }
}

void foreignSyntax(const LintInput& in, Findings& out) {
    if (!in.words.hasMarks()) return;
    for (const TextPlace& place : in.words.places()) {
        for (const std::string_view mark :
             {"<d>", "</d>", "--ar", "--v ", "[Push in]", "[Pan left]", "[Pan right]", "[Truck left]",
              "[Truck right]", "[Static shot]", "[Push", "[Pan", "[Truck", "[Static", "<<<", "@Image",
              "::", "##"}) {
            const std::size_t at = place.text.find(mark);
            if (at == std::string_view::npos) continue;
            Finding& f = out.add(place.pointer(), {std::string(mark)});
            if (mark.back() == ']' || mark.front() == '<' || mark == "##" || mark == "::")
                f.fixes.push_back(textFix(in.shot, place, "Take it out", withoutAll(place.text, mark)));
            return;
        }
    }
}

void archived(const LintInput& in, Findings& out) {
    if (in.dialect.status != "archived") return;
    Finding& f = out.add("output/duration", {in.dialect.title});
    Fix fix;
    fix.label = "Write it for any model";
    fix.edit = film::setTarget(in.shot.shot.id, "generic_prose");
    f.fixes.push_back(std::move(fix));
}

void emptyWords(const LintInput& in, Findings& out) {
    std::string_view seen;
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Hollow || hit.entry->text == seen) continue;
        seen = hit.entry->text;
        Finding& f = out.add(in.words.placeOf(hit).pointer(), {in.words.textOf(hit)});
        f.fixes.push_back(in.textFix(hit, "Leave it out", ""));
        return;
    }
}

constexpr std::array rules{Rule{"F02", farFromIdeal},    Rule{"F03", durationNotOffered},
                           Rule{"F04", ratioNotOffered}, Rule{"F06", exclusionsLost},
                           Rule{"F07", containerWords},  Rule{"F08", foreignSyntax},
                           Rule{"F12", archived},        Rule{"F18", emptyWords}};

}  // namespace

std::span<const Rule> dialectRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
