#include "ui/bridge/recent_films.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"

#include <system_error>
#include <utility>

namespace groundglass::ui {
namespace {
constexpr std::size_t most = 12;
}

std::vector<RecentFilm> readRecent(const std::filesystem::path& stateFolder) {
    std::vector<RecentFilm> films;
    const auto json = base::readJson((stateFolder / "recent.json").string());
    if (!json || !json->is_object() || !json->contains("films") || !(*json)["films"].is_array()) return films;
    for (const auto& entry : (*json)["films"]) {
        if (!entry.is_object()) continue;
        const auto folder = entry.find("folder");
        const auto title = entry.find("title");
        if (folder == entry.end() || !folder->is_string() || films.size() == most) continue;
        RecentFilm film;
        film.folder = folder->get<std::string>();
        if (title != entry.end() && title->is_string()) film.title = title->get<std::string>();
        std::error_code error;
        film.there = std::filesystem::exists(film.folder / "film.json", error);
        films.push_back(std::move(film));
    }
    return films;
}

base::Status rememberRecent(const std::filesystem::path& stateFolder, const RecentFilm& film) {
    auto films = readRecent(stateFolder);
    std::erase_if(films, [&](const RecentFilm& known) { return known.folder == film.folder; });
    films.insert(films.begin(), film);
    if (films.size() > most) films.resize(most);
    base::Json list = base::Json::array();
    for (const RecentFilm& known : films)
        list.push_back({{"folder", known.folder.string()}, {"title", known.title}});
    if (auto made = base::makeFolder(stateFolder); !made) return made;
    return base::AtomicFile::write(
        stateFolder / "recent.json",
        base::writeJson({{"schema", "groundglass/recent"}, {"version", 1}, {"films", std::move(list)}}));
}

}  // namespace groundglass::ui
