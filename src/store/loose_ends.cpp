#include "film_files.hpp"

#include "groundglass/base/format.hpp"

#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

class LooseEnds {
public:
    LooseEnds(const film::Film& film, fs::path folder) : m_film(film), m_folder(std::move(folder)) {}

    void checkLook(const std::string& file, const film::LookId& look) {
        if (look.empty() || m_film.looks.contains(look)) return;
        add(file, "/look",
            base::format("the look \"{}\" is not in the film, so it changes nothing", look.str()),
            "bring the look back, or choose another one");
    }

    void checkScene(const std::string& file, const film::Shot& shot) {
        if (m_film.scenes.contains(shot.scene)) return;
        add(file, "/scene",
            shot.scene.empty()
                ? "the shot is in no scene and is listed as unplaced"
                : base::format("the scene \"{}\" does not exist: the shot is listed as unplaced",
                               shot.scene.str()),
            "move the shot into a scene");
    }

    void checkDirection(const std::string& file, const film::Direction& direction) {
        if (direction.place.location && !m_film.locations.contains(*direction.place.location)) {
            add(file, "/direction/place/location",
                base::format("the location \"{}\" is not in the film", direction.place.location->str()),
                "add the location, or choose another one");
        }
        checkEach(file, "cast/members", direction.cast.members, [](const film::CastId& id) { return id; });
        checkEach(file, "cast/performances", direction.cast.performances,
                  [](const auto& item) { return item.who; });
        checkEach(file, "story/actions", direction.story.actions, [](const auto& item) { return item.who; });
        checkEach(file, "sound/dialogue", direction.sound.dialogue,
                  [](const auto& item) { return item.who; });
        checkReferences(file, direction.output.references);
    }

    [[nodiscard]] std::vector<base::Problem> take() { return std::move(m_found); }

private:
    template <class Items, class Who>
    void checkEach(const std::string& file, std::string_view path, const Items& items, Who who) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const film::CastId id = who(items[i]);
            if (id.empty() || m_film.cast.contains(id)) continue;
            add(file, base::format("/direction/{}/{}", path, i),
                base::format("\"{}\" is not in the cast of the film", id.str()),
                "add them to the cast, or choose somebody else");
        }
    }

    void checkReferences(const std::string& file, const std::vector<film::Reference>& references) {
        for (std::size_t i = 0; i < references.size(); ++i) {
            const fs::path name = references[i].file;
            std::error_code error;
            const bool plain = !name.empty() && name == name.filename();
            if (plain && fs::is_regular_file(m_folder / "references" / name, error)) continue;
            add(file, base::format("/direction/output/references/{}/file", i),
                base::format("the picture \"{}\" is not in the film's references", references[i].file),
                "add the picture again");
        }
    }

    void add(const std::string& file, std::string pointer, std::string message, std::string remedy) {
        m_found.push_back({file, std::move(pointer), std::move(message), std::move(remedy)});
    }

    const film::Film& m_film;
    fs::path m_folder;
    std::vector<base::Problem> m_found;
};

}  // namespace

std::vector<base::Problem> findLooseEnds(const film::Film& film, const fs::path& folder) {
    LooseEnds ends(film, folder);
    const std::string top(filmFile);
    ends.checkLook(top, film.look);
    ends.checkDirection(top, film.direction);
    for (const auto& [id, look] : film.looks)
        ends.checkDirection(itemPath("looks", id.str()), look.direction);
    for (const auto& [id, scene] : film.scenes) {
        const std::string file = itemPath("scenes", id.str());
        ends.checkLook(file, scene.look);
        ends.checkDirection(file, scene.direction);
    }
    for (const auto& [id, shot] : film.shots) {
        const std::string file = itemPath("shots", id.str());
        ends.checkScene(file, shot);
        ends.checkLook(file, shot.look);
        ends.checkDirection(file, shot.direction);
    }
    return ends.take();
}

}  // namespace groundglass::store
