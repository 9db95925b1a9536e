#include "cli/engine.hpp"
#include "cli/job_text.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/similar.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::generate {

namespace {

class Generate final : public Verb {
public:
    std::string_view name() const override { return "generate"; }
    std::string_view summary() const override {
        return "Roll: send a shot to a provider and bring back the take";
    }
    void declare(CLI::App& parser) override {
        parser.add_option("film", m_film, "Film folder")->required();
        parser.add_option("--shot", m_shot, "Shot id")->required();
        parser.add_option("--provider", m_provider, "Provider id; otherwise the film's");
        parser.add_option("--model", m_model, "Model id; otherwise the film's, or the provider's first");
        parser.add_option("--endpoint", m_endpoint, "Endpoint id of `groundglass providers add`");
        parser.add_option("--dialect", m_dialect, "Dialect of the prompt; otherwise the shot's");
        auto* size =
            parser.add_option("--size", m_size, "Size of the clip, 1280x720; otherwise what fits best")
                ->check(checkSize);
        parser.add_option("--height", m_height, "Lines of the clip, in the frame's own shape")
            ->check(CLI::Range(16, 8192))
            ->excludes(size);
        parser.add_option("--samples", m_samples, "Samples per pixel of the built-in clip (6)")
            ->check(CLI::Range(1, 1024));
        parser.add_flag(
            "--wait", m_wait,
            "Wait until the take is stored, or a person must look. Without it an open studio (or a "
            "waiting command line) carries the job; when there is none, this program carries it and "
            "waits all the same");
    }

    Outcome run(std::stop_token stop) override {
        auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        const Names names{.shot = m_shot, .dialect = m_dialect, .provider = m_provider, .model = m_model};
        if (const auto known = checkNames(*film, names); !known) return failed(known.error());
        const auto request = prepare(*film);
        if (!request) return failed(request.error());
        auto queue = app::openJobs(film->library);
        if (!queue) return failed(queue.error());
        const auto id = (*queue)->submit(*request);
        if (!id) return failed(id.error());
        tell(
            base::format("job: {} · {} · {}", id->str(), request->provider, base::toText(request->estimate)));
        if (!m_wait && !(*queue)->owner()) return started(**queue, *id);
        if (!m_wait)
            tell("no other Groundglass is open to carry the job: waiting here; Ctrl+C stops waiting");
        const auto listening = (*queue)->listen([&](const jobs::Job& job) {
            if (job.id == *id && job.state == jobs::JobState::Running) tellProgress("rolling", job.progress);
        });
        const auto telling = tellReasons(**queue);
        const auto job = (*queue)->wait(*id, stop);
        if (!job) return interrupted(**queue, *id, job.error());
        return restingOutcome(*job);
    }

private:
    base::Result<jobs::Request> prepare(OpenFilm& film) const {
        auto& document = film.loaded.film;
        if (!m_dialect.empty()) {
            if (const auto shot = document.shots.find(film::ShotId(m_shot)); shot != document.shots.end()) {
                shot->second.dialect = m_dialect;
            }
        }
        const auto view = app::viewShot(*film.library, document, film::ShotId(m_shot));
        if (!view) return tl::unexpected(view.error());
        const std::string provider = m_provider.empty() ? document.provider : m_provider;
        std::string model = m_model;
        if (model.empty() && provider == document.provider) model = document.model;
        if (model.empty()) {
            const auto* known = film.library->catalog.find(provider);
            if (known != nullptr) {
                for (const auto& each : known->models) {
                    if (each.status != "retired") {
                        model = each.id;
                        break;
                    }
                }
                if (model.empty() && !known->models.empty()) model = known->models.front().id;
            }
        }
        auto request =
            app::requestFor(*film.library, document, film.loaded.folder, *view, provider, model, m_endpoint);
        if (!request) return request;
        const auto* known = film.library->catalog.find(provider);
        const auto* fitted = known == nullptr ? nullptr : known->model(model);
        if (fitted != nullptr && m_height > 0) {
            request->size = fitted->nearestSize(view->measured.ratio, m_height);
        }
        if (fitted != nullptr && !m_size.empty()) {
            const auto size = sizeFor(*fitted);
            if (!size) return tl::unexpected(size.error());
            request->size = *size;
        }
        if (fitted != nullptr)  // the price may hang on the size
            request->estimate = fitted->estimate(request->duration, request->size, request->sound);
        if (m_samples > 0 && provider != "builtin") {
            return base::failInput({"--samples",
                                    {},
                                    base::format("{} draws no samples", fitted ? fitted->title : provider),
                                    "leave it out; it is for the built-in provider"});
        }
        if (m_samples > 0) {
            if (auto json = base::parseJson(request->parameters.text); json && json->is_object()) {
                (*json)["samples"] = m_samples;
                request->parameters.text = base::compactJson(*json);
            }
        }
        return request;
    }

    /// The wished size, if the model makes it.
    base::Result<base::Pixels> sizeFor(const jobs::Model& model) const {
        const auto size = parseSize(m_size).value_or(base::Pixels{});
        if (model.sizes.empty()) {
            if (size.width % 2 == 0 && size.height % 2 == 0) return size;
            return base::failInput({"--size",
                                    {},
                                    base::format("{} has an odd side, a clip has even ones", m_size),
                                    base::format("choose {}x{}", size.width / 2 * 2, size.height / 2 * 2)});
        }
        std::vector<std::string> known;
        for (const auto& each : model.sizes) {
            if (each == size) return size;
            known.push_back(base::format("{}x{}", each.width, each.height));
        }
        return base::failInput({"--size",
                                {},
                                base::format("{} does not make clips of {}", model.title, m_size),
                                base::chooseOneOf(m_size, known)});
    }

    static Outcome started(const jobs::JobService& queue, const jobs::JobId& id) {
        Outcome outcome;
        outcome.text = base::format("job: {}\n", id.str());
        if (const auto job = queue.job(id)) outcome.result = jobJson(*job);
        return outcome;
    }

    static Outcome interrupted(jobs::JobService& queue, const jobs::JobId& id, const base::Error& error) {
        if (error.code == base::ErrorCode::Cancelled) {
            tell(
                "stopped waiting; the job stays in the queue: `groundglass jobs resume --wait`, or `jobs "
                "cancel`");
            auto outcome = started(queue, id);
            outcome.text.clear();
            outcome.exit = Cancelled;
            return outcome;
        }
        return failed(error);
    }

    std::string m_film, m_shot, m_provider, m_model, m_endpoint, m_dialect, m_size;
    int m_samples = 0, m_height = 0;
    bool m_wait = false;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Generate>();
}

}  // namespace groundglass::cli::generate
