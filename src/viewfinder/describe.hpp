#pragma once

#include "groundglass/viewfinder/scene.hpp"
#include "viewfinder/vec.hpp"

#include <string_view>

namespace groundglass::viewfinder {

/// Everything a describing step reads.
struct Brief {
    const film::Film& film;
    const film::Direction& shot;
    const craft::MeasuredShot& measured;
};

void describeFigures(const Brief& brief, Scene& scene);
void describeSet(const Brief& brief, Scene& scene);
void describeCamera(const Brief& brief, Scene& scene);
/// After the camera: the key's angles start at the line from the subject to the lens.
void describeLight(const Brief& brief, Scene& scene);
void describeDevelopment(const Brief& brief, Scene& scene);

/// True when any of the words is in the text, letters only, any case.
[[nodiscard]] bool mentions(std::string_view text, std::initializer_list<std::string_view> words);

/// True when the word stands in the text by itself.
[[nodiscard]] bool names(std::string_view text, std::string_view word);

/// Radiance of a lamp of that area that gives `irradiance` at `distance`, facing it.
[[nodiscard]] float radianceFor(float irradiance, float area, float distance);

inline constexpr float keyIrradiance =
    4.0F;  ///< Of the key, facing it: skin then sits a stop above mid-grey.

}  // namespace groundglass::viewfinder
