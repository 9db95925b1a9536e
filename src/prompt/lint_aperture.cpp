#include "english.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace groundglass::prompt {

std::optional<double> roomDepth(const LintInput& in) {
    const Hit* hit = in.words.firstIn(Word::Small, "place/");
    if (hit == nullptr) return std::nullopt;
    return hit->entry->number;
}

bool isInterior(const LintInput& in) {
    if (oneOf(in.direction.place.timeOfDay, {"interior_day", "interior_night"})) return true;
    const auto tells = [&](Word kind) {
        const Hit* hit = in.words.first(kind, [](const TextPlace& place) {
            return place.field == "place/location" || place.field == "place/description";
        });
        return hit != nullptr;
    };
    return tells(Word::Small) || tells(Word::Interior);
}

namespace {

std::string metres(double m) {
    return numberText(m, 1) + " m";
}

void behindTheWall(const LintInput& in, Findings& out) {
    const auto depth = roomDepth(in);
    const double distance = in.measured.distance.value;
    if (!depth || distance <= *depth || in.hasNote("wild wall")) return;
    Finding& f = out.add("lens/focal",
                         {numberText(in.measured.focal.value, 0) + " mm", metres(distance), metres(*depth)});
    const double focal = std::floor(in.measured.focal.value * *depth / distance * 0.9);
    if (focal >= 8) f.fixes.push_back(takeLens(in, focal));
}

void miniatureOfFace(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.lens.family, "tilt_shift") || in.direction.cast.members.empty() ||
        in.measured.extent.value > 0.75)
        return;
    Finding& f = out.add("lens/family", {metres(in.measured.extent.value)});
    f.fixes.push_back({"Go very wide, from above",
                       "frame/size",
                       std::string("vws"),
                       {{"frame/extent", film::FieldValue{}},
                        {"frame/angle", std::string("high")},
                        {"frame/tilt", film::FieldValue{}}}});
    f.fixes.push_back({"Take a plain lens", "lens/family", in.measured.family});
}

void sphericalMarks(const LintInput& in, Findings& out) {
    if (in.measured.squeeze < 1.2) return;
    const auto foreign = [](const film::TermId& id) {
        return oneOf(id, {"soap_bubble", "swirly", "creamy", "nine_blade", "five_blade", "starburst"});
    };
    const auto& character = in.direction.lens.character;
    const auto found = std::find_if(character.begin(), character.end(), foreign);
    if (found == character.end()) return;
    Finding& f = out.add("lens/character",
                         {numberText(in.measured.squeeze, 2) + "×", in.labelOf("lens_character", *found)});
    std::vector<std::string> changed;
    for (const film::TermId& id : character)
        if (!foreign(id)) changed.push_back(id.str());
    if (std::find(changed.begin(), changed.end(), "oval_anamorphic") == changed.end())
        changed.emplace_back("oval_anamorphic");
    f.fixes.push_back({"Ask for oval bokeh", "lens/character", changed});
    f.fixes.push_back({"Take spherical lenses", "lens/squeeze", 1.0});
}

/// Stops that the neutral-density filters take; nothing when one has no strength that can be read.
std::optional<double> stopsOfFilters(const film::LensFields& lens) {
    double stops = 0;
    for (const film::Filter& filter : lens.filters) {
        if (!oneOf(filter.kind, {"nd", "vari_nd"})) continue;
        double density = 0;
        const char* end = filter.strength.data() + filter.strength.size();
        const auto read = std::from_chars(filter.strength.data(), end, density);
        if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
        stops += density / 0.3;
    }
    return stops;
}

