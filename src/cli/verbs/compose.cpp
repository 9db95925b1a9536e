#include "cli/compose_many.hpp"
#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/deliver/prompt_pack.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>

namespace groundglass::cli::compose {

namespace {

/// What lint holds against parameters: field → finding. The model would refuse those values.
using Refusals = std::map<std::string, prompt::Finding, std::less<>>;

Refusals refusalsOf(const prompt::Prompt& prompt, const std::vector<prompt::Finding>& findings) {
    Refusals refusals;
    for (const auto& finding : findings) {
        if (finding.severity != prompt::Severity::Error) continue;
        const auto same = [&](const auto& parameter) { return parameter.field == finding.field; };
        if (std::ranges::any_of(prompt.parameters, same)) refusals.emplace(finding.field, finding);
    }
    return refusals;
}

const prompt::Finding* refusal(const Refusals& refusals, const prompt::Fact& fact) {
    if (fact.fate != prompt::Fate::Parameter) return nullptr;
    const auto found = refusals.find(fact.field);
    return found == refusals.end() ? nullptr : &found->second;
}

std::string reasonOf(const prompt::Finding& finding) {
    return base::format("{}: {}", finding.rule, finding.reason);
}

std::string report(const prompt::Prompt& prompt, const Refusals& refusals) {
    std::string text;
    for (const auto& fact : prompt.facts) {
        const auto* refused = refusal(refusals, fact);
        const std::string reason = refused != nullptr ? reasonOf(*refused) : std::string(fact.reason);
        text += base::format("  {:<10} {:<26} {}{}\n",
                             refused != nullptr ? "refused" : prompt::name(fact.fate), fact.field, fact.text,
                             reason.empty() ? std::string() : base::format(" ({})", reason));
    }
    return text;
}

/// Puts what lint says into the facts and parameters of a prompt for machines.
void addRefusals(base::Json& json, const prompt::Prompt& prompt, const Refusals& refusals) {
    for (std::size_t i = 0; i < prompt.facts.size(); ++i) {
        const auto* refused = refusal(refusals, prompt.facts[i]);
        if (refused == nullptr) continue;
        json["facts"][i]["fate"] = "refused";
        json["facts"][i]["reason"] = reasonOf(*refused);
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < prompt.parameters.size(); ++i) {
        const auto found = refusals.find(prompt.parameters[i].field);
        if (found == refusals.end()) continue;
        json["parameters"][i]["refused"] = reasonOf(found->second);
        ++count;
    }
    json["report"]["refused"] = count;
    json["report"]["parameter"] = prompt.count(prompt::Fate::Parameter) - count;
}

class Compose final : public Verb {
public:
    std::string_view name() const override { return "compose"; }
    std::string_view summary() const override {
        return "Write the prompt of a shot or a scene in a model's own dialect";
    }
    void declare(CLI::App& parser) override {
        parser.add_option("film", m_film, "Film folder")->required();
        auto* shot = parser.add_option("--shot", m_shot, "Shot id; without it, every shot of the film");
        parser.add_option("--scene", m_scene, "Scene id: every shot of it")->excludes(shot);
        auto* dialect = parser.add_option("--dialect", m_dialect, "Dialect id; see `groundglass dialects`");
        parser.add_flag("--all-dialects", m_all, "In every dialect")->excludes(dialect);
        parser.add_flag("--report", m_report,
                        "Say what became of every fact: said, parameter, refused (the "
                        "model does not take that value), negative, weakened or dropped; in all "
                        "dialects, as one table");
        auto* together = parser.add_flag(
            "--together", m_together, "Put the shots of a scene into as few requests as the dialect takes");
        parser.add_option("--sweep", m_sweeps, "FIELD=VALUE,VALUE: every combination; may be repeated")
            ->excludes(together);
        parser
            .add_flag("--variants", m_variants, "Every combination of the {one|other} alternatives in texts")
            ->excludes(together);
        parser.add_option("--most", m_most, "Most variants of a shot")->capture_default_str();
    }

