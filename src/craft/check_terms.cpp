#include "groundglass/base/format.hpp"
#include "groundglass/base/similar.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/fields.hpp"

#include <algorithm>

namespace groundglass::craft {

namespace {

class Checker {
public:
    Checker(const Vocabulary& vocabulary, std::string_view file) : m_vocabulary(vocabulary), m_file(file) {}

    void term(std::string_view facet, std::string_view id, const std::string& pointer) {
        if (id.empty() || m_vocabulary.find(facet, id) != nullptr) return;
        m_problems.push_back({m_file, pointer, base::format("\"{}\" is not a {} that is known", id, facet),
                              remedy(facet, id)});
    }
    template <class Item, class Visit>
    void items(const std::vector<Item>& list, const std::string& pointer, Visit visit) {
        for (std::size_t i = 0; i < list.size(); ++i) visit(list[i], base::format("{}/{}", pointer, i));
    }
    [[nodiscard]] std::vector<base::Problem> take() { return std::move(m_problems); }

private:
    std::string remedy(std::string_view facet, std::string_view id) const {
        std::vector<std::pair<std::size_t, std::string_view>> near;
        for (const auto& t : m_vocabulary.terms(facet)) near.emplace_back(base::editDistance(id, t.id), t.id);
        std::stable_sort(near.begin(), near.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        constexpr std::size_t shown = 3;
        std::string names;
        for (std::size_t i = 0; i < std::min(shown, near.size()); ++i) {
            names += base::format("{}{}", i == 0 ? "" : ", ", near[i].second);
        }
        return base::format("did you mean one of: {}? `groundglass vocab show {}` lists all", names, facet);
    }

    const Vocabulary& m_vocabulary;
    std::string m_file;
    std::vector<base::Problem> m_problems;
};

void checkLists(Checker& check, const film::Direction& d) {
    check.items(d.story.notes, "/story/notes", [&](const film::Note& n, const std::string& at) {
        check.term("note", n.kind.str(), at + "/kind");
    });
    check.items(d.story.actions, "/story/actions", [&](const film::Beat& b, const std::string& at) {
        check.term("manner", b.manner.str(), at + "/manner");
    });
    check.items(d.cast.performances, "/cast/performances",
                [&](const film::Performance& p, const std::string& at) {
                    check.term("emotion", p.emotion.str(), at + "/emotion");
                    check.term("pose", p.pose.str(), at + "/pose");
                    check.term("eyeline", p.eyeline.str(), at + "/eyeline");
                });
    check.items(d.camera.moves, "/camera/moves", [&](const film::Move& m, const std::string& at) {
        check.term("move", m.kind.str(), at + "/kind");
        check.term("speed", m.speed.str(), at + "/speed");
        check.term("easing", m.easing.str(), at + "/easing");
        check.term("reference", m.reference.str(), at + "/reference");
        check.term("subject_change", m.subjectChange.str(), at + "/subject_change");
    });
    check.items(d.lens.filters, "/lens/filters", [&](const film::Filter& f, const std::string& at) {
        check.term("filter", f.kind.str(), at + "/kind");
    });
    check.items(d.light.others, "/light/others", [&](const film::Light& l, const std::string& at) {
        check.term("light_role", l.role.str(), at + "/role");
        check.term("light_source", l.source.str(), at + "/source");
    });
    const auto sounds = [&](const film::Sound& s, const std::string& at) {
        check.term("sound_perspective", s.perspective.str(), at + "/perspective");
    };
    check.items(d.sound.effects, "/sound/effects", sounds);
    check.items(d.sound.ambience, "/sound/ambience", sounds);
}

}  // namespace

std::vector<base::Problem> checkTerms(const film::Direction& direction, const Vocabulary& vocabulary,
                                      std::string_view file) {
    Checker check(vocabulary, file);
    for (const auto& field : film::fieldTable()) {
        if (field.kind != film::FieldKind::Term && field.kind != film::FieldKind::Terms) continue;
        const auto value = field.get(direction);
        const std::string pointer = base::format("/{}", field.path);
        if (const auto* id = std::get_if<std::string>(&value)) check.term(field.facet, *id, pointer);
        if (const auto* ids = std::get_if<std::vector<std::string>>(&value)) {
            check.items(*ids, pointer, [&](const std::string& id, const std::string& at) {
                check.term(field.facet, id, at);
            });
        }
    }
    checkLists(check, direction);
    return check.take();
}

}  // namespace groundglass::craft
