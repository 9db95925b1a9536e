#include "english.hpp"
#include "lint_rules.hpp"
#include "lint_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {

double beatSeconds(const LintInput& in, std::size_t beat) {
    double seconds = 1;
    std::size_t longest = 0;
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Takes) continue;
        const TextPlace& place = in.words.placeOf(hit);
        if (place.part != Part::Verb || place.item != beat || hit.entry->text.size() <= longest) continue;
        longest = hit.entry->text.size();
        seconds = hit.entry->number;
    }
    const film::TermId& manner = in.direction.story.actions[beat].manner;
    if (manner.str() == "very_slowly") return seconds * 1.8;
    if (manner.str() == "slowly" || manner.str() == "gradually") return seconds * 1.4;
    if (manner.str() == "quickly" || manner.str() == "suddenly") return seconds * 0.7;
    return seconds;
}

namespace {

/// Seconds that the fullest of the people needs for their beats one after another, and how many beats from
/// the first on fit into the clip.
struct Need {
    double seconds = 0;
    std::size_t fitting = 0;
};
Need needOf(const LintInput& in) {
    const auto& beats = in.direction.story.actions;
    std::vector<std::pair<std::string_view, double>> people;
    Need need;
    bool fits = true;
    for (std::size_t i = 0; i < beats.size(); ++i) {
        const std::string_view who = beats[i].who.str();
        auto found =
            std::find_if(people.begin(), people.end(), [&](const auto& p) { return p.first == who; });
        if (found == people.end()) found = people.insert(people.end(), {who, 0});
        found->second += beatSeconds(in, i);
        need.seconds = std::max(need.seconds, found->second);
        fits =
            fits && need.seconds <= in.seconds() * 0.85 && in.seconds() / static_cast<double>(i + 1) >= 1.5;
        if (fits) need.fitting = i + 1;
    }
    return need;
}

/// A second shot after this one takes the beats from `first` on.
std::shared_ptr<const film::Edit> splitAt(const LintInput& in, std::size_t first) {
    const film::Film& film = in.shot.film;
    const film::Shot& shot = in.shot.shot;
    std::string id = shot.id.str() + "_b";
    while (film.shots.contains(film::ShotId(id))) id += "b";
    if (id.size() > 41) return nullptr;
    film::Shot second = shot;
    second.id = film::ShotId(id);
    if (!second.number.empty()) second.number += "b";
    std::string after;
    const auto shots = film::shotsInOrder(film, shot.scene);
    const auto here = std::find(shots.begin(), shots.end(), shot.id);
    if (here != shots.end() && here + 1 != shots.end()) after = film.shots.at(*(here + 1)).order;
    second.order = film::orderBetween(shot.order, after);
    const auto& beats = in.direction.story.actions;
    std::vector<film::Beat> kept(beats.begin(), beats.begin() + static_cast<std::ptrdiff_t>(first));
    std::vector<film::Beat> moved(beats.begin() + static_cast<std::ptrdiff_t>(first), beats.end());
    const base::Milliseconds begin = moved.front().start.value_or(base::Milliseconds{0});
    for (film::Beat& beat : moved) {
        if (beat.start) *beat.start -= std::min(*beat.start, begin);
        if (beat.end) *beat.end -= std::min(*beat.end, begin);
    }
    second.direction.story.actions = std::move(moved);
    std::vector<std::unique_ptr<film::Edit>> edits;
    const film::ShotId secondId = second.id;
    edits.push_back(film::setField(shot.id, "story/actions", kept));
    edits.push_back(film::putShot(secondId, std::move(second)));
    return film::together("Split the shot", std::move(edits));
}

void addSplit(const LintInput& in, Finding& finding, std::size_t first) {
    if (first == 0 || first >= in.direction.story.actions.size()) return;
    if (auto edit = splitAt(in, first)) {
        Fix fix;
        fix.label = "Give the rest a shot of its own";
        fix.edit = std::move(edit);
        finding.fixes.push_back(std::move(fix));
    }
}

void beatsDoNotFit(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    if (beats.size() < 2) return;
    const Need need = needOf(in);
    if (need.seconds <= in.seconds()) return;
    Finding& f = out.add("story/actions", {countText(static_cast<long>(beats.size())),
                                           secondsText(need.seconds), secondsText(in.seconds())});
    addLonger(in, f, need.seconds);
    addSplit(in, f, std::max<std::size_t>(need.fitting, 1));
}

void tooManyBeats(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    if (beats.size() < 2) return;
    const Need need = needOf(in);
    if (need.seconds > in.seconds()) return;  // E01
    const bool crowded = in.seconds() / static_cast<double>(beats.size()) < 1.5;
    if (!crowded && need.seconds <= in.seconds() * 0.85) return;
    Finding& f = out.add("story/actions", {countText(static_cast<long>(beats.size())),
                                           secondsText(in.seconds()), secondsText(need.seconds)});
    addLonger(in, f, std::max(1.5 * static_cast<double>(beats.size()), need.seconds / 0.85));
    addSplit(in, f, std::max<std::size_t>(need.fitting, 1));
}

void innerVerb(const LintInput& in, Findings& out) {
    if (in.dialect.literalness > 1) return;
    const Hit* hit =
        in.words.first(Word::Inner, [](const TextPlace& place) { return place.part == Part::Verb; });
    if (hit != nullptr) out.add(in.words.placeOf(*hit).pointer(), {in.words.textOf(*hit), in.dialect.title});
}

void negatedAction(const LintInput& in, Findings& out) {
    const Hit* hit =
        in.words.first(Word::Negation, [](const TextPlace& place) { return place.part == Part::Verb; });
    if (hit != nullptr) out.add(in.words.placeOf(*hit).pointer(), {std::string(in.words.placeOf(*hit).text)});
}

/// A count is one when a plural follows: "five lanterns", not "five o'clock".
bool countsThings(std::string_view text, std::size_t end) {
    if (end >= text.size() || text[end] != ' ') return false;
    std::size_t stop = end + 1;
    while (stop < text.size() && isWordByte(text, stop)) ++stop;
    const std::string_view word = text.substr(end + 1, stop - end - 1);
    return (word.size() > 2 && word.back() == 's' && word != "less") || word == "people" || word == "men" ||
           word == "women" || word == "children";
}

void exactCount(const LintInput& in, Findings& out) {
    if (const Hit* hit = in.words.first(Word::Rhythm)) {
        Finding& f = out.add(in.words.placeOf(*hit).pointer(), {in.words.textOf(*hit)});
        f.fixes.push_back(in.textFix(*hit, "Say it without the count", "in a quick rhythm"));
        return;
    }
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != Word::Count) continue;
        const TextPlace& place = in.words.placeOf(hit);
        if (place.part == Part::Phrase || place.part == Part::Trait) continue;
        if (!countsThings(place.text, hit.end)) continue;
        Finding& f = out.add(place.pointer(), {in.words.textOf(hit)});
        f.fixes.push_back(in.textFix(hit, "Say \"several\"", "several"));
        f.fixes.push_back(in.textFix(hit, "Say \"three\"", "three"));
        return;
    }
}

