#include "groundglass/app/services.hpp"
