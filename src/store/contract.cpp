#include "groundglass/store/film_folder.hpp"
#include "groundglass/store/library.hpp"
#include "groundglass/store/pack.hpp"
