#include "groundglass/film/edit.hpp"

#include "groundglass/base/format.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

namespace groundglass::film {

namespace {

using base::ErrorCode;
using EditPtr = std::unique_ptr<Edit>;

template <class Id>
base::Result<EditPtr> missing(const Id& id) {
    return base::fail(ErrorCode::NotFound, base::format("there is no item \"{}\"", id.str()), id.str());
}

/// Which item a FieldOwner means.
Change changeOf(const FieldOwner& owner, std::string path) {
    return std::visit(
        [&](const auto& id) -> Change {
            using T = std::decay_t<decltype(id)>;
            if constexpr (std::is_same_v<T, FilmId>) return {Change::What::Film, {}, std::move(path)};
            if constexpr (std::is_same_v<T, SceneId>) return {Change::What::Scene, id.str(), std::move(path)};
            if constexpr (std::is_same_v<T, ShotId>) return {Change::What::Shot, id.str(), std::move(path)};
            return {Change::What::Look, id.str(), std::move(path)};
        },
        owner);
}

/// Calls `use` with the film, scene, shot or look; false when it is not there.
template <class Use>
bool withOwner(Film& film, const FieldOwner& owner, Use use) {
    const auto in = [&](auto& map, const auto& id) {
        const auto found = map.find(id);
        if (found == map.end()) return false;
        use(found->second);
        return true;
    };
    if (const auto* scene = std::get_if<SceneId>(&owner)) return in(film.scenes, *scene);
    if (const auto* shot = std::get_if<ShotId>(&owner)) return in(film.shots, *shot);
    if (const auto* lookId = std::get_if<LookId>(&owner)) return in(film.looks, *lookId);
    use(film);
    return true;
}

base::Result<EditPtr> noOwner(const FieldOwner& owner) {
    return std::visit([](const auto& id) { return missing(id); }, owner);
}

class SetField final : public Edit {
public:
    SetField(FieldOwner owner, std::string path, FieldValue value, std::string key)
        : m_owner(std::move(owner)),
          m_path(std::move(path)),
          m_value(std::move(value)),
          m_key(std::move(key)) {}

    std::string label() const override {
        const auto* field = findField(m_path);
        return base::format("{} {}", isSet(m_value) ? "Set" : "Clear",
                            field != nullptr ? field->label : m_path);
    }
    std::string mergeKey() const override { return m_key; }
    std::vector<Change> changes() const override { return {changeOf(m_owner, m_path)}; }

    base::Result<EditPtr> apply(Film& film) const override {
        const auto* field = findField(m_path);
        if (field == nullptr) {
            return base::fail(ErrorCode::InvalidInput, base::format("there is no field \"{}\"", m_path),
                              m_path);
        }
        if (auto valid = checkField(*field, m_value); !valid) return tl::unexpected(valid.error());
        FieldValue old;
        const bool found = withOwner(film, m_owner, [&](auto& item) {
            old = field->get(item.direction);
            (void)field->set(item.direction, m_value);  // checked above
        });
        if (!found) return noOwner(m_owner);
        return setField(m_owner, m_path, std::move(old), m_key);
    }

private:
    FieldOwner m_owner;
    std::string m_path;
    FieldValue m_value;
    std::string m_key;
};

/// Puts or removes one item of a map of the film.
template <class Id, class Item>
class PutItem final : public Edit {
public:
    using Map = std::map<Id, Item> Film::*;
    PutItem(Map map, Change::What what, std::string_view noun, Id id, std::optional<Item> item)
        : m_map(map), m_what(what), m_noun(noun), m_id(std::move(id)), m_item(std::move(item)) {}

    std::string label() const override { return base::format("{} {}", m_item ? "Change" : "Remove", m_noun); }
    std::vector<Change> changes() const override { return {{m_what, m_id.str(), {}}}; }

