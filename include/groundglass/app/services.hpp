#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/craft/measure.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/cascade.hpp"
#include "groundglass/jobs/catalog.hpp"
#include "groundglass/jobs/service.hpp"
#include "groundglass/prompt/compose.hpp"
#include "groundglass/prompt/dialect.hpp"
#include "groundglass/prompt/lint.hpp"
#include "groundglass/store/film_folder.hpp"
#include "groundglass/store/pack.hpp"
#include "groundglass/viewfinder/render.hpp"
#include "groundglass/viewfinder/scene.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace groundglass::app {

/// Everything that is loaded once: vocabulary, dialects, policy words, catalog. Immutable; share it. Thread:
/// any.
struct Library {
    std::filesystem::path resources;
    craft::Vocabulary vocabulary;
    prompt::Dialects dialects;
    prompt::Policy policy;
    jobs::Catalog catalog;

    /// Errors: as the three loaders, all problems together.
    [[nodiscard]] static base::Result<std::shared_ptr<const Library>> load(
        const std::filesystem::path& resources);
};

/// The three views of one shot, computed together. Thread: any.
struct ShotView {
    film::Shot shot;
    film::Effective effective;
    craft::MeasuredShot measured;
    viewfinder::Scene scene;
};
/// Errors: NotFound (shot).
[[nodiscard]] base::Result<ShotView> viewShot(const Library& library, const film::Film& film,
                                              const film::ShotId& shot);

/// Errors: NotFound (dialect), InvalidInput (does not fit). An empty dialect means the shot's, then the
/// film's.
[[nodiscard]] base::Result<prompt::Prompt> composeShot(const Library& library, const film::Film& film,
                                                       const ShotView& view, const std::string& dialect = {});
/// Every rule about the shot by itself and beside its neighbours in the scene.
[[nodiscard]] std::vector<prompt::Finding> lintShot(const Library& library, const film::Film& film,
                                                    const ShotView& view, const std::string& dialect,
                                                    const prompt::Prompt* composed);

/// The request that Roll would send, with size, duration and price fitted to the model.
/// Errors: NotFound (provider, model), InvalidInput (retired, or what the model cannot take).
[[nodiscard]] base::Result<jobs::Request> requestFor(const Library& library, const film::Film& film,
                                                     const std::filesystem::path& folder,
                                                     const ShotView& view, const std::string& provider,
                                                     const std::string& model,
                                                     const std::string& endpoint = {});

/// Endpoints of `endpoints.json` in the config folder. A missing file is no endpoints. Errors: InvalidInput,
/// Io.
[[nodiscard]] base::Result<std::map<std::string, jobs::Endpoint>> loadEndpoints(
    const std::filesystem::path& configFolder);
/// Adds or replaces one. Errors: InvalidInput (the endpoint, or a damaged file, which stays as it is), Io.
[[nodiscard]] base::Status saveEndpoint(const std::filesystem::path& configFolder,
                                        const jobs::Endpoint& endpoint);

/// Takes one out; everything else in the file stays as it is. One that is not there is no trouble. Errors:
/// InvalidInput (a damaged file, which stays as it is), Io.
[[nodiscard]] base::Status removeEndpoint(const std::filesystem::path& configFolder,
                                          const std::string& endpoint);
/// Server families that a provider's adapter knows, for Endpoint::profile; none for an unknown provider.
[[nodiscard]] std::vector<std::string> serverFamilies(const std::string& provider);

/// The queue with the real adapters, built-in clip and take folder. `secrets` null: environment variables
/// `GROUNDGLASS_KEY_<ENDPOINT>`. Errors: as JobService::open.
[[nodiscard]] base::Result<std::unique_ptr<jobs::JobService>> openJobs(
    std::shared_ptr<const Library> library, std::shared_ptr<jobs::SecretSource> secrets = {});

/// A still with the frame's true ratio at a wanted width (even numbers). Errors: Cancelled.
[[nodiscard]] base::Pixels frameSize(const craft::MeasuredShot& measured, int width);

/// Renders the shot's clip to an MP4. `progress` 0…1. Errors: Cancelled, Io.
[[nodiscard]] base::Status renderClip(viewfinder::Renderer& renderer, const viewfinder::Scene& scene,
                                      base::Pixels size, int samples, bool labelAsAi,
                                      const std::filesystem::path& file,
                                      const std::function<void(double)>& progress, std::stop_token stop);

/// A prompt pack of a film: manifest, JSON, Markdown, pictures of every shot. `dialects` empty: the shots'
/// own.
[[nodiscard]] base::Status exportPromptPack(const Library& library, const store::LoadedFilm& film,
                                            const std::vector<std::string>& dialects,
                                            const std::filesystem::path& file, viewfinder::Renderer& renderer,
                                            const std::function<void(double)>& progress = {},
                                            std::stop_token stop = {});

/// A copy of a shipped sample film. Errors: NotFound, InvalidInput (target exists), Io.
[[nodiscard]] base::Status copySample(const Library& library, const std::string& sample,
                                      const std::filesystem::path& to);

}  // namespace groundglass::app
