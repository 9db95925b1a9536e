#pragma once

#include "face.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/film/cascade.hpp"
#include "groundglass/film/json.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>

namespace groundglass::test {

/// The sample film with the words of the program, read from the resources.
class SampleFilm {
public:
    SampleFilm() {
        const auto root = resources() / "samples" / "impossible-places.groundglass";
        if (const auto text = base::readFile(root / "film.json"))
            if (auto read = film::filmFromJson(*text)) m_film = *read;
        const auto each = [&](const char* folder, const auto& parse, auto& to) {
            for (const auto& e : std::filesystem::directory_iterator(root / folder))
                if (const auto text = base::readFile(e.path()))
                    if (auto item = parse(*text)) to[item->id] = *item;
        };
        each(
            "cast", [](const std::string& t) { return film::castFromJson(t); }, m_film.cast);
        each(
            "locations", [](const std::string& t) { return film::locationFromJson(t); }, m_film.locations);
        each(
            "looks", [](const std::string& t) { return film::lookFromJson(t); }, m_film.looks);
        each(
            "scenes", [](const std::string& t) { return film::sceneFromJson(t); }, m_film.scenes);
        each(
            "shots", [](const std::string& t) { return film::shotFromJson(t); }, m_film.shots);
        if (auto words = craft::Vocabulary::load(resources() / "vocabulary")) m_vocabulary = *words;
    }
    [[nodiscard]] const film::Film& film() const { return m_film; }
    [[nodiscard]] viewfinder::Scene scene(const std::string& shot) const {
        const auto effective = film::cascade(m_film, film::ShotId(shot));
        REQUIRE(effective);
        const auto measured = craft::measure(effective->direction, m_vocabulary);
        return viewfinder::describe(m_film, effective->direction, measured, m_vocabulary);
    }

private:
    film::Film m_film;
    craft::Vocabulary m_vocabulary;
};

}  // namespace groundglass::test
