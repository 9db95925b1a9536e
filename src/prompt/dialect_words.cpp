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
        onlyKeys(value, pointer, {"text", "join", "last", "together"});
        phrase.text = plan(value["text"], base::pointerTo(pointer, "text"));
        if (value.contains("join")) phrase.join = text(value, pointer, "join");
        phrase.last = text(value, pointer, "last");
        if (value.contains("together")) phrase.together = text(value, pointer, "together");
    }
}

void DialectReader::readGroups(DialectData& data, const DialectData* parent) {
    const std::string form = text(m_json, "", "form");
    if (!form.empty() && form != "json") problem("/form", "the form is 'json', or there is none");
    data.json = form == "json";
    const base::Json& picture = object(m_json, "", "from_picture");
    onlyKeys(picture, "/from_picture", {"always", "groups"});
    if (const auto always = picture.find("always"); always != picture.end()) {
        if (always->is_boolean())
            data.alwaysFromPicture = always->get<bool>();
        else
            problem("/from_picture/always", "true or false is expected");
    }
    if (!data.json) {
        const auto list = m_json.find("groups");
        if (list == m_json.end())
            problem("/groups", "a list of groups is expected");
        else
            data.groups = groups(*list, "/groups", parent != nullptr ? &parent->groups : nullptr);
    }
    const auto own = [&data](const std::string& name) -> const Group* {
        const auto found = std::find_if(data.groups.begin(), data.groups.end(),
                                        [&](const Group& g) { return g.name == name; });
        return found == data.groups.end() ? nullptr : &*found;
    };
    if (const auto list = picture.find("groups"); list != picture.end()) {
        data.fromPicture = groups(*list, "/from_picture/groups", &data.groups);
    } else if (parent != nullptr) {
        for (const Group& taken : parent->fromPicture) {
            if (!taken.borrowed) {
                data.fromPicture.push_back(taken);
            } else if (const Group* mine = own(taken.name)) {
                data.fromPicture.push_back(*mine);
                data.fromPicture.back().borrowed = true;
            }
        }
    }
}

std::vector<Group> DialectReader::groups(const base::Json& list, const std::string& place,
                                         const std::vector<Group>* from) {
    std::vector<Group> all;
    if (!list.is_array() || list.empty()) {
        problem(place, "a list of groups is expected");
        return all;
    }
    const auto inherited = [from](const std::string& name) -> const Group* {
        if (from == nullptr) return nullptr;
        const auto found =
            std::find_if(from->begin(), from->end(), [&](const Group& g) { return g.name == name; });
        return found == from->end() ? nullptr : &*found;
    };
    for (std::size_t i = 0; i < list.size(); ++i) {
        const base::Json& value = list[i];
        const std::string pointer = base::pointerTo(place, i);
        if (value.is_string()) {
            const Group* taken = inherited(value.get<std::string>());
            if (taken == nullptr)
                problem(pointer, base::format("the dialect that this one extends has no group '{}'",
                                              value.get<std::string>()));
            else
                all.push_back(*taken);
            if (taken != nullptr) all.back().borrowed = true;
        } else if (!value.is_object()) {
            problem(pointer, "a group is a name or an object");
        } else {
            all.push_back(group(value, pointer, inherited(text(value, pointer, "name", true))));
        }
    }
    return all;
}

Group DialectReader::group(const base::Json& value, const std::string& pointer, const Group* taken) {
    onlyKeys(value, pointer, {"name", "before", "label", "join", "plans", "scope"});
    Group group;
    if (taken != nullptr) group = *taken;
    group.name = text(value, pointer, "name");
    if (value.contains("before")) group.before = text(value, pointer, "before");
    if (value.contains("label")) group.label = text(value, pointer, "label");
    if (value.contains("join")) group.join = text(value, pointer, "join");
    if (const std::string scope = text(value, pointer, "scope"); !scope.empty()) {
        if (scope == "shot")
            group.scope = Scope::Shot;
        else if (scope == "opening")
            group.scope = Scope::Opening;
        else if (scope == "closing")
            group.scope = Scope::Closing;
        else
            problem(base::pointerTo(pointer, "scope"), "the scope is shot, opening or closing");
    }
    const auto plans = value.find("plans");
    if (plans == value.end()) return group;
    group.plans.clear();
    if (!plans->is_array())
        problem(base::pointerTo(pointer, "plans"), "a list of sentence plans is expected");
    for (std::size_t p = 0; plans->is_array() && p < plans->size(); ++p)
        group.plans.push_back(plan((*plans)[p], base::pointerTo(base::pointerTo(pointer, "plans"), p)));
    return group;
}

}  // namespace groundglass::prompt
