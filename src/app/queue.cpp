#include "groundglass/app/services.hpp"

#include "app/frozen_shot.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/media/media.hpp"
#include "groundglass/providers/adapters.hpp"

#include <cstdlib>

namespace groundglass::app {

namespace {

constexpr int thumbnailWidth = 480;

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
        const auto parameters = base::parseJson(request.parameters.text);
        const bool label = parameters && parameters->value("label_as_ai", false);
        return renderClip(m_renderer, *scene, request.size, frozenSamples(request), label, file, progress,
                          stop);
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

/// Files a finished clip as a take of its film.
class FilmTakes final : public jobs::TakeSink {
public:
    base::Result<std::filesystem::path> store(const jobs::Job& job,
                                              const std::filesystem::path& clip) override {
        film::Take take;
        // One job makes one take, also when the program is killed between filing it and noting that down.
        take.id = film::TakeId("take_" + base::sha256(job.id.str()).substr(0, 16));
        take.shot = film::ShotId(job.request.shot);
        const auto folder = std::filesystem::path(job.request.film);
        if (auto filed = alreadyFiled(folder, take); !filed.empty()) return filed;
        auto hash = base::sha256File(clip);
        if (!hash) return tl::unexpected(hash.error());
        std::error_code error;
        take.sha256 = *hash;
        take.bytes = static_cast<std::int64_t>(std::filesystem::file_size(clip, error));
        take.createdAt = base::toIsoTime(base::SystemClock().utcMs());
        take.provider = job.request.provider;
        take.model = job.request.model;
        take.dialect = job.request.dialect;
        take.prompt = job.request.prompt;
        take.negative = job.request.negative;
        take.direction = job.request.direction;
        take.request = requestJson(job.request);
        take.cost = job.cost;
        take.jobId = job.id.str();
        describeClip(take, clip, folder);
        return store::storeTake(folder, std::move(take), clip);
    }

private:
    static std::filesystem::path alreadyFiled(const std::filesystem::path& folder, const film::Take& take) {
        const auto takes = store::loadTakes(folder, take.shot);
        for (const auto& each : takes.takes) {
            if (each.id != take.id) continue;
            auto file = store::takeFolder(folder, take.shot) / each.clip;
            std::error_code ignored;
            if (std::filesystem::exists(file, ignored)) return file;
        }
        return {};
    }

    static base::JsonText requestJson(const jobs::Request& request) {
        base::Json json{{"provider", request.provider},
                        {"endpoint", request.endpoint},
                        {"model", request.model},
                        {"width", request.size.width},
                        {"height", request.size.height},
                        {"duration_ms", request.duration.count()},
                        {"rate", {request.rate.numerator, request.rate.denominator}},
                        {"estimate_micros", request.estimate.micros}};
        if (request.seed) json["seed"] = *request.seed;
        if (auto parameters = base::parseJson(request.parameters.text))
            json["parameters"] = std::move(*parameters);
        return {base::compactJson(json)};
    }

    /// What the clip itself says, and a picture of its middle. A clip that cannot be decoded is filed all the
    /// same.
    static void describeClip(film::Take& take, const std::filesystem::path& clip,
                             const std::filesystem::path& folder) {
        const auto probe = media::probe(clip);
        if (!probe) {
            base::logWarning(
                base::format("take {}: the clip cannot be shown: {}", take.id.str(), probe.error().message));
            return;
        }
        take.size = probe->size;
        take.rate = probe->rate;
        take.duration = probe->duration;
        auto frame = media::frameAt(clip, probe->duration / 2, thumbnailWidth);
        if (!frame) return;
        auto png = viewfinder::toPng({frame->width, frame->height, std::move(frame->rgb)});
        const auto place = store::takeFolder(folder, take.shot);
        const std::string name = take.id.str() + ".png";
        if (png && base::makeFolder(place) && base::AtomicFile::write(place / name, *png))
            take.thumbnail = name;
    }
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
    parts.endpoints = *endpoints;
    parts.secrets = secrets ? std::move(secrets) : std::make_shared<EnvironmentKeys>(*endpoints);
    parts.takes = std::make_shared<FilmTakes>();
    parts.clock = std::make_shared<base::SystemClock>();
    return jobs::JobService::open(std::move(parts));
}

}  // namespace groundglass::app
