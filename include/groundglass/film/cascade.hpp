#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/film.hpp"

#include <string_view>
#include <vector>

namespace groundglass::film {

/// Where a field's effective value was set; later ones win.
enum class Level { Unset, FilmLook, Film, SceneLook, Scene, ShotLook, Shot };

struct Origin {
    Level level = Level::Unset;
    LookId look;  ///< For the three look levels.
    bool operator==(const Origin&) const = default;
};

/// A shot's direction after inheritance, and where each field came from.
struct Effective {
    Direction direction;
    std::vector<Origin> origins;  ///< Parallel to fieldTable().
    [[nodiscard]] const Origin& origin(std::string_view path) const;
};

/// Film look → film → scene look → scene → shot look → shot, field by field.
/// A look that does not exist counts as unset. Errors: NotFound (shot). Thread: any.
[[nodiscard]] base::Result<Effective> cascade(const Film& film, const ShotId& shot);

/// What the shot would have without any value of its own.
[[nodiscard]] base::Result<Effective> inherited(const Film& film, const ShotId& shot);

}  // namespace groundglass::film
