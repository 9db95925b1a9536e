#include "ui/models/shot_edits.hpp"

#include "groundglass/base/ids.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace groundglass::ui {
namespace {

std::string label(const char* text) {
    return QCoreApplication::translate("Edits", text).toStdString();
}

template <class Map>
std::string unusedId(const Map& taken, const std::string& wish) {
    using Key = typename Map::key_type;
    std::string id = wish;
    for (int i = 2; taken.contains(Key(id)); ++i) id = wish + "_" + std::to_string(i);
    return id;
}

std::string orderOf(const film::Film& film, const film::ShotId& shot) {
    const auto found = film.shots.find(shot);
    return found == film.shots.end() ? std::string() : found->second.order;
}

/// The order key behind `after`, or at the end when that is empty or not in the scene.
std::string orderBehind(const film::Film& film, const film::SceneId& scene, const film::ShotId& after) {
    const auto shots = film::shotsInOrder(film, scene);
    const auto place = std::find(shots.begin(), shots.end(), after);
    if (place == shots.end()) {
        return film::orderBetween(shots.empty() ? std::string() : orderOf(film, shots.back()), {});
    }
    const auto next = std::next(place);
    return film::orderBetween(orderOf(film, *place),
                              next == shots.end() ? std::string() : orderOf(film, *next));
}

/// "1C" for the third shot of the first scene. Letters go on as "AA" behind "Z".
std::string numberFor(const film::Film& film, const film::SceneId& scene) {
    const auto scenes = film::scenesInOrder(film);
    const auto place = std::find(scenes.begin(), scenes.end(), scene) - scenes.begin();
    for (int i = 0;; ++i) {
        std::string letters;
        for (int n = i; n >= 0; n = n / 26 - 1)
            letters.insert(letters.begin(), static_cast<char>('A' + n % 26));
        const std::string number = std::to_string(place + 1) + letters;
        const bool taken = std::any_of(film.shots.begin(), film.shots.end(),
                                       [&](const auto& entry) { return entry.second.number == number; });
        if (!taken) return number;
    }
}

}  // namespace

NewShot newShot(const film::Film& film, const film::SceneId& scene, const film::ShotId& after) {
    film::Shot shot;
    shot.scene = scene;
    shot.number = numberFor(film, scene);
    shot.title = label(QT_TRANSLATE_NOOP("Edits", "New shot"));
    shot.id = film::ShotId(unusedId(film.shots, base::idFromTitle("shot " + shot.number)));
    shot.order = orderBehind(film, scene, after);
    const film::ShotId id = shot.id;
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::putShot(id, std::move(shot)));
    return {film::together(label(QT_TRANSLATE_NOOP("Edits", "New shot")), std::move(edits)), id};
}

NewShot duplicateShot(const film::Film& film, const film::ShotId& original) {
    const auto found = film.shots.find(original);
    if (found == film.shots.end()) return {};
    film::Shot shot = found->second;
    shot.number = numberFor(film, shot.scene);
    shot.id = film::ShotId(unusedId(film.shots, original.str().substr(0, 32) + "_copy"));
    shot.order = orderBehind(film, shot.scene, original);
    const film::ShotId id = shot.id;
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::putShot(id, std::move(shot)));
    return {film::together(label(QT_TRANSLATE_NOOP("Edits", "Duplicate shot")), std::move(edits)), id};
}

std::unique_ptr<film::Edit> deleteShot(const film::Film& film, const film::ShotId& shot) {
    if (!film.shots.contains(shot)) return nullptr;
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::putShot(shot, std::nullopt));
    return film::together(label(QT_TRANSLATE_NOOP("Edits", "Delete shot")), std::move(edits));
}

std::unique_ptr<film::Edit> moveShot(const film::Film& film, const film::ShotId& id, int by) {
    const auto found = film.shots.find(id);
    if (found == film.shots.end()) return nullptr;
    film::Shot shot = found->second;
    const auto shots = film::shotsInOrder(film, shot.scene);
    const auto at = std::find(shots.begin(), shots.end(), id) - shots.begin();
    const auto to = at + by;
    const auto count = static_cast<std::ptrdiff_t>(shots.size());
    const auto order = [&](std::ptrdiff_t i) {
        return i < 0 || i >= count ? std::string() : orderOf(film, shots[static_cast<std::size_t>(i)]);
    };
    if (to >= 0 && to < count) {
        shot.order = by < 0 ? film::orderBetween(order(to - 1), order(to))
                            : film::orderBetween(order(to), order(to + 1));
    } else {
        const auto scenes = film::scenesInOrder(film);
        const auto scene = std::find(scenes.begin(), scenes.end(), shot.scene) - scenes.begin() + by;
        if (scene < 0 || scene >= static_cast<std::ptrdiff_t>(scenes.size())) return nullptr;
        shot.scene = scenes[static_cast<std::size_t>(scene)];
        const auto there = film::shotsInOrder(film, shot.scene);
        if (there.empty()) {
            shot.order = film::orderBetween({}, {});
        } else if (by < 0) {
            shot.order = film::orderBetween(orderOf(film, there.back()), {});
        } else {
            shot.order = film::orderBetween({}, orderOf(film, there.front()));
        }
    }
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::putShot(id, std::move(shot)));
    return film::together(label(QT_TRANSLATE_NOOP("Edits", "Move shot")), std::move(edits));
}

NewShot newScene(const film::Film& film, const film::SceneId& after) {
    const auto scenes = film::scenesInOrder(film);
    const auto place = std::find(scenes.begin(), scenes.end(), after);
    const auto order = [&](auto it) {
        return it == scenes.end() ? std::string() : film.scenes.at(*it).order;
    };
    film::Scene scene;
    scene.title = label(QT_TRANSLATE_NOOP("Edits", "New scene"));
    scene.id = film::SceneId(unusedId(film.scenes, "scene_" + std::to_string(scenes.size() + 1)));
    if (place == scenes.end()) {
        scene.order =
            film::orderBetween(scenes.empty() ? std::string() : film.scenes.at(scenes.back()).order, {});
    } else {
        scene.order = film::orderBetween(order(place), order(std::next(place)));
    }
    film::Film grown = film;
    grown.scenes.emplace(scene.id, scene);
    film::Shot shot;
    shot.scene = scene.id;
    shot.number = numberFor(grown, scene.id);
    shot.title = label(QT_TRANSLATE_NOOP("Edits", "New shot"));
    shot.id = film::ShotId(unusedId(film.shots, base::idFromTitle("shot " + shot.number)));
    shot.order = film::orderBetween({}, {});
    const film::ShotId id = shot.id;
    const film::SceneId sceneId = scene.id;
    std::vector<std::unique_ptr<film::Edit>> edits;
    edits.push_back(film::putScene(sceneId, std::move(scene)));
    edits.push_back(film::putShot(id, std::move(shot)));
    return {film::together(label(QT_TRANSLATE_NOOP("Edits", "New scene")), std::move(edits)), id};
}

std::unique_ptr<film::Edit> deleteScene(const film::Film& film, const film::SceneId& scene) {
    if (!film.scenes.contains(scene)) return nullptr;
    std::vector<std::unique_ptr<film::Edit>> edits;
    for (const film::ShotId& shot : film::shotsInOrder(film, scene))
        edits.push_back(film::putShot(shot, std::nullopt));
    edits.push_back(film::putScene(scene, std::nullopt));
    return film::together(label(QT_TRANSLATE_NOOP("Edits", "Delete scene")), std::move(edits));
}

}  // namespace groundglass::ui
