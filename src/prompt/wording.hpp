#pragma once

#include "facts.hpp"
#include "text_block.hpp"

#include <string>
#include <string_view>

namespace groundglass::prompt {

/// A number of that slot in words a cinematographer uses ("off-camera right", "lifted blacks"); empty when
/// there are none. `shot` gives what the number is relative to (white balance).
[[nodiscard]] std::string wordFor(const Item& item, const craft::MeasuredShot& shot);

/// The number itself with its unit: "50 mm", "f/2", "4:1", "45°".
[[nodiscard]] std::string numberFor(const Item& item);
void appendNumberFor(const Item& item, TextBlock& out);

/// "deep amber", "warm", "slightly cool", "neutral" … of a source seen by a white balance.
[[nodiscard]] std::string_view warmth(double kelvin, double whiteBalance);

/// Where a light stands, from its azimuth: "off-camera right", "from behind".
[[nodiscard]] std::string_view sideOf(double azimuth);

/// "16:9", "9:16", "1:1" … for ratios within 1 % of those, else "2.39:1".
[[nodiscard]] std::string ratioText(double ratio);

/// English name of a BCP 47 language; the tag itself when it is not a common one.
[[nodiscard]] std::string_view languageName(std::string_view tag);

/// Appends it for people, as a report says it: "50 mm", "Rembrandt", "drinking coffee".
void describe(const Item& item, TextBlock& out);

}  // namespace groundglass::prompt
