#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "lint_rules.hpp"
#include "wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace groundglass::prompt {
namespace {

std::string seconds(double s) {
    return numberText(s, 2) + " s";
}

/// Every free text of the shot that reaches the prompt, with its field.
void eachText(const LintInput& in, const std::function<void(std::string_view, std::string)>& see) {
    const film::Direction& d = in.direction;
    for (std::size_t i = 0; i < d.story.actions.size(); ++i)
        see(d.story.actions[i].verb, "story/actions/" + std::to_string(i));
    for (std::size_t i = 0; i < d.cast.performances.size(); ++i)
        see(d.cast.performances[i].gesture, "cast/performances/" + std::to_string(i));
    const auto text = [&](const std::optional<std::string>& value, const char* field) {
        if (value) see(*value, field);
    };
    text(d.place.description, "place/description");
    text(d.place.foreground, "place/foreground");
    text(d.place.midground, "place/midground");
    text(d.place.background, "place/background");
    text(d.light.sourceDescription, "light/source_description");
    text(d.mood.tone, "mood/tone");
    for (const std::string& piece : d.place.dressing) see(piece, "place/dressing");
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
    for (const double d : near)
        f.fixes.push_back(
            {"Make it " + seconds(d), "output/duration", static_cast<std::int64_t>(std::llround(d * 1000))});
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
    eachText(in, [&](std::string_view text, std::string field) {
        const std::string_view word =
            anyWord(text, {"4k", "8k", "1080p", "720p", "24fps", "24 fps", "60fps", "60 fps", "16:9", "9:16",
                           "2.39:1", "10-second", "8-second"});
        if (!word.empty()) out.add(field, {std::string(word)});
    });
}

void foreignSyntax(const LintInput& in, Findings& out) {
    eachText(in, [&](std::string_view text, std::string field) {
        for (const std::string_view mark :
             {"<d>", "--ar", "--v ", "[Push", "[Pan", "[Truck", "[Static", "<<<", "@Image", "::", "##"})
            if (text.find(mark) != std::string_view::npos) {
                out.add(field, {std::string(mark)});
                return;
            }
    });
}

void archived(const LintInput& in, Findings& out) {
    if (in.dialect.status == "archived") out.add("output/duration", {in.dialect.title});
}

void emptyWords(const LintInput& in, Findings& out) {
    eachText(in, [&](std::string_view text, std::string field) {
        const std::string_view word =
            anyWord(text, {"cinematic", "masterpiece", "award-winning", "hyper-realistic", "hyperrealistic",
                           "stunning", "epic", "breathtaking", "ultra-detailed", "best quality", "trending"});
        if (!word.empty()) out.add(field, {std::string(word)});
    });
}

void nothingToSee(const LintInput& in, Findings& out) {
    const film::Direction& d = in.direction;
    if (d.cast.members.empty() && !d.place.location && !d.place.description) out.add("cast/members");
}

void lostFacts(const LintInput& in, Findings& out) {
    if (in.composed == nullptr) return;
    std::size_t lost = 0;
    std::string first;
    for (const Fact& fact : in.composed->facts) {
        if (fact.fate != Fate::Dropped || fact.priority == 3 || fact.field.starts_with("avoid/")) continue;
        if (lost++ == 0) first = fact.field;
    }
    if (lost > 0) out.add(first, {countText(static_cast<long>(lost)), in.dialect.title});
}

constexpr std::array rules{Rule{"F02", farFromIdeal},    Rule{"F03", durationNotOffered},
                           Rule{"F04", ratioNotOffered}, Rule{"F06", exclusionsLost},
                           Rule{"F07", containerWords},  Rule{"F08", foreignSyntax},
                           Rule{"F12", archived},        Rule{"F18", emptyWords},
                           Rule{"I01", nothingToSee},    Rule{"I07", lostFacts}};

}  // namespace

std::span<const Rule> dialectRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
