#pragma once

#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/film.hpp"
#include "groundglass/store/film_folder.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace groundglass::test {

inline const craft::Vocabulary& vocabulary() {
    static const craft::Vocabulary loaded = [] {
        auto terms = craft::Vocabulary::load(resources() / "vocabulary");
        REQUIRE(terms);
        return std::move(*terms);
    }();
    return loaded;
}

inline std::string slurp(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline void spill(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

/// Every file below a folder: relative path → bytes.
inline std::map<std::string, std::string> snapshot(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] = slurp(entry.path());
        }
    }
    return files;
}

/// A film with one scene, one look, one cast member and two shots.
inline film::Film smallFilm() {
    film::Film film;
    film.id = film::FilmId("harbour");
    film.title = "Harbour";
    film.look = film::LookId("cold");
    film.looks[film.look] = {film.look, "Cold", "", {}, {}};
    film.looks[film.look].direction.grade.contrast = 1.1;
    film.cast[film::CastId("pilot")] = {
        film::CastId("pilot"), "Ines", "harbour pilot", {}, "", "she", "adult", "", {}};
    film.locations[film::LocationId("quay")] = {
        film::LocationId("quay"), "Quay", "a stone quay", "landscape", {}};
    film.scenes[film::SceneId("dawn")] = {film::SceneId("dawn"), "Dawn", "h", {}, {}, {}};
    for (const char* id : {"arrival", "rope"}) {
        film::Shot shot;
        shot.id = film::ShotId(id);
        shot.title = id;
        shot.order = id;
        shot.scene = film::SceneId("dawn");
        shot.direction.lens.focal = base::Millimetres{50};
        shot.direction.cast.members = {film::CastId("pilot")};
        shot.direction.place.location = film::LocationId("quay");
        film.shots[shot.id] = shot;
    }
    return film;
}

inline bool mentions(const std::vector<base::Problem>& problems, const std::string& file,
                     const std::string& words) {
    for (const auto& problem : problems) {
        if (problem.file.find(file) != std::string::npos && problem.message.find(words) != std::string::npos)
            return true;
    }
    return false;
}

}  // namespace groundglass::test
