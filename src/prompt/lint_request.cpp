#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"
#include "lint_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

void longerThanRead(const LintInput& in, Findings& out) {
    if (in.composed == nullptr) {
        const auto composed = compose(in.shot, in.dialect);
        if (!composed) out.add("story/actions", {composed.error().message});
        return;
    }
    const std::size_t most = in.data.multishot.shotLimit;
    if (most > 0 && in.data.multishot.form == Multishot::Form::Fields && in.composed->length > most)
        out.add("story/actions",
                {"The shot takes " + std::to_string(in.composed->length) + " " + in.dialect.unit + "; " +
                 in.dialect.title + " takes " + std::to_string(most) + " a shot"});
}

/// Settings that a service offers only together; from the dialect sheets of the reference.
struct Combination {
    std::string_view dialect;
    std::int64_t height;  ///< From this height on …
    double rate;          ///< … or from this rate on …
    double least, most;   ///< … only these seconds.
};
constexpr std::array combinations{Combination{"veo31", 1080, 1e9, 8, 8},
                                  Combination{"hailuo_legacy", 1080, 1e9, 6, 6},
                                  Combination{"ltx25", 2160, 50, 0, 10}};

void settingsApart(const LintInput& in, Findings& out) {
    const auto& output = in.direction.output;
    for (const Combination& c : combinations) {
        if (!in.dialect.id.starts_with(c.dialect)) continue;
        const bool high = output.height && *output.height >= c.height;
        const bool fast = output.rate && output.rate->perSecond() >= c.rate;
        const double seconds = in.seconds();
        if ((!high && !fast) || (seconds >= c.least && seconds <= c.most)) continue;
        const std::string span = c.least == c.most ? secondsText(c.most) : "up to " + secondsText(c.most);
        Finding& f = out.add(high ? "output/height" : "output/rate",
                             {in.dialect.title,
                              high ? std::to_string(*output.height) + " lines"
                                   : numberText(output.rate->perSecond(), 0) + " pictures a second",
                              span + " long"});
        addLength(in, f, c.most);
        if (high)
            f.fixes.push_back({"Make it 720 lines", "output/height", std::int64_t{720}});
        else
            f.fixes.push_back({"Make it 24 pictures a second", "output/rate", base::FrameRate{24, 1}});
        return;
    }
}

std::string_view nearestSize(const LintInput& in) {
    std::string_view best = "ms";
    double away = 1e9;
    for (const craft::Term& term : in.vocabulary.terms("shot_size")) {
        const auto extent = term.number("extent_m");
        if (!extent || *extent <= 0 || in.measured.extent.value <= 0) continue;
        const double distance = std::abs(std::log(*extent / in.measured.extent.value));
        if (distance >= away) continue;
        away = distance;
        best = term.id;
    }
    return best;
}

void standsAlone(const LintInput& in, Findings& out) {
    if (in.data.multishot.form != Multishot::Form::Fields) return;
    const auto& d = in.direction;
    if (!d.frame.size && !d.frame.extent) {
        Finding& f = out.add("frame/size", {in.dialect.title, "framing of its own"});
        f.fixes.push_back({"Say the framing", "frame/size", std::string(nearestSize(in))});
    } else if (d.cast.members.empty() && in.words.first(Word::Pronoun, [](const TextPlace& place) {
                   return place.part == Part::Verb || place.part == Part::Gesture;
               }) != nullptr) {
        out.add("cast/members", {in.dialect.title, "name for its pronoun"});
    }
}

void missingPart(const LintInput& in, Findings& out) {
    if (!in.dialect.id.starts_with("ltx")) return;
    const auto& d = in.direction;
    if (!d.frame.size && !d.frame.extent) {
        Finding& f = out.add("frame/size", {in.dialect.title, "a shot size"});
        f.fixes.push_back({"Say the framing", "frame/size", std::string(nearestSize(in))});
    } else if (d.camera.moves.empty()) {
        Finding& f = out.add("camera/moves", {in.dialect.title, "a camera move, or that it holds still"});
        film::Move still;
        still.kind = film::TermId("static");
        f.fixes.push_back({"Hold still", "camera/moves", std::vector<film::Move>{still}});
    } else if (!d.frame.angle && !d.frame.tilt) {
        Finding& f = out.add("frame/angle", {in.dialect.title, "a viewpoint"});
        f.fixes.push_back({"Look from eye level", "frame/angle", std::string("eye_neutral")});
    }
}

