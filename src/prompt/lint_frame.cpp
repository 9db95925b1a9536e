#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

bool sizeIs(const LintInput& in, std::initializer_list<std::string_view> ids) {
    const auto& size = in.direction.frame.size;
    return size && !in.direction.frame.extent && std::find(ids.begin(), ids.end(), size->str()) != ids.end();
}

std::string sizeLabel(const LintInput& in) {
    const craft::Term* term = in.find("shot_size", in.direction.frame.size);
    return term != nullptr ? std::string(term->words("noun")) : in.direction.frame.size->str();
}

void microActionTooSmall(const LintInput& in, Findings& out) {
    if (!in.words.has(Word::Micro) || !sizeIs(in, {"ws", "vws", "ews"})) return;
    const Hit* hit = in.words.first(Word::Micro, [](const TextPlace& place) {
        return place.part == Part::Verb || place.part == Part::Gesture;
    });
    if (hit == nullptr) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(), {in.words.textOf(*hit), sizeLabel(in)});
    f.fixes.push_back({"Go to a close-up", "frame/size", std::string("cu")});
}

void bodyActionTooLarge(const LintInput& in, Findings& out) {
    if (!in.words.has(Word::Body) || !sizeIs(in, {"ecu", "bcu", "cu"})) return;
    const Hit* hit =
        in.words.first(Word::Body, [](const TextPlace& place) { return place.part == Part::Verb; });
    if (hit == nullptr) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(), {in.words.textOf(*hit), sizeLabel(in)});
    f.fixes.push_back({"Go to a full shot", "frame/size", std::string("ls_full")});
    f.fixes.push_back({"Go to a medium shot", "frame/size", std::string("ms")});
}

void tooManyForSize(const LintInput& in, Findings& out) {
    const std::size_t people = in.direction.cast.members.size();
    const bool close = sizeIs(in, {"ecu", "bcu", "cu"}) && people > 2;
    const bool chest = sizeIs(in, {"mcu"}) && people > 4;
    if (!close && !chest) return;
    Finding& f = out.add("frame/size", {countText(static_cast<long>(people)), sizeLabel(in)});
    f.fixes.push_back({"Go to a medium wide shot", "frame/size", std::string("mws")});
}

void angleAgainstTilt(const LintInput& in, Findings& out) {
    const auto& frame = in.direction.frame;
    const craft::Term* angle = in.find("angle", frame.angle);
    if (angle == nullptr || !frame.tilt) return;
    const auto least = angle->number("tilt_min_deg");
    const auto most = angle->number("tilt_max_deg");
    if (!least || !most || (frame.tilt->value >= *least && frame.tilt->value <= *most)) return;
    Finding& f = out.add("frame/angle", {angle->label, numberText(frame.tilt->value, 0) + "°"});
    for (const craft::Term& other : in.vocabulary.terms("angle")) {
        const auto low = other.number("tilt_min_deg");
        const auto high = other.number("tilt_max_deg");
        if (low && high && frame.tilt->value >= *low && frame.tilt->value <= *high) {
            f.fixes.push_back({"Call it " + base::lowerAscii(other.label), "frame/angle", other.id});
            break;
        }
    }
    if (const auto middle = angle->number("tilt_deg"))
        f.fixes.push_back({"Tilt to " + numberText(*middle, 0) + "°", "frame/tilt", *middle});
}

bool faceHidden(const LintInput& in) {
    const auto& frame = in.direction.frame;
    return in.is(frame.view, "back") || in.is(frame.angle, "overhead") ||
           in.is(frame.coverage, "silhouette") || in.is(in.direction.light.pattern, "silhouette");
}

void expressionUnseen(const LintInput& in, Findings& out) {
    if (!faceHidden(in)) return;
    for (std::size_t i = 0; i < in.direction.cast.performances.size(); ++i) {
        const film::Performance& p = in.direction.cast.performances[i];
        if (p.emotion.empty() || !p.gesture.empty()) continue;
        Finding& f = out.add("cast/performances/" + std::to_string(i), {p.emotion.str()});
        if (in.is(in.direction.frame.view, "back"))
            f.fixes.push_back(
                {"Turn to three-quarter front", "frame/view", std::string("three_quarter_front")});
        return;
    }
}

