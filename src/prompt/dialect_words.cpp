#include "dialect_reader.hpp"

#include "groundglass/base/format.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::prompt {

Template DialectReader::plan(const base::Json& value, const std::string& pointer) {
    if (!value.is_string()) {
        problem(pointer, "a sentence plan is a text");
        return {};
    }
    std::string error;
    Template nodes = parseTemplate(value.get<std::string>(), error);
    if (!error.empty()) problem(pointer, error);
    return nodes;
}

void DialectReader::readSlotTexts(const char* key, std::array<std::string, slotCount>& into) {
    const std::string pointer = base::pointerTo("", key);
    for (const auto& [name, value] : object(m_json, "", key).items()) {
        const auto slot = slotNamed(name);
        if (!slot || *slot >= firstReference) {
            problem(base::pointerTo(pointer, name), base::format("there is no fact '{}'", name));
        } else if (!value.is_string()) {
            problem(base::pointerTo(pointer, name), "a text is expected");
        } else {
            into[static_cast<std::size_t>(*slot)] = value.get<std::string>();
        }
    }
}

void DialectReader::readPhrases(DialectData& data) {
    for (const auto& [name, value] : object(m_json, "", "phrases").items()) {
        const std::string pointer = base::pointerTo("/phrases", name);
        const auto found = std::find(phraseNames.begin(), phraseNames.end(), name);
        if (found == phraseNames.end()) {
            problem(pointer, base::format("there is no phrase '{}'", name));
            continue;
        }
        Phrase& phrase = data.phrases[static_cast<std::size_t>(found - phraseNames.begin())];
        if (value.is_string()) {
            phrase.text = plan(value, pointer);
            continue;
        }
        if (!value.is_object() || !value.contains("text")) {
            problem(pointer, "a phrase is a text or an object with 'text', 'join' and 'last'");
            continue;
        }
        onlyKeys(value, pointer, {"text", "join", "last"});
        phrase.text = plan(value["text"], base::pointerTo(pointer, "text"));
        if (value.contains("join")) phrase.join = text(value, pointer, "join");
        phrase.last = text(value, pointer, "last");
    }
}

void DialectReader::readGroups(DialectData& data, const DialectData* parent) {
    const auto groups = m_json.find("groups");
    if (groups == m_json.end() || !groups->is_array() || groups->empty()) {
        problem("/groups", "a list of groups is expected");
        return;
    }
    for (std::size_t i = 0; i < groups->size(); ++i) {
        const base::Json& value = (*groups)[i];
        const std::string pointer = base::pointerTo("/groups", i);
        Group group;
        const auto inherited = [&](const std::string& name) -> const Group* {
            if (parent == nullptr) return nullptr;
            const auto found = std::find_if(parent->groups.begin(), parent->groups.end(),
                                            [&](const Group& g) { return g.name == name; });
            return found == parent->groups.end() ? nullptr : &*found;
        };
        if (value.is_string()) {
            const Group* taken = inherited(value.get<std::string>());
            if (taken == nullptr)
                problem(pointer, base::format("the dialect that this one extends has no group '{}'",
                                              value.get<std::string>()));
            else
                data.groups.push_back(*taken);
            continue;
        }
        if (!value.is_object()) {
            problem(pointer, "a group is a name or an object");
            continue;
        }
        onlyKeys(value, pointer, {"name", "before", "label", "join", "plans"});
        group.name = text(value, pointer, "name", true);
        if (const Group* taken = inherited(group.name)) group = *taken;
        if (value.contains("before")) group.before = text(value, pointer, "before");
        if (value.contains("label")) group.label = text(value, pointer, "label");
        if (value.contains("join")) group.join = text(value, pointer, "join");
        if (const auto plans = value.find("plans"); plans != value.end()) {
            group.plans.clear();
            if (!plans->is_array())
                problem(base::pointerTo(pointer, "plans"), "a list of sentence plans is expected");
            for (std::size_t p = 0; plans->is_array() && p < plans->size(); ++p)
                group.plans.push_back(
                    plan((*plans)[p], base::pointerTo(base::pointerTo(pointer, "plans"), p)));
        }
        data.groups.push_back(std::move(group));
    }
}

}  // namespace groundglass::prompt