void fragileContact(const LintInput& in, Findings& out) {
    if (oneOf(in.direction.camera.timeLook, {"slow_motion", "ultra_slow", "overcrank"})) return;
    const auto acts = [](const TextPlace& place) {
        return place.part == Part::Verb || place.part == Part::Gesture;
    };
    const Hit* hit = in.words.first(Word::Contact, acts);
    if (hit == nullptr && in.measured.extent.value <= 0.75) hit = in.words.first(Word::Quick, acts);
    if (hit == nullptr) return;
    const TextPlace& place = in.words.placeOf(*hit);
    const auto& beats = in.direction.story.actions;
    if (place.part == Part::Verb &&
        (beats[place.item].manner.str() == "slowly" || beats[place.item].manner.str() == "very_slowly"))
        return;
    Finding& f = out.add(place.pointer(), {in.words.textOf(*hit)});
    if (place.part == Part::Verb) {
        auto changed = beats;
        changed[place.item].manner = film::TermId("slowly");
        f.fixes.push_back({"Do it slowly", "story/actions", changed});
    }
    f.fixes.push_back({"Shoot it in slow motion", "camera/time_look", std::string("slow_motion")});
}

void beatTimes(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    const auto clip = in.measured.duration;
    for (std::size_t i = 0; i < beats.size(); ++i) {
        const auto last = beats[i].end ? beats[i].end : beats[i].start;
        if (last && *last > clip) {
            Finding& f = out.add(Severity::Error, itemOf("story/actions", i),
                                 {"ends at " + secondsText(static_cast<double>(last->count()) / 1000) +
                                  ", after the clip's " + secondsText(in.seconds())});
            addLonger(in, f, static_cast<double>(last->count()) / 1000);
            return;
        }
        if (beats[i].start && beats[i].end && *beats[i].end <= *beats[i].start) {
            out.add(Severity::Error, itemOf("story/actions", i), {"ends before it starts"});
            return;
        }
        if (i > 0 && beats[i].start && beats[i - 1].end && *beats[i].start < *beats[i - 1].end &&
            beats[i].who == beats[i - 1].who) {
            Finding& f = out.add(itemOf("story/actions", i), {"starts before the one before it has ended"});
            auto changed = beats;
            changed[i].start = beats[i - 1].end;
            if (!changed[i].end || *changed[i].end > *changed[i].start)
                f.fixes.push_back({"Start it after the other", "story/actions", changed});
            return;
        }
    }
}