    Outcome run(std::stop_token) override {
        const auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        const Names names{.shot = m_shot, .scene = m_scene, .dialect = m_dialect};
        if (const auto known = checkNames(*film, names); !known) return failed(known.error());
        const auto shots = wantedShots(film->loaded.film);
        std::vector<std::string> dialects{m_dialect};
        if (m_all) {
            dialects.clear();
            for (const auto* each : film->library->dialects.all()) dialects.push_back(each->id);
        }
        if (m_together) return composeTogether(*film, scenesOf(film->loaded.film, shots), dialects);
        if (m_variants || !m_sweeps.empty()) return composeVariants(*film, shots, dialects, m_sweeps, m_most);
        if (m_all && m_report) return composePortability(*film, shots, dialects);
        return composeEach(*film, shots, dialects);
    }

private:
    Outcome composeEach(const OpenFilm& film, const std::vector<film::ShotId>& shots,
                        const std::vector<std::string>& dialects) const {
        Outcome outcome;
        base::Json results = base::Json::array();
        for (const auto& id : shots) {
            const auto view = app::viewShot(*film.library, film.loaded.film, id);
            if (!view) return failed(view.error());
            for (const auto& dialect : dialects) {
                const auto prompt = app::composeShot(*film.library, film.loaded.film, *view, dialect);
                if (!prompt && dialects.size() == 1) return failed(prompt.error());
                if (!prompt) {
                    // What one dialect cannot hold does not stop the others.
                    outcome.exit = Findings;
                    outcome.problems.push_back({id.str(),
                                                {},
                                                base::format("{}: {}", dialect, prompt.error().message),
                                                "shorten what must be said, or choose another dialect"});
                    continue;
                }
                const auto refusals = refusalsOf(
                    *prompt, app::lintShot(*film.library, film.loaded.film, *view, dialect, &*prompt));
                add(outcome, results, id, *prompt, refusals, shots.size() * dialects.size() > 1);
            }
        }
        outcome.result.text = base::compactJson(results.size() == 1 ? results[0] : results);
        return outcome;
    }

    /// The shots by scene, in their order.
    static std::vector<std::vector<film::ShotId>> scenesOf(const film::Film& film,
                                                           const std::vector<film::ShotId>& shots) {
        std::vector<std::vector<film::ShotId>> scenes;
        for (const auto& id : shots) {
            const auto& scene = film.shots.at(id).scene;
            if (scenes.empty() || film.shots.at(scenes.back().back()).scene != scene) scenes.emplace_back();
            scenes.back().push_back(id);
        }
        return scenes;
    }

    std::vector<film::ShotId> wantedShots(const film::Film& film) const {
        if (!m_shot.empty()) return {film::ShotId(m_shot)};
        return m_scene.empty() ? film::shotsInOrder(film) : film::shotsInOrder(film, film::SceneId(m_scene));
    }

    void add(Outcome& outcome, base::Json& results, const film::ShotId& id, const prompt::Prompt& prompt,
             const Refusals& refusals, bool several) const {
        if (several) outcome.text += base::format("## {} · {}\n", id.str(), prompt.dialect);
        outcome.text += prompt.text + '\n';
        if (!prompt.negative.empty()) outcome.text += base::format("\nnegative: {}\n", prompt.negative);
        if (!prompt.parameters.empty()) {
            outcome.text += "\nparameters:";
            for (const auto& p : prompt.parameters) {
                outcome.text +=
                    base::format(" {}={}{}", p.name, p.value, refusals.contains(p.field) ? " (refused)" : "");
            }
            outcome.text += '\n';
        }
        if (m_report) outcome.text += '\n' + report(prompt, refusals);
        if (several) outcome.text += '\n';
        auto json = base::parseJson(deliver::promptJson(prompt));
        if (!json) return;
        addRefusals(*json, prompt, refusals);
        (*json)["shot"] = id.str();
        results.push_back(std::move(*json));
    }

    std::string m_film, m_shot, m_scene, m_dialect;
    bool m_all = false;
    bool m_report = false;
    bool m_together = false;
    bool m_variants = false;
    std::vector<std::string> m_sweeps;
    std::uint64_t m_most = 100;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Compose>();
}

}  // namespace groundglass::cli::compose
