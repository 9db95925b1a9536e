#pragma once

#include "groundglass/film/direction.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::film {

/// A person, creature or thing that acts. Wording is fixed here, so that every shot says the same.
struct CastMember {
    CastId id;
    std::string name;                 ///< For people: "Madame Vasseur".
    std::string phrase;               ///< Noun phrase without article: "elderly woman".
    std::vector<std::string> traits;  ///< "cracked porcelain eyes", "silver hair pinned up".
    std::string wardrobe;             ///< "a charcoal wool coat".
    std::string pronoun;              ///< she, he, they, it.
    std::string figure;  ///< Viewfinder figure: adult, elder, child, astronaut, doll, detective, coral, none.
    std::string voice;
    base::JsonText extra;
    bool operator==(const CastMember&) const = default;
};

struct Location {
    LocationId id;
    std::string name;
    std::string phrase;  ///< Noun phrase with article: "a busy Parisian café".
    std::string set;     ///< Viewfinder set id; empty = nearest by words.
    base::JsonText extra;
    bool operator==(const Location&) const = default;
};

/// A reusable bundle of fields with words and numbers.
struct Look {
    LookId id;
    std::string title;
    std::string note;
    Direction direction;
    base::JsonText extra;
    bool operator==(const Look&) const = default;
};

struct Scene {
    SceneId id;
    std::string title;
    std::string order;  ///< Fractional key, compared as bytes: a new one between two never moves others.
    LookId look;        ///< Empty: none.
    Direction direction;
    base::JsonText extra;
    bool operator==(const Scene&) const = default;
};

/// A rule of the linter that a person has set aside for one shot, and why.
struct IgnoredRule {
    std::string rule;  ///< "A07".
    std::string note;
    base::JsonText extra;
    bool operator==(const IgnoredRule&) const = default;
};

struct Shot {
    ShotId id;
    std::string title;
    std::string number;  ///< "1A".
    std::string order;
    SceneId scene;  ///< A scene that does not exist shows the shot as unplaced.
    LookId look;
    Direction direction;
    std::string dialect;               ///< Chosen dialect; empty = the film's.
    std::vector<IgnoredRule> ignored;  ///< One entry a rule.
    base::JsonText extra;
    bool operator==(const Shot&) const = default;
};

/// A stored clip with everything that made it. Its file is never altered.
struct Take {
    TakeId id;
    ShotId shot;
    std::string clip;  ///< File name beside the record.
    std::string sha256;
    std::int64_t bytes{};
    std::string createdAt;  ///< ISO time, UTC.
    std::string provider, model, dialect;
    std::string prompt, negative;
    base::JsonText request;    ///< The frozen request.
    base::JsonText direction;  ///< The effective direction at that time.
    base::Money cost;
    base::Pixels size;
    base::FrameRate rate;
    base::Milliseconds duration{};
    std::string thumbnail;  ///< File name beside the record; may be empty.
    std::string jobId;
    base::JsonText extra;
    bool operator==(const Take&) const = default;
};

/// What people say about a take; the only part that changes.
struct Review {
    bool circled{};
    std::int64_t stars{};  ///< 0…5.
    std::string note;
    base::JsonText extra;
    bool operator==(const Review&) const = default;
};

struct Film {
    FilmId id;
    std::string title;
    LookId look;          ///< The look of the whole film; empty: none.
    Direction direction;  ///< Film-wide settings over the look.
    std::string dialect = "generic_prose";
    std::string provider = "builtin";
    std::string model = "groundglass";
    std::map<CastId, CastMember> cast;
    std::map<LocationId, Location> locations;
    std::map<LookId, Look> looks;
    std::map<SceneId, Scene> scenes;
    std::map<ShotId, Shot> shots;
    base::JsonText extra;
    bool operator==(const Film&) const = default;
};

/// Scenes by order key; shots of a scene by order key; an empty id gives the unplaced ones.
[[nodiscard]] std::vector<SceneId> scenesInOrder(const Film& film);
[[nodiscard]] std::vector<ShotId> shotsInOrder(const Film& film, const SceneId& scene);
/// Every shot of the film in screening order, the unplaced ones last.
[[nodiscard]] std::vector<ShotId> shotsInOrder(const Film& film);

/// An order key strictly between two (either may be empty: before all, after all).
[[nodiscard]] std::string orderBetween(std::string_view before, std::string_view after);

}  // namespace groundglass::film
