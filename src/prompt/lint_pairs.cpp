#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_scenes.hpp"
#include "lint_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

double wrapped(double degrees) {
    return degrees - 360 * std::round(degrees / 360);
}
std::string degrees(double value) {
    return numberText(value, 0) + "°";
}
bool holdsNote(const film::Direction& d, std::string_view word) {
    return std::any_of(d.story.notes.begin(), d.story.notes.end(),
                       [&](const film::Note& note) { return !anyWord(note.text, {word}).empty(); });
}
bool goesRound(const film::Direction& d) {
    return std::any_of(d.camera.moves.begin(), d.camera.moves.end(), [](const film::Move& move) {
        return kindHas(move, "arc_") || kindHas(move, "orbit") || kindHas(move, "truck_") ||
               kindHas(move, "track_");
    });
}
const film::CastId* subjectOf(const film::Direction& d) {
    return d.cast.members.empty() ? nullptr : &d.cast.members.front();
}
/// The eye accepts a cut on the same subject from 30° round or from one size step (1.5×) on.
void jumpCut(const Pair& pair, SceneFindings& out) {
    const auto *a = subjectOf(pair.before.d()), *b = subjectOf(pair.after.d());
    if (a == nullptr || b == nullptr || *a != *b ||
        pair.before.d().cast.members != pair.after.d().cast.members)
        return;
    if (pair.before.d().place.location != pair.after.d().place.location) return;
    if (!pair.before.d().frame.size && !pair.before.d().frame.extent) return;
    const double round =
        std::abs(wrapped(pair.before.measured.viewAzimuth.value - pair.after.measured.viewAzimuth.value));
    const double up = std::abs(pair.before.measured.tilt.value - pair.after.measured.tilt.value);
    const double ratio = pair.before.measured.extent.value / pair.after.measured.extent.value;
    const double step = std::max(ratio, 1 / ratio);
    if (std::max(round, up) >= 30 || step >= 1.5) return;
    if (holdsNote(pair.after.d(), "jump cut") || holdsNote(pair.after.d(), "jump_cut")) return;
    Finding& f =
        out.add("B13", pair.after.shot, "frame/size", {degrees(std::max(round, up)), numberText(ratio, 1)});
    for (const bool closer : {true, false}) {
        const craft::Term* best = nullptr;
        double nearest = 1e9;
        for (const craft::Term& term : pair.vocabulary.terms("shot_size")) {
            const double extent = term.number("extent_m").value_or(0);
            if (extent <= 0 || term.id == "macro" || term.id == "insert") continue;
            const double away = closer ? pair.before.measured.extent.value / extent
                                       : extent / pair.before.measured.extent.value;
            if (away < 1.55 || away >= nearest) continue;
            nearest = away;
            best = &term;
        }
        if (best == nullptr) continue;
        f.fixes.push_back(
            {"Go to a " + base::lowerAscii(best->label),
             "frame/size",
             best->id,
             {{"frame/extent", film::FieldValue{}}, {"frame/tightness", std::string("normal")}}});
    }
}

/// −1 looks to screen left, +1 to screen right, 0 neither.
int lookOf(const film::TermId& eyeline) {
    return eyeline.str() == "off_left" ? -1 : eyeline.str() == "off_right" ? 1 : 0;
}

void acrossTheLine(const Pair& pair, SceneFindings& out) {
    if (pair.before.d().place.location != pair.after.d().place.location || goesRound(pair.before.d()) ||
        goesRound(pair.after.d()))
        return;
    const auto& after = pair.after.d().cast.performances;
    for (const film::Performance& one : pair.before.d().cast.performances) {
        for (std::size_t i = 0; i < after.size(); ++i) {
            const int was = lookOf(one.eyeline);
            const int is = lookOf(after[i].eyeline);
            if (was == 0 || is == 0) continue;
            const bool same = one.who == after[i].who;
            const bool talk = !same && pair.before.d().cast.performances.size() == 1 && after.size() == 1 &&
                              !pair.before.d().sound.dialogue.empty() &&
                              !pair.after.d().sound.dialogue.empty();
            if (!(same && was != is) && !(talk && was == is)) continue;
            const std::string side = is < 0 ? "screen left" : "screen right";
            Finding& f = out.add(
                "B14", pair.after.shot, "cast/performances/" + std::to_string(i),
                {same ? base::format("{} looked to {} and now looks to {}", castName(pair.film, one.who),
                                     was < 0 ? "screen left" : "screen right", side)
                      : base::format("{} and {} talk, and both look to {}", castName(pair.film, one.who),
                                     castName(pair.film, after[i].who), side)});
            auto changed = after;
            changed[i].eyeline = film::TermId(is < 0 ? "off_right" : "off_left");
            f.fixes.push_back({"Look the other way", "cast/performances", changed});
            changed[i].eyeline = film::TermId("to_lens");
            if (same) f.fixes.push_back({"Look into the lens", "cast/performances", changed});
            return;
        }
    }
}

bool isSun(const film::Direction& d) {
    return oneOf(d.light.source, {"sun", "low_sun", "sunset_sun", "moon"});
}