void partnerMissing(const LintInput& in, Findings& out) {
    const auto& coverage = in.direction.frame.coverage;
    if (!coverage || in.direction.cast.members.empty()) return;
    const bool two = coverage->str() == "ots" || coverage->str() == "two_shot" ||
                     coverage->str() == "profile_2shot" || coverage->str() == "single_dirty";
    const std::size_t needed = two ? 2 : coverage->str() == "three_shot" ? 3 : 0;
    if (in.direction.cast.members.size() >= needed) return;
    const craft::Term* term = in.find("coverage", coverage);
    Finding& f = out.add("frame/coverage", {term != nullptr ? term->label : coverage->str(),
                                            countText(static_cast<long>(needed)),
                                            countText(static_cast<long>(in.direction.cast.members.size()))});
    f.fixes.push_back({"Make it a clean single", "frame/coverage", std::string("single_clean")});
}

void exclusiveComposition(const LintInput& in, Findings& out) {
    struct Pair {
        std::string_view one, other;
    };
    constexpr std::array pairs{Pair{"centred", "rule_of_thirds"},       Pair{"symmetrical", "left_heavy"},
                               Pair{"symmetrical", "right_heavy"},      Pair{"symmetrical", "rule_of_thirds"},
                               Pair{"left_heavy", "right_heavy"},       Pair{"low_horizon", "high_horizon"},
                               Pair{"balanced", "unbalanced"},          Pair{"lead_room", "short_sided"},
                               Pair{"negative_space", "fill_the_frame"}};
    const auto& list = in.direction.frame.composition;
    const auto has = [&](std::string_view id) {
        return std::any_of(list.begin(), list.end(), [id](const film::TermId& t) { return t.str() == id; });
    };
    const auto label = [&](std::string_view id) {
        const craft::Term* term = in.vocabulary.find("composition", id);
        return term != nullptr ? base::lowerAscii(term->label) : std::string(id);
    };
    for (const Pair& pair : pairs) {
        if (!has(pair.one) || !has(pair.other)) continue;
        Finding& f = out.add("frame/composition", {label(pair.one), label(pair.other)});
        for (const auto& [keep, drop] : {std::pair{pair.one, pair.other}, std::pair{pair.other, pair.one}}) {
            std::vector<std::string> kept;
            for (const film::TermId& id : list)
                if (id.str() != drop) kept.push_back(id.str());
            f.fixes.push_back({"Keep " + label(keep), "frame/composition", kept});
        }
    }
}

void emptySides(const LintInput& in, Findings& out) {
    if (in.measured.ratio < 2.2 || !sizeIs(in, {"bcu", "cu"}) || in.direction.cast.members.size() != 1)
        return;
    if (!in.direction.frame.composition.empty() || in.direction.place.background ||
        in.direction.place.foreground)
        return;
    Finding& f = out.add("frame/composition", {numberText(in.measured.ratio, 2) + ":1"});
    f.fixes.push_back(
        {"Use negative space", "frame/composition", std::vector<std::string>{"negative_space"}});
}

void looksAwayIntoLens(const LintInput& in, Findings& out) {
    const auto& view = in.direction.frame.view;
    if (!view || (view->str() != "back" && view->str() != "three_quarter_back" && view->str() != "profile"))
        return;
    for (std::size_t i = 0; i < in.direction.cast.performances.size(); ++i) {
        if (in.direction.cast.performances[i].eyeline.str() != "to_lens") continue;
        const craft::Term* term = in.find("view", view);
        Finding& f = out.add("cast/performances/" + std::to_string(i),
                             {term != nullptr ? base::lowerAscii(term->label) : view->str()});
        f.fixes.push_back({"Turn to three-quarter front", "frame/view", std::string("three_quarter_front")});
        std::vector<film::Performance> changed = in.direction.cast.performances;
        changed[i].eyeline = film::TermId();
        f.fixes.push_back({"Free the eyeline", "cast/performances", changed});
        return;
    }
}

constexpr std::array rules{
    Rule{"B01", microActionTooSmall},  Rule{"B02", bodyActionTooLarge}, Rule{"B03", tooManyForSize},
    Rule{"B05", angleAgainstTilt},     Rule{"B06", expressionUnseen},   Rule{"B07", partnerMissing},
    Rule{"B09", exclusiveComposition}, Rule{"B11", emptySides},         Rule{"B12", looksAwayIntoLens}};

}  // namespace

std::span<const Rule> frameRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
