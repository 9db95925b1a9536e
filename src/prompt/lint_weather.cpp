#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

using Ids = std::span<const std::string_view>;

bool among(const film::TermId& id, Ids ids) {
    return std::find(ids.begin(), ids.end(), id.str()) != ids.end();
}

std::vector<std::string> weatherWithout(const LintInput& in, Ids ids) {
    std::vector<std::string> kept;
    for (const film::TermId& id : in.direction.place.weather)
        if (!among(id, ids)) kept.push_back(id.str());
    return kept;
}
film::FieldValue listOrUnset(std::vector<std::string> list) {
    if (list.empty()) return {};
    return list;
}

/// Two times contradict each other when the sun stands at different heights: 15° and more, across the horizon
/// or between noon and its rise.
bool otherHour(const craft::Term& a, const craft::Term& b) {
    const auto one = a.number("sun_elevation_deg");
    const auto two = b.number("sun_elevation_deg");
    return one && two && std::abs(*one - *two) >= 15 &&
           ((*one < -3) != (*two < -3) || std::abs(*one - *two) >= 35);
}

void twoTimes(const LintInput& in, Findings& out) {
    if (!in.words.has(Word::Hour) || oneOf(in.direction.camera.timeLook, {"timelapse", "hyperlapse"}) ||
        oneOf(in.direction.place.timeOfDay, {"day_for_night", "timeless"}))
        return;
    const craft::Term* asked = in.find("time_of_day", in.direction.place.timeOfDay);
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Hour) continue;
        const TextPlace& place = in.words.placeOf(hit);
        if (!(place.field.starts_with("place/") || place.part == Part::Verb || place.part == Part::From ||
              place.part == Part::To || place.field == "light/source_description") ||
            place.location != nullptr)
            continue;
        const craft::Term* said = in.vocabulary.find("time_of_day", hit.entry->say);
        if (said == nullptr) continue;
        if (asked == nullptr) {
            asked = said;
            continue;
        }
        if (!otherHour(*asked, *said)) continue;
        Finding& f = out.add("place/time_of_day", {base::lowerAscii(asked->label), in.words.textOf(hit)});
        f.fixes.push_back(in.textFix(hit, "Keep " + base::lowerAscii(asked->label), ""));
        f.fixes.push_back({"Make it a time lapse", "camera/time_look", std::string("timelapse")});
        return;
    }
}

bool isFlame(const std::optional<film::TermId>& source) {
    return oneOf(source, {"candle", "match", "oil_lamp", "lantern", "fire", "embers"});
}

/// Only a second source can be cooler than a flame; mired steps tell how much cooler.
void coolFromFlame(const LintInput& in, Findings& out) {
    const auto& light = in.direction.light;
    if (!isFlame(light.source) || !light.fillKelvin || light.fillKelvin->value < 4500 || light.whiteBalance)
        return;
    for (const film::Light& other : light.others) {
        if (other.kelvin && other.kelvin->value >= 4000) return;
        if (oneOf(other.source, {"moon", "window", "sky", "skylight", "overcast", "screen", "television",
                                 "led_panel", "fluorescent", "neon", "signage"}))
            return;
    }
    if (in.words.firstIn(Word::Window, "place/") != nullptr) return;
    const craft::Term* source = in.find("light_source", light.source);
    const double kelvin = light.keyKelvin     ? light.keyKelvin->value
                          : source != nullptr ? source->number("kelvin").value_or(1850)
                                              : 1850;
    Finding& f = out.add("light/fill_kelvin",
                         {numberText(kelvin, 0) + " K", numberText(light.fillKelvin->value, 0) + " K"});
    if (light.others.size() < 12) {
        film::Light moon;
        moon.role = film::TermId("ambience");
        moon.source = film::TermId("moon");
        moon.azimuth = base::Degrees{-120};
        moon.elevation = base::Degrees{40};
        moon.kelvin = light.fillKelvin;
        moon.level = base::Stops{-2};
        auto lights = light.others;
        lights.push_back(moon);
        f.fixes.push_back({"Add moonlight", "light/others", lights});
    }
    f.fixes.push_back(
        {"Fill with the flame's own colour", "light/fill_kelvin", std::round(kelvin / 10) * 10});
}

constexpr std::array<std::string_view, 8> falling{"drizzle", "rain",        "downpour", "thunderstorm",
                                                  "sleet",   "snow_flurry", "snow",     "blizzard"};
constexpr std::array<std::string_view, 3> snowing{"snow_flurry", "snow", "blizzard"};
constexpr std::array<std::string_view, 3> blowing{"wind", "dust_storm", "blizzard"};
constexpr std::array<std::string_view, 1> clear{"clear"};

