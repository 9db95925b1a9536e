#include "english.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>

namespace groundglass::prompt {
namespace {

void twoSizes(const LintInput& in, Findings& out) {
    const auto& size = in.direction.frame.size;
    if (!size || in.direction.frame.extent || !in.words.has(Word::Size)) return;
    const auto& moves = in.direction.camera.moves;
    if (std::any_of(moves.begin(), moves.end(), isPrimary)) return;
    // The longest match tells: "medium close-up" holds "close-up".
    const Hit* other = nullptr;
    for (const Hit& hit : in.words.hits()) {
        const TextPlace& place = in.words.placeOf(hit);
        if (hit.entry->kind != Word::Size ||
            !(place.part == Part::Verb || place.part == Part::StartFrame || place.part == Part::EndFrame))
            continue;
        if (other == nullptr || (other->place == hit.place && other->end == hit.end &&
                                 hit.entry->text.size() > other->entry->text.size()))
            other = &hit;
    }
    if (other == nullptr || other->entry->say == size->str()) return;
    const craft::Term* from = in.find("shot_size", size);
    const craft::Term* to = in.vocabulary.find("shot_size", other->entry->say);
    if (from == nullptr || to == nullptr) return;
    Finding& f = out.add("frame/size", {base::lowerAscii(from->label), base::lowerAscii(to->label)});
    f.fixes.push_back({"Make it a " + base::lowerAscii(to->label), "frame/size", to->id});
    const auto begin = from->number("extent_m");
    const auto end = to->number("extent_m");
    if (!begin || !end) return;
    film::Move move;
    move.kind = film::TermId(*end < *begin ? "dolly_in" : "dolly_out");
    move.startFrame = "a " + base::lowerAscii(from->label);
    move.endFrame = "a " + base::lowerAscii(to->label);
    f.fixes.push_back({*end < *begin ? "Move in from one to the other" : "Move out from one to the other",
                       "camera/moves", std::vector<film::Move>{move}});
}

const film::CastMember* memberOf(const LintInput& in, const film::CastId& id) {
    const auto found = in.shot.film.cast.find(id);
    return found == in.shot.film.cast.end() ? nullptr : &found->second;
}

/// A note on whose experience the shot shares names the holder of the eyes.
void ownFace(const LintInput& in, Findings& out) {
    if (!in.is(in.direction.frame.coverage, "pov")) return;
    for (const film::Note& note : in.direction.story.notes) {
        if (note.kind.str() != "pov_alignment") continue;
        for (const film::Performance& p : in.direction.cast.performances) {
            const film::CastMember* member = memberOf(in, p.who);
            if (member == nullptr || p.emotion.empty() || p.eyeline.str() == "mirror") continue;
            const std::string text = base::lowerAscii(note.text);
            const std::string name = base::lowerAscii(member->name);
            const std::string phrase = base::lowerAscii(member->phrase);
            if (!(note.text == p.who.str() || (!name.empty() && text.find(name) != std::string::npos) ||
                  (!phrase.empty() && text.find(phrase) != std::string::npos)))
                continue;
            Finding& f = out.add("frame/coverage", {member->name.empty() ? member->phrase : member->name});
            f.fixes.push_back({"See the face in a mirror", "frame/coverage", std::string("mirror")});
            f.fixes.push_back({"Look at them instead", "frame/coverage", std::string("single_clean")});
            return;
        }
    }
}

/// Half a metre a person abreast: shoulders of 45 cm and a gap.
void tooNarrow(const LintInput& in, Findings& out) {
    const auto& frame = in.direction.frame;
    const double people = oneOf(frame.coverage, {"two_shot", "profile_2shot"}) ? 2
                          : in.is(frame.coverage, "three_shot")                ? 3
                                                                               : 0;
    if (people == 0 || in.measured.ratio >= 1.2) return;
    const auto staged = [](const film::TermId& id) {
        return oneOf(id, {"layered_depth", "deep_staging", "vertical_stack", "foreground_occlusion"});
    };
    if (std::any_of(frame.composition.begin(), frame.composition.end(), staged)) return;
    const double needed = people * 0.5;
    const double width = in.measured.extent.value * in.measured.ratio;
    if (width >= needed) return;
    Finding& f = out.add("frame/coverage", {countText(static_cast<long>(people)),
                                            numberText(needed, 1) + " m", numberText(width, 1) + " m"});
    if (frame.composition.size() < 3) {
        std::vector<std::string> changed;
        for (const film::TermId& id : frame.composition) changed.push_back(id.str());
        changed.emplace_back("layered_depth");
        f.fixes.push_back({"Stage them in depth", "frame/composition", changed});
    }
    f.fixes.push_back({"Deliver 16:9", "output/ratio", 16.0 / 9});
}

/// A colour before "hair", "beard" or "eyes", and where it begins.
struct Tone {
    std::string_view word;
    std::size_t begin{};
};
Tone toneBefore(std::string_view text, std::size_t noun) {
    constexpr std::array<std::string_view, 17> tones{"black",  "white", "grey",   "gray",  "silver", "blond",
                                                     "blonde", "brown", "auburn", "dark",  "fair",   "ginger",
                                                     "red",    "blue",  "green",  "hazel", "golden"};
    if (noun < 2 || text[noun - 1] != ' ') return {};
    std::size_t begin = noun - 1;
    while (begin > 0 && isWordByte(text, begin - 1)) --begin;
    const std::string_view word = text.substr(begin, noun - 1 - begin);
    if (!among(word, tones)) return {};
    return {word, begin};
}

void twoDescriptions(const LintInput& in, Findings& out) {
    if (!in.words.has(Word::Hair)) return;
    for (const Hit& sheet : in.words.hits()) {
        const TextPlace& record = in.words.placeOf(sheet);
        if (sheet.entry->kind != Word::Hair || record.member == nullptr) continue;
        const Tone wanted = toneBefore(record.text, sheet.begin);
        if (wanted.word.empty()) continue;
        for (const Hit& said : in.words.hits()) {
            const TextPlace& place = in.words.placeOf(said);
            if (said.entry != sheet.entry || place.member != nullptr || place.location != nullptr) continue;
            const bool theirs = in.direction.cast.members.size() == 1 ||
                                (place.field == "cast/performances" &&
                                 in.direction.cast.performances[place.item].who == record.member->id);
            const Tone tone = toneBefore(place.text, said.begin);
            if (!theirs || tone.word.empty() || base::lowerAscii(tone.word) == base::lowerAscii(wanted.word))
                continue;
            const std::string sheetWords = std::string(wanted.word) + " " + std::string(sheet.entry->text);
            Finding& f = out.add(
                place.pointer(),
                {std::string(tone.word) + " " + std::string(said.entry->text),
                 record.member->name.empty() ? record.member->phrase : record.member->name, sheetWords});
            f.fixes.push_back(textFix(in.shot, place, "Say it as the cast sheet does",
                                      edited(place.text, tone.begin, said.end, sheetWords)));
            return;
        }
    }
}

constexpr std::array rules{Rule{"B04", twoSizes}, Rule{"B08", ownFace}, Rule{"B10", tooNarrow},
                           Rule{"E20", twoDescriptions}};

}  // namespace

std::span<const Rule> subjectRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
