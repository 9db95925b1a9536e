#include "english.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

std::string seconds(double s) {
    return numberText(s, 1) + " s";
}
std::string item(std::string_view list, std::size_t i) {
    return std::string(list).append("/").append(std::to_string(i));
}

long wordsIn(std::string_view text) {
    long words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

/// Words a second of a delivery: solemn 1.8, conversational 2.5, brisk 3, rapid 3.6.
double rateOf(std::string_view delivery) {
    if (!anyWord(delivery, {"slow", "slowly", "solemn", "whispered", "whispering", "grave", "unhurried"})
             .empty())
        return 1.8;
    if (!anyWord(delivery, {"calm", "quiet", "low", "tired", "dramatic", "intimate"}).empty()) return 2.2;
    if (!anyWord(delivery, {"rapid", "rushed", "breathless", "panicked"}).empty()) return 3.6;
    if (!anyWord(delivery, {"brisk", "quick", "urgent", "excited"}).empty()) return 3.0;
    return 2.5;
}

double speechSeconds(const film::SoundFields& sound) {
    double total = 0;
    for (const film::DialogueLine& line : sound.dialogue)
        total += static_cast<double>(wordsIn(line.words)) / rateOf(line.delivery) + 0.4;
    return total;
}

/// The shortest clip the dialect can make that is not shorter than `needed`; 0 when there is none.
double longEnough(const LintInput& in, double needed) {
    for (const double d : in.data.durations)
        if (d >= needed) return d;
    if (!in.data.durations.empty()) return 0;
    const double whole = std::ceil(needed);
    return in.data.mostDuration > 0 && whole > in.data.mostDuration ? 0 : whole;
}

void addLonger(const LintInput& in, Finding& finding, double needed) {
    const double longer = longEnough(in, needed);
    if (longer > 0)
        finding.fixes.push_back(
            {"Make it " + seconds(longer), "output/duration", static_cast<std::int64_t>(longer * 1000)});
}

void tooManyBeats(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    if (beats.size() < 2 || in.seconds() / static_cast<double>(beats.size()) >= 1.5) return;
    Finding& f =
        out.add("story/actions", {countText(static_cast<long>(beats.size())), seconds(in.seconds())});
    addLonger(in, f, 1.5 * static_cast<double>(beats.size()));
}

void speechTooLong(const LintInput& in, Findings& out) {
    const auto& sound = in.direction.sound;
    if (sound.dialogue.empty()) return;
    const double first = sound.dialogue.front().start
                             ? static_cast<double>(sound.dialogue.front().start->count()) / 1000
                             : 0.3;
    const double needed = speechSeconds(sound) + first;
    const double clip = in.seconds();
    if (needed <= clip * 0.85) return;
    long words = 0;
    for (const film::DialogueLine& line : sound.dialogue) words += wordsIn(line.words);
    const double rate = rateOf(sound.dialogue.front().delivery);
    const long fits = std::max(
        1L, std::lround(
                std::floor((clip * 0.85 - first - 0.4 * static_cast<double>(sound.dialogue.size())) * rate)));
    Finding& f = out.add(needed > clip ? Severity::Error : Severity::Warning, "sound/dialogue",
                         {countText(words), seconds(needed), seconds(clip), countText(fits)});
    addLonger(in, f, needed / 0.85);
}

void tooManyTurns(const LintInput& in, Findings& out) {
    const std::size_t turns = in.direction.sound.dialogue.size();
    const double clip = in.seconds();
    const std::size_t most = clip <= 4 ? 2 : clip <= 8 ? 4 : 8;
    if (turns > most)
        out.add("sound/dialogue",
                {countText(static_cast<long>(turns)), seconds(clip), countText(static_cast<long>(most))});
}

void lineWithoutFace(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.frame.view, "back") && !in.is(in.direction.light.pattern, "silhouette")) return;
    const auto& dialogue = in.direction.sound.dialogue;
    for (std::size_t i = 0; i < dialogue.size(); ++i) {
        if (dialogue[i].offScreen) continue;
        Finding& f = out.add(item("sound/dialogue", i));
        auto changed = dialogue;
        changed[i].offScreen = true;
        f.fixes.push_back({"Mark it off screen", "sound/dialogue", changed});
        return;
    }
}

void strangerSpeaks(const LintInput& in, Findings& out) {
    const auto& dialogue = in.direction.sound.dialogue;
    const auto& members = in.direction.cast.members;
    for (std::size_t i = 0; i < dialogue.size(); ++i) {
        const film::CastId& who = dialogue[i].who;
        if (dialogue[i].offScreen ||
            (who.empty() ? !members.empty()
                         : std::find(members.begin(), members.end(), who) != members.end()))
            continue;
        Finding& f = out.add(item("sound/dialogue", i), {who.empty() ? std::string("nobody") : who.str()});
        auto changed = dialogue;
        changed[i].offScreen = true;
        f.fixes.push_back({"Mark it off screen", "sound/dialogue", changed});
        if (!who.empty() && in.shot.film.cast.contains(who)) {
            std::vector<std::string> cast;
            for (const film::CastId& id : members) cast.push_back(id.str());
            cast.push_back(who.str());
            f.fixes.push_back({"Put the speaker in the shot", "cast/members", cast});
        }
        return;
    }
}

