#pragma once

#include "facts.hpp"

namespace groundglass::prompt {

/// Decides for every fact whether it needs words: parameters, exclusions, and what the dialect refuses are
/// settled here; the rest stays open for the realiser.
void plan(Facts& facts, const Dialect& dialect, Prompt& prompt);

}  // namespace groundglass::prompt
