#include "groundglass/film/film.hpp"

#include <algorithm>

namespace groundglass::film {

namespace {

template <class Map, class Keep>
auto idsInOrder(const Map& items, Keep keep) {
    std::vector<const typename Map::value_type*> kept;
    for (const auto& entry : items) {
        if (keep(entry.second)) kept.push_back(&entry);
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const auto* a, const auto* b) { return a->second.order < b->second.order; });
    std::vector<typename Map::key_type> ids;
    ids.reserve(kept.size());
    for (const auto* entry : kept) ids.push_back(entry->first);
    return ids;
}

constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";

int digitAt(std::string_view key, std::size_t i, int beyond) {
    if (i >= key.size()) return beyond;
    const auto at = digits.find(key[i]);
    return at == std::string_view::npos ? 0 : static_cast<int>(at);
}

}  // namespace

std::vector<SceneId> scenesInOrder(const Film& film) {
    return idsInOrder(film.scenes, [](const Scene&) { return true; });
}

std::vector<ShotId> shotsInOrder(const Film& film, const SceneId& scene) {
    return idsInOrder(film.shots, [&](const Shot& shot) {
        return scene.empty() ? !film.scenes.contains(shot.scene) : shot.scene == scene;
    });
}

std::vector<ShotId> shotsInOrder(const Film& film) {
    std::map<SceneId, std::size_t> place;
    for (const auto& scene : scenesInOrder(film)) place.emplace(scene, place.size());
    std::vector<const Shot*> shots;
    shots.reserve(film.shots.size());
    for (const auto& entry : film.shots) shots.push_back(&entry.second);
    const auto rank = [&](const Shot& shot) {
        const auto found = place.find(shot.scene);
        return found == place.end() ? place.size() : found->second;
    };
    std::stable_sort(shots.begin(), shots.end(), [&](const Shot* a, const Shot* b) {
        const std::size_t ra = rank(*a);
        const std::size_t rb = rank(*b);
        return ra != rb ? ra < rb : a->order < b->order;
    });
    std::vector<ShotId> ids;
    ids.reserve(shots.size());
    for (const Shot* shot : shots) ids.push_back(shot->id);
    return ids;
}

std::string orderBetween(std::string_view before, std::string_view after) {
    // Keys are fractions in base 36; walk both until a digit fits between them.
    constexpr int base = 36;
    std::string key;
    bool open = after.empty();  // no upper bound any more
    for (std::size_t i = 0;; ++i) {
        const int low = digitAt(before, i, 0);
        const int high = open ? base : digitAt(after, i, base);
        if (high - low > 1) {
            key += digits[static_cast<std::size_t>((low + high) / 2)];
            return key;
        }
        key += digits[static_cast<std::size_t>(low)];
        if (low < high) open = true;
        if (i > before.size() + after.size() + 1) {  // equal or crossed bounds: directly after `before`
            return std::string(before) + 'i';
        }
    }
}

}  // namespace groundglass::film
