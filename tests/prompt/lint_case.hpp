#pragma once

#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/film/edit.hpp"
#include "groundglass/film/json.hpp"
#include "shot_builder.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::test {

inline const prompt::Policy& policy() {
    static const auto loaded = prompt::Policy::load(resources() / "lint" / "policy.json");
    if (!loaded)
        for (const base::Problem& problem : loaded.error().problems)
            UNSCOPED_INFO(problem.pointer << " " << problem.message);
    REQUIRE(loaded);
    return *loaded;
}

inline const prompt::Dialects& dialects() {
    static const auto loaded = prompt::Dialects::load(resources() / "dialects");
    REQUIRE(loaded);
    return *loaded;
}

/// A film of one scene as a case describes it, and what the linter says about it.
struct World {
    film::Film film;
    std::string dialect;
    bool wholeFilm{};  ///< The rules over scenes are asked, not those of a shot.
    film::ShotId shot{"s1"};

    [[nodiscard]] std::vector<prompt::Finding> lint() const {
        if (wholeFilm) return prompt::lintFilm(film, vocabulary(), dialects());
        const film::ShotId& id = shot;
        const auto effective = film::cascade(film, id);
        REQUIRE(effective);
        const auto measured = craft::measure(effective->direction, vocabulary());
        const prompt::ComposeInput input{film, film.shots.at(id), *effective, measured, vocabulary()};
        const std::string& own = film.shots.at(id).dialect;
        const prompt::Dialect* target = dialects().find(own.empty() ? dialect : own);
        REQUIRE(target != nullptr);
        const auto composed = prompt::compose(input, *target);
        return prompt::lint(input, *target, composed ? &*composed : nullptr, &policy());
    }
    [[nodiscard]] std::vector<prompt::Finding> of(std::string_view rule) const {
        auto all = lint();
        std::erase_if(all, [rule](const prompt::Finding& f) { return f.rule != rule; });
        return all;
    }
    [[nodiscard]] std::vector<std::string> errors() const {
        std::vector<std::string> rules;
        for (const prompt::Finding& f : lint())
            if (f.severity == prompt::Severity::Error) rules.push_back(f.rule);
        return rules;
    }
};

/// A direction over the plain one: a woman in a café, medium shot, no music. null takes a value away.
inline film::Direction directionOf(const base::Json& changes, bool plain) {
    base::Json all = base::Json::object();
    if (plain)
        all = {{"cast", {{"members", {"woman"}}}},
               {"place", {{"location", "cafe"}}},
               {"frame", {{"size", "ms"}}},
               {"sound", {{"no_music", true}}}};
    all.merge_patch(changes);
    auto direction = film::directionFromJson(all.dump(), "case");
    if (!direction)
        for (const base::Problem& problem : direction.error().problems)
            UNSCOPED_INFO(problem.pointer << " " << problem.message);
    REQUIRE(direction);
    const auto unknown = craft::checkTerms(*direction, vocabulary(), "case");
    for (const base::Problem& problem : unknown) UNSCOPED_INFO(problem.pointer << " " << problem.message);
    CHECK(unknown.empty());
    CHECK(direction->extra.empty());
    return *direction;
}

inline World worldOf(const base::Json& json, const std::string& dialect) {
    World world;
    world.film = ShotBuilder().film;
    world.dialect = json.value("dialect", dialect);
    world.film.dialect = world.dialect;
    for (base::Json member : json.value("cast", base::Json::array())) {
        member["schema"] = "groundglass/cast";
        member["version"] = 1;
        const auto read = film::castFromJson(member.dump(), "case");
        REQUIRE(read);
        world.film.cast[read->id] = *read;
    }
    film::Look look;
    look.id = film::LookId("look");
    look.direction = directionOf(json.value("look", base::Json::object()), false);
    world.film.looks[look.id] = look;
    world.wholeFilm = json.contains("shots");
    const base::Json shots = world.wholeFilm ? json["shots"] : base::Json::array({json["shot"]});
    for (std::size_t i = 0; i < shots.size(); ++i) {
        film::Scene scene;
        scene.id = film::SceneId(json.value("apart", false) ? "scene" + std::to_string(i) : "scene");
        scene.look = look.id;
        scene.order = "a" + std::to_string(i);
        world.film.scenes.emplace(scene.id, scene);
        film::Shot shot;
        shot.id = film::ShotId("s" + std::to_string(i + 1));
        shot.scene = scene.id;
        shot.order = "a" + std::to_string(i);
        shot.direction = directionOf(shots[i], true);
        world.film.shots[shot.id] = shot;
    }
    return world;
}

/// Every case of `tests/prompt/lint/*.json`, in the order of the files.
inline std::vector<base::Json> lintCases() {
    std::vector<std::filesystem::path> files;
    const auto folder = resources().parent_path() / "tests" / "prompt" / "lint";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<base::Json> cases;
    for (const auto& file : files) {
        const auto json = base::readJson(file.string());
        REQUIRE(json);
        for (const base::Json& one : (*json)["cases"]) cases.push_back(one);
    }
    return cases;
}

}  // namespace groundglass::test
