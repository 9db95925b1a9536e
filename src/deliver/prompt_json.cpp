#include "groundglass/base/json.hpp"
#include "groundglass/deliver/prompt_pack.hpp"
#include "groundglass/film/json.hpp"

#include <utility>

namespace groundglass::deliver {

namespace {

constexpr int packVersion = 1;

base::Json parametersOf(const prompt::Prompt& prompt) {
    auto list = base::Json::array();
    for (const auto& parameter : prompt.parameters) {
        list.push_back({{"name", parameter.name}, {"value", parameter.value}, {"field", parameter.field}});
    }
    return list;
}

base::Json factsOf(const prompt::Prompt& prompt) {
    auto list = base::Json::array();
    for (const auto& fact : prompt.facts) {
        base::Json item{{"field", fact.field},
                        {"priority", fact.priority},
                        {"text", fact.text},
                        {"fate", prompt::name(fact.fate)}};
        if (!fact.reason.empty()) item["reason"] = fact.reason;
        list.push_back(std::move(item));
    }
    return list;
}

base::Json spansOf(const prompt::Prompt& prompt) {
    auto list = base::Json::array();
    for (const auto& span : prompt.spans) {
        list.push_back({{"begin", span.begin}, {"end", span.end}, {"fact", span.fact}});
    }
    return list;
}

base::Json countsOf(const prompt::Prompt& prompt) {
    using prompt::Fate;
    auto counts = base::Json::object();
    for (const Fate fate : {Fate::Said, Fate::Parameter, Fate::Negative, Fate::Weakened, Fate::Dropped}) {
        counts[std::string(prompt::name(fate))] = prompt.count(fate);
    }
    return counts;
}

base::Json bodyOf(const prompt::Prompt& prompt) {
    return {{"dialect", prompt.dialect},
            {"text", prompt.text},
            {"negative", prompt.negative},
            {"length", prompt.length},
            {"words", prompt.words},
            {"tokens", prompt.tokens},
            {"parameters", parametersOf(prompt)},
            {"facts", factsOf(prompt)},
            {"spans", spansOf(prompt)},
            {"report", countsOf(prompt)}};
}

base::Json shotOf(const PromptPackShot& entry) {
    auto prompts = base::Json::array();
    for (const auto& prompt : entry.prompts) prompts.push_back(bodyOf(prompt));
    base::Json item{{"id", entry.shot.id.str()},
                    {"number", entry.shot.number},
                    {"title", entry.shot.title},
                    {"scene", entry.scene},
                    {"prompts", std::move(prompts)}};
    if (!entry.picture.empty()) item["picture"] = entry.picture;
    // The whole shot comes along, so that a pack can be compiled again for a model that does not exist yet.
    if (auto shot = base::parseJson(film::toJson(entry.shot))) item["shot"] = std::move(*shot);
    return item;
}

}  // namespace

std::string promptJson(const prompt::Prompt& prompt) {
    base::Json json = bodyOf(prompt);
    json["schema"] = "groundglass/prompt";
    json["version"] = packVersion;
    return base::writeJson(json);
}

std::string promptPackJson(const std::string& title, const std::vector<PromptPackShot>& shots) {
    auto list = base::Json::array();
    for (const auto& shot : shots) list.push_back(shotOf(shot));
    return base::writeJson({{"schema", "groundglass/prompt_pack"},
                            {"version", packVersion},
                            {"title", title},
                            {"shots", std::move(list)}});
}

}  // namespace groundglass::deliver
