#pragma once

#include "groundglass/film/edit.hpp"

#include <memory>
#include <string>

namespace groundglass::ui {

// Structural edits of the strip, each as one step of undo. Pure: they read the film and give an edit.

struct NewShot {
    std::unique_ptr<film::Edit> edit;
    film::ShotId id;
};
/// An empty shot behind `after` in `scene`; an empty `after` means at the end.
[[nodiscard]] NewShot newShot(const film::Film& film, const film::SceneId& scene, const film::ShotId& after);
/// A copy right behind its original. Null edit when there is no such shot.
[[nodiscard]] NewShot duplicateShot(const film::Film& film, const film::ShotId& shot);
[[nodiscard]] std::unique_ptr<film::Edit> deleteShot(const film::Film& film, const film::ShotId& shot);
/// One place up (−1) or down (+1), over the border of a scene too. Null when there is nowhere to go.
[[nodiscard]] std::unique_ptr<film::Edit> moveShot(const film::Film& film, const film::ShotId& shot, int by);
/// A scene behind `after`, with one shot.
[[nodiscard]] NewShot newScene(const film::Film& film, const film::SceneId& after);
/// A scene and all its shots.
[[nodiscard]] std::unique_ptr<film::Edit> deleteScene(const film::Film& film, const film::SceneId& scene);

}  // namespace groundglass::ui
