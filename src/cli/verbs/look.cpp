#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/similar.hpp"
#include "groundglass/film/edit.hpp"
#include "groundglass/film/json.hpp"
#include "groundglass/store/library.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

namespace groundglass::cli::look {

namespace {

class LookVerb final : public Verb {
public:
    std::string_view name() const override { return "look"; }
    std::string_view summary() const override { return "Looks: list, show, save from a shot, apply"; }
    void declare(CLI::App& parser) override {
        parser.require_subcommand(1);
        m_list = withFilm(parser.add_subcommand("list", "Looks of the film and the starter looks"));
        m_show = withLook(withFilm(parser.add_subcommand("show", "One look as JSON")));
        m_save = withLook(withFilm(parser.add_subcommand("save", "Save the look of a shot")));
        m_save->add_option("--from", m_shot, "Shot id")->required();
        m_save->add_option("--title", m_title, "Title; otherwise the id");
        m_save->add_flag("--replace", m_replace, "Also over a look that is there, or a starter look's id");
        m_apply =
            withLook(withFilm(parser.add_subcommand("apply", "Put a look on a shot, a scene or the film")));
        auto* shot = m_apply->add_option("--shot", m_shot, "Shot id");
        m_apply->add_option("--scene", m_scene, "Scene id; neither: the whole film")->excludes(shot);
    }

    Outcome run(std::stop_token) override {
        auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        auto starters = store::loadLooks(film->library->resources / "looks");
        if (!starters) return failed(starters.error());
        if (m_list->parsed()) return list(film->loaded.film, *starters);
        if (m_save->parsed()) return save(*film, *starters);
        const auto* found = find(film->loaded.film, *starters);
        if (found == nullptr) return unknown(film->loaded.film, *starters);
        if (m_show->parsed()) return {Done, film::toJson(*found), {film::toJson(*found)}, {}};
        return apply(*film, *found);
    }

private:
    CLI::App* withFilm(CLI::App* parser) {
        parser->add_option("film", m_film, "Film folder")->required();
        return parser;
    }
    CLI::App* withLook(CLI::App* parser) {
        parser->add_option("look", m_look, "Look id")->required();
        return parser;
    }

    const film::Look* find(const film::Film& film, const std::vector<film::Look>& starters) const {
        if (const auto own = film.looks.find(film::LookId(m_look)); own != film.looks.end())
            return &own->second;
        for (const auto& each : starters) {
            if (each.id.str() == m_look) return &each;
        }
        return nullptr;
    }

    Outcome unknown(const film::Film& film, const std::vector<film::Look>& starters) const {
        std::vector<std::string> known;
        for (const auto& [id, each] : film.looks) known.push_back(id.str());
        for (const auto& each : starters) known.push_back(each.id.str());
        const auto meant = base::nearest(m_look, known);
        return failed({base::ErrorCode::NotFound,
                       base::format("there is no look \"{}\"", m_look),
                       m_look,
                       {{m_look,
                         {},
                         "there is no such look, neither in the film nor among the starter looks",
                         base::format("{}see `groundglass look list {}`",
                                      meant.empty() ? "" : base::format("did you mean {}? Otherwise ", meant),
                                      m_film)}}});
    }

