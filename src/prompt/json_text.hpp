#pragma once

#include "facts.hpp"
#include "writer.hpp"

namespace groundglass::prompt {

/// Writes the open facts as one JSON object, in the order of the film's groups, and closes them as said. Each
/// value's text is a span of its fact.
void writeJson(Facts& facts, Writer& writer);

}  // namespace groundglass::prompt
