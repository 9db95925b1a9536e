#pragma once

#include "facts.hpp"
#include "writer.hpp"

namespace groundglass::prompt {

/// Fills in facts and spans of the prompt: first what is said, in the order of the text, then the rest in the
/// order of the fields. Takes the writer's text and spans.
void writeReport(Facts& facts, Writer& writer, Prompt& prompt);

}  // namespace groundglass::prompt