/// Where the light stands in the world: from the lens line back by the camera's own place round the subject.
double worldAzimuth(const Placed& placed) {
    return placed.d().light.keyAzimuth->value + placed.measured.viewAzimuth.value;
}

void lightJumps(const Pair& pair, SceneFindings& out) {
    const film::Direction &a = pair.before.d(), &b = pair.after.d();
    if (a.place.location != b.place.location) return;
    const auto label = [&](const std::optional<film::TermId>& id) {
        const craft::Term* term = id ? pair.vocabulary.find("time_of_day", id->str()) : nullptr;
        return term != nullptr ? base::lowerAscii(term->label) : std::string("another time");
    };
    if (a.place.timeOfDay && b.place.timeOfDay && *a.place.timeOfDay != *b.place.timeOfDay) {
        Finding& f = out.add("D12", pair.after.shot, "place/time_of_day",
                             {"The scene goes from " + label(a.place.timeOfDay) + " to " +
                              label(b.place.timeOfDay) + " within one cut"});
        f.fixes.push_back(
            {"Stay at " + label(a.place.timeOfDay), "place/time_of_day", a.place.timeOfDay->str()});
        return;
    }
    if (!isSun(a) || a.light.source != b.light.source) return;
    if (a.light.keyAzimuth && b.light.keyAzimuth) {
        const double away = std::abs(wrapped(worldAzimuth(pair.before) - worldAzimuth(pair.after)));
        if (away > 60) {
            Finding& f = out.add("D12", pair.after.shot, "light/key_azimuth",
                                 {"Seen from the subject, the sun has gone " + degrees(away) +
                                  " round since the shot before"});
            const double wanted =
                std::round(wrapped(worldAzimuth(pair.before) - pair.after.measured.viewAzimuth.value));
            f.fixes.push_back({"Keep the sun: key at " + degrees(wanted), "light/key_azimuth", wanted});
            return;
        }
    }
    const double mired =
        std::abs(1e6 / pair.before.measured.keyKelvin.value - 1e6 / pair.after.measured.keyKelvin.value);
    if (a.light.keyKelvin && b.light.keyKelvin && mired > 50) {
        Finding& f = out.add("D12", pair.after.shot, "light/key_kelvin",
                             {"The light goes from " + numberText(a.light.keyKelvin->value, 0) + " K to " +
                              numberText(b.light.keyKelvin->value, 0) + " K, " + numberText(mired, 0) +
                              " mired within one cut"});
        f.fixes.push_back({"Keep " + numberText(a.light.keyKelvin->value, 0) + " K", "light/key_kelvin",
                           a.light.keyKelvin->value});
    }
}

void statesDoNotMeet(const Pair& pair, SceneFindings& out) {
    const film::Direction &a = pair.before.d(), &b = pair.after.d();
    for (const film::Performance& one : a.cast.performances) {
        for (std::size_t i = 0; i < b.cast.performances.size(); ++i) {
            const film::Performance& next = b.cast.performances[i];
            if (one.who != next.who || next.wardrobe == one.wardrobe || one.wardrobe.empty()) continue;
            Finding& f =
                out.add("E19", pair.after.shot, "cast/performances/" + std::to_string(i),
                        {base::format("{} wore \"{}\" and now wears \"{}\"", castName(pair.film, one.who),
                                      one.wardrobe,
                                      next.wardrobe.empty() ? "what the cast sheet says" : next.wardrobe)});
            auto changed = b.cast.performances;
            changed[i].wardrobe = one.wardrobe;
            f.fixes.push_back({"Keep the clothes on", "cast/performances", changed});
            return;
        }
    }
    if (!a.story.actions.empty() && !b.story.actions.empty()) {
        const film::Beat& last = a.story.actions.back();
        const film::Beat& first = b.story.actions.front();
        if (last.who == first.who && !last.to.empty() && !first.from.empty() && last.to != first.from) {
            Finding& f =
                out.add("E19", pair.after.shot, "story/actions/0",
                        {base::format("The shot before ends with \"{}\", this one begins with \"{}\"",
                                      last.to, first.from)});
            auto changed = b.story.actions;
            changed.front().from = last.to;
            f.fixes.push_back({"Begin where it ended", "story/actions", changed});
            return;
        }
    }
    if (a.place.location == b.place.location && !a.place.weather.empty() && !b.place.weather.empty() &&
        a.place.weather != b.place.weather) {
        std::vector<std::string> kept;
        for (const film::TermId& id : a.place.weather) kept.push_back(id.str());
        Finding& f = out.add("E19", pair.after.shot, "place/weather",
                             {base::format("The weather goes from \"{}\" to \"{}\" within one cut",
                                           a.place.weather.front().str(), b.place.weather.front().str())});
        f.fixes.push_back({"Keep the weather", "place/weather", kept});
    }
}

}  // namespace

void lintPairs(const film::Film& film, const craft::Vocabulary& vocabulary, const std::vector<Placed>& shots,
               SceneFindings& out) {
    for (std::size_t i = 1; i < shots.size(); ++i) {
        const Pair pair{film, vocabulary, shots[i - 1], shots[i]};
        jumpCut(pair, out);
        acrossTheLine(pair, out);
        lightJumps(pair, out);
        statesDoNotMeet(pair, out);
    }
}

}  // namespace groundglass::prompt
