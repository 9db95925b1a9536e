#include "cli/compose_many.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/deliver/prompt_pack.hpp"
#include "groundglass/prompt/portability.hpp"
#include "groundglass/prompt/scene.hpp"
#include "groundglass/prompt/variation.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace groundglass::cli {

namespace {

/// Shots with all that composing needs, kept while it lasts.
struct Inputs {
    std::deque<app::ShotView> views;
    std::vector<prompt::ComposeInput> inputs;
};

base::Result<Inputs> inputsOf(const OpenFilm& film, const std::vector<film::ShotId>& shots) {
    Inputs all;
    for (const auto& id : shots) {
        auto view = app::viewShot(*film.library, film.loaded.film, id);
        if (!view) return tl::unexpected(view.error());
        all.views.push_back(std::move(*view));
    }
    for (const auto& view : all.views)
        all.inputs.push_back(
            {film.loaded.film, view.shot, view.effective, view.measured, film.library->vocabulary});
    return all;
}

const prompt::Dialect& dialectOf(const OpenFilm& film, const std::string& wanted, const film::Shot& shot) {
    const auto& document = film.loaded.film;
    for (const std::string* id : {&wanted, &shot.dialect, &document.dialect})
        if (!id->empty())
            if (const auto* found = film.library->dialects.find(*id)) return *found;
    return *film.library->dialects.all().front();
}

void addParameters(std::string& text, const std::vector<prompt::Parameter>& parameters) {
    if (parameters.empty()) return;
    text += "\nparameters:";
    for (const auto& p : parameters) text += base::format(" {}={}", p.name, p.value);
    text += '\n';
}

base::Json parametersJson(const std::vector<prompt::Parameter>& parameters) {
    base::Json json = base::Json::array();
    for (const auto& p : parameters)
        json.push_back({{"name", p.name}, {"value", p.value}, {"field", p.field}});
    return json;
}

base::Json requestJson(const prompt::SceneRequest& request) {
    base::Json shots = base::Json::array();
    for (const auto& shot : request.shots)
        shots.push_back({{"shot", shot.id.str()},
                         {"from", shot.from},
                         {"to", shot.to},
                         {"begin", shot.begin},
                         {"end", shot.end}});
    base::Json spans = base::Json::array();
    for (const auto& span : request.spans) {
        const auto& shot = request.shots[span.shot];
        spans.push_back({{"begin", span.begin},
                         {"end", span.end},
                         {"shot", shot.id.str()},
                         {"field", shot.prompt.facts[span.fact].field}});
    }
    return {{"dialect", request.dialect},   {"text", request.text},
            {"negative", request.negative}, {"parameters", parametersJson(request.parameters)},
            {"fields", request.fields},     {"seconds", request.seconds},
            {"length", request.length},     {"shots", std::move(shots)},
            {"spans", std::move(spans)}};
}

/// A dialect in which something does not fit does not stop the others.
void addProblem(Outcome& outcome, const base::Error& error, const std::string& dialect) {
    outcome.exit = Findings;
    outcome.problems.push_back({error.subject,
                                {},
                                base::format("{}: {}", dialect, error.message),
                                "shorten what must be said, or choose another dialect"});
}

/// Composes one variant in every dialect. Not empty: terms that are not known.
std::vector<base::Problem> addVariant(const OpenFilm& film, const app::ShotView& view,
                                      prompt::Variant variant, const std::vector<std::string>& dialects,
                                      Outcome& outcome, base::Json& results) {
    film::Effective effective = view.effective;
    effective.direction = std::move(variant.direction);
    const auto& vocabulary = film.library->vocabulary;
    auto unknown = craft::checkTerms(effective.direction, vocabulary, view.shot.id.str());
    if (!unknown.empty()) return unknown;
    const auto measured = craft::measure(effective.direction, vocabulary);
    std::string chosen;
    base::Json choices = base::Json::array();
    for (const auto& [field, label] : variant.choices) {
        chosen += base::format(" {}={}", field, label);
        choices.push_back({{"field", field}, {"value", label}});
    }
    for (const auto& wanted : dialects) {
        const auto& dialect = dialectOf(film, wanted, view.shot);
        const auto made =
            prompt::compose({film.loaded.film, view.shot, effective, measured, vocabulary}, dialect);
        if (!made) {
            addProblem(outcome, made.error(), dialect.id);
            continue;
        }
        outcome.text += base::format("## {} · {} · {}{}\n{}\n\n", view.shot.id.str(), dialect.id, variant.id,
                                     chosen, made->text);
        auto json = base::parseJson(deliver::promptJson(*made));
        if (!json) continue;
        (*json)["shot"] = view.shot.id.str();
        (*json)["variant"] = variant.id;
        (*json)["choices"] = choices;
        results.push_back(std::move(*json));
    }
    return {};
}

}  // namespace

