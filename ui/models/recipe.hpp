#pragma once

#include "groundglass/film/film.hpp"

#include <QString>

namespace groundglass::ui {

/// Everything that made a take, as plain text: model, prompt, negative, numbers, parameters, hash.
[[nodiscard]] QString recipeText(const film::Take& take);

}  // namespace groundglass::ui
