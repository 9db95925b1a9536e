#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/film.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::store {

/// Folders of a film that hold one JSON file per item, in the order in which they are written: what others
/// name comes first.
inline constexpr std::array<std::string_view, 5> itemFolders{"cast", "locations", "looks", "scenes", "shots"};
inline constexpr std::string_view filmFile = "film.json";
inline constexpr std::string_view lockFile = ".groundglass.lock";
inline constexpr std::string_view referencesFolder = "references";
inline constexpr std::string_view takesFolder = "takes";
inline constexpr std::string_view inboxFolder = "_inbox";

/// Name that a damaged file gets before a forced save puts a good one in its place:
/// "shots/cafe.damaged-1a2b3c4d".
inline constexpr std::string_view damagedMark = ".damaged-";

/// Relative path ("shots/cafe.json") → text, as read or as it would be written.
using FileTexts = std::map<std::string, std::string>;

/// What is in a film folder, unparsed.
struct FolderTexts {
    FileTexts texts;
    std::vector<base::Problem> problems;  ///< Unreadable files, links, names that are no ids.
    std::vector<base::Problem> warnings;  ///< Files that are left alone.
};

/// Reads film.json and every item file. Errors: NotFound (no folder, no film.json), Io.
[[nodiscard]] base::Result<FolderTexts> readFolder(const std::filesystem::path& folder);

/// A film and everything wrong with its files; the film holds what could be read.
struct ParsedFilm {
    film::Film film;
    std::vector<base::Problem> problems;
    /// By file, for items that have problems: what of their direction can be read.
    std::map<std::string, film::Direction> unfinished;
};
[[nodiscard]] ParsedFilm parseTexts(const FileTexts& texts);

/// Every file of a film with its text. Errors: InvalidInput (an id that is not one, or stands under another
/// key).
[[nodiscard]] base::Result<FileTexts> textsOf(const film::Film& film);

/// True when both texts of this file say the same, whatever their spacing and number forms.
[[nodiscard]] bool saysTheSame(std::string_view path, std::string_view text, std::string_view other);

/// True when this text can be read as the kind of file that `path` names.
[[nodiscard]] bool isReadable(std::string_view path, std::string_view text);

/// True for film.json and for paths of item files, the only ones that a film's state may name.
[[nodiscard]] bool isItemPath(std::string_view path);

/// Puts what `mine` and `removed` say over the files of `texts`.
void layOver(FileTexts& texts, const FileTexts& mine, const std::vector<std::string>& removed);

/// What of `film` differs from the files that it was read from.
struct OwnEdits {
    FileTexts texts;                   ///< New and changed files.
    std::vector<std::string> removed;  ///< Files whose items are gone.
    [[nodiscard]] bool empty() const { return texts.empty() && removed.empty(); }
};
/// Errors: as textsOf.
[[nodiscard]] base::Result<OwnEdits> ownEdits(const film::Film& film, const FileTexts& files);

/// Things that a director should know but that stop nothing: unplaced shots, missing looks, cast and places.
[[nodiscard]] std::vector<base::Problem> findLooseEnds(const film::Film& film,
                                                       const std::filesystem::path& folder);

/// "<folder>/…" of a name that came from a file system listing.
[[nodiscard]] std::string itemPath(std::string_view folder, std::string_view id);

}  // namespace groundglass::store
