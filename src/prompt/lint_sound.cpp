#include "english.hpp"
#include "lint_rules.hpp"
#include "lint_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace groundglass::prompt {
namespace {

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

/// Share of the clip that lines may fill: beyond it lips and breath are cut.
constexpr double mostSpoken = 0.8;

/// Seconds before the first word.
double headSeconds(const film::SoundFields& sound) {
    const auto& start = sound.dialogue.front().start;
    return start ? static_cast<double>(start->count()) / 1000 : 0.3;
}

void speechTooLong(const LintInput& in, Findings& out) {
    const auto& sound = in.direction.sound;
    if (sound.dialogue.empty()) return;
    const double first = headSeconds(sound);
    const double needed = speechNeed(sound);
    const double clip = in.seconds();
    if (needed <= clip * mostSpoken) return;
    long words = 0;
    for (const film::DialogueLine& line : sound.dialogue) words += wordsIn(line.words);
    const double rate = rateOf(sound.dialogue.front().delivery);
    const long fits = std::max(
        1L, std::lround(std::floor(
                (clip * mostSpoken - first - 0.4 * static_cast<double>(sound.dialogue.size())) * rate)));
    Finding& f = out.add(needed > clip ? Severity::Error : Severity::Warning, "sound/dialogue",
                         {countText(words), secondsText(needed), secondsText(clip), countText(fits)});
    addLonger(in, f, needed / mostSpoken);
}

void tooManyTurns(const LintInput& in, Findings& out) {
    const std::size_t turns = in.direction.sound.dialogue.size();
    const double clip = in.seconds();
    const std::size_t most = clip <= 4 ? 2 : clip <= 8 ? 4 : 8;
    if (turns <= most) return;
    Finding& f = out.add("sound/dialogue", {countText(static_cast<long>(turns)), secondsText(clip),
                                            countText(static_cast<long>(most))});
    const auto& lines = in.direction.sound.dialogue;
    f.fixes.push_back(
        {"Keep the first " + countText(static_cast<long>(most)), "sound/dialogue",
         std::vector<film::DialogueLine>(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(most))});
}

void lineWithoutFace(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.frame.view, "back") && !in.is(in.direction.light.pattern, "silhouette")) return;
    const auto& dialogue = in.direction.sound.dialogue;
    for (std::size_t i = 0; i < dialogue.size(); ++i) {
        if (dialogue[i].offScreen) continue;
        Finding& f = out.add(itemOf("sound/dialogue", i));
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
        Finding& f = out.add(itemOf("sound/dialogue", i), {who.empty() ? std::string("nobody") : who.str()});
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

bool isSilentLine(const film::DialogueLine& line) {
    return line.offScreen;
}

void crowdOfVoices(const LintInput& in, Findings& out) {
    if (!in.dialect.id.starts_with("kling")) return;
    const auto& dialogue = in.direction.sound.dialogue;
    const Hit* sung = in.words.first(Word::Sings, [](const TextPlace& place) {
        return place.field.starts_with("sound/") || place.part == Part::Verb;
    });
    std::vector<film::CastId> speakers;
    for (const film::DialogueLine& line : dialogue)
        if (std::find(speakers.begin(), speakers.end(), line.who) == speakers.end())
            speakers.push_back(line.who);
    if (sung == nullptr && speakers.size() < 3) return;
    if (sung != nullptr) {
        const TextPlace& place = in.words.placeOf(*sung);
        Finding& f = out.add(place.pointer(), {in.dialect.title, "\"" + in.words.textOf(*sung) + "\""});
        f.fixes.push_back(in.textFix(*sung, "Say it without the song", ""));
        return;
    }
    Finding& f = out.add("sound/dialogue",
                         {in.dialect.title, countText(static_cast<long>(speakers.size())) + " speakers"});
    std::vector<film::DialogueLine> kept;
    for (const film::DialogueLine& line : dialogue)
        if (line.who == speakers[0] || line.who == speakers[1]) kept.push_back(line);
    f.fixes.push_back({"Keep the first two speakers", "sound/dialogue", kept});
}

/// 1 for a Latin letter, 2 for a letter of another script, 0 for all else; by the lead byte of UTF-8.
int scriptOf(unsigned char lead) {
    if ((lead >= 'A' && lead <= 'Z') || (lead >= 'a' && lead <= 'z') || (lead >= 0xC3U && lead <= 0xC9U))
        return 1;
    return (lead >= 0xCEU && lead <= 0xDBU) || (lead >= 0xE3U && lead <= 0xEDU) ? 2 : 0;
}

void twoLanguagesInLine(const LintInput& in, Findings& out) {
    const auto& dialogue = in.direction.sound.dialogue;
    for (std::size_t i = 0; i < dialogue.size(); ++i) {
        std::vector<std::pair<int, std::size_t>> runs;  // script, begin
        const std::string& words = dialogue[i].words;
        std::size_t word = 0;
        for (std::size_t k = 0; k < words.size(); ++k) {
            if (words[k] == ' ') word = k + 1;
            const int script = scriptOf(static_cast<unsigned char>(words[k]));
            if (script != 0 && (runs.empty() || runs.back().first != script))
                runs.emplace_back(script, runs.empty() ? 0 : std::max(word, runs.back().second));
        }
        if (runs.size() < 2) continue;
        Finding& f = out.add(itemOf("sound/dialogue", i));
        auto changed = dialogue;
        changed[i].words = std::string(trimmedPhrase(words.substr(0, runs[1].second)));
        film::DialogueLine rest = dialogue[i];
        rest.words = words.substr(runs[1].second);
        rest.start.reset();
        rest.language.clear();
        if (runs.size() == 2 && !changed[i].words.empty()) {
            changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(i) + 1, rest);
            f.fixes.push_back({"Make two lines of it", "sound/dialogue", changed});
        }
        return;
    }
}

void slowLips(const LintInput& in, Findings& out) {
    if (!oneOf(in.direction.camera.timeLook, {"slow_motion", "ultra_slow", "overcrank"})) return;
    const auto& dialogue = in.direction.sound.dialogue;
    if (std::all_of(dialogue.begin(), dialogue.end(), isSilentLine)) return;
    Finding& f = out.add("sound/dialogue", {in.labelOf("time_look", in.direction.camera.timeLook)});
    auto changed = dialogue;
    for (film::DialogueLine& line : changed) line.offScreen = true;
    f.fixes.push_back({"Speak off screen", "sound/dialogue", changed});
    f.fixes.push_back({"Shoot in real time", "camera/time_look", std::string("cinema")});
}

constexpr std::array rules{Rule{"E03", speechTooLong},      Rule{"E04", tooManyTurns},
                           Rule{"E05", crowdOfVoices},      Rule{"E06", lineWithoutFace},
                           Rule{"E07", strangerSpeaks},     Rule{"E08", soundForSilentModel},
                           Rule{"E09", noSoundSet},         Rule{"E10", exclusiveSound},
                           Rule{"E17", twoLanguagesInLine}, Rule{"E18", slowLips}};

}  // namespace

double speechNeed(const film::SoundFields& sound) {
    if (sound.dialogue.empty()) return 0;
    double total = headSeconds(sound);
    for (const film::DialogueLine& line : sound.dialogue)
        total += static_cast<double>(wordsIn(line.words)) / rateOf(line.delivery) + 0.4;
    return total;
}

std::span<const Rule> soundRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
