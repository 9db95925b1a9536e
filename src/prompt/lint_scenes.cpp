#include "lint_scenes.hpp"
#include "english.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"
#include "lint_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace groundglass::prompt {

Finding& SceneFindings::add(std::string_view rule, const film::Shot* shot, std::string_view field,
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

std::string castName(const film::Film& film, const film::CastId& id) {
    const auto found = film.cast.find(id);
    if (found == film.cast.end()) return id.str();
    return found->second.name.empty() ? found->second.phrase : found->second.name;
}

namespace {

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
                    {castName(film, id), countText(count), traits == 0 ? "no" : countText(traits)});
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

void sortFindings(std::vector<Finding>& all) {
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        if (a.ignored != b.ignored) return b.ignored;
        return a.severity > b.severity;
    });
}

}  // namespace

std::vector<Finding> lintRecords(const film::Film& film, const craft::Vocabulary& vocabulary,
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
        }
        if (shots.empty() || scene.empty()) continue;
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

std::vector<Finding> lintFilm(const film::Film& film, const craft::Vocabulary& vocabulary,
                              const Dialects& dialects) {
    std::vector<Finding> all = lintRecords(film, vocabulary, dialects);
    SceneFindings out(all);
    std::vector<film::SceneId> scenes = film::scenesInOrder(film);
    scenes.emplace_back();
    for (const film::SceneId& scene : scenes) {
        const auto shots = placed(film, film::shotsInOrder(film, scene), vocabulary);
        for (const Placed& one : shots) leavesTheLook(film, vocabulary, one, out);
        if (!scene.empty()) lintPairs(film, vocabulary, shots, out);
    }
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
