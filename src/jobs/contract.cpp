#include "groundglass/jobs/catalog.hpp"
#include "groundglass/jobs/job.hpp"
#include "groundglass/jobs/outside.hpp"
#include "groundglass/jobs/service.hpp"
