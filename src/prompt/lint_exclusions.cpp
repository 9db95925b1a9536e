#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>

namespace groundglass::prompt {
namespace {

bool moves(const LintInput& in, std::initializer_list<std::string_view> kinds) {
    return std::any_of(in.direction.camera.moves.begin(), in.direction.camera.moves.end(),
                       [&](const film::Move& move) { return oneOf(move.kind, kinds); });
}
bool gradeIs(const LintInput& in, double least, double most) {
    const craft::Term* grade = in.find("grade", in.direction.grade.grade);
    const double own = grade != nullptr ? grade->number("saturation").value_or(1) : 1;
    const double all = own * in.direction.grade.saturation.value_or(1);
    return all >= least && all <= most;
}

/// What a shot asks for, and the exclusions that fight it.
struct Clash {
    std::string_view asked;
    bool (*holds)(const LintInput&);
    std::array<std::string_view, 7> excluded;
};

constexpr std::array clashes{
    Clash{"a camera that holds still",
          [](const LintInput& in) {
              return moves(in, {"static"}) || oneOf(in.direction.camera.support, {"lock_off"});
          },
          {"static", "still picture", "motionless", "frozen"}},
    Clash{"grain or a film stock",
          [](const LintInput& in) {
              const auto& texture = in.direction.texture;
              return (texture.grain && !in.is(texture.grain, "none")) || in.direction.grade.stock.has_value();
          },
          {"grain", "grainy", "grainy texture", "film grain", "noise", "excessive noise", "low quality"}},
    Clash{"hard shadows or darkness",
          [](const LintInput& in) {
              return in.is(in.direction.light.quality, "hard") ||
                     oneOf(in.direction.light.pattern, {"low_key", "chiaroscuro", "silhouette"}) ||
                     in.is(in.direction.light.modifier, "venetian_slats");
          },
          {"harsh shadows", "hard shadows", "underexposed", "low contrast", "dark", "shadows"}},
    Clash{"a handheld camera",
          [](const LintInput& in) {
              return oneOf(in.direction.camera.support,
                           {"handheld_calm", "handheld_documentary", "handheld_frantic", "shoulder_rig"}) ||
                     oneOf(in.direction.camera.steadiness, {"lively", "shaky", "frantic"});
          },
          {"camera shake", "shaky camera", "jittery movement", "shake", "handheld"}},
    Clash{"a canted horizon",
          [](const LintInput& in) {
              return oneOf(in.direction.frame.roll, {"canted_subtle", "dutch", "dutch_extreme"});
          },
          {"tilted camera", "tilted horizon", "dutch angle", "crooked"}},
    Clash{"deep focus",
          [](const LintInput& in) { return in.is(in.direction.lens.depth, "deep_focus"); },
          {"background too sharp", "sharp background", "incorrect depth of field", "deep focus"}},
    Clash{"a soft picture or background",
          [](const LintInput& in) {
              const auto& character = in.direction.lens.character;
              return oneOf(in.direction.lens.depth, {"shallow", "very_shallow", "razor"}) ||
                     std::any_of(character.begin(), character.end(), [](const film::TermId& id) {
                         return oneOf(id, {"vintage_soft", "creamy"});
                     });
          },
          {"blurry", "blur", "out of focus", "bokeh", "washed out colours", "soft focus"}},
    Clash{"a bright picture",
          [](const LintInput& in) {
              return in.is(in.direction.light.pattern, "high_key") || in.measured.exposure.value >= 1;
          },
          {"overexposed", "flat lighting", "bright"}},
    Clash{"vivid colour",
          [](const LintInput& in) { return gradeIs(in, 1.2, 9); },
          {"garish", "oversaturated", "saturated", "garish colours", "vivid", "cinematic oversaturation"}},
    Clash{"quiet colour",
          [](const LintInput& in) { return gradeIs(in, 0, 0.7); },
          {"overall grey", "grey", "gray", "desaturated", "colourless", "black and white", "monochrome"}},
    Clash{"a drawn or animated picture",
          [](const LintInput& in) {
              return oneOf(in.direction.mood.genre, {"anime_2d", "stop_motion", "claymation", "cg_family"});
          },
          {"style", "artwork", "painting", "cartoonish rendering", "cartoon", "3d cgi look", "anime"}},
    Clash{"a crowd",
          [](const LintInput& in) {
              return oneOf(in.direction.frame.coverage, {"crowd", "group"}) ||
                     in.direction.cast.members.size() > 4;
          },
          {"crowd", "many people in the background", "background clutter", "extra people", "people"}},
    Clash{"a streak of motion",
          [](const LintInput& in) {
              return moves(in, {"whip_pan", "whip_tilt", "crash_zoom"}) ||
                     oneOf(in.direction.camera.timeLook, {"smear", "step_print"});
          },
          {"motion blur", "blur", "streaks"}},
    Clash{"reflections",
          [](const LintInput& in) {
              const auto& list = in.direction.frame.composition;
              return oneOf(in.direction.frame.coverage, {"mirror", "reflection"}) ||
                     std::any_of(list.begin(), list.end(),
                                 [](const film::TermId& id) { return id.str() == "reflection"; });
          },
          {"reflections", "distracting reflections", "mirror"}},
    Clash{"silence, or a room that sounds",
          [](const LintInput& in) {
              return in.direction.sound.onlySound.has_value() || !in.direction.sound.ambience.empty();
          },
          {"silent or muted audio", "silence", "echo", "background noise", "ambient noise"}},
    Clash{"writing in the picture",
          [](const LintInput& in) { return in.words.has(Word::Sign); },
          {"text", "writing", "letters", "subtitles", "words"}},
    Clash{"comic acting",
          [](const LintInput& in) {
              const auto& list = in.direction.mood.moods;
              return std::any_of(list.begin(), list.end(), [](const film::TermId& id) {
                  return oneOf(id, {"comic", "playfulness"});
              });
          },
          {"exaggerated expressions", "exaggerated expression", "overacting"}},
    Clash{"somebody who walks backwards",
          [](const LintInput& in) {
              const auto& beats = in.direction.story.actions;
              return std::any_of(beats.begin(), beats.end(), [](const film::Beat& beat) {
                  return !anyWord(beat.verb, {"backwards", "backward"}).empty();
              });
          },
          {"walking backwards", "backwards motion"}},
};

void excludedAndAsked(const LintInput& in, Findings& out) {
    const auto& items = in.direction.avoid.items;
    for (const std::string& item : items) {
        const std::string low = base::lowerAscii(item);
        for (const Clash& clash : clashes) {
            const auto& list = clash.excluded;
            if (std::find(list.begin(), list.end(), low) == list.end() || !clash.holds(in)) continue;
            Finding& f = out.add("avoid/items", {item, std::string(clash.asked)});
            std::vector<std::string> kept;
            for (const std::string& other : items)
                if (other != item) kept.push_back(other);
            f.fixes.push_back({"Do not exclude it", "avoid/items",
                               kept.empty() ? film::FieldValue{} : film::FieldValue(kept)});
            return;
        }
    }
}

constexpr std::array rules{Rule{"G01", excludedAndAsked}};

}  // namespace

std::span<const Rule> exclusionRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
