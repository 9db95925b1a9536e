#include "groundglass/deliver/prompt_pack.hpp"
