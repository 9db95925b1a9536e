#include "viewfinder/sets.hpp"

#include "viewfinder/set_data.hpp"
#include "viewfinder/set_parts.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace groundglass::viewfinder {
namespace {

/// Places that are made by a procedure; what is written about them is in their files.
struct Maker {
    std::string_view id;
    SetModel (*make)(const SetState&);
};
constexpr Maker makers[] = {{"window_interior", windowInterior},
                            {"night_street", nightStreet},
                            {"attic", attic},
                            {"landscape", landscape},
                            {"void", voidSet},
                            {"vent", vent},
                            {"market", market},
                            {"studio", studio}};

const Maker* maker(std::string_view id) {
    const auto* found =
        std::find_if(std::begin(makers), std::end(makers), [&](const Maker& m) { return m.id == id; });
    return found != std::end(makers) ? found : nullptr;
}

}  // namespace

SetModel setModel(const SetState& state) {
    const SetData* data = SetCatalog::own().find(state.id);
    const Maker* start = maker(data != nullptr ? data->from : state.id);
    if (data == nullptr) return (start != nullptr ? start->make : studio)(state);
    SetModel set = start != nullptr ? start->make(state) : SetModel{};
    build(*data, state, set);
    return set;
}

bool isSet(std::string_view id) {
    return SetCatalog::own().find(id) != nullptr || maker(id) != nullptr;
}

const SetInfo& setInfo(std::string_view id) {
    static const SetInfo studioInfo{"studio", "", false, false, false, false, 0, 0};
    const SetData* data = SetCatalog::own().find(id);
    return data != nullptr ? data->info : studioInfo;
}

std::string setForWords(std::string_view description) {
    std::string word;
    std::map<std::string, int, std::less<>> votes;
    const auto count = [&] {
        for (const auto& [id, set] : SetCatalog::own().all())
            for (const std::string& w : set.words)
                if (word == w || word == w + "s") ++votes[id];
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
    for (const auto& [id, votesFor] : votes)
        if (votesFor > most) {
            most = votesFor;
            best = id;
        }
    return best;
}

}  // namespace groundglass::viewfinder
