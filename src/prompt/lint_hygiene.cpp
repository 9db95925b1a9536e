#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace groundglass::prompt {
namespace {

/// A term that a text says outright, and its field.
struct SaidTerm {
    std::string_view field, facet;
    const std::optional<film::TermId>* value = nullptr;
};
SaidTerm fieldOf(const LintInput& in, Word kind) {
    const film::Direction& d = in.direction;
    switch (kind) {
        case Word::Size:
            return {"frame/size", "shot_size", &d.frame.size};
        case Word::Angle:
            return {"frame/angle", "angle", &d.frame.angle};
        case Word::Pattern:
            return {"light/pattern", "light_pattern", &d.light.pattern};
        case Word::Support:
            return {"camera/support", "support", &d.camera.support};
        default:
            return {};
    }
}

/// Where settings may stand in free text: what is seen at the ends of a move is no setting.
bool mayHoldSettings(const TextPlace& place) {
    return place.member == nullptr && place.location == nullptr && place.part != Part::Words &&
           !place.field.starts_with("camera/") && !place.field.starts_with("sound/");
}

/// "85 mm", "f/2.8" or "3200 K" in a text.
struct SaidNumber {
    std::string_view field, unit;
    double value{};
    std::size_t begin{}, end{};
};
std::optional<SaidNumber> numberIn(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i]) || (i > 0 && (isWordByte(text, i - 1) || text[i - 1] == '.'))) continue;
        double value = 0;
        const auto read = std::from_chars(text.data() + i, text.data() + text.size(), value);
        if (read.ec != std::errc{}) continue;
        std::size_t end = static_cast<std::size_t>(read.ptr - text.data());
        if (i >= 2 && text[i - 1] == '/' && lower(text[i - 2]) == 'f' && (i == 2 || !isWordByte(text, i - 3)))
            return SaidNumber{"lens/aperture", "f/", value, i - 2, end};
        if (end < text.size() && text[end] == ' ') ++end;
        const auto unit = [&](std::string_view name) {
            return text.substr(end).starts_with(name) &&
                   (end + name.size() >= text.size() || !isWordByte(text, end + name.size()));
        };
        if (unit("mm") && value >= 4 && value <= 1200)
            return SaidNumber{"lens/focal", " mm", value, i, end + 2};
        if (unit("K") && value >= 1000 && value <= 20000)
            return SaidNumber{"light/key_kelvin", " K", value, i, end + 1};
    }
    return std::nullopt;
}

std::optional<double> ownNumber(const LintInput& in, std::string_view field) {
    const film::Direction& d = in.direction;
    if (field == "lens/focal" && d.lens.focal) return d.lens.focal->value;
    if (field == "lens/aperture" && d.lens.aperture) return d.lens.aperture->value;
    if (field == "light/key_kelvin" && d.light.keyKelvin) return d.light.keyKelvin->value;
    return std::nullopt;
}

std::string withUnit(const SaidNumber& said, double value) {
    return said.unit == "f/" ? "f/" + numberText(value, 1) : numberText(value, 0) + std::string(said.unit);
}

/// A number in a text, and what its field holds.
struct NumberFound {
    const TextPlace* place = nullptr;
    SaidNumber said;
    std::optional<double> own;
};
/// The first number that differs from its field (by 2 % and more), or the first that does not.
std::optional<NumberFound> firstNumber(const LintInput& in, bool differs) {
    if (!in.words.hasDigits()) return std::nullopt;
    for (const TextPlace& place : in.words.places()) {
        if (!mayHoldSettings(place)) continue;
        const auto said = numberIn(place.text);
        if (!said) continue;
        const auto own = ownNumber(in, said->field);
        if ((own && std::abs(*own / said->value - 1) >= 0.02) == differs)
            return NumberFound{&place, *said, own};
    }
    return std::nullopt;
}
Fix withoutNumber(const LintInput& in, const NumberFound& found, std::string label) {
    return textFix(in.shot, *found.place, std::move(label),
                   edited(found.place->text, found.said.begin, found.said.end, ""));
}

void twoValues(const LintInput& in, Findings& out) {
    if (const auto found = firstNumber(in, true)) {
        const std::string own = withUnit(found->said, *found->own);
        Finding& f = out.add(found->place->pointer(), {withUnit(found->said, found->said.value), own});
        f.fixes.push_back(withoutNumber(in, *found, "Keep " + own));
        return;
    }
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind == Word::Size) continue;  // B04
        const SaidTerm term = fieldOf(in, hit.entry->kind);
        if (term.value == nullptr || !*term.value || !mayHoldSettings(in.words.placeOf(hit)) ||
            (*term.value)->str() == hit.entry->say)
            continue;
        Finding& f = out.add(in.words.placeOf(hit).pointer(),
                             {in.words.textOf(hit), "\"" + in.labelOf(term.facet, *term.value) + "\""});
        f.fixes.push_back(in.textFix(hit, "Keep the field", ""));
        return;
    }
}

