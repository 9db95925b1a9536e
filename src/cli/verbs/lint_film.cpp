#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <CLI/CLI.hpp>

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
    auto text = base::format("{} {} {}{}{}: {}\n  {}\n", shot.str(),
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
    std::string_view summary() const override { return "Find contradictions and risks in the direction"; }
    void declare(CLI::App& parser) override {
        parser.add_option("film", m_film, "Film folder")->required();
        parser.add_option("--shot", m_shot, "Shot id; without it, the whole film");
        parser.add_option("--dialect", m_dialect, "Judge for this dialect");
    }

    Outcome run(std::stop_token) override {
        const auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        if (const auto known = checkNames(*film, {.shot = m_shot, .dialect = m_dialect}); !known)
            return failed(known.error());
        auto shots = film::shotsInOrder(film->loaded.film);
        if (!m_shot.empty()) shots = {film::ShotId(m_shot)};
        Outcome outcome;
        base::Json results = base::Json::array();
        for (const auto& id : shots) {
            const auto view = app::viewShot(*film->library, film->loaded.film, id);
            if (!view) return failed(view.error());
            const auto composed = app::composeShot(*film->library, film->loaded.film, *view, m_dialect);
            if (!composed) return failed(composed.error());
            const auto findings =
                app::lintShot(*film->library, film->loaded.film, *view, m_dialect, &*composed);
            for (const auto& finding : findings) {
                outcome.text += words(id, finding);
                results.push_back(toJson(id, finding));
                if (!finding.ignored) outcome.exit = Findings;
            }
        }
        if (results.empty()) outcome.text = "No findings.\n";
        outcome.result.text = base::compactJson(results);
        return outcome;
    }

private:
    std::string m_film, m_shot, m_dialect;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Lint>();
}

}  // namespace groundglass::cli::lint_film