    static Outcome list(const film::Film& film, const std::vector<film::Look>& starters) {
        Outcome outcome;
        base::Json all = base::Json::array();
        const auto add = [&](const film::Look& each, const char* from) {
            outcome.text += base::format("{:<26} {:<8} {}\n", each.id.str(), from, each.title);
            all.push_back(
                {{"id", each.id.str()}, {"title", each.title}, {"from", from}, {"note", each.note}});
        };
        for (const auto& [id, each] : film.looks) add(each, "film");
        for (const auto& each : starters) {
            if (!film.looks.contains(each.id)) add(each, "starter");
        }
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

    /// Scenes, shots and the film itself that wear the look.
    static std::size_t wearers(const film::Film& film, const film::LookId& look) {
        const auto wears = [&](const auto& item) { return item.second.look == look; };
        return (film.look == look ? 1U : 0U) +
               static_cast<std::size_t>(std::ranges::count_if(film.scenes, wears) +
                                        std::ranges::count_if(film.shots, wears));
    }

    /// A look that this one would take the place of is told first.
    std::optional<Outcome> taken(const film::Film& film, const std::vector<film::Look>& starters) const {
        if (m_replace) return std::nullopt;
        std::string message;
        if (const auto own = film.looks.find(film::LookId(m_look)); own != film.looks.end()) {
            const auto count = wearers(film, own->first);
            message = base::format("the film has this look already: \"{}\", worn in {} {}", own->second.title,
                                   count, count == 1 ? "place" : "places");
        } else {
            const auto found =
                std::ranges::find_if(starters, [&](const auto& each) { return each.id.str() == m_look; });
            if (found == starters.end()) return std::nullopt;
            message = base::format("this is the id of the starter look \"{}\"", found->title);
        }
        return failed(
            {base::ErrorCode::InvalidInput,
             message,
             m_look,
             {{m_look, {}, message, "choose another id, or add --replace to put it in its place"}}});
    }

    Outcome save(OpenFilm& film, const std::vector<film::Look>& starters) const {
        if (!base::isValidId(m_look)) {
            return failed(
                {base::ErrorCode::InvalidInput,
                 "not an id",
                 m_look,
                 {{m_look,
                   {},
                   "this cannot be an id",
                   "use a small letter first, then small letters, digits and _, at most 41 in all"}}});
        }
        const auto view = app::viewShot(*film.library, film.loaded.film, film::ShotId(m_shot));
        if (!view) return failed(view.error());
        if (auto refused = taken(film.loaded.film, starters)) return *refused;
        const bool replaced = film.loaded.film.looks.contains(film::LookId(m_look));
        const auto look = film::lookFrom(view->effective.direction, film::LookId(m_look),
                                         m_title.empty() ? m_look : m_title);
        return edit(film, *film::putLook(look.id, look),
                    base::format("look: {}{}\n", m_look, replaced ? " (replaced)" : ""),
                    {{"film", film.loaded.folder.string()},
                     {"look", m_look},
                     {"title", look.title},
                     {"from", m_shot},
                     {"replaced", replaced}});
    }

    /// The shot or scene of that id, or a refusal with the choices.
    template <class Items>
    static std::optional<Outcome> missing(const Items& items, const std::string& id, const char* what) {
        std::vector<std::string> known;
        for (const auto& [key, item] : items) {
            if (key.str() == id) return std::nullopt;
            known.push_back(key.str());
        }
        return failed({base::ErrorCode::NotFound,
                       base::format("there is no {} \"{}\"", what, id),
                       id,
                       {{id, {}, base::format("there is no such {}", what), base::chooseOneOf(id, known)}}});
    }

    Outcome apply(OpenFilm& film, const film::Look& look) const {
        if (!m_shot.empty()) {
            if (auto refused = missing(film.loaded.film.shots, m_shot, "shot")) return *refused;
        }
        if (!m_scene.empty()) {
            if (auto refused = missing(film.loaded.film.scenes, m_scene, "scene")) return *refused;
        }
        film::FieldOwner owner = film.loaded.film.id;
        if (!m_shot.empty()) owner = film::ShotId(m_shot);
        if (!m_scene.empty()) owner = film::SceneId(m_scene);
        std::vector<std::unique_ptr<film::Edit>> edits;
        const bool added = !film.loaded.film.looks.contains(look.id);
        const char* on = !m_shot.empty() ? "shot" : !m_scene.empty() ? "scene" : "film";
        const std::string id = !m_shot.empty()    ? m_shot
                               : !m_scene.empty() ? m_scene
                                                  : film.loaded.film.id.str();
        base::Json result{{"film", film.loaded.folder.string()},
                          {"look", look.id.str()},
                          {"title", look.title},
                          {"on", on},
                          {"id", id},
                          {"added", added}};
        if (added) edits.push_back(film::putLook(look.id, look));
        edits.push_back(film::assignLook(owner, look.id));
        return edit(film, *film::together("Apply look", std::move(edits)),
                    base::format("applied: {} on {} {}\n", look.title, on, id), result);
    }

    static Outcome edit(OpenFilm& film, const film::Edit& change, std::string text,
                        const base::Json& result) {
        if (const auto done = change.apply(film.loaded.film); !done) return failed(done.error());
        if (const auto saved = store::saveFilm(film.loaded); !saved) return failed(saved.error());
        return {Done, std::move(text), {base::compactJson(result)}, {}};
    }

    CLI::App *m_list{}, *m_show{}, *m_save{}, *m_apply{};
    std::string m_film, m_look, m_shot, m_scene, m_title;
    bool m_replace = false;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<LookVerb>();
}

}  // namespace groundglass::cli::look
