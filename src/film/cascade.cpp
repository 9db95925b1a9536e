#include "groundglass/film/cascade.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/film/fields.hpp"

namespace groundglass::film {

namespace {

void layOver(Effective& effective, const Direction& layer, const Origin& origin) {
    const auto table = fieldTable();
    for (std::size_t i = 0; i < table.size(); ++i) {
        FieldValue value = table[i].get(layer);
        if (!isSet(value)) continue;
        if (table[i].set(effective.direction, value)) effective.origins[i] = origin;
    }
}

void layLook(Effective& effective, const Film& film, const LookId& look, Level level) {
    if (look.empty()) return;
    const auto found = film.looks.find(look);
    if (found != film.looks.end()) layOver(effective, found->second.direction, {level, look});
}

Effective aboveShot(const Film& film, const Shot& shot) {
    Effective effective;
    effective.origins.resize(fieldTable().size());
    layLook(effective, film, film.look, Level::FilmLook);
    layOver(effective, film.direction, {Level::Film, {}});
    if (const auto scene = film.scenes.find(shot.scene); scene != film.scenes.end()) {
        layLook(effective, film, scene->second.look, Level::SceneLook);
        layOver(effective, scene->second.direction, {Level::Scene, {}});
    }
    layLook(effective, film, shot.look, Level::ShotLook);
    return effective;
}

base::Result<const Shot*> findShot(const Film& film, const ShotId& id) {
    const auto found = film.shots.find(id);
    if (found == film.shots.end()) {
        return base::fail(base::ErrorCode::NotFound, base::format("there is no shot \"{}\"", id.str()),
                          id.str());
    }
    return &found->second;
}

}  // namespace

const Origin& Effective::origin(std::string_view path) const {
    static const Origin unset;
    const std::size_t index = fieldIndex(path);
    return index < origins.size() ? origins[index] : unset;
}

base::Result<Effective> cascade(const Film& film, const ShotId& id) {
    const auto shot = findShot(film, id);
    if (!shot) return tl::unexpected(shot.error());
    Effective effective = aboveShot(film, **shot);
    layOver(effective, (*shot)->direction, {Level::Shot, {}});
    return effective;
}

base::Result<Effective> inherited(const Film& film, const ShotId& id) {
    const auto shot = findShot(film, id);
    if (!shot) return tl::unexpected(shot.error());
    return aboveShot(film, **shot);
}

}  // namespace groundglass::film
