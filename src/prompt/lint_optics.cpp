#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/craft/optics.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

std::string stop(double n) {
    return "f/" + numberText(n, 1);
}
std::string millimetres(double f) {
    return numberText(f, 0) + " mm";
}
std::string percent(double share) {
    return numberText(share * 100, 1) + " %";
}

bool isStylised(const LintInput& in) {
    return in.is(in.direction.mood.genre, "anime_2d") || in.is(in.direction.mood.genre, "stop_motion") ||
           in.is(in.direction.mood.genre, "claymation") || in.is(in.direction.mood.genre, "cg_family");
}

const film::TermId* bokehOf(const LintInput& in) {
    for (const film::TermId& id : in.direction.lens.character) {
        const craft::Term* term = in.vocabulary.find("lens_character", id.str());
        if (term != nullptr && term->words("noun").ends_with("bokeh")) return &id;
    }
    return nullptr;
}

void deepAndBokeh(const LintInput& in, Findings& out) {
    const film::TermId* bokeh = bokehOf(in);
    if (!in.is(in.direction.lens.depth, "deep_focus") || bokeh == nullptr) return;
    if (in.is(in.direction.lens.family, "split_diopter")) return;
    const craft::Term* term = in.vocabulary.find("lens_character", bokeh->str());
    Finding& f = out.add("lens/depth", {std::string(term->words("noun"))});
    f.fixes.push_back({"Ask for very shallow focus", "lens/depth", std::string("very_shallow")});
    std::vector<std::string> kept;
    for (const film::TermId& id : in.direction.lens.character)
        if (id != *bokeh) kept.push_back(id.str());
    f.fixes.push_back({"Keep deep focus, drop the bokeh", "lens/character", kept});
}

void bokehNotReached(const LintInput& in, Findings& out) {
    const bool asked =
        in.is(in.direction.lens.depth, "very_shallow") || in.is(in.direction.lens.depth, "razor");
    if (!asked || isStylised(in) || in.measured.blurShare >= 0.01 || in.measured.blurShare <= 0) return;
    const double n = in.measured.aperture.value;
    const double wanted = n * in.measured.blurShare / 0.03;
    const double focal = in.measured.focal.value * 0.03 / in.measured.blurShare;
    Finding& f = out.add("lens/depth", {percent(in.measured.blurShare), millimetres(in.measured.focal.value),
                                        stop(n), numberText(in.measured.distance.value, 1) + " m"});
    if (wanted >= 1.2)
        f.fixes.push_back({"Open to " + stop(usualStop(wanted)), "lens/aperture", usualStop(wanted)});
    if (focal <= 300) f.fixes.push_back(takeLens(in, std::round(focal / 5) * 5));
    f.fixes.push_back({"Ask for what the lens gives", "lens/depth", in.measured.depthClass});
}

void fisheyeCreamy(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.lens.family, "fisheye") && in.measured.family != "fisheye") return;
    const auto& character = in.direction.lens.character;
    if (std::find(character.begin(), character.end(), film::TermId("creamy")) == character.end()) return;
    Finding& f = out.add("lens/character");
    std::vector<std::string> kept;
    for (const film::TermId& id : character)
        if (id.str() != "creamy") kept.push_back(id.str());
    f.fixes.push_back({"Keep the fisheye, drop the bokeh", "lens/character",
                       kept.empty() ? film::FieldValue{} : film::FieldValue(kept)});
    const double focal =
        std::round(craft::focalFor(in.measured.imageWidth, base::Degrees{24}, in.measured.squeeze).value);
    f.fixes.push_back({"Take a portrait lens",
                       "lens/family",
                       std::string("portrait"),
                       {{"lens/focal", film::FieldValue(focal)}}});
}

void deepNotReached(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.lens.depth, "deep_focus") || in.is(in.direction.lens.family, "split_diopter"))
        return;
    if (in.measured.blurShare <= 0.006) return;
    const double wanted = in.measured.aperture.value * in.measured.blurShare / 0.003;
    Finding& f = out.add("lens/depth", {percent(in.measured.blurShare), stop(in.measured.aperture.value)});
    if (wanted <= 22)
        f.fixes.push_back({"Stop down to " + stop(usualStop(wanted)), "lens/aperture", usualStop(wanted)});
    f.fixes.push_back({"Ask for what the lens gives", "lens/depth", in.measured.depthClass});
}

/// Families that are no band of the field of view.
bool isSpecialFamily(std::string_view id) {
    constexpr std::array<std::string_view, 6> special{"macro",         "probe",        "tilt_shift",
                                                      "split_diopter", "zoom_vintage", "zoom_cine"};
    return std::find(special.begin(), special.end(), id) != special.end();
}

void focalOutsideFamily(const LintInput& in, Findings& out) {
    const auto& lens = in.direction.lens;
    if (!lens.focal || !lens.family) return;
    const craft::Term* family = in.find("lens_family", lens.family);
    if (family == nullptr) return;
    if (isSpecialFamily(family->id)) return;
    const auto least = family->number("hfov_min_deg");
    const auto most = family->number("hfov_max_deg");
    const double fov = in.measured.hfov.value;
    if (!least || !most) return;
    // Without a format of its own the focal length may be meant on full frame as well.
    const double widest =
        lens.format ? fov : std::max(fov, craft::fieldOfView(36, *lens.focal, in.measured.squeeze).value);
    // A degree of room: families are bands of habit, not of law; no tele is too long to be called one.
    if (widest >= *least - 1 && fov <= *most + 1) return;
    if (family->id == "tele" && fov < *least) return;
    Finding& f =
        out.add("lens/focal", {millimetres(lens.focal->value), numberText(fov, 0) + "°", family->label,
                               base::format("{}–{}°", numberText(*least, 0), numberText(*most, 0))});
    if (const auto middle = family->number("hfov_deg"); middle && in.measured.imageWidth > 0) {
        const double focal = std::round(
            craft::focalFor(in.measured.imageWidth, base::Degrees{*middle}, in.measured.squeeze).value);
        f.fixes.push_back({"Take a " + millimetres(focal), "lens/focal", focal});
    }
    if (!in.measured.family.empty())
        f.fixes.push_back({"Call it what it is", "lens/family", in.measured.family});
}

