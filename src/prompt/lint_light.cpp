#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

void sunAtNight(const LintInput& in, Findings& out) {
    if (!oneOf(in.direction.place.timeOfDay,
               {"night_moon", "night_city", "night_dark", "interior_night", "pre_dawn"}))
        return;
    if (!oneOf(in.direction.light.source, {"sun", "low_sun", "sunset_sun"})) return;
    if (in.direction.light.sourceDescription &&
        !anyWord(*in.direction.light.sourceDescription, {"star", "moon", "lamp"}).empty())
        return;
    Finding& f = out.add("light/source", {in.labelOf("time_of_day", in.direction.place.timeOfDay)});
    f.fixes.push_back({"Shoot day for night", "place/time_of_day", std::string("day_for_night")});
    f.fixes.push_back({"Light it with the moon", "light/source", std::string("moon")});
}

void ratioOutsidePattern(const LintInput& in, Findings& out) {
    const craft::Term* pattern = in.find("light_pattern", in.direction.light.pattern);
    if (pattern == nullptr || !in.direction.light.ratio) return;
    const auto least = pattern->number("ratio_min");
    const auto most = pattern->number("ratio_max");
    const double ratio = in.direction.light.ratio->value;
    if (!least || !most || (ratio >= *least - 0.01 && ratio <= *most + 0.01)) return;
    const double near = ratio < *least ? *least : *most;
    Finding& f =
        out.add("light/ratio", {numberText(ratio, 1) + ":1", base::lowerAscii(pattern->label),
                                base::format("{}:1 to {}:1", numberText(*least, 1), numberText(*most, 1))});
    f.fixes.push_back({"Set " + numberText(near, 1) + ":1", "light/ratio", near});
}

void hardUnderCloud(const LintInput& in, Findings& out) {
    const bool diffuse = in.hasWeather({"overcast", "fog", "mist", "blizzard", "snow"}) ||
                         oneOf(in.direction.place.timeOfDay, {"overcast_day", "open_shade"});
    if (!diffuse || !in.is(in.direction.light.quality, "hard")) return;
    if (!oneOf(in.direction.light.source,
               {"sun", "low_sun", "sunset_sun", "sky", "skylight", "overcast", "open_shade"}))
        return;
    if (in.is(in.direction.place.timeOfDay, "storm_light") ||
        in.is(in.direction.place.timeOfDay, "golden_hour"))
        return;
    Finding& f = out.add("light/quality");
    f.fixes.push_back({"Make it soft", "light/quality", std::string("soft")});
    f.fixes.push_back({"Clear the sky", "place/weather", film::FieldValue{}});
}

void patternNotMade(const LintInput& in, Findings& out) {
    const auto& light = in.direction.light;
    const craft::Term* pattern = in.find("light_pattern", light.pattern);
    if (pattern == nullptr || (!light.keyAzimuth && !light.keyElevation)) return;
    const auto outside = [&](std::string_view low, std::string_view high, double value) {
        const auto least = pattern->number(low);
        const auto most = pattern->number(high);
        return least && most && (value < *least - 0.5 || value > *most + 0.5);
    };
    const double azimuth = std::abs(in.measured.keyAzimuth.value);
    const double elevation = in.measured.keyElevation.value;
    const bool wrongSide = light.keyAzimuth && outside("key_azimuth_min_deg", "key_azimuth_max_deg", azimuth);
    const bool wrongHeight =
        light.keyElevation && outside("key_elevation_min_deg", "key_elevation_max_deg", elevation);
    if (!wrongSide && !wrongHeight) return;
    std::string made = "no named pattern";
    if (!in.measured.pattern.empty() && in.measured.pattern != pattern->id) {
        const craft::Term* term = in.vocabulary.find("light_pattern", in.measured.pattern);
        if (term != nullptr) made = base::lowerAscii(term->label);
    }
    Finding& f =
        out.add("light/pattern",
                {base::format("{}° round and {}° up", numberText(azimuth, 0), numberText(elevation, 0)), made,
                 pattern->label});
    const double side = in.measured.keyAzimuth.value < 0 ? -1 : 1;
    if (const auto wanted = pattern->number("key_azimuth_deg"); wrongSide && wanted)
        f.fixes.push_back(
            {"Move the key to " + numberText(*wanted, 0) + "°", "light/key_azimuth", *wanted * side});
    if (const auto wanted = pattern->number("key_elevation_deg"); wrongHeight && wanted)
        f.fixes.push_back(
            {"Set its height to " + numberText(*wanted, 0) + "°", "light/key_elevation", *wanted});
    if (made != "no named pattern")
        f.fixes.push_back({"Call it " + made, "light/pattern", in.measured.pattern});
}

void silhouetteWithFace(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.light.pattern, "silhouette") && !in.is(in.direction.frame.coverage, "silhouette"))
        return;
    for (std::size_t i = 0; i < in.direction.cast.performances.size(); ++i) {
        if (in.direction.cast.performances[i].emotion.empty()) continue;
        Finding& f = out.add("light/pattern", {in.direction.cast.performances[i].emotion.str()});
        f.fixes.push_back({"Light the edge instead", "light/pattern", std::string("rim")});
        return;
    }
}

void airWithoutBacklight(const LintInput& in, Findings& out) {
    const auto& air = in.direction.light.atmosphere;
    const bool thick = oneOf(air, {"haze", "smoke", "dust", "fog", "mist", "steam", "particles"});
    const bool wet = in.hasWeather({"rain", "downpour", "drizzle"});
    if ((!thick && !wet) || !in.direction.light.keyAzimuth) return;
    const auto fromBehind = [](double azimuth) { return std::abs(azimuth) >= 60; };
    if (fromBehind(in.direction.light.keyAzimuth->value)) return;
    for (const film::Light& light : in.direction.light.others)
        if (light.azimuth && fromBehind(light.azimuth->value)) return;
    if (in.is(in.direction.light.modifier, "venetian_slats") || in.is(in.direction.light.modifier, "gobo"))
        return;
    const std::string what = thick ? in.labelOf("atmosphere", air) : std::string("rain");
    Finding& f = out.add(thick ? "light/atmosphere" : "place/weather",
                         {what, numberText(std::abs(in.direction.light.keyAzimuth->value), 0) + "°"});
    if (in.direction.light.others.size() >= 12) return;
    std::vector<film::Light> lights = in.direction.light.others;
    film::Light back;
    back.role = film::TermId("back");
    back.azimuth = base::Degrees{160};
    back.elevation = base::Degrees{30};
    back.level = base::Stops{0.5};
    lights.push_back(back);
    f.fixes.push_back({"Add a backlight", "light/others", lights});
}

constexpr std::array rules{Rule{"D01", sunAtNight},         Rule{"D03", ratioOutsidePattern},
                           Rule{"D04", hardUnderCloud},     Rule{"D05", patternNotMade},
                           Rule{"D06", silhouetteWithFace}, Rule{"D14", airWithoutBacklight}};

}  // namespace

std::span<const Rule> lightRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
