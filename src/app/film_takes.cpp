#include "app/film_takes.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/log.hpp"
#include "groundglass/media/media.hpp"
#include "groundglass/store/film_folder.hpp"
#include "groundglass/viewfinder/render.hpp"

#include <system_error>
#include <utility>

namespace groundglass::app {

namespace {

namespace fs = std::filesystem;

constexpr int thumbnailWidth = 480;

/// The clip of a take that an earlier call filed, with its shot or in the inbox; empty when there is none.
fs::path alreadyFiled(const fs::path& folder, const film::Take& take) {
    for (const auto& shot : {take.shot, film::ShotId{}}) {
        const auto takes = store::loadTakes(folder, shot);
        for (const auto& each : takes.takes) {
            if (each.id != take.id) continue;
            auto file = store::takeFolder(folder, shot) / each.clip;
            std::error_code ignored;
            if (fs::exists(file, ignored)) return file;
        }
    }
    return {};
}

base::JsonText requestJson(const jobs::Request& request) {
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

/// What the clip itself says, and a picture of its middle in `place`. A clip that cannot be decoded is filed
/// all the same.
void describeClip(film::Take& take, const fs::path& clip, const fs::path& place) {
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
    const auto png = viewfinder::toPng({frame->width, frame->height, std::move(frame->rgb)});
    const std::string name = take.id.str() + ".png";
    if (png && base::makeFolder(place) && base::AtomicFile::write(place / name, *png)) take.thumbnail = name;
}

/// The record that this job makes, except for what the clip says.
film::Take recordOf(const jobs::Job& job) {
    film::Take take;
    take.id = film::TakeId("take_" + base::sha256(job.id.str()).substr(0, 16));
    take.shot = film::ShotId(job.request.shot);
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
    return take;
}

}  // namespace

base::Result<fs::path> FilmTakes::store(const jobs::Job& job, const fs::path& clip) {
    auto take = recordOf(job);
    const fs::path folder = job.request.film;
    if (auto filed = alreadyFiled(folder, take); !filed.empty()) return filed;
    std::error_code ignored;
    const bool known = base::isValidId(take.shot.str()) &&
                       fs::is_regular_file(folder / "shots" / (take.shot.str() + ".json"), ignored);
    const auto place = store::takeFolder(folder, known ? take.shot : film::ShotId{});
    // A call that was cut may have moved the clip already; storeTake finds it there again.
    const auto moved = place / (take.id.str() + clip.extension().string());
    describeClip(take, fs::exists(clip, ignored) ? clip : moved, place);
    return store::storeTake(folder, std::move(take), clip);
}

}  // namespace groundglass::app
