#pragma once

#include "groundglass/base/json.hpp"
#include "groundglass/jobs/catalog.hpp"
#include "groundglass/jobs/outside.hpp"

#include <string>
#include <utility>

namespace groundglass::providers {

// What a wire allows; shared by the codec's two halves.

/// The limits that the catalog gave along, as the catalog's own model.
[[nodiscard]] jobs::Model limitsOf(const base::Json& wire);
[[nodiscard]] double shapeOf(const std::string& ratio);  ///< "16:9" → 1.78; 0 for what is none.
[[nodiscard]] double shapeOf(const base::Pixels& size);
/// The allowed ratio nearest to a size; empty when the wire names none.
[[nodiscard]] std::string nearestRatio(const base::Json& wire, const base::Pixels& size);
/// The name of the resolution with the nearest number of lines; empty when the wire names none.
[[nodiscard]] std::pair<std::string, int> nearestResolution(const base::Json& wire, const base::Pixels& size);
[[nodiscard]] std::string wordsFor(double seconds);  ///< "4", "4.5".
[[nodiscard]] bool isReference(const jobs::LoadedPicture& picture);

}  // namespace groundglass::providers
