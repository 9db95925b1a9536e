#include "dialect_reader.hpp"

#include "groundglass/base/format.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::prompt {
namespace {

const base::Json emptyObject = base::Json::object();

template <class Enum, std::size_t N>
const Enum* byName(const std::array<std::pair<std::string_view, Enum>, N>& table, std::string_view name) {
    for (const auto& [known, value] : table)
        if (known == name) return &value;
    return nullptr;
}

constexpr std::array<std::pair<std::string_view, Unit>, 4> units{{{"characters", Unit::Characters},
                                                                  {"utf16", Unit::Utf16},
                                                                  {"tokens", Unit::Tokens},
                                                                  {"words", Unit::Words}}};
constexpr std::array<std::pair<std::string_view, Negatives>, 5> negativeModes{
    {{"field_nouns", Negatives::FieldNouns},
     {"prose_ok", Negatives::ProseOk},
     {"forbidden", Negatives::Forbidden},
     {"subset", Negatives::Subset},
     {"none", Negatives::None}}};

}  // namespace

void DialectReader::problem(std::string pointer, std::string message, std::string remedy) {
    m_problems.push_back({m_file, std::move(pointer), std::move(message), std::move(remedy)});
}

void DialectReader::onlyKeys(const base::Json& object, const std::string& pointer,
                             std::initializer_list<std::string_view> keys) {
    for (const auto& [key, value] : object.items()) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
        std::string known;
        for (const std::string_view k : keys) known.append(known.empty() ? "" : ", ").append(k);
        problem(base::pointerTo(pointer, key), base::format("the key '{}' is not known here", key),
                base::format("known keys: {}", known));
    }
}

std::string DialectReader::text(const base::Json& object, const std::string& pointer, const char* key,
                                bool needed) {
    const auto found = object.find(key);
    if (found == object.end()) {
        if (needed) problem(pointer, base::format("'{}' is missing", key));
        return {};
    }
    if (!found->is_string()) {
        problem(base::pointerTo(pointer, key), "a text is expected");
        return {};
    }
    return found->get<std::string>();
}

std::vector<std::string> DialectReader::texts(const base::Json& object, const std::string& pointer,
                                              const char* key) {
    std::vector<std::string> all;
    const auto found = object.find(key);
    if (found == object.end()) return all;
    if (!found->is_array()) {
        problem(base::pointerTo(pointer, key), "a list of texts is expected");
        return all;
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
        if ((*found)[i].is_string()) {
            all.push_back((*found)[i].get<std::string>());
        } else {
            problem(base::pointerTo(base::pointerTo(pointer, key), i), "a text is expected");
        }
    }
    return all;
}

double DialectReader::number(const base::Json& object, const std::string& pointer, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return 0;
    if (!found->is_number() || found->get<double>() < 0) {
        problem(base::pointerTo(pointer, key), "a number of at least 0 is expected");
        return 0;
    }
    return found->get<double>();
}

const base::Json& DialectReader::object(const base::Json& in, const std::string& pointer, const char* key) {
    const auto found = in.find(key);
    if (found == in.end()) return emptyObject;
    if (!found->is_object()) {
        problem(base::pointerTo(pointer, key), "an object is expected");
        return emptyObject;
    }
    return *found;
}

void DialectReader::read(Dialect& dialect, DialectData& data, const DialectData* parent) {
    onlyKeys(m_json, "",
             {"schema",  "version",      "id",        "extends",     "title",     "status",  "note",
              "checked", "sources",      "limit",     "literalness", "negatives", "sound",   "parameters",
              "drop",    "durations",    "ratios",    "phrases",     "groups",    "form",    "say",
              "words",   "from_picture", "multishot", "advice",      "evidence",  "switches"});
    if (parent != nullptr) {
        data.phrases = parent->phrases;
        data.parameters = parent->parameters;
        data.conflicts = parent->conflicts;
    }
    readHead(dialect);
    readEvidence(dialect);
    readLimit(dialect, data);
    readNegatives(dialect, data);
    readOutput(data);
    readSound(data);
    readSlotTexts("parameters", data.parameters);
    readSlotTexts("drop", data.drops);
    readSlotTexts("say", data.texts);
    readWords(data);
    readMultishot(dialect, data);
    readPhrases(data);
    readGroups(data, parent);
}

