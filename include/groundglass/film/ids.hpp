#pragma once

#include "groundglass/base/ids.hpp"

namespace groundglass::film {

using FilmId = base::Id<struct FilmTag>;
using SceneId = base::Id<struct SceneTag>;
using ShotId = base::Id<struct ShotTag>;
using LookId = base::Id<struct LookTag>;
using CastId = base::Id<struct CastTag>;
using LocationId = base::Id<struct LocationTag>;
using TakeId = base::Id<struct TakeTag>;
/// A vocabulary term; opaque here, craft::Vocabulary knows what it means within its facet.
using TermId = base::Id<struct TermTag>;

}  // namespace groundglass::film
