#pragma once

#include "support/temp_dir.hpp"
#include "ui/bridge/film_bridge.hpp"
#include "ui/bridge/job_bridge.hpp"
#include "ui/document.hpp"

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

/// A document with its bridges to the disk and to the queue, and a folder of its own.
struct BridgeFixture {
    BridgeFixture() : document(library()), films(library(), document) {}

    void openSmallFilm() {
        store::LoadedFilm loaded;
        loaded.film = smallFilm();
        loaded.folder = folder.path() / "small.groundglass";
        document.open(std::move(loaded));
    }

    TempDir folder;
    ui::Document document;
    ui::JobBridge jobs;
    ui::FilmBridge films;
};

}  // namespace groundglass::test
