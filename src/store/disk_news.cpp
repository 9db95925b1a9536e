#include "film_files.hpp"

#include "groundglass/store/film_folder.hpp"

#include <algorithm>
#include <utility>

namespace groundglass::store {

namespace {

std::vector<std::string> differences(const FileTexts& before, const FileTexts& now) {
    std::vector<std::string> found;
    for (const auto& [path, text] : now) {
        const auto old = before.find(path);
        if (old == before.end() || old->second != text) found.push_back(path);
    }
    for (const auto& [path, text] : before) {
        if (!now.contains(path)) found.push_back(path);
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace

base::Result<std::optional<DiskNews>> lookAgain(const LoadedFilm& loaded,
                                                const craft::Vocabulary& vocabulary) {
    const auto found = readFolder(loaded.folder);
    if (!found) return tl::unexpected(found.error());
    DiskNews news;
    news.changed = differences(loaded.texts, found->texts);
    if (news.changed.empty() && found->problems.empty()) return std::optional<DiskNews>();
    auto again = loadFilm(loaded.folder, vocabulary);
    if (!again) return tl::unexpected(std::move(again.error()));
    news.loaded = std::move(*again);
    news.changed = differences(loaded.texts, news.loaded.texts);
    const auto edits = ownEdits(loaded.film, loaded.texts);
    if (!edits) return tl::unexpected(edits.error());
    if (edits->empty()) return news;
    for (const auto& path : news.changed) {
        const bool removed = std::ranges::find(edits->removed, path) != edits->removed.end();
        const auto mine = edits->texts.find(path);
        const auto theirs = news.loaded.texts.find(path);
        const bool gone = theirs == news.loaded.texts.end();
        const bool agreed =
            removed ? gone : mine != edits->texts.end() && !gone && theirs->second == mine->second;
        if ((removed || mine != edits->texts.end()) && !agreed) news.both.push_back(path);
    }
    FileTexts texts = news.loaded.texts;
    layOver(texts, edits->texts, edits->removed);
    auto parsed = parseTexts(texts);
    if (!parsed.problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "the edits do not fit the files on the disk",
                          loaded.folder.string(), std::move(parsed.problems));
    }
    if (!(parsed.film == news.loaded.film)) news.mine = std::move(parsed.film);
    return news;
}

}  // namespace groundglass::store
