#pragma once

#include "support/temp_dir.hpp"
#include "ui/bridge/background.hpp"
#include "ui/bridge/film_bridge.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/bridge/media_bridge.hpp"
#include "ui/bridge/render_bridge.hpp"
#include "ui/document.hpp"
#include "ui/panel_context.hpp"
#include "ui/selection.hpp"
#include "ui/theme.hpp"
#include "ui/window/actions.hpp"
#include "ui/window/targets.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace groundglass::test {

/// The shipped library, loaded once for all tests of the program.
inline std::shared_ptr<const app::Library> library() {
    static const std::shared_ptr<const app::Library> loaded = [] {
        auto result = app::Library::load(resources());
        if (!result) throw std::runtime_error(result.error().message);
        return std::move(result).value();
    }();
    return loaded;
}

/// Two scenes: a café with two shots and a landscape with one.
inline film::Film smallFilm() {
    film::Film film;
    film.id = film::FilmId("small");
    film.title = "Small";
    const auto scene = [&](const char* id, const char* title, std::string order) {
        film::Scene made;
        made.id = film::SceneId(id);
        made.title = title;
        made.order = std::move(order);
        film.scenes.emplace(made.id, made);
    };
    const std::string first = film::orderBetween({}, {});
    const std::string second = film::orderBetween(first, {});
    scene("paris", "Paris, morning", first);
    scene("alps", "The Alps", second);
    const auto shot = [&](const char* id, const char* number, const char* in, std::string order) {
        film::Shot made;
        made.id = film::ShotId(id);
        made.number = number;
        made.title = std::string("Shot ") + number;
        made.scene = film::SceneId(in);
        made.order = std::move(order);
        film.shots.emplace(made.id, made);
    };
    shot("coffee", "1A", "paris", first);
    shot("street", "1B", "paris", second);
    shot("ridge", "2A", "alps", first);
    film.shots.at(film::ShotId("coffee")).direction.lens.focal = base::Millimetres{50};
    return film;
}

/// Everything that a panel sees, with a film that lies in a folder of its own.
struct StudioFixture {
    StudioFixture()
        : document(library()),
          films(library(), document),
          render({}),
          targets(library(), document, jobs, background),
          actions(theme),
          context{library(), document, selection, render, jobs, media, films, background, actions, theme} {}

    void openSmallFilm() {
        store::LoadedFilm loaded;
        loaded.film = smallFilm();
        loaded.folder = folder.path() / "small.groundglass";
        document.open(std::move(loaded));
    }

    TempDir folder;
    ui::Theme theme;
    ui::Document document;
    ui::Selection selection;
    ui::JobBridge jobs;
    ui::MediaBridge media;
    ui::FilmBridge films;
    ui::RenderBridge render;
    ui::Background background;
    ui::Targets targets;
    ui::Actions actions;
    ui::PanelContext context;
};

}  // namespace groundglass::test