Outcome composeTogether(const OpenFilm& film, const std::vector<std::vector<film::ShotId>>& scenes,
                        const std::vector<std::string>& dialects) {
    Outcome outcome;
    base::Json results = base::Json::array();
    for (const auto& shots : scenes) {
        const auto all = inputsOf(film, shots);
        if (!all) return failed(all.error());
        if (all->inputs.empty()) continue;
        for (const auto& wanted : dialects) {
            const auto& dialect = dialectOf(film, wanted, all->views.front().shot);
            const auto requests = prompt::composeScene(all->inputs, dialect);
            if (!requests) {
                addProblem(outcome, requests.error(), dialect.id);
                continue;
            }
            for (const auto& request : *requests) {
                std::string names;
                for (const auto& shot : request.shots) names += (names.empty() ? "" : " + ") + shot.id.str();
                outcome.text += base::format("## {} · {} · {:.1f} s\n{}\n", names, request.dialect,
                                             request.seconds, request.text);
                if (!request.negative.empty())
                    outcome.text += base::format("\nnegative: {}\n", request.negative);
                addParameters(outcome.text, request.parameters);
                outcome.text += '\n';
                results.push_back(requestJson(request));
            }
        }
    }
    outcome.result.text = base::compactJson(results);
    return outcome;
}

Outcome composePortability(const OpenFilm& film, const std::vector<film::ShotId>& shots,
                           const std::vector<std::string>& dialects) {
    const auto all = inputsOf(film, shots);
    if (!all) return failed(all.error());
    std::vector<const prompt::Dialect*> columns;
    for (const auto& id : dialects) columns.push_back(film.library->dialects.find(id));
    const prompt::Portability report = prompt::portability(all->inputs, columns);
    Outcome outcome;
    outcome.text = prompt::portabilityText(report);
    outcome.result.text = prompt::portabilityJson(report);
    for (const auto& column : report.columns)
        for (const auto& problem : column.failed) {
            outcome.exit = Findings;
            outcome.problems.push_back(
                {problem.file, {}, base::format("{}: {}", column.dialect, problem.message), problem.remedy});
        }
    return outcome;
}

Outcome composeVariants(const OpenFilm& film, const std::vector<film::ShotId>& shots,
                        const std::vector<std::string>& dialects, const std::vector<std::string>& sweeps,
                        std::uint64_t most) {
    std::vector<prompt::Axis> axes;
    for (const auto& text : sweeps) {
        auto axis = prompt::parseAxis(text);
        if (!axis) return failed(axis.error());
        axes.push_back(std::move(*axis));
    }
    const auto all = inputsOf(film, shots);
    if (!all) return failed(all.error());
    Outcome outcome;
    base::Json results = base::Json::array();
    for (const auto& view : all->views) {
        const auto variation = prompt::Variation::of(view.effective.direction, axes);
        if (!variation) return failed(variation.error());
        const std::uint64_t count = std::min(variation->count(), most);
        outcome.text += base::format("{}: {} variants", view.shot.id.str(), variation->count());
        outcome.text += count < variation->count() ? base::format(", the first {}\n\n", count) : "\n\n";
        for (std::uint64_t i = 0; i < count; ++i) {
            if (const auto problems = addVariant(film, view, variation->at(i), dialects, outcome, results);
                !problems.empty()) {
                outcome.exit = BadInput;
                outcome.problems = problems;
                return outcome;
            }
        }
    }
    outcome.result.text = base::compactJson(results);
    return outcome;
}

}  // namespace groundglass::cli
