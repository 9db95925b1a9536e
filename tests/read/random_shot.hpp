#pragma once

#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/film.hpp"

#include <cstdint>

namespace groundglass::test {

/// A film with a cast of two, a place and one shot "s", each field of which is set or not by the seed. The
/// same seed makes the same film on every machine.
[[nodiscard]] film::Film randomFilm(const craft::Vocabulary& vocabulary, std::uint32_t seed);

}  // namespace groundglass::test
