#include "film_files.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/film/json.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <thread>
#include <utility>

namespace groundglass::store {

namespace {

std::string_view kindOf(std::string_view path) {
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view stemOf(std::string_view path) {
    const auto slash = path.find('/');
    return path.substr(slash + 1, path.rfind('.') - slash - 1);
}

void takeProblems(std::vector<base::Problem>& to, base::Error error, std::string_view file,
                  std::string_view text) {
    if (error.problems.empty()) error.problems.push_back({std::string(file), {}, error.message, {}});
    const bool merging = text.find("\n<<<<<<< ") != std::string_view::npos || text.starts_with("<<<<<<< ");
    for (auto& problem : error.problems) {
        if (merging)
            problem.remedy = "settle the merge: the file still holds both sides between <<<<<<< and >>>>>>>";
    }
    std::ranges::move(error.problems, std::back_inserter(to));
}

template <class Item, class Key>
void placeItem(base::Result<Item> item, std::string_view path, std::string_view text,
               std::map<Key, Item>& into, ParsedFilm& parsed) {
    auto& problems = parsed.problems;
    if (!item) {
        takeProblems(problems, std::move(item.error()), path, text);
        parsed.unfinished.emplace(path, film::readableDirection(text));
        return;
    }
    const std::string_view name = stemOf(path);
    if (item->id.str() != name) {
        problems.push_back(
            {std::string(path), "/id",
             base::format("the id \"{}\" and the file's name do not match", item->id.str()),
             base::format("name the file {}.json, or set the id to \"{}\"", item->id.str(), name)});
        return;
    }
    Key id = item->id;
    into.emplace(std::move(id), std::move(*item));
}

void parseItem(ParsedFilm& parsed, std::string_view path, std::string_view text) {
    const std::string_view kind = kindOf(path);
    auto& film = parsed.film;
    if (kind == "cast") placeItem(film::castFromJson(text, path), path, text, film.cast, parsed);
    if (kind == "locations")
        placeItem(film::locationFromJson(text, path), path, text, film.locations, parsed);
    if (kind == "looks") placeItem(film::lookFromJson(text, path), path, text, film.looks, parsed);
    if (kind == "scenes") placeItem(film::sceneFromJson(text, path), path, text, film.scenes, parsed);
    if (kind == "shots") placeItem(film::shotFromJson(text, path), path, text, film.shots, parsed);
}

template <class Key, class Item>
void addTexts(FileTexts& texts, std::string_view folder, const std::map<Key, Item>& items,
              std::vector<base::Problem>& problems) {
    for (const auto& [id, item] : items) {
        if (!base::isValidId(id.str()) || item.id != id) {
            problems.push_back({base::format("{}/{}", folder, id.str()), "/id",
                                "this is not an id that a file can have",
                                "use a small letter first, then small letters, digits and _"});
            continue;
        }
        texts.emplace(itemPath(folder, id.str()), film::toJson(item));
    }
}

template <class Read>
bool sameItem(Read read, std::string_view text, std::string_view other) {
    const auto first = read(text, std::string_view{});
    const auto second = read(other, std::string_view{});
    return first && second && *first == *second;
}

}  // namespace

ParsedFilm parseTexts(const FileTexts& texts) {
    // Files know nothing of each other: each thread reads its stretch of them.
    constexpr std::size_t worthIt = 64;
    const std::size_t most = texts.size() / worthIt + 1;
    const std::size_t count =
        std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, std::min<std::size_t>(most, 8));
    std::vector<ParsedFilm> parts(count);
    {
        std::vector<std::jthread> others;
        auto from = texts.begin();
        for (std::size_t i = 0; i < count; ++i) {
            const auto length = texts.size() * (i + 1) / count - texts.size() * i / count;
            const auto to = std::next(from, static_cast<std::ptrdiff_t>(length));
            const auto stretch = [&part = parts[i], from, to] {
                for (auto at = from; at != to; ++at) parseItem(part, at->first, at->second);
            };
            if (i + 1 == count) {
                stretch();
            } else {
                others.emplace_back(stretch);
            }
            from = to;
        }
    }
    ParsedFilm parsed;
    if (const auto text = texts.find(std::string(filmFile)); text != texts.end()) {
        if (auto film = film::filmFromJson(text->second, filmFile)) {
            parsed.film = std::move(*film);
        } else {
            takeProblems(parsed.problems, std::move(film.error()), filmFile, text->second);
            parsed.unfinished.emplace(filmFile, film::readableDirection(text->second));
        }
    }
    for (auto& part : parts) {
        parsed.film.cast.merge(part.film.cast);
        parsed.film.locations.merge(part.film.locations);
        parsed.film.looks.merge(part.film.looks);
        parsed.film.scenes.merge(part.film.scenes);
        parsed.film.shots.merge(part.film.shots);
        std::ranges::move(part.problems, std::back_inserter(parsed.problems));
        parsed.unfinished.merge(part.unfinished);
    }
    return parsed;
}

base::Result<FileTexts> textsOf(const film::Film& film) {
    FileTexts texts;
    std::vector<base::Problem> problems;
    addTexts(texts, "cast", film.cast, problems);
    addTexts(texts, "locations", film.locations, problems);
    addTexts(texts, "looks", film.looks, problems);
    addTexts(texts, "scenes", film.scenes, problems);
    addTexts(texts, "shots", film.shots, problems);
    texts.emplace(filmFile, film::filmToJson(film));
    if (!problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput,
                          "the film holds items whose ids cannot be file names", {}, std::move(problems));
    }
    return texts;
}

bool saysTheSame(std::string_view path, std::string_view text, std::string_view other) {
    if (text == other) return true;
    const std::string_view kind = kindOf(path);
    if (path == filmFile) return sameItem(film::filmFromJson, text, other);
    if (kind == "cast") return sameItem(film::castFromJson, text, other);
    if (kind == "locations") return sameItem(film::locationFromJson, text, other);
    if (kind == "looks") return sameItem(film::lookFromJson, text, other);
    if (kind == "scenes") return sameItem(film::sceneFromJson, text, other);
    return kind == "shots" && sameItem(film::shotFromJson, text, other);
}

bool isItemPath(std::string_view path) {
    if (path == filmFile) return true;
    const std::string_view kind = kindOf(path);
    return std::ranges::find(itemFolders, kind) != itemFolders.end() && path.ends_with(".json") &&
           base::isValidId(stemOf(path)) && path == itemPath(kind, stemOf(path));
}

void layOver(FileTexts& texts, const FileTexts& mine, const std::vector<std::string>& removed) {
    for (const auto& [path, text] : mine) texts.insert_or_assign(path, text);
    for (const auto& path : removed) texts.erase(path);
}

base::Result<OwnEdits> ownEdits(const film::Film& film, const FileTexts& files) {
    auto texts = textsOf(film);
    if (!texts) return tl::unexpected(std::move(texts.error()));
    OwnEdits edits;
    for (const auto& [path, text] : files) {
        if (!texts->contains(path)) edits.removed.push_back(path);
    }
    for (auto& [path, text] : *texts) {
        const auto old = files.find(path);
        if (old == files.end() || !saysTheSame(path, old->second, text))
            edits.texts.emplace(path, std::move(text));
    }
    return edits;
}

bool isReadable(std::string_view path, std::string_view text) {
    if (path == filmFile) return film::filmFromJson(text, path).has_value();
    ParsedFilm parsed;
    parseItem(parsed, path, text);
    return parsed.problems.empty();
}

}  // namespace groundglass::store
