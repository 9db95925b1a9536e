#pragma once

#include "groundglass/app/services.hpp"

#include <QString>

namespace groundglass::ui {

/// A shot in one line: "CU · 50 mm · Rembrandt · 8 s". What is left free is not named.
[[nodiscard]] QString shotFacts(const app::Library& library, const app::ShotView& view);

/// "8 s", "2.5 s".
[[nodiscard]] QString secondsText(base::Milliseconds duration);

}  // namespace groundglass::ui
