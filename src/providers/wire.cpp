#include "groundglass/providers/adapters.hpp"
