#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/similar.hpp"
#include "groundglass/film/edit.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

namespace groundglass::cli::lint_film {

namespace {

std::string_view severityName(prompt::Severity severity) {
    switch (severity) {
        case prompt::Severity::Info:
            return "info";
        case prompt::Severity::Warning:
            return "warning";
        case prompt::Severity::Error:
            return "error";
    }
    return "info";
}

std::string words(const film::ShotId& shot, const prompt::Finding& finding) {
    auto text = base::format("{} {} {}{}{}: {}\n  {}\n", shot.empty() ? "film" : shot.str(),
                             finding.ignored ? "set aside" : severityName(finding.severity), finding.rule,
                             finding.field.empty() ? "" : " /", finding.field, finding.title, finding.reason);
    if (!finding.note.empty()) text += base::format("  note: {}\n", finding.note);
    for (const auto& fix : finding.fixes) text += base::format("  → {}\n", fix.label);
    return text;
}

base::Json toJson(const film::ShotId& shot, const prompt::Finding& finding) {
    base::Json fixes = base::Json::array();
    for (const auto& fix : finding.fixes) fixes.push_back({{"label", fix.label}, {"field", fix.field}});
    return {{"shot", shot.str()},
            {"rule", finding.rule},
            {"severity", severityName(finding.severity)},
            {"field", finding.field},
            {"title", finding.title},
            {"reason", finding.reason},
            {"set_aside", finding.ignored},
            {"note", finding.note},
            {"fixes", fixes}};
}

class Lint final : public Verb {
public:
    std::string_view name() const override { return "lint"; }
    std::string_view summary() const override {
        return "Find contradictions and risks in the direction, fix or set aside";
    }
    void declare(CLI::App& parser) override {
        parser.add_option("film", m_film, "Film folder")->required();
        auto* shot = parser.add_option("--shot", m_shot, "Shot id; without it, the whole film");
        parser.add_option("--scene", m_scene, "Scene id: every shot of it")->excludes(shot);
        parser.add_option("--dialect", m_dialect, "Judge for this dialect");
        auto* fix = parser.add_option("--fix", m_fix, "Take a way out of this rule's finding")->needs(shot);
        parser.add_option("--way", m_way, "Which way out, from 1")->needs(fix)->check(CLI::Range(1, 20));
        auto* ignore = parser.add_option("--ignore", m_ignore, "Set this rule aside for the shot")
                           ->needs(shot)
                           ->excludes(fix);
        auto* note = parser.add_option("--note", m_note, "Why it is right in this shot")->needs(ignore);
        ignore->needs(note);
        parser.add_option("--obey", m_obey, "Let a rule that was set aside speak again")
            ->needs(shot)
            ->excludes(fix)
            ->excludes(ignore);
    }

    Outcome run(std::stop_token) override {
        auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        if (const auto known = checkNames(*film, {.shot = m_shot, .scene = m_scene, .dialect = m_dialect});
            !known)
            return failed(known.error());
        for (const std::string& rule : {m_fix, m_ignore, m_obey}) {
            if (auto refused = unknownRule(rule)) return *refused;
        }
        if (!m_fix.empty()) return takeWayOut(*film);
        if (!m_ignore.empty() || !m_obey.empty()) return setAside(*film);
        return tellAll(*film);
    }

private:
    static std::optional<Outcome> unknownRule(const std::string& rule) {
        if (rule.empty()) return std::nullopt;
        std::vector<std::string> known;
        for (const auto& text : prompt::ruleTexts()) {
            if (text.id == rule) return std::nullopt;
            known.emplace_back(text.id);
        }
        const auto message = base::format("there is no rule \"{}\"", rule);
        return failed({base::ErrorCode::NotFound,
                       message,
                       rule,
                       {{rule, {}, "there is no such rule", base::chooseOneOf(rule, known)}}});
    }

