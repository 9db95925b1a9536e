#include "groundglass/viewfinder/render.hpp"
#include "groundglass/viewfinder/scene.hpp"