void settingInText(const LintInput& in, Findings& out) {
    if (const auto found = firstNumber(in, false)) {
        Finding& f = out.add(found->place->pointer(), {withUnit(found->said, found->said.value)});
        Fix fix = withoutNumber(in, *found, "Move it to its field");
        if (!found->own) fix.also.emplace_back(found->said.field, found->said.value);
        f.fixes.push_back(std::move(fix));
        return;
    }
    for (const Hit& hit : in.words.hits()) {
        const SaidTerm term = fieldOf(in, hit.entry->kind);
        if (term.value == nullptr || !mayHoldSettings(in.words.placeOf(hit)) ||
            (*term.value && (*term.value)->str() != hit.entry->say))
            continue;
        Finding& f = out.add(in.words.placeOf(hit).pointer(), {in.words.textOf(hit)});
        Fix fix = in.textFix(hit, "Move it to its field", "");
        if (!*term.value) fix.also.emplace_back(term.field, std::string(hit.entry->say));
        f.fixes.push_back(std::move(fix));
        return;
    }
}

/// The doer of a beat is not its object; a pronoun that fits two of the others says neither.
void whichOfThem(const LintInput& in, Findings& out) {
    if (!in.words.has(Word::Pronoun) || in.direction.cast.members.size() < 2) return;
    for (const Hit& hit : in.words.hits()) {
        const TextPlace& place = in.words.placeOf(hit);
        if (hit.entry->kind != Word::Pronoun || place.part != Part::Verb) continue;
        const film::CastId& doer = in.direction.story.actions[place.item].who;
        std::vector<const film::CastMember*> meant;
        for (const film::CastId& id : in.direction.cast.members) {
            const auto found = in.shot.film.cast.find(id);
            if (found != in.shot.film.cast.end() && id != doer && found->second.pronoun == hit.entry->say)
                meant.push_back(&found->second);
        }
        if (meant.size() < 2) continue;
        const auto named = [](const film::CastMember& member) {
            return member.phrase.empty() ? member.name : "the " + member.phrase;
        };
        Finding& f = out.add(place.pointer(), {in.words.textOf(hit), named(*meant[0]), named(*meant[1])});
        for (std::size_t i = 0; i < 2; ++i)
            f.fixes.push_back(in.textFix(hit, "Say \"" + named(*meant[i]) + "\"", named(*meant[i])));
        return;
    }
}

void whoseSide(const LintInput& in, Findings& out) {
    const Hit* hit =
        in.words.first(Word::Side, [](const TextPlace& place) { return place.part != Part::Words; });
    if (hit == nullptr) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(), {in.words.textOf(*hit)});
    f.fixes.push_back(in.textFix(*hit, "Say \"" + std::string(hit->entry->say) + "\"", hit->entry->say));
}

bool isEmojiAt(std::string_view text, std::size_t i) {
    return text.substr(i).starts_with("\xF0\x9F") && i + 4 <= text.size();
}

std::string cleaned(std::string_view text, bool dropQuotes) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isEmojiAt(text, i)) {
            i += 3;
            continue;
        }
        if (dropQuotes && text[i] == '"') continue;
        if (text[i] == ' ' && !result.empty() && result.back() == ' ') continue;
        result += text[i];
    }
    return std::string(trimmedPhrase(result));
}

void strayMarks(const LintInput& in, Findings& out) {
    if (!in.words.hasStray()) return;
    for (const TextPlace& place : in.words.places()) {
        const std::string_view text = place.text;
        bool emoji = false;
        bool blanks = false;
        std::size_t quotes = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '"') ++quotes;
            if (text[i] == ' ' && i + 1 < text.size() && text[i + 1] == ' ') blanks = true;
            if (text[i] == '\xF0' && isEmojiAt(text, i)) emoji = true;
        }
        if (!emoji && !blanks && quotes % 2 == 0) continue;
        Finding& f = out.add(place.pointer(), {emoji    ? "A picture letter is no word to a model"
                                               : blanks ? "Two blanks stand in a row"
                                                        : "A quotation mark has no partner"});
        f.fixes.push_back(textFix(in.shot, place, "Clean it", cleaned(text, quotes % 2 != 0)));
        return;
    }
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
    if (lost == 0) return;
    const std::string facts = lost == 1 ? " fact that matters" : " facts that matter";
    out.add(first, {countText(static_cast<long>(lost)) + facts, in.dialect.title});
}

constexpr std::array rules{Rule{"I01", nothingToSee}, Rule{"I03", twoValues}, Rule{"I04", settingInText},
                           Rule{"I05", whichOfThem},  Rule{"I06", whoseSide}, Rule{"I07", lostFacts},
                           Rule{"I10", strayMarks}};

}  // namespace

std::span<const Rule> hygieneRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