void slowStart(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    if (beats.empty() || in.seconds() > 4) return;
    if (beats.front().start && beats.front().start->count() >= 1000) {
        Finding& f =
            out.add(itemOf("story/actions", 0),
                    {"starts after " + secondsText(static_cast<double>(beats.front().start->count()) / 1000),
                     secondsText(in.seconds())});
        auto changed = beats;
        changed.front().start.reset();
        f.fixes.push_back({"Start at once", "story/actions", changed});
        return;
    }
    const Hit* hit = in.words.first(
        Word::Onset, [](const TextPlace& place) { return place.part == Part::Verb && place.item == 0; });
    if (hit == nullptr || hit->begin > 0) return;
    Finding& f = out.add(itemOf("story/actions", 0),
                         {"is \"" + in.words.textOf(*hit) + "\"", secondsText(in.seconds())});
    if (beats.size() > 1)
        f.fixes.push_back({"Begin with the next beat", "story/actions",
                           std::vector<film::Beat>(beats.begin() + 1, beats.end())});
    addLonger(in, f, 5);
}

void cutInsideShot(const LintInput& in, Findings& out) {
    if (in.is(in.direction.frame.coverage, "split_screen")) return;
    const Hit* hit = in.words.first(Word::Cut, [](const TextPlace& place) {
        return place.field.starts_with("story/") || place.field.starts_with("camera/") ||
               place.field.starts_with("place/");
    });
    if (hit == nullptr) return;
    const TextPlace& place = in.words.placeOf(*hit);
    Finding& f = out.add(place.pointer(), {in.words.textOf(*hit)});
    if (place.part == Part::Verb) addSplit(in, f, place.item);
    f.fixes.push_back(in.textFix(*hit, "Keep it in one take", ""));
}

constexpr std::array rules{Rule{"C12", cutInsideShot},  Rule{"E01", beatsDoNotFit}, Rule{"E02", tooManyBeats},
                           Rule{"E11", innerVerb},      Rule{"E12", negatedAction}, Rule{"E13", exactCount},
                           Rule{"E14", fragileContact}, Rule{"E15", beatTimes},     Rule{"E16", slowStart}};

}  // namespace

double beatsNeed(const LintInput& in) {
    return in.direction.story.actions.size() < 2 ? 0 : needOf(in).seconds;
}

std::span<const Rule> actionRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
