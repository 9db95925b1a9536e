#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/craft/colour.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

bool isMonochrome(const LintInput& in) {
    if (in.direction.grade.saturation && *in.direction.grade.saturation <= 0.02) return true;
    const craft::Term* grade = in.find("grade", in.direction.grade.grade);
    return grade != nullptr && grade->number("saturation").value_or(1) <= 0.02;
}

void colourInMonochrome(const LintInput& in, Findings& out) {
    const Hit* hit = in.words.firstIn(Word::Colour, "grade/palette");
    if (hit == nullptr || !isMonochrome(in)) return;
    Finding& f = out.add("grade/palette", {std::string(in.words.placeOf(*hit).text)});
    f.fixes.push_back({"Drop the palette", "grade/palette", film::FieldValue{}});
    f.fixes.push_back({"Keep the colour: neutral grade",
                       "grade/grade",
                       std::string("neutral"),
                       {{"grade/saturation", film::FieldValue(1.0)}}});
}

void vividBleach(const LintInput& in, Findings& out) {
    const craft::Term* grade = in.find("grade", in.direction.grade.grade);
    if (grade == nullptr || !in.direction.grade.saturation) return;
    const double own = grade->number("saturation").value_or(1);
    if (own <= 0.02 || own > 0.7 || *in.direction.grade.saturation < 1.2) return;
    Finding& f = out.add("grade/saturation", {base::lowerAscii(grade->label), numberText(own, 2),
                                              numberText(*in.direction.grade.saturation, 2)});
    f.fixes.push_back({"Leave saturation to the grade", "grade/saturation", film::FieldValue{}});
}

/// Grade, stock, own CDL, split tone and saturation each recolour the picture; more than three hide each
/// other.
void crowdedGrade(const LintInput& in, Findings& out) {
    const auto& grade = in.direction.grade;
    const bool saturated = grade.saturation && std::abs(*grade.saturation - 1) > 0.05;
    const int hands = (grade.grade && !in.is(grade.grade, "neutral") ? 1 : 0) + (grade.stock ? 1 : 0) +
                      (grade.cdl ? 1 : 0) + (grade.splitTone ? 1 : 0) + (saturated ? 1 : 0);
    if (hands <= 3) return;
    Finding& f = out.add("grade/grade", {countText(hands)});
    if (grade.splitTone && hands == 4)
        f.fixes.push_back({"Drop the split tone", "grade/split_tone", film::FieldValue{}});
    f.fixes.push_back({"Leave it to the grade",
                       "grade/split_tone",
                       film::FieldValue{},
                       {{"grade/cdl", film::FieldValue{}}}});
}

/// Hue in degrees and saturation 0…1 of display-coded RGB.
struct Tint {
    double hue{}, saturation{};
};
Tint tintOf(const std::array<double, 3>& rgb) {
    const double most = std::max({rgb[0], rgb[1], rgb[2]});
    const double least = std::min({rgb[0], rgb[1], rgb[2]});
    const double range = most - least;
    if (most <= 0 || range <= 0) return {};
    const double sector = most == rgb[0]   ? (rgb[1] - rgb[2]) / range
                          : most == rgb[1] ? 2 + (rgb[2] - rgb[0]) / range
                                           : 4 + (rgb[0] - rgb[1]) / range;
    return {sector < 0 ? sector * 60 + 360 : sector * 60, range / most};
}
double hueAway(double a, double b) {
    const double away = std::fmod(std::abs(a - b), 360);
    return std::min(away, 360 - away);
}

/// The grade is put on a dark and a light grey: what it does to them is what it does to the palette.
void paletteAgainstGrade(const LintInput& in, Findings& out) {
    if (!in.direction.grade.grade || in.words.firstIn(Word::Colour, "grade/palette") == nullptr) return;
    if (in.direction.grade.harmony && !oneOf(in.direction.grade.harmony, {"monochrome", "analogous"})) return;
    const Tint dark = tintOf(craft::applyCdl(in.measured.cdl, {0.15, 0.15, 0.15}));
    const Tint light = tintOf(craft::applyCdl(in.measured.cdl, {0.85, 0.85, 0.85}));
    if (dark.saturation < 0.05 && light.saturation < 0.05) return;
    std::size_t named = 0;
    std::string foreign;
    std::size_t away = 0;
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Colour || in.words.placeOf(hit).field != "grade/palette") continue;
        ++named;
        if (hueAway(hit.entry->number, dark.hue) <= 60 || hueAway(hit.entry->number, light.hue) <= 60)
            continue;
        ++away;
        if (foreign.empty()) foreign = in.words.placeOf(hit).text;
    }
    if (named < 2 || away < named) return;
    Finding& f = out.add("grade/palette",
                         {in.labelOf("grade", in.direction.grade.grade), numberText(dark.hue, 0) + "\xC2\xB0",
                          numberText(light.hue, 0) + "\xC2\xB0", foreign});
    f.fixes.push_back({"Let the palette lead: neutral grade", "grade/grade", std::string("neutral")});
    f.fixes.push_back({"Let the grade lead: drop the palette", "grade/palette", film::FieldValue{}});
}

/// How much a choice lifts (+) or weighs (−); from the mood table of the reference.
double liftOfLight(const LintInput& in) {
    if (oneOf(in.direction.light.pattern, {"high_key", "clamshell", "flat_front"})) return 0.6;
    if (oneOf(in.direction.light.pattern, {"low_key", "chiaroscuro", "under", "top"})) return -0.6;
    return 0;
}
double liftOfGrade(const LintInput& in) {
    if (oneOf(in.direction.grade.grade,
              {"pastel", "hyper_vivid", "high_key_commercial", "warm_nostalgia", "golden_hour"}))
        return 0.4;
    if (oneOf(in.direction.grade.grade,
              {"horror_desat", "nordic_noir", "code_green", "sickly_green", "noir_bw"}))
        return -0.4;
    return 0;
}
double liftOfSound(const LintInput& in) {
    const bool bright = in.words.firstIn(Word::Bright, "sound/") != nullptr;
    const bool dark = in.words.firstIn(Word::Dark, "sound/") != nullptr;
    return bright == dark ? 0 : bright ? 0.5 : -0.5;
}

void moodAgainstCraft(const LintInput& in, Findings& out) {
    if (in.direction.mood.moods.empty() || in.words.has(Word::Ironic) || in.hasNote("irony")) return;
    const craft::Term* mood = in.vocabulary.find("mood", in.direction.mood.moods.front().str());
    if (mood == nullptr) return;
    const double valence = in.direction.mood.valence.value_or(mood->number("valence").value_or(0));
    const double lift = liftOfLight(in) + liftOfGrade(in) + liftOfSound(in);
    if (std::abs(valence) < 0.5 || lift * valence >= 0 || std::abs(lift) < 0.9) return;
    Finding& f =
        out.add("mood/moods", {base::lowerAscii(mood->label), numberText(valence, 1), numberText(lift, 1)});
    const bool heavy = valence < 0;
    f.fixes.push_back({heavy ? "Light it low-key" : "Light it high-key",
                       "light/pattern",
                       std::string(heavy ? "low_key" : "high_key"),
                       {{"light/ratio", film::FieldValue(heavy ? 10.0 : 1.5)}}});
}

constexpr std::array rules{Rule{"D07", colourInMonochrome}, Rule{"D08", paletteAgainstGrade},
                           Rule{"D09", vividBleach}, Rule{"D10", crowdedGrade},
                           Rule{"D19", moodAgainstCraft}};

}  // namespace

std::span<const Rule> colourRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
