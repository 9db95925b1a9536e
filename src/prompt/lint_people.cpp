#include "groundglass/base/utf8.hpp"
#include "lint_rules.hpp"

#include <algorithm>
#include <array>

namespace groundglass::prompt {
namespace {

std::string_view checked(const LintInput& in, std::string_view rule) {
    if (in.policy == nullptr) return {};
    for (const PolicyList& list : in.policy->lists())
        if (list.rule == rule) return list.checked;
    return {};
}

/// Speaks of each word of a list once, with the neutral words that keep what was meant.
void speakOf(const LintInput& in, Findings& out, Word kind, std::string_view rule) {
    if (!in.words.has(kind)) return;
    std::vector<const WordEntry*> seen;
    for (const Hit& hit : in.words.hits()) {
        if (hit.entry->kind != kind || std::find(seen.begin(), seen.end(), hit.entry) != seen.end()) continue;
        seen.push_back(hit.entry);
        Finding& f =
            out.add(in.words.placeOf(hit).pointer(), {in.words.textOf(hit), std::string(checked(in, rule))});
        if (!hit.entry->say.empty())
            f.fixes.push_back(in.textFix(hit, "Say \"" + std::string(hit.entry->say) + "\"", hit.entry->say));
    }
}

void realPerson(const LintInput& in, Findings& out) {
    speakOf(in, out, Word::Person, "H01");
}
void property(const LintInput& in, Findings& out) {
    speakOf(in, out, Word::Right, "H02");
}
void harm(const LintInput& in, Findings& out) {
    speakOf(in, out, Word::Harm, "H05");
}
void innocent(const LintInput& in, Findings& out) {
    speakOf(in, out, Word::Innocent, "H06");
}

/// "in the style of NAME" and NAME alone; what the maker's hand does is said instead of the name.
void styleByName(const LintInput& in, Findings& out) {
    if (!in.words.has(Word::Style)) return;
    const auto& hits = in.words.hits();
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (hits[i].entry->kind != Word::Style) continue;
        Hit whole = hits[i];
        std::string_view say = hits[i].entry->say;
        if (say.empty()) {
            for (const Hit& name : hits) {
                if (name.entry->kind != Word::Style || name.entry->say.empty() || name.place != whole.place ||
                    name.begin < whole.end || name.begin > whole.end + 2)
                    continue;
                whole.end = name.end;
                say = name.entry->say;
                break;
            }
        }
        const TextPlace& place = in.words.placeOf(whole);
        // The style of nobody in particular ("in the style of a postcard") begins with an article.
        const std::string_view rest = place.text.substr(whole.end);
        if (say.empty() && (rest.starts_with(" a ") || rest.starts_with(" an ") || rest.starts_with(" the ")))
            continue;
        Finding& f = out.add(place.pointer(), {in.words.textOf(whole), std::string(checked(in, "H03"))});
        if (!say.empty()) f.fixes.push_back(in.textFix(whole, "Say what it looks like", say));
        return;
    }
}

void minor(const LintInput& in, Findings& out) {
    std::string who;
    const Hit* word = in.words.first(Word::Minor);
    if (word != nullptr) who = in.words.textOf(*word);
    for (const film::CastId& id : in.direction.cast.members) {
        const auto found = in.shot.film.cast.find(id);
        if (found != in.shot.film.cast.end() && found->second.figure == "child" && who.empty())
            who = found->second.phrase.empty() ? found->second.name : found->second.phrase;
    }
    if (who.empty()) return;
    std::string what;
    if (const Hit* hit = in.words.first(Word::Sexual)) what = in.words.textOf(*hit);
    for (const film::TermId& mood : in.direction.mood.moods)
        if (mood.str() == "sensuality") what = "sensuality";
    if (!what.empty()) out.add("cast/members", {who, what});
}

void looksReal(const LintInput& in, Findings& out) {
    if (in.direction.output.labelAsAi.value_or(false)) return;
    std::string what;
    if (oneOf(in.direction.mood.genre, {"documentary_interview", "war_doc", "found_footage"}))
        what = "\"" + in.labelOf("genre", in.direction.mood.genre) + "\"";
    else if (oneOf(in.direction.camera.support, {"cctv", "body_cam", "dash_cam"}))
        what = "\"" + in.labelOf("support", in.direction.camera.support) + "\"";
    if (what.empty() || in.direction.cast.members.empty()) return;
    Finding& f = out.add("output/label_as_ai", {what});
    f.fixes.push_back({"Label it as made by AI", "output/label_as_ai", true});
}

void faceUpload(const LintInput& in, Findings& out) {
    if (in.policy == nullptr || in.direction.output.references.empty()) return;
    const auto& refuse = in.policy->words().faceDialects;
    if (std::none_of(refuse.begin(), refuse.end(),
                     [&](const std::string& id) { return in.dialect.id.starts_with(id); }))
        return;
    std::string who;
    for (const film::CastId& id : in.direction.cast.members) {
        const auto found = in.shot.film.cast.find(id);
        if (found == in.shot.film.cast.end()) continue;
        const std::string& figure = found->second.figure;
        if (figure == "adult" || figure == "elder" || figure == "child" || figure == "detective")
            who = found->second.name.empty() ? found->second.phrase : found->second.name;
    }
    const auto& references = in.direction.output.references;
    for (std::size_t i = 0; i < references.size() && !who.empty(); ++i) {
        if (references[i].role != "subject" && references[i].role != "first_frame") continue;
        Finding& f = out.add("output/references/" + std::to_string(i),
                             {in.dialect.title, "list of " + in.policy->words().faceChecked, who});
        auto kept = references;
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
        if (kept.empty())
            f.fixes.push_back({"Describe the face in words", "output/references", film::FieldValue{}});
        else
            f.fixes.push_back({"Describe the face in words", "output/references", kept});
        return;
    }
}

void originGuessed(const LintInput& in, Findings& out) {
    if (!in.dialect.id.starts_with("ltx")) return;
    const Hit* hit =
        in.words.first(Word::Origin, [](const TextPlace& place) { return place.member != nullptr; });
    if (hit == nullptr) return;
    Finding& f = out.add(in.words.placeOf(*hit).pointer(), {in.words.textOf(*hit), in.dialect.title});
    f.fixes.push_back(in.textFix(*hit, "Leave it to the traits", ""));
}

void mayBeReplaced(const LintInput& in, Findings& out) {
    if (!in.dialect.id.starts_with("wan") && !in.dialect.id.starts_with("hunyuan")) return;
    if (const Hit* hit = in.words.first(Word::Replaced)) {
        out.add(in.words.placeOf(*hit).pointer(),
                {in.dialect.title, in.words.textOf(*hit), std::string(checked(in, "H10"))});
        return;
    }
    for (std::size_t i = 0; i < in.direction.cast.performances.size(); ++i)
        if (in.direction.cast.performances[i].pose.str() == "kissing")
            return static_cast<void>(out.add("cast/performances/" + std::to_string(i),
                                             {in.dialect.title, "kissing", std::string(checked(in, "H10"))}));
}

constexpr std::array rules{Rule{"H01", realPerson},   Rule{"H02", property},   Rule{"H03", styleByName},
                           Rule{"H04", minor},        Rule{"H05", harm},       Rule{"H06", innocent},
                           Rule{"H07", looksReal},    Rule{"H08", faceUpload}, Rule{"H09", originGuessed},
                           Rule{"H10", mayBeReplaced}};

}  // namespace

std::span<const Rule> policyRules() noexcept {
    return rules;
}

}  // namespace groundglass::prompt