/// Sunlight is 15 EV at index 100; N² = t · 2^EV · index / 100.
void noNeutralDensity(const LintInput& in, Findings& out) {
    const auto& lens = in.direction.lens;
    if (!lens.aperture || !in.is(in.direction.place.timeOfDay, "midday") || isInterior(in) ||
        !oneOf(in.direction.light.source.value_or(film::TermId("sun")), {"sun"}) ||
        in.hasWeather({"overcast", "fog", "mist", "rain", "downpour", "thunderstorm", "snow", "blizzard"}))
        return;
    const auto taken = stopsOfFilters(lens);
    if (!taken) return;
    const craft::Term* stock = in.find("film_stock", in.direction.grade.stock);
    const double index = stock != nullptr ? stock->number("ei").value_or(100) : 100;
    const double shutter = in.direction.camera.shutter ? in.direction.camera.shutter->value : 180;
    const double time = shutter / 360 / in.measured.rate.perSecond();
    const double right = std::sqrt(time * std::exp2(15) * index / 100);
    const double over = 2 * std::log2(right / lens.aperture->value) - *taken - in.measured.exposure.value;
    if (over < 6) return;
    Finding& f = out.add("lens/aperture",
                         {"f/" + numberText(lens.aperture->value, 1), "1/" + numberText(1 / time, 0) + " s",
                          numberText(index, 0), numberText(over, 1)});
    if (lens.filters.size() < 3) {
        auto filters = lens.filters;
        film::Filter density;
        density.kind = film::TermId("nd");
        density.strength = numberText(std::round(over) * 0.3, 1);
        filters.push_back(density);
        f.fixes.push_back({"Add ND " + density.strength, "lens/filters", filters});
    }
}

void nothingToRack(const LintInput& in, Findings& out) {
    const auto& moves = in.direction.camera.moves;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const film::Move& move = moves[i];
        if (!oneOf(move.kind, {"rack_focus", "pull_focus"})) continue;
        const bool planes = (!move.startFrame.empty() && !move.endFrame.empty()) ||
                            in.direction.cast.members.size() > 1 || in.direction.place.foreground ||
                            in.direction.place.background || in.direction.lens.focusTarget;
        if (in.measured.blurShare > 0 && in.measured.blurShare < 0.003) {
            Finding& f = out.add(moveAt(i),
                                 {"At f/" + numberText(in.measured.aperture.value, 1) +
                                  " both planes are sharp already: a far one blurs to " +
                                  numberText(in.measured.blurShare * 100, 1) + " % of the picture's width"});
            const double wanted = in.measured.aperture.value * in.measured.blurShare / 0.012;
            if (wanted >= 1.2)
                f.fixes.push_back({"Open to f/" + numberText(usualStop(wanted), 1),
                                   "lens/aperture",
                                   usualStop(wanted),
                                   {{"lens/depth", std::string("shallow")}}});
        } else if (!planes) {
            Finding& f =
                out.add(moveAt(i), {"The focus goes from one plane to another, and the shot names one"});
            std::vector<film::Move> kept = moves;
            kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
            f.fixes.push_back({"Leave the focus", "camera/moves",
                               kept.empty() ? film::FieldValue{} : film::FieldValue(kept)});
        }
    }
}

void nothingCompressed(const LintInput& in, Findings& out) {
    const Hit* hit = in.words.first(Word::Compression, [](const TextPlace& place) {
        return !place.field.starts_with("sound/") && !place.field.starts_with("cast/");
    });
    if (hit == nullptr || in.measured.imageWidth <= 0 || in.measured.focal.value <= 0) return;
    const double equal = in.measured.focal.value * 36 / in.measured.imageWidth / in.measured.squeeze;
    if (equal >= 70) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(),
                         {numberText(in.measured.focal.value, 0) + " mm", numberText(equal, 0) + " mm"});
    const double focal = std::ceil(85 * in.measured.imageWidth * in.measured.squeeze / 36);
    f.fixes.push_back(takeLens(in, focal));
}

constexpr std::array rules{Rule{"A08", behindTheWall},  Rule{"A10", miniatureOfFace},
                           Rule{"A11", sphericalMarks}, Rule{"A14", noNeutralDensity},
                           Rule{"A15", nothingToRack},  Rule{"A16", nothingCompressed}};

}  // namespace

std::span<const Rule> apertureRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
