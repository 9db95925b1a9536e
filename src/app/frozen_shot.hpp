#pragma once

#include "groundglass/app/services.hpp"
#include "groundglass/base/json_text.hpp"

namespace groundglass::app {

/// What of a shot the request freezes besides its direction: the built-in clip needs the cast and the place
/// to draw it again tomorrow; other services get nothing of it on the wire.
[[nodiscard]] base::JsonText freezeShot(const film::Film& film, const ShotView& view, bool drawnHere);

/// The scene of a frozen request. Errors: InvalidInput.
[[nodiscard]] base::Result<viewfinder::Scene> thawScene(const Library& library, const jobs::Request& request);

/// Samples per pixel that the request froze.
[[nodiscard]] int frozenSamples(const jobs::Request& request);

/// True when the clip's file must say that it is AI-made.
[[nodiscard]] bool frozenLabel(const jobs::Request& request);

}  // namespace groundglass::app
