#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/craft/measure.hpp"
#include "lint_rules.hpp"
#include "lint_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace groundglass::prompt {
namespace {

/// A shot with what it inherits.
struct Placed {
    const film::Shot* shot = nullptr;
    film::Effective effective;
    craft::MeasuredShot measured;
    [[nodiscard]] const film::Direction& d() const { return effective.direction; }
};

/// Two shots of a scene that follow each other.
struct Pair {
    const film::Film& film;
    const craft::Vocabulary& vocabulary;
    const Placed& before;
    const Placed& after;
};

class SceneFindings {
public:
    explicit SceneFindings(std::vector<Finding>& all) : m_all(all) {}
    Finding& add(std::string_view rule, const film::Shot* shot, std::string_view field,
                 std::initializer_list<std::string> values) {
        Finding& finding = m_all.emplace_back();
        finding.rule = rule;
        finding.field = field;
        if (shot != nullptr) finding.shot = shot->id;
        const RuleText& text = *ruleTextOf(rule);
        finding.severity = text.severity;
        finding.title = text.title;
        finding.reason = filledReason(text.reason, values);
        if (shot == nullptr) return finding;
        for (const film::IgnoredRule& each : shot->ignored)
            if (each.rule == rule) {
                finding.ignored = true;
                finding.note = each.note;
            }
        return finding;
    }

private:
    std::vector<Finding>& m_all;
};

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
std::string nameOf(const film::Film& film, const film::CastId& id) {
    const auto found = film.cast.find(id);
    if (found == film.cast.end()) return id.str();
    return found->second.name.empty() ? found->second.phrase : found->second.name;
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
                {same ? base::format("{} looked to {} and now looks to {}", nameOf(pair.film, one.who),
                                     was < 0 ? "screen left" : "screen right", side)
                      : base::format("{} and {} talk, and both look to {}", nameOf(pair.film, one.who),
                                     nameOf(pair.film, after[i].who), side)});
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
            Finding& f = out.add(
                "E19", pair.after.shot, "cast/performances/" + std::to_string(i),
                {base::format("{} wore \"{}\" and now wears \"{}\"", nameOf(pair.film, one.who), one.wardrobe,
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

/// What the scene's look fixes for all its shots: grade, stock and format.
void leavesTheLook(const film::Film& film, const craft::Vocabulary& vocabulary, const Placed& placed,
                   SceneFindings& out) {
    const auto scene = film.scenes.find(placed.shot->scene);
    if (scene == film.scenes.end()) return;
    const auto look = film.looks.find(scene->second.look);
    if (look == film.looks.end()) return;
    struct Locked {
        std::string_view field, facet, noun;
    };
    constexpr std::array locked{Locked{"grade/grade", "grade", "the grade"},
                                Locked{"grade/stock", "film_stock", "the stock"},
                                Locked{"lens/format", "capture_format", "the format"}};
    for (const Locked& one : locked) {
        if (placed.effective.origin(one.field).level != film::Level::Shot) continue;
        const film::FieldDescriptor* field = film::findField(one.field);
        const film::FieldValue set = field->get(look->second.direction);
        const film::FieldValue own = field->get(placed.d());
        if (!film::isSet(set) || set == own) continue;
        const auto label = [&](const film::FieldValue& value) {
            const std::string& id = std::get<std::string>(value);
            const craft::Term* term = vocabulary.find(one.facet, id);
            return term != nullptr ? base::lowerAscii(term->label) : id;
        };
        Finding& f = out.add("I09", placed.shot, one.field, {std::string(one.noun), label(set), label(own)});
        f.fixes.push_back({"Keep the look of the scene", std::string(one.field), film::FieldValue{}});
    }
}

void tooFewTraits(const film::Film& film, const std::vector<Placed>& shots, SceneFindings& out) {
    std::map<film::CastId, long> seen;
    for (const Placed& placed : shots)
        for (const film::CastId& id : placed.d().cast.members) ++seen[id];
    for (const auto& [id, count] : seen) {
        const auto member = film.cast.find(id);
        if (count < 2 || member == film.cast.end() || member->second.figure == "none") continue;
        const auto traits =
            static_cast<long>(member->second.traits.size()) + (member->second.wardrobe.empty() ? 0 : 1);
        if (traits < 2)
            out.add("I02", shots.front().shot, "cast/members",
                    {nameOf(film, id), countText(count), traits == 0 ? "no" : countText(traits)});
    }
}

void sceneInOneRequest(const film::Film& film, const Dialects& dialects, const std::vector<Placed>& shots,
                       SceneFindings& out) {
    const std::string& first = shots.front().shot->dialect;
    const Dialect* dialect = dialects.find(first.empty() ? film.dialect : first);
    if (dialect == nullptr || dialect->data == nullptr) return;
    const Multishot& limits = dialect->data->multishot;
    if (limits.form != Multishot::Form::Fields || shots.size() < 2) return;
    double total = 0;
    for (const Placed& placed : shots) {
        const double seconds = static_cast<double>(placed.measured.duration.count()) / 1000;
        total += seconds;
        if (seconds >= 1) continue;
        Finding& f = out.add("F09", placed.shot, "output/duration",
                             {dialect->title + " makes no shot shorter than 1 s"});
        f.fixes.push_back({"Make it 1 s", "output/duration", std::int64_t{1000}});
    }
    if (limits.mostShots > 0 && shots.size() > limits.mostShots)
        out.add("F09", shots[limits.mostShots].shot, "output/duration",
                {base::format("The scene has {} shots, {} takes {} in one request", shots.size(),
                              dialect->title, limits.mostShots)});
    if (limits.mostSeconds > 0 && total > limits.mostSeconds)
        out.add("F09", shots.back().shot, "output/duration",
                {base::format("The shots of the scene last {} together, {} makes {}", secondsText(total),
                              dialect->title, secondsText(limits.mostSeconds))});
}

template <class Items, class Used, class Remove>
void unusedRecords(const Items& items, const Used& used, std::string_view noun, Remove remove,
                   SceneFindings& out) {
    for (const auto& [id, item] : items) {
        if (used.contains(id)) continue;
        Finding& f = out.add("I08", nullptr, "",
                             {base::format("{} \"{}\"", noun, item.name.empty() ? id.str() : item.name)});
        Fix fix;
        fix.label = "Remove it";
        fix.edit = remove(id);
        f.fixes.push_back(std::move(fix));
    }
}

std::vector<Placed> placed(const film::Film& film, const std::vector<film::ShotId>& ids,
                           const craft::Vocabulary& vocabulary) {
    std::vector<Placed> all;
    all.reserve(ids.size());
    for (const film::ShotId& id : ids) {
        auto effective = film::cascade(film, id);
        if (!effective) continue;
        auto measured = craft::measure(effective->direction, vocabulary);
        all.push_back({&film.shots.at(id), std::move(*effective), std::move(measured)});
    }
    return all;
}

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

void sortFindings(std::vector<Finding>& all) {
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        if (a.ignored != b.ignored) return b.ignored;
        return a.severity > b.severity;
    });
}

}  // namespace

std::vector<Finding> lintFilm(const film::Film& film, const craft::Vocabulary& vocabulary,
                              const Dialects& dialects) {
    std::vector<Finding> all;
    SceneFindings out(all);
    std::set<film::CastId> cast;
    std::set<film::LocationId> locations;
    std::set<std::string> targets;
    std::vector<film::SceneId> scenes = film::scenesInOrder(film);
    scenes.emplace_back();
    for (const film::SceneId& scene : scenes) {
        const auto shots = placed(film, film::shotsInOrder(film, scene), vocabulary);
        for (const Placed& one : shots) {
            cast.insert(one.d().cast.members.begin(), one.d().cast.members.end());
            for (const film::DialogueLine& line : one.d().sound.dialogue) cast.insert(line.who);
            if (one.d().place.location) locations.insert(*one.d().place.location);
            targets.insert(one.shot->dialect.empty() ? film.dialect : one.shot->dialect);
            leavesTheLook(film, vocabulary, one, out);
        }
        if (shots.empty() || scene.empty()) continue;
        lintPairs(film, vocabulary, shots, out);
        tooFewTraits(film, shots, out);
        sceneInOneRequest(film, dialects, shots, out);
    }
    for (const std::string& target : targets)
        if (const Dialect* dialect = dialects.find(target); dialect != nullptr && !dialect->advice.empty())
            out.add("F13", nullptr, "", {dialect->title, dialect->advice});
    unusedRecords(
        film.cast, cast, "The cast member",
        [](const film::CastId& id) { return film::putCast(id, std::nullopt); }, out);
    unusedRecords(
        film.locations, locations, "The location",
        [](const film::LocationId& id) { return film::putLocation(id, std::nullopt); }, out);
    sortFindings(all);
    return all;
}

std::vector<Finding> lintAround(const film::Film& film, const film::ShotId& shot,
                                const craft::Vocabulary& vocabulary) {
    std::vector<Finding> all;
    const auto found = film.shots.find(shot);
    if (found == film.shots.end()) return all;
    SceneFindings out(all);
    const auto ids = film::shotsInOrder(film, found->second.scene);
    const auto here = std::find(ids.begin(), ids.end(), shot);
    if (here == ids.end()) return all;
    const std::vector<film::ShotId> near(here == ids.begin() ? here : here - 1, here + 1);
    const auto shots = placed(film, near, vocabulary);
    if (!found->second.scene.empty()) lintPairs(film, vocabulary, shots, out);
    leavesTheLook(film, vocabulary, shots.back(), out);
    sortFindings(all);
    return all;
}

}  // namespace groundglass::prompt