    /// Findings about one shot. A prompt that cannot be composed is a finding, not a failure.
    base::Result<std::vector<prompt::Finding>> findingsOf(const OpenFilm& film,
                                                          const film::ShotId& id) const {
        const auto view = app::viewShot(*film.library, film.loaded.film, id);
        if (!view) return tl::unexpected(view.error());
        const auto composed = app::composeShot(*film.library, film.loaded.film, *view, m_dialect);
        return app::lintShot(*film.library, film.loaded.film, *view, m_dialect,
                             composed ? &*composed : nullptr);
    }

    Outcome tellAll(const OpenFilm& film) const {
        const auto& document = film.loaded.film;
        std::vector<film::ShotId> shots = m_scene.empty()
                                              ? film::shotsInOrder(document)
                                              : film::shotsInOrder(document, film::SceneId(m_scene));
        if (!m_shot.empty()) shots = {film::ShotId(m_shot)};
        Outcome outcome;
        base::Json results = base::Json::array();
        const auto add = [&](const prompt::Finding& finding) {
            outcome.text += words(finding.shot, finding);
            results.push_back(toJson(finding.shot, finding));
            if (!finding.ignored) outcome.exit = Findings;
        };
        for (const auto& id : shots) {
            const auto findings = findingsOf(film, id);
            if (!findings) return failed(findings.error());
            for (const auto& finding : *findings) add(finding);
        }
        if (m_shot.empty()) {
            const auto& library = *film.library;
            for (const auto& finding : prompt::lintRecords(document, library.vocabulary, library.dialects)) {
                const bool inside = std::ranges::find(shots, finding.shot) != shots.end();
                if (m_scene.empty() || inside) add(finding);
            }
        }
        if (results.empty()) outcome.text = "No findings.\n";
        outcome.result.text = base::compactJson(results);
        return outcome;
    }

    Outcome takeWayOut(OpenFilm& film) const {
        const film::ShotId shot(m_shot);
        const auto findings = findingsOf(film, shot);
        if (!findings) return failed(findings.error());
        const auto found = std::ranges::find_if(
            *findings, [&](const prompt::Finding& each) { return each.rule == m_fix && !each.ignored; });
        if (found == findings->end())
            return nothingToFix(base::format("{} finds nothing in shot {}", m_fix, m_shot));
        const auto way = static_cast<std::size_t>(m_way);
        if (way > found->fixes.size())
            return nothingToFix(
                base::format("this finding of {} has {} ways out", m_fix, found->fixes.size()));
        const auto& fix = found->fixes[way - 1];
        return edit(film, *prompt::editOf(found->shot, fix), base::format("{}: {}\n", m_fix, fix.label),
                    {{"shot", m_shot}, {"rule", m_fix}, {"fixed", fix.label}, {"field", fix.field}});
    }

    Outcome setAside(OpenFilm& film) const {
        const bool aside = !m_ignore.empty();
        if (aside && m_note.empty()) return nothingToFix("a note says why the rule does not hold here");
        const std::string& rule = aside ? m_ignore : m_obey;
        const auto note = aside ? std::optional(m_note) : std::nullopt;
        return edit(film, *film::ignoreRule(film::ShotId(m_shot), rule, note),
                    base::format("{} in shot {}: {}\n", rule, m_shot, aside ? "set aside" : "speaks again"),
                    {{"shot", m_shot}, {"rule", rule}, {"set_aside", aside}, {"note", m_note}});
    }

    Outcome nothingToFix(const std::string& message) const {
        return failed(
            {base::ErrorCode::InvalidInput,
             message,
             m_shot,
             {{m_shot, {}, message, base::format("see `groundglass lint {} --shot {}`", m_film, m_shot)}}});
    }

    static Outcome edit(OpenFilm& film, const film::Edit& change, std::string text,
                        const base::Json& result) {
        if (const auto done = change.apply(film.loaded.film); !done) return failed(done.error());
        if (const auto saved = store::saveFilm(film.loaded); !saved) return failed(saved.error());
        return {Done, std::move(text), {base::compactJson(result)}, {}};
    }

    std::string m_film, m_shot, m_scene, m_dialect, m_fix, m_ignore, m_note, m_obey;
    int m_way = 1;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Lint>();
}

}  // namespace groundglass::cli::lint_film
