#include "film_files.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/store/film_folder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace groundglass::store {

namespace {

void append(std::vector<base::Problem>& to, std::vector<base::Problem> from) {
    std::ranges::move(from, std::back_inserter(to));
}

/// craft's pointers begin at the direction, ours at the file.
void checkTerms(std::vector<base::Problem>& to, const film::Direction& direction,
                const craft::Vocabulary& vocabulary, const std::string& file) {
    for (auto& problem : craft::checkTerms(direction, vocabulary, file)) {
        problem.pointer.insert(0, "/direction");
        to.push_back(std::move(problem));
    }
}

std::vector<base::Problem> findUnknownTerms(const ParsedFilm& parsed, const craft::Vocabulary& vocabulary) {
    const film::Film& film = parsed.film;
    std::vector<base::Problem> found;
    checkTerms(found, film.direction, vocabulary, std::string(filmFile));
    for (const auto& [id, look] : film.looks) {
        checkTerms(found, look.direction, vocabulary, itemPath("looks", id.str()));
    }
    for (const auto& [id, scene] : film.scenes) {
        checkTerms(found, scene.direction, vocabulary, itemPath("scenes", id.str()));
    }
    for (const auto& [id, shot] : film.shots) {
        checkTerms(found, shot.direction, vocabulary, itemPath("shots", id.str()));
    }
    for (const auto& [file, direction] : parsed.unfinished) checkTerms(found, direction, vocabulary, file);
    return found;
}

}  // namespace

base::Result<LoadedFilm> loadFilm(const std::filesystem::path& folder, const craft::Vocabulary& vocabulary) {
    auto found = readFolder(folder);
    if (!found) return tl::unexpected(std::move(found.error()));
    auto parsed = parseTexts(found->texts);
    auto problems = std::move(found->problems);
    append(problems, std::move(parsed.problems));
    append(problems, findUnknownTerms(parsed, vocabulary));
    if (!problems.empty()) {
        const auto message = problems.size() == 1
                                 ? base::format("{}: {}", problems.front().file, problems.front().message)
                                 : base::format("{} things are wrong with the film's files", problems.size());
        return base::fail(base::ErrorCode::InvalidInput, message, folder.string(), std::move(problems));
    }
    auto warnings = std::move(found->warnings);
    append(warnings, findLooseEnds(parsed.film, folder));
    return LoadedFilm{std::move(parsed.film), folder, std::move(found->texts), std::move(warnings)};
}

}  // namespace groundglass::store