    base::Result<EditPtr> apply(Film& film) const override {
        if (!base::isValidId(m_id.str())) {
            return base::fail(ErrorCode::InvalidInput, base::format("\"{}\" cannot be an id", m_id.str()),
                              m_id.str());
        }
        auto& map = film.*m_map;
        const auto found = map.find(m_id);
        if (found == map.end() && !m_item) return missing(m_id);
        std::optional<Item> old;
        if (found != map.end()) old = found->second;
        if (m_item) {
            Item item = *m_item;
            item.id = m_id;
            map.insert_or_assign(m_id, std::move(item));
        } else {
            map.erase(found);
        }
        return EditPtr(std::make_unique<PutItem>(m_map, m_what, m_noun, m_id, std::move(old)));
    }

private:
    Map m_map;
    Change::What m_what;
    std::string_view m_noun;
    Id m_id;
    std::optional<Item> m_item;
};

class AssignLook final : public Edit {
public:
    AssignLook(FieldOwner owner, LookId look) : m_owner(std::move(owner)), m_look(std::move(look)) {}
    std::string label() const override { return m_look.empty() ? "Take off look" : "Apply look"; }
    std::vector<Change> changes() const override { return {changeOf(m_owner, "look")}; }

    base::Result<EditPtr> apply(Film& film) const override {
        if (!m_look.empty() && !film.looks.contains(m_look)) return missing(m_look);
        LookId old;
        bool takesLook = true;
        const bool found = withOwner(film, m_owner, [&](auto& item) {
            if constexpr (requires { item.look; }) {
                old = std::exchange(item.look, m_look);
            } else {
                takesLook = false;
            }
        });
        if (!found) return noOwner(m_owner);
        if (!takesLook) return base::fail(ErrorCode::InvalidInput, "a look cannot hold another look");
        return assignLook(m_owner, std::move(old));
    }

private:
    FieldOwner m_owner;
    LookId m_look;
};

class SetTitle final : public Edit {
public:
    SetTitle(FieldOwner owner, std::string title) : m_owner(std::move(owner)), m_title(std::move(title)) {}
    std::string label() const override { return "Rename"; }
    std::string mergeKey() const override { return "title"; }
    std::vector<Change> changes() const override { return {changeOf(m_owner, "title")}; }
    base::Result<EditPtr> apply(Film& film) const override {
        std::string old;
        const bool found =
            withOwner(film, m_owner, [&](auto& item) { old = std::exchange(item.title, m_title); });
        if (!found) return noOwner(m_owner);
        return setTitle(m_owner, std::move(old));
    }

private:
    FieldOwner m_owner;
    std::string m_title;
};

class SetTarget final : public Edit {
public:
    SetTarget(FieldOwner owner, std::string dialect, std::string provider, std::string model)
        : m_owner(std::move(owner)),
          m_dialect(std::move(dialect)),
          m_provider(std::move(provider)),
          m_model(std::move(model)) {}
    std::string label() const override { return "Choose model"; }
    std::vector<Change> changes() const override { return {changeOf(m_owner, "target")}; }
    base::Result<EditPtr> apply(Film& film) const override {
        std::string dialect;
        std::string provider;
        std::string model;
        bool takesTarget = false;
        const bool found = withOwner(film, m_owner, [&](auto& item) {
            if constexpr (requires { item.dialect; }) {
                takesTarget = true;
                dialect = std::exchange(item.dialect, m_dialect);
            }
            if constexpr (requires { item.provider; }) {
                provider = item.provider;
                model = item.model;
                if (!m_provider.empty()) item.provider = m_provider;
                if (!m_model.empty()) item.model = m_model;
            }
        });
        if (!found) return noOwner(m_owner);
        if (!takesTarget) return base::fail(ErrorCode::InvalidInput, "only a film or a shot has a target");
        return setTarget(m_owner, std::move(dialect), std::move(provider), std::move(model));
    }

private:
    FieldOwner m_owner;
    std::string m_dialect, m_provider, m_model;
};

class IgnoreRule final : public Edit {
public:
    IgnoreRule(ShotId shot, std::string rule, std::optional<std::string> note)
        : m_shot(std::move(shot)), m_rule(std::move(rule)), m_note(std::move(note)) {}
    std::string label() const override {
        return base::format("{} rule {}", m_note ? "Ignore" : "Obey", m_rule);
    }
    std::vector<Change> changes() const override { return {{Change::What::Shot, m_shot.str(), "ignored"}}; }
    base::Result<EditPtr> apply(Film& film) const override {
        if (m_rule.empty()) return base::fail(ErrorCode::InvalidInput, "a rule to ignore has a name");
        const auto shot = film.shots.find(m_shot);
        if (shot == film.shots.end()) return missing(m_shot);
        auto& list = shot->second.ignored;
        const auto found = std::find_if(list.begin(), list.end(),
                                        [&](const IgnoredRule& each) { return each.rule == m_rule; });
        std::optional<std::string> old;
        if (found != list.end()) old = found->note;
        if (m_note && found != list.end())
            found->note = *m_note;
        else if (m_note)
            list.push_back({m_rule, *m_note, {}});
        else if (found != list.end())
            list.erase(found);
        return ignoreRule(m_shot, m_rule, std::move(old));
    }

private:
    ShotId m_shot;
    std::string m_rule;
    std::optional<std::string> m_note;
};

class Together final : public Edit {
public:
    Together(std::string label, std::vector<EditPtr> edits)
        : m_label(std::move(label)), m_edits(std::move(edits)) {}
    std::string label() const override { return m_label; }
    std::vector<Change> changes() const override {
        std::vector<Change> all;
        for (const auto& edit : m_edits) {
            for (auto& change : edit->changes()) all.push_back(std::move(change));
        }
        return all;
    }
    base::Result<EditPtr> apply(Film& film) const override {
        std::vector<EditPtr> inverses;
        for (const auto& edit : m_edits) {
            auto inverse = edit->apply(film);
            if (!inverse) {
                for (auto it = inverses.rbegin(); it != inverses.rend(); ++it) (void)(*it)->apply(film);
                return inverse;
            }
            inverses.push_back(std::move(*inverse));
        }
        std::reverse(inverses.begin(), inverses.end());
        return EditPtr(std::make_unique<Together>(m_label, std::move(inverses)));
    }

private:
    std::string m_label;
    std::vector<EditPtr> m_edits;
};

}  // namespace

EditPtr setField(FieldOwner owner, std::string path, FieldValue value, std::string mergeKey) {
    return std::make_unique<SetField>(std::move(owner), std::move(path), std::move(value),
                                      std::move(mergeKey));
}
EditPtr putScene(SceneId id, std::optional<Scene> scene) {
    return std::make_unique<PutItem<SceneId, Scene>>(&Film::scenes, Change::What::Scene, "scene",
                                                     std::move(id), std::move(scene));
}
EditPtr putShot(ShotId id, std::optional<Shot> shot) {
    return std::make_unique<PutItem<ShotId, Shot>>(&Film::shots, Change::What::Shot, "shot", std::move(id),
                                                   std::move(shot));
}
EditPtr putLook(LookId id, std::optional<Look> look) {
    return std::make_unique<PutItem<LookId, Look>>(&Film::looks, Change::What::Look, "look", std::move(id),
                                                   std::move(look));
}
EditPtr putCast(CastId id, std::optional<CastMember> member) {
    return std::make_unique<PutItem<CastId, CastMember>>(&Film::cast, Change::What::Cast, "cast member",
                                                         std::move(id), std::move(member));
}
EditPtr putLocation(LocationId id, std::optional<Location> location) {
    return std::make_unique<PutItem<LocationId, Location>>(&Film::locations, Change::What::Location,
                                                           "location", std::move(id), std::move(location));
}
EditPtr assignLook(FieldOwner owner, LookId look) {
    return std::make_unique<AssignLook>(std::move(owner), std::move(look));
}
EditPtr setTitle(FieldOwner owner, std::string title) {
    return std::make_unique<SetTitle>(std::move(owner), std::move(title));
}
EditPtr setTarget(FieldOwner owner, std::string dialect, std::string provider, std::string model) {
    return std::make_unique<SetTarget>(std::move(owner), std::move(dialect), std::move(provider),
                                       std::move(model));
}
EditPtr ignoreRule(ShotId shot, std::string rule, std::optional<std::string> note) {
    return std::make_unique<IgnoreRule>(std::move(shot), std::move(rule), std::move(note));
}
EditPtr together(std::string label, std::vector<EditPtr> edits) {
    return std::make_unique<Together>(std::move(label), std::move(edits));
}

Look lookFrom(const Direction& direction, LookId id, std::string title) {
    Look look;
    look.id = std::move(id);
    look.title = std::move(title);
    for (const auto& field : fieldTable()) {
        if (field.inLook) (void)field.set(look.direction, field.get(direction));  // same kind on both sides
    }
    return look;
}

}  // namespace groundglass::film