void weatherAgainstPlace(const LintInput& in, Findings& out) {
    const auto& weather = in.direction.place.weather;
    if (weather.empty() || in.hasNote("sun-shower") || in.hasWeather({"rainbow"})) return;
    const auto fallen = std::find_if(weather.begin(), weather.end(),
                                     [](const film::TermId& id) { return among(id, falling); });
    if (fallen != weather.end()) {
        const std::string what = in.labelOf("weather", *fallen);
        if (in.hasWeather({"clear"})) {
            Finding& f = out.add("place/weather", {what, "a clear sky"});
            f.fixes.push_back({"Cloud the sky", "place/weather", weatherWithout(in, clear)});
            return;
        }
        if (const Hit* dry = in.words.firstIn(Word::Dry, "place/")) {
            Finding& f = out.add("place/weather", {what, in.words.textOf(*dry)});
            const std::string_view noun =
                dry->entry->text.substr(std::min(dry->entry->text.size(), dry->entry->text.find(' ')));
            const bool snow = among(*fallen, snowing);
            f.fixes.push_back(in.textFix(*dry, snow ? "Cover it with snow" : "Wet it",
                                         std::string(snow ? "snow-covered" : "wet").append(noun)));
            return;
        }
        if (isInterior(in) && !in.words.has(Word::Window) && !in.is(in.direction.light.source, "window")) {
            Finding& f = out.add("place/weather", {what, "a room without a window"});
            f.fixes.push_back(
                {"Leave the weather outside", "place/weather", listOrUnset(weatherWithout(in, falling))});
            return;
        }
    }
    const Hit* still = in.words.first(Word::Still);
    if (still != nullptr && in.hasWeather({"wind", "dust_storm", "blizzard"})) {
        Finding& f = out.add("place/weather", {"wind", in.words.textOf(*still)});
        f.fixes.push_back({"Let the air rest", "place/weather", listOrUnset(weatherWithout(in, blowing))});
    }
}

void redUnderWater(const LintInput& in, Findings& out) {
    if (!in.hasWeather({"underwater"}) && in.words.firstIn(Word::Submerged, "place/") == nullptr) return;
    const auto& light = in.direction.light;
    if (isFlame(light.source)) {
        Finding& f = out.add("light/source", {"the light of a flame"});
        f.fixes.push_back({"Take a lamp", "light/source", std::string("led_panel")});
        return;
    }
    const auto near = [](const std::optional<film::TermId>& id) {
        return oneOf(id, {"led_panel", "led_tube", "torch", "headlights", "strobe", "flash", "spotlight",
                          "bioluminescence", "lava", "studio_tungsten", "halogen"});
    };
    if (near(light.source) || std::any_of(light.others.begin(), light.others.end(),
                                          [&](const film::Light& other) { return near(other.source); }))
        return;
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Colour || in.words.placeOf(hit).field != "grade/palette") continue;
        if (hit.entry->number > 35 && hit.entry->number < 345) continue;
        Finding& f = out.add("grade/palette", {"\"" + std::string(in.words.placeOf(hit).text) + "\""});
        if (light.others.size() >= 12) return;
        film::Light strobe;
        strobe.role = film::TermId("accent");
        strobe.source = film::TermId("strobe");
        strobe.azimuth = base::Degrees{40};
        strobe.elevation = base::Degrees{20};
        auto lights = light.others;
        lights.push_back(strobe);
        f.fixes.push_back({"Add a strobe", "light/others", lights});
        return;
    }
}

void weatherOfElsewhere(const LintInput& in, Findings& out) {
    const Hit* hot = in.words.firstIn(Word::Hot, "place/");
    if (hot == nullptr || !in.hasWeather({"snow_flurry", "snow", "blizzard"}) || in.words.has(Word::Dream) ||
        oneOf(in.direction.mood.genre, {"anime_2d", "stop_motion", "claymation", "cg_family"}))
        return;
    Finding& f = out.add("place/weather", {"Snow", in.words.textOf(*hot)});
    f.fixes.push_back({"Let it not snow", "place/weather", listOrUnset(weatherWithout(in, snowing))});
}

void unseenLamp(const LintInput& in, Findings& out) {
    if (!in.dialect.id.starts_with("hunyuan")) return;
    const Hit* hit = in.words.firstIn(Word::Unseen, "light/");
    if (hit == nullptr) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(),
                         {in.dialect.title, std::string(in.words.placeOf(*hit).text)});
    f.fixes.push_back(in.textFix(*hit, "Say only what it does", ""));
}

void noWindowHere(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.light.source, "window")) return;
    const Hit* none = in.words.firstIn(Word::Windowless, "place/");
    const auto named = [](const TextPlace& place) {
        return place.field == "place/location" || place.field == "place/description";
    };
    const Hit* outside = in.words.first(Word::Exterior, named);
    if (none == nullptr && (outside == nullptr || isInterior(in) || in.words.has(Word::Window))) return;
    Finding& f = out.add("light/source", {in.words.textOf(none != nullptr ? *none : *outside)});
    f.fixes.push_back({none != nullptr ? "Take a lamp" : "Take the sky", "light/source",
                       std::string(none != nullptr ? "lamp" : "sky")});
}

constexpr std::array rules{
    Rule{"D02", twoTimes},      Rule{"D11", coolFromFlame},      Rule{"D13", weatherAgainstPlace},
    Rule{"D15", redUnderWater}, Rule{"D16", weatherOfElsewhere}, Rule{"D17", unseenLamp},
    Rule{"D18", noWindowHere}};

}  // namespace

std::span<const Rule> weatherRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
