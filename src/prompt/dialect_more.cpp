#include "dialect_reader.hpp"

#include "groundglass/base/format.hpp"

#include <algorithm>
#include <string_view>

namespace groundglass::prompt {

void DialectReader::readWords(DialectData& data) {
    for (const auto& [facet, terms] : object(m_json, "", "words").items()) {
        const std::string place = base::pointerTo("/words", facet);
        if (!terms.is_object()) {
            problem(place, "an object of terms is expected");
            continue;
        }
        for (const auto& [id, value] : terms.items()) {
            const std::string pointer = base::pointerTo(place, id);
            if (value.is_string()) {
                data.words.push_back({facet, id, "*", value.get<std::string>()});
            } else if (value.is_object()) {
                for (const auto& [part, words] : value.items())
                    if (words.is_string())
                        data.words.push_back({facet, id, part, words.get<std::string>()});
                    else
                        problem(base::pointerTo(pointer, part), "a text is expected");
            } else {
                problem(pointer, "a text, or texts by part of speech, are expected");
            }
        }
    }
    std::sort(data.words.begin(), data.words.end(),
              [](const OwnWords& a, const OwnWords& b) { return a.key() < b.key(); });
}

void DialectReader::readConflicts(const base::Json& negatives, DialectData& data) {
    const auto list = negatives.find("conflicts");
    if (list == negatives.end()) return;
    data.conflicts.clear();
    if (!list->is_array()) problem("/negatives/conflicts", "a list of conflicts is expected");
    for (std::size_t i = 0; list->is_array() && i < list->size(); ++i) {
        const base::Json& value = (*list)[i];
        const std::string pointer = base::pointerTo("/negatives/conflicts", i);
        if (!value.is_object()) {
            problem(pointer, "a conflict is an object with 'when' and 'remove'");
            continue;
        }
        onlyKeys(value, pointer, {"when", "remove"});
        Conflict conflict;
        conflict.remove = texts(value, pointer, "remove");
        const std::string place = base::pointerTo(pointer, "when");
        const base::Json& when = object(value, pointer, "when");
        for (const auto& [name, ids] : when.items()) {
            const auto slot = slotNamed(name);
            if (!slot || *slot >= firstReference)
                problem(base::pointerTo(place, name), base::format("there is no fact '{}'", name));
            else
                conflict.when.emplace_back(*slot, texts(when, place, name.c_str()));
        }
        data.conflicts.push_back(std::move(conflict));
    }
}

void DialectReader::readMultishot(Dialect& dialect, DialectData& data) {
    const base::Json& json = object(m_json, "", "multishot");
    if (json.empty()) return;
    onlyKeys(json, "/multishot",
             {"form", "most", "shot_limit", "seconds", "grid", "first", "mark", "between", "clock"});
    Multishot& shots = data.multishot;
    const std::string form = text(json, "/multishot", "form", true);
    if (form == "text")
        shots.form = Multishot::Form::Text;
    else if (form == "fields")
        shots.form = Multishot::Form::Fields;
    else
        problem("/multishot/form", "the form is 'text' or 'fields'");
    shots.mostShots = static_cast<std::size_t>(number(json, "/multishot", "most"));
    if (shots.mostShots < 2) problem("/multishot/most", "at least 2 is expected");
    dialect.mostShots = shots.mostShots;
    shots.shotLimit = static_cast<std::size_t>(number(json, "/multishot", "shot_limit"));
    shots.grid = number(json, "/multishot", "grid");
    if (const auto range = json.find("seconds"); range != json.end()) {
        if (range->is_array() && range->size() == 2 && (*range)[0].is_number() && (*range)[1].is_number()) {
            shots.leastSeconds = (*range)[0].get<double>();
            shots.mostSeconds = (*range)[1].get<double>();
        } else {
            problem("/multishot/seconds", "two numbers are expected: the least and the most seconds");
        }
    }
    shots.mark = text(json, "/multishot", "mark");
    shots.first = json.contains("first") ? text(json, "/multishot", "first") : shots.mark;
    shots.between = json.contains("between") ? text(json, "/multishot", "between") : std::string(" ");
    shots.clock = json.contains("clock") ? text(json, "/multishot", "clock") : std::string("seconds");
    if (shots.clock != "seconds" && shots.clock != "clock" && shots.clock != "exact")
        problem("/multishot/clock", "the clock is 'seconds', 'clock' or 'exact'");
}

void DialectReader::readEvidence(Dialect& dialect) {
    constexpr std::string_view grades = "VvHCS";
    dialect.advice = text(m_json, "", "advice");
    for (const auto& [subject, grade] : object(m_json, "", "evidence").items()) {
        const bool known = grade.is_string() && grade.get_ref<const std::string&>().size() == 1 &&
                           grades.find(grade.get_ref<const std::string&>()) != std::string_view::npos;
        if (known)
            dialect.evidence.emplace_back(subject, grade.get<std::string>());
        else
            problem(base::pointerTo("/evidence", subject), "the evidence is V, v, H, C or S");
    }
}

}  // namespace groundglass::prompt
