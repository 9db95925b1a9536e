#pragma once

#include "groundglass/app/services.hpp"

#include <QString>

#include <string_view>

namespace groundglass::ui {

/// A shot in one line: "CU · 50 mm · Rembrandt · 8 s". What is left free is not named.
[[nodiscard]] QString shotFacts(const app::Library& library, const app::ShotView& view);

/// "8 s", "2.5 s".
[[nodiscard]] QString secondsText(base::Milliseconds duration);

/// The title of a model for people; what the catalog does not know, and all without one, as its ids.
[[nodiscard]] QString modelTitle(const jobs::Catalog* catalog, std::string_view provider,
                                 std::string_view model);

}  // namespace groundglass::ui
