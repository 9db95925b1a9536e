#include "groundglass/prompt/compose.hpp"
#include "groundglass/prompt/dialect.hpp"
#include "groundglass/prompt/lint.hpp"
