#include "groundglass/media/media.hpp"