void DialectReader::readHead(Dialect& dialect) {
    if (text(m_json, "", "schema", true) != "groundglass/dialect")
        problem("/schema", "this is no dialect", "write \"groundglass/dialect\"");
    if (number(m_json, "", "version") != 1)
        problem("/version", "this version of the dialect form is not known", "write 1");
    dialect.id = text(m_json, "", "id", true);
    dialect.title = text(m_json, "", "title", true);
    dialect.status = text(m_json, "", "status", true);
    if (dialect.status != "alive" && dialect.status != "legacy" && dialect.status != "archived")
        problem("/status", "the status is 'alive', 'legacy' or 'archived'");
    dialect.note = text(m_json, "", "note");
    dialect.checked = text(m_json, "", "checked", true);
    dialect.sources = texts(m_json, "", "sources");
    const double level = number(m_json, "", "literalness");
    if (level > 3) problem("/literalness", "literalness is 0, 1, 2 or 3");
    dialect.literalness = static_cast<int>(std::min(level, 3.0));
}

void DialectReader::readLimit(Dialect& dialect, DialectData& data) {
    const base::Json& limit = object(m_json, "", "limit");
    onlyKeys(limit, "/limit", {"unit", "hard", "ideal"});
    dialect.unit = text(limit, "/limit", "unit", true);
    if (const Unit* unit = byName(units, dialect.unit)) {
        data.unit = *unit;
    } else {
        problem("/limit/unit", "the unit is characters, utf16, tokens or words");
    }
    dialect.hardLimit = static_cast<std::size_t>(number(limit, "/limit", "hard"));
    const auto ideal = limit.find("ideal");
    if (ideal == limit.end()) return;
    if (!ideal->is_array() || ideal->size() != 2 || !(*ideal)[0].is_number_unsigned() ||
        !(*ideal)[1].is_number_unsigned() || (*ideal)[0] > (*ideal)[1]) {
        problem("/limit/ideal", "two whole numbers are expected: the fewest and the most words");
        return;
    }
    dialect.idealLeast = (*ideal)[0].get<std::size_t>();
    dialect.idealMost = (*ideal)[1].get<std::size_t>();
}

void DialectReader::readNegatives(Dialect& dialect, DialectData& data) {
    const base::Json& negatives = object(m_json, "", "negatives");
    onlyKeys(negatives, "/negatives",
             {"mode", "most", "limit", "positive", "allowed", "with_dialogue", "default", "conflicts"});
    dialect.negatives = text(negatives, "/negatives", "mode", true);
    if (const Negatives* mode = byName(negativeModes, dialect.negatives)) {
        data.negatives = *mode;
    } else {
        problem("/negatives/mode", "the mode is field_nouns, prose_ok, forbidden, subset or none");
    }
    if (negatives.contains("most"))
        data.mostNegatives = static_cast<std::size_t>(number(negatives, "/negatives", "most"));
    data.allowedNegatives = texts(negatives, "/negatives", "allowed");
    data.negativesWithDialogue = texts(negatives, "/negatives", "with_dialogue");
    data.defaultNegatives = texts(negatives, "/negatives", "default");
    data.negativeLimit = static_cast<std::size_t>(number(negatives, "/negatives", "limit"));
    readConflicts(negatives, data);
    for (const auto& [avoid, instead] : object(negatives, "/negatives", "positive").items()) {
        const bool object = instead.is_object() && instead.contains("say") && instead["say"].is_string();
        if (instead.is_string())
            data.positives.push_back({avoid, instead.get<std::string>(), false});
        else if (object && instead.value("only", base::Json()) == "people")
            data.positives.push_back({avoid, instead["say"].get<std::string>(), true});
        else
            problem(base::pointerTo("/negatives/positive", avoid),
                    "a text is expected, or 'say' with 'only': \"people\"");
    }
}

void DialectReader::readOutput(DialectData& data) {
    const base::Json& durations = object(m_json, "", "durations");
    onlyKeys(durations, "/durations", {"values", "least", "most", "step"});
    if (const auto values = durations.find("values"); values != durations.end()) {
        if (!values->is_array()) problem("/durations/values", "a list of seconds is expected");
        for (const auto& value : *values) {
            if (value.is_number())
                data.durations.push_back(value.get<double>());
            else
                problem("/durations/values", "a list of seconds is expected");
        }
    }
    data.leastDuration = number(durations, "/durations", "least");
    data.mostDuration = number(durations, "/durations", "most");
    data.durationStep = number(durations, "/durations", "step");
    data.ratios = texts(m_json, "", "ratios");
}

void DialectReader::readSound(DialectData& data) {
    const base::Json& sound = object(m_json, "", "sound");
    onlyKeys(sound, "/sound", {"native", "invents_music"});
    const auto flag = [&](const char* key, bool& into) {
        const auto found = sound.find(key);
        if (found == sound.end()) return;
        if (found->is_boolean())
            into = found->get<bool>();
        else
            problem(base::pointerTo("/sound", key), "true or false is expected");
    };
    flag("native", data.audio);
    flag("invents_music", data.inventsMusic);
}

}  // namespace groundglass::prompt
