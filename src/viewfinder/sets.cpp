#include "viewfinder/sets.hpp"

#include "viewfinder/set_parts.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace groundglass::viewfinder {
namespace {

struct Entry {
    std::string_view id;
    SetModel (*make)(const SetState&);
    std::vector<std::string_view> words;
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> all{
        {"window_interior",
         windowInterior,
         {"cafe", "caf\xC3\xA9", "coffee", "restaurant", "bar", "diner", "kitchen", "room", "office",
          "library", "hotel", "house", "living", "interior", "bedroom", "train"}},
        {"night_street",
         nightStreet,
         {"street", "city", "alley", "neon", "tokyo", "road", "pavement", "downtown", "urban", "car",
          "subway"}},
        {"attic",
         attic,
         {"attic", "cellar", "basement", "barn", "cabin", "shed", "loft", "church", "crypt", "dungeon"}},
        {"landscape",
         landscape,
         {"alps", "alpine", "mountain", "mountains", "village", "valley", "field", "meadow", "forest",
          "desert", "beach", "hill", "park", "snow", "landscape", "lake", "countryside"}},
        {"void",
         voidSet,
         {"space", "universe", "void", "galaxy", "orbit", "moon", "stars", "planet", "cosmos"}},
        {"vent", vent, {"ocean", "vent", "underwater", "sea", "reef", "deep", "abyss", "submarine"}},
        {"market", market, {"market", "souk", "bazaar", "stall", "fair", "marrakesh"}},
        {"studio", studio, {"studio", "backdrop", "stage"}},
    };
    return all;
}

const Entry* entry(std::string_view id) {
    for (const Entry& e : entries())
        if (e.id == id) return &e;
    return nullptr;
}

}  // namespace

SetModel setModel(const SetState& state) {
    const Entry* e = entry(state.id);
    return (e != nullptr ? e->make : studio)(state);
}

bool isSet(std::string_view id) {
    return entry(id) != nullptr;
}

std::string setForWords(std::string_view description) {
    std::string word;
    std::map<std::string_view, int> votes;
    const auto count = [&] {
        for (const Entry& e : entries())
            for (const std::string_view w : e.words)
                if (word == w || word == std::string(w) + "s") ++votes[e.id];
        word.clear();
    };
    for (const char c : description) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalpha(u) != 0 || u >= 0x80)
            word += u < 0x80 ? static_cast<char>(std::tolower(u)) : c;
        else
            count();
    }
    count();
    std::string best;
    int most = 0;
    for (const Entry& e : entries())
        if (const auto v = votes.find(e.id); v != votes.end() && v->second > most) {
            most = v->second;
            best = e.id;
        }
    return best;
}

}  // namespace groundglass::viewfinder