void primeZoom(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.lens.construction, "prime")) return;
    for (const film::Move& move : in.direction.camera.moves) {
        if (move.kind.str().find("zoom") == std::string::npos) continue;
        Finding& f = out.add("lens/construction");
        f.fixes.push_back({"Take a zoom", "lens/construction", std::string("zoom")});
        std::vector<film::Move> moves = in.direction.camera.moves;
        for (film::Move& changed : moves) {
            if (changed.kind.str() == "zoom_in") changed.kind = film::TermId("dolly_in");
            if (changed.kind.str() == "zoom_out") changed.kind = film::TermId("dolly_out");
        }
        if (moves != in.direction.camera.moves)
            f.fixes.push_back({"Move the camera instead", "camera/moves", moves});
        return;
    }
}

void tooNearForFace(const LintInput& in, Findings& out) {
    const double distance = in.measured.distance.value;
    if (in.direction.cast.members.empty() || distance >= 0.6 || distance <= 0) return;
    if (in.measured.extent.value < 0.2 || in.measured.extent.value > 0.6) return;
    if (in.is(in.direction.frame.coverage, "pov") || in.is(in.direction.lens.family, "fisheye") ||
        in.is(in.direction.lens.family, "macro"))
        return;
    const auto& genre = in.direction.mood.genre;
    if (genre && anyWord(genre->str(), {"comic", "comedy", "horror_gothic", "horror"}) != std::string_view{})
        return;
    const double focal = std::ceil(in.measured.focal.value * 0.9 / distance / 5) * 5;
    Finding& f =
        out.add("lens/focal", {numberText(distance, 2) + " m", millimetres(in.measured.focal.value)});
    f.fixes.push_back(takeLens(in, focal));
}

void macroWide(const LintInput& in, Findings& out) {
    if (in.is(in.direction.lens.family, "macro") && in.measured.extent.value > 1)
        out.add("lens/family", {numberText(in.measured.extent.value, 1) + " m"});
}

void squeezeInNarrowFrame(const LintInput& in, Findings& out) {
    if (in.measured.squeeze < 1.2 || !in.direction.output.ratio || in.measured.ratio > 1.67) return;
    Finding& f = out.add("lens/squeeze",
                         {numberText(in.measured.squeeze, 2) + "×", numberText(in.measured.ratio, 2) + ":1"});
    f.fixes.push_back({"Deliver 2.39:1", "output/ratio", 2.39});
    f.fixes.push_back({"Take spherical lenses", "lens/squeeze", 1.0});
}

void unusualStop(const LintInput& in, Findings& out) {
    const auto& aperture = in.direction.lens.aperture;
    if (!aperture) return;
    if (aperture->value < 1.2) {
        Finding& f =
            out.add("lens/aperture", {stop(aperture->value), "wider than almost any cine lens opens"});
        f.fixes.push_back({"Close to f/1.4", "lens/aperture", 1.4});
    } else if (aperture->value > 22) {
        Finding& f =
            out.add("lens/aperture", {stop(aperture->value), "diffraction softens the whole picture"});
        f.fixes.push_back({"Open to f/11", "lens/aperture", 11.0});
    }
}

constexpr std::array rules{Rule{"A01", deepAndBokeh},         Rule{"A02", bokehNotReached},
                           Rule{"A03", fisheyeCreamy},        Rule{"A04", deepNotReached},
                           Rule{"A05", focalOutsideFamily},   Rule{"A06", primeZoom},
                           Rule{"A07", tooNearForFace},       Rule{"A09", macroWide},
                           Rule{"A12", squeezeInNarrowFrame}, Rule{"A13", unusualStop}};

}  // namespace

Fix takeLens(const LintInput& in, double focal) {
    Fix fix{"Take a " + millimetres(focal), "lens/focal", focal};
    const auto& family = in.direction.lens.family;
    if (!family) return fix;
    const double fov =
        craft::fieldOfView(in.measured.imageWidth, base::Millimetres{focal}, in.measured.squeeze).value;
    for (const craft::Term& term : in.vocabulary.terms("lens_family")) {
        const auto least = term.number("hfov_min_deg");
        const auto most = term.number("hfov_max_deg");
        if (!least || !most || isSpecialFamily(term.id) || fov < *least || fov > *most) continue;
        if (term.id != family->str()) fix.also.emplace_back("lens/family", term.id);
        break;
    }
    return fix;
}

double usualStop(double n) {
    constexpr std::array stops{1.2, 1.4, 1.8, 2.0, 2.2,  2.5,  2.8,  3.2,  3.5,  4.0,  4.5,  5.0, 5.6,
                               6.3, 7.1, 8.0, 9.0, 10.0, 11.0, 13.0, 14.0, 16.0, 18.0, 20.0, 22.0};
    return *std::min_element(stops.begin(), stops.end(),
                             [n](double a, double b) { return std::abs(a - n) < std::abs(b - n); });
}

std::span<const Rule> opticsRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
