#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/film.hpp"

#include <string>
#include <string_view>

namespace groundglass::film {

// Texts of the film's files. Every writer gives sorted keys, two spaces, LF, "schema" and "version"; every
// reader keeps unknown keys, checks kinds and ranges, and reports all problems with file and JSON pointer.
// Errors: InvalidInput. Thread: any.

inline constexpr int filmVersion = 1;

/// `film.json`: everything of Film except its items.
[[nodiscard]] std::string filmToJson(const Film& film);
[[nodiscard]] base::Result<Film> filmFromJson(std::string_view text, std::string_view file = {});

[[nodiscard]] std::string toJson(const CastMember& member);
[[nodiscard]] std::string toJson(const Location& location);
[[nodiscard]] std::string toJson(const Look& look);
[[nodiscard]] std::string toJson(const Scene& scene);
[[nodiscard]] std::string toJson(const Shot& shot);
[[nodiscard]] std::string toJson(const Take& take);
[[nodiscard]] std::string toJson(const Review& review);
[[nodiscard]] std::string toJson(const Direction& direction);

[[nodiscard]] base::Result<CastMember> castFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Location> locationFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Look> lookFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Scene> sceneFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Shot> shotFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Take> takeFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Review> reviewFromJson(std::string_view text, std::string_view file = {});
[[nodiscard]] base::Result<Direction> directionFromJson(std::string_view text, std::string_view file = {});

/// The direction inside an item's text as far as it can be read, so that a file with one wrong value can have
/// its other values checked too. Empty when the text holds none.
[[nodiscard]] Direction readableDirection(std::string_view itemText);

/// The JSON Schema (2020-12) of a kind of file: "film", "cast", "location", "look", "scene", "shot", "take",
/// "review". Made from fieldTable(), shipped in resources/schemas; a test holds the two equal.
[[nodiscard]] std::string schemaOf(std::string_view kind);

}  // namespace groundglass::film
