#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/fields.hpp"
#include "groundglass/film/film.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace groundglass::film {

/// What an edit touches, for views that listen.
struct Change {
    enum class What { Film, Scene, Shot, Look, Cast, Location } what{};
    std::string id;    ///< Of the item; empty for the film.
    std::string path;  ///< Field path, "title", "order" …; empty: added, removed or many fields.
    bool operator==(const Change&) const = default;
};

/// The only thing that writes to a Film.
class Edit {
public:
    virtual ~Edit() = default;
    /// English: "Set focal length".
    [[nodiscard]] virtual std::string label() const = 0;
    /// Edits with the same non-empty key that follow one another become one step of undo.
    [[nodiscard]] virtual std::string mergeKey() const { return {}; }
    [[nodiscard]] virtual std::vector<Change> changes() const = 0;
    /// Changes the film and gives the edit that takes it back. On an error the film is as before.
    /// Errors: NotFound, InvalidInput. Thread: the film's owner.
    [[nodiscard]] virtual base::Result<std::unique_ptr<Edit>> apply(Film& film) const = 0;
};

/// Whose direction a field edit means; the film itself when it holds FilmId.
using FieldOwner = std::variant<FilmId, SceneId, ShotId, LookId>;

/// Sets one field of a direction; `monostate` unsets it. `mergeKey` groups typing and dragging.
[[nodiscard]] std::unique_ptr<Edit> setField(FieldOwner owner, std::string path, FieldValue value,
                                             std::string mergeKey = {});

/// Adds, replaces or (nullopt) removes a whole item: the base of every structural edit.
[[nodiscard]] std::unique_ptr<Edit> putScene(SceneId id, std::optional<Scene> scene);
[[nodiscard]] std::unique_ptr<Edit> putShot(ShotId id, std::optional<Shot> shot);
[[nodiscard]] std::unique_ptr<Edit> putLook(LookId id, std::optional<Look> look);
[[nodiscard]] std::unique_ptr<Edit> putCast(CastId id, std::optional<CastMember> member);
[[nodiscard]] std::unique_ptr<Edit> putLocation(LocationId id, std::optional<Location> location);

/// Puts a look on a shot, a scene or the film; an empty id takes it off.
[[nodiscard]] std::unique_ptr<Edit> assignLook(FieldOwner owner, LookId look);
[[nodiscard]] std::unique_ptr<Edit> setTitle(FieldOwner owner, std::string title);
/// Film-wide or shot-wide target. Dialect for shots and film; provider and model for the film.
[[nodiscard]] std::unique_ptr<Edit> setTarget(FieldOwner owner, std::string dialect,
                                              std::string provider = {}, std::string model = {});
/// Sets a rule of the linter aside for a shot with a note; nullopt lets it speak again.
/// Errors: InvalidInput (no rule), NotFound.
[[nodiscard]] std::unique_ptr<Edit> ignoreRule(ShotId shot, std::string rule,
                                               std::optional<std::string> note);
/// Several edits as one step.
[[nodiscard]] std::unique_ptr<Edit> together(std::string label, std::vector<std::unique_ptr<Edit>> edits);

/// A look with those fields of `direction` that looks carry (FieldDescriptor::inLook).
[[nodiscard]] Look lookFrom(const Direction& direction, LookId id, std::string title);

}  // namespace groundglass::film
