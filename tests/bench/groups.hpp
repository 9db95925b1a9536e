#pragma once

#include "groundglass/app/services.hpp"

#include <filesystem>
#include <memory>

namespace groundglass::bench {

/// What every group of measurements gets.
struct Setting {
    std::shared_ptr<const app::Library> library;
    std::filesystem::path folder;  ///< Empty at the start; on the disk that temporary files are on.
    std::filesystem::path peers;   ///< Scripts of the peers.
    int repeats = 9;
};

/// The sample film, and one of 2,000 shots made from it: 100 scenes, every shot with numbers of its own.
[[nodiscard]] film::Film sampleFilm(const Setting& setting);
[[nodiscard]] film::Film largeFilm(const Setting& setting);

void words(const Setting& setting);
void edit(const Setting& setting);
void picture(const Setting& setting);
void clip(const Setting& setting);
void filmFolder(const Setting& setting);
void pack(const Setting& setting);

}  // namespace groundglass::bench
