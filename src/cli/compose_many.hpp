#pragma once

#include "cli/engine.hpp"
#include "cli/verb.hpp"

#include <string>
#include <vector>

namespace groundglass::cli {

/// The shots of each scene in as few requests as the dialect takes. `scenes`: lists of shots that belong
/// together.
[[nodiscard]] Outcome composeTogether(const OpenFilm& film,
                                      const std::vector<std::vector<film::ShotId>>& scenes,
                                      const std::vector<std::string>& dialects);

/// What every dialect makes of every fact of the shots, as one table.
[[nodiscard]] Outcome composePortability(const OpenFilm& film, const std::vector<film::ShotId>& shots,
                                         const std::vector<std::string>& dialects);

/// The shots in every combination of the sweeps ("lens/focal=35,50") and of the alternatives in their texts,
/// at most `most` a shot.
[[nodiscard]] Outcome composeVariants(const OpenFilm& film, const std::vector<film::ShotId>& shots,
                                      const std::vector<std::string>& dialects,
                                      const std::vector<std::string>& sweeps, std::uint64_t most);

}  // namespace groundglass::cli
