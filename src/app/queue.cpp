#include "groundglass/app/services.hpp"

#include "app/command_keys.hpp"
#include "app/film_takes.hpp"
#include "app/frozen_shot.hpp"
#include "app/simulated_clips.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/providers/adapters.hpp"
#include "groundglass/providers/simulator.hpp"

#include <cstdlib>

namespace groundglass::app {

namespace {

/// Draws a frozen request with the viewfinder.
class BuiltinClip final : public jobs::LocalClip {
public:
    explicit BuiltinClip(std::shared_ptr<const Library> library)
        : m_library(std::move(library)), m_renderer(base::cacheFolder()) {}

    base::Status make(const jobs::Request& request, const std::filesystem::path& file,
                      const std::function<void(double)>& progress, std::stop_token stop) override {
        auto scene = thawScene(*m_library, request);
        if (!scene) return tl::unexpected(scene.error());
        scene->measured.duration = request.duration;
        scene->measured.rate = request.rate;
        return renderClip(m_renderer, *scene, request.size, frozenSamples(request), frozenLabel(request),
                          file, progress, stop);
    }

private:
    std::shared_ptr<const Library> m_library;
    viewfinder::Renderer m_renderer;
};

/// Keys from `GROUNDGLASS_KEY_<ENDPOINT>`.
class EnvironmentKeys final : public jobs::SecretSource {
public:
    explicit EnvironmentKeys(std::map<std::string, jobs::Endpoint> endpoints)
        : m_endpoints(std::move(endpoints)) {}

    base::Result<base::Secret> key(std::string_view endpoint) override {
        std::string variable = "GROUNDGLASS_KEY_";
        for (const char c : endpoint) variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (const char* value = std::getenv(variable.c_str()); value != nullptr && value[0] != '\0') {
            base::Secret secret{std::string(value)};
            base::blankInLog(secret);
            return secret;
        }
        const auto found = m_endpoints.find(std::string(endpoint));
        if (found != m_endpoints.end() && found->second.selfHosted) return base::Secret{};
        return base::fail(base::ErrorCode::Auth, base::format("there is no key for \"{}\"", endpoint),
                          std::string(endpoint),
                          {{std::string(endpoint), {}, "there is no key", base::format("set {}", variable)}});
    }

private:
    std::map<std::string, jobs::Endpoint> m_endpoints;
};

}  // namespace

base::Result<std::unique_ptr<jobs::JobService>> openJobs(std::shared_ptr<const Library> library,
                                                         std::shared_ptr<jobs::SecretSource> secrets) {
    auto endpoints = loadEndpoints(base::configFolder());
    if (!endpoints) return tl::unexpected(endpoints.error());
    jobs::ServiceParts parts;
    parts.stateFolder = base::stateFolder();
    for (auto& adapter : providers::builtinAdapters()) parts.adapters.push_back(std::move(adapter));
    parts.local.emplace("builtin", std::make_shared<BuiltinClip>(library));
    const auto simulated = std::make_shared<SimulatedClips>(std::make_shared<BuiltinClip>(library),
                                                            base::cacheFolder() / "simulator");
    parts.servers.push_back(std::make_shared<providers::SimulatedService>(
        [simulated](const std::string& id, const std::string& order) { return simulated->clip(id, order); }));
    parts.endpoints = *endpoints;
    if (!secrets) secrets = std::make_shared<EnvironmentKeys>(*endpoints);
    parts.secrets = std::make_shared<CommandKeys>(*endpoints, std::move(secrets));
    parts.takes = std::make_shared<FilmTakes>();
    parts.clock = std::make_shared<base::SystemClock>();
    return jobs::JobService::open(std::move(parts));
}

}  // namespace groundglass::app