std::vector<film::Reference> withoutReference(const LintInput& in, std::size_t index) {
    auto kept = in.direction.output.references;
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(index));
    return kept;
}
film::FieldValue referencesOrUnset(std::vector<film::Reference> list) {
    if (list.empty()) return {};
    return list;
}

void looseReferences(const LintInput& in, Findings& out) {
    const auto& references = in.direction.output.references;
    for (std::size_t i = 0; i < references.size(); ++i) {
        const film::Reference& one = references[i];
        std::string why;
        if (one.role != "subject" && one.role != "style" && one.role != "place" &&
            one.role != "first_frame" && one.role != "last_frame")
            why = "The role \"" + one.role + "\" of a reference is none that a service knows";
        for (std::size_t k = 0; k < i && why.empty(); ++k) {
            const film::Reference& other = references[k];
            if (other.role == one.role && (one.role == "first_frame" || one.role == "last_frame"))
                why = "There are two pictures for one " +
                      std::string(one.role == "first_frame" ? "first" : "last") + " frame";
            else if (other.file == one.file && other.role == one.role)
                why = "The same picture is bound twice as " + one.role;
        }
        if (why.empty()) continue;
        Finding& f = out.add("output/references/" + std::to_string(i), {why});
        f.fixes.push_back({"Take it out", "output/references", referencesOrUnset(withoutReference(in, i))});
        return;
    }
    if (!references.empty()) return;
    const Hit* hit = in.words.first(Word::Reference);
    if (hit == nullptr) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(),
                         {"The text speaks of a \"" + in.words.textOf(*hit) + "\", and none is bound"});
    f.fixes.push_back(in.textFix(*hit, "Do not speak of it", ""));
}

void writtenWords(const LintInput& in, Findings& out) {
    const Hit* hit = in.words.first(Word::Sign);
    if (hit == nullptr) return;
    const TextPlace& place = in.words.placeOf(*hit);
    std::string_view rest = place.text.substr(hit->end);
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':')) rest.remove_prefix(1);
    if (rest.empty()) return;
    const bool quoted = rest.front() == '"' || rest.starts_with("\xE2\x80\x9C");
    const std::size_t close =
        quoted ? std::min(rest.find('"', 1), rest.find("\xE2\x80\x9D", 1)) : std::string_view::npos;
    const std::string_view words = quoted ? rest.substr(0, close) : rest;
    const auto count = std::count(words.begin(), words.end(), ' ') + 1;
    if (quoted && count <= 6) return;
    Finding& f =
        out.add(place.pointer(),
                {quoted ? countText(count) + " words are more than a model can write; six are safe"
                        : "Words to be written stand in quotes, or the model takes them for direction"});
    if (quoted) return;
    std::string_view kept = rest;
    if (count > 6)
        for (std::size_t i = 0, blank = 0; i < rest.size(); ++i)
            if (rest[i] == ' ' && ++blank == 6) kept = rest.substr(0, i);
    const std::size_t begin = place.text.size() - rest.size();
    std::string text(place.text.substr(0, begin));
    text.append("\"").append(kept.substr(0, std::min(kept.size(), rest.size()))).append("\"");
    f.fixes.push_back(textFix(in.shot, place, "Quote them", text));
}

/// Cyrillic, Greek, Hebrew, Arabic, Indic, East Asian: by the lead byte of UTF-8.
bool isForeignLead(unsigned char lead) {
    return (lead >= 0xCEU && lead <= 0xDBU) || lead == 0xE0U || (lead >= 0xE3U && lead <= 0xEDU);
}

void otherScript(const LintInput& in, Findings& out) {
    for (const std::string_view reads :
         {"kling", "hailuo", "minimax", "wan", "hunyuan", "seedance", "generic"})
        if (in.dialect.id.starts_with(reads)) return;
    for (const TextPlace& place : in.words.places()) {
        if (place.part == Part::Words) continue;
        const auto found = std::find_if(place.text.begin(), place.text.end(),
                                        [](char c) { return isForeignLead(static_cast<unsigned char>(c)); });
        if (found == place.text.end()) continue;
        out.add(place.pointer(), {std::string(place.text), in.dialect.title});
        return;
    }
}

constexpr std::array rules{Rule{"F01", longerThanRead},  Rule{"F05", settingsApart},
                           Rule{"F10", standsAlone},     Rule{"F11", missingPart},
                           Rule{"F14", looseReferences}, Rule{"F16", writtenWords},
                           Rule{"F17", otherScript}};

}  // namespace

std::span<const Rule> requestRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