void soundForSilentModel(const LintInput& in, Findings& out) {
    if (in.data.audio) return;
    const auto& sound = in.direction.sound;
    if (!sound.dialogue.empty())
        out.add("sound/dialogue", {in.dialect.title, "dialogue"});
    else if (!sound.effects.empty() || !sound.ambience.empty() || sound.music || sound.onlySound)
        out.add(Severity::Info, sound.effects.empty() ? "sound/ambience" : "sound/effects",
                {in.dialect.title, "sound"});
}

void noSoundSet(const LintInput& in, Findings& out) {
    const auto& sound = in.direction.sound;
    if (!in.data.audio || !in.data.inventsMusic || sound.noMusic || sound.music || sound.onlySound) return;
    if (!sound.ambience.empty() || !sound.effects.empty()) return;
    Finding& f = out.add("sound/no_music", {in.dialect.title});
    f.fixes.push_back({"Ask for no music", "sound/no_music", true});
}

void exclusiveSound(const LintInput& in, Findings& out) {
    const auto& sound = in.direction.sound;
    if (sound.noMusic.value_or(false) && sound.music) {
        Finding& f = out.add("sound/music", {"no music", "music"});
        f.fixes.push_back({"Keep the music", "sound/no_music", film::FieldValue{}});
        f.fixes.push_back({"Keep it without music", "sound/music", film::FieldValue{}});
    }
    if (sound.onlySound && (!sound.effects.empty() || !sound.ambience.empty() || sound.music)) {
        const bool effects = !sound.effects.empty();
        const std::string_view field = effects       ? "sound/effects"
                                       : sound.music ? "sound/music"
                                                     : "sound/ambience";
        Finding& f = out.add(field, {"one only sound", effects       ? "effects"
                                                       : sound.music ? "music"
                                                                     : "ambience"});
        f.fixes.push_back({"Keep the one sound", std::string(field), film::FieldValue{}});
        f.fixes.push_back({"Let the others in", "sound/only_sound", film::FieldValue{}});
    }
}

void innerVerb(const LintInput& in, Findings& out) {
    if (in.dialect.literalness > 1) return;
    const auto& beats = in.direction.story.actions;
    for (std::size_t i = 0; i < beats.size(); ++i) {
        const std::string_view verb = anyWord(
            beats[i].verb, {"feeling", "hoping", "remembering", "thinking", "realising", "realizing",
                            "wondering", "regretting", "longing", "dreaming", "believing", "understanding"});
        if (!verb.empty()) out.add(item("story/actions", i), {std::string(verb), in.dialect.title});
    }
}

void negatedAction(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    for (std::size_t i = 0; i < beats.size(); ++i)
        if (!anyWord(beats[i].verb, {"not", "never", "without", "doesn't", "don't", "isn't"}).empty())
            out.add(item("story/actions", i), {beats[i].verb});
}

void beatTimes(const LintInput& in, Findings& out) {
    const auto& beats = in.direction.story.actions;
    const auto clip = in.measured.duration;
    for (std::size_t i = 0; i < beats.size(); ++i) {
        const auto last = beats[i].end ? beats[i].end : beats[i].start;
        if (last && *last > clip) {
            Finding& f = out.add(Severity::Error, item("story/actions", i),
                                 {"ends at " + seconds(static_cast<double>(last->count()) / 1000) +
                                  ", after the clip's " + seconds(in.seconds())});
            addLonger(in, f, static_cast<double>(last->count()) / 1000);
            return;
        }
        if (beats[i].start && beats[i].end && *beats[i].end <= *beats[i].start) {
            out.add(Severity::Error, item("story/actions", i), {"ends before it starts"});
            return;
        }
        if (i > 0 && beats[i].start && beats[i - 1].end && *beats[i].start < *beats[i - 1].end &&
            beats[i].who == beats[i - 1].who) {
            Finding& f = out.add(item("story/actions", i), {"starts before the one before it has ended"});
            auto changed = beats;
            changed[i].start = beats[i - 1].end;
            if (!changed[i].end || *changed[i].end > *changed[i].start)
                f.fixes.push_back({"Start it after the other", "story/actions", changed});
            return;
        }
    }
}

constexpr std::array rules{
    Rule{"E02", tooManyBeats},    Rule{"E03", speechTooLong},  Rule{"E04", tooManyTurns},
    Rule{"E06", lineWithoutFace}, Rule{"E07", strangerSpeaks}, Rule{"E08", soundForSilentModel},
    Rule{"E09", noSoundSet},      Rule{"E10", exclusiveSound}, Rule{"E11", innerVerb},
    Rule{"E12", negatedAction},   Rule{"E15", beatTimes}};

}  // namespace

std::span<const Rule> soundRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
