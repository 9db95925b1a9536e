#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "jobs/scheduler.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::uintmax_t pictureMost = 20U << 20U;
constexpr int uploadTries = 4;
constexpr std::chrono::seconds longestUpload{600};

/// By content; empty for what no service takes as a picture.
std::string_view mediaTypeOf(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
    return {};
}

base::Result<LoadedPicture> load(const Picture& picture) {
    const auto bad = [&](std::string message, std::string remedy) {
        return base::failInput({picture.file, {}, std::move(message), std::move(remedy)});
    };
    auto bytes = base::readFile(picture.file, pictureMost);
    if (!bytes) return bad("A picture of this shot cannot be read.", "Put it back, or take it out.");
    if (base::sha256(*bytes) != picture.sha256)
        return bad("A picture of this shot has changed since it was chosen.", "Choose it again.");
    const auto type = mediaTypeOf(*bytes);
    if (type.empty()) return bad("A picture is neither PNG nor JPEG nor WebP.", "Convert it.");
    const auto ending = type.substr(type.find('/') + 1);
    return LoadedPicture{.role = picture.role,
                         .mediaType = std::string(type),
                         .bytes = std::move(*bytes),
                         .name = base::format("{}.{}", picture.sha256, ending),
                         .at = {}};
}

}  // namespace

base::Result<std::vector<LoadedPicture>> loadPictures(const Request& request) {
    std::vector<LoadedPicture> pictures;
    for (const Picture& each : request.pictures) {
        auto loaded = load(each);
        if (!loaded) return tl::unexpected(loaded.error());
        pictures.push_back(std::move(*loaded));
    }
    return pictures;
}

/// Brings the pictures of an order to its service, one call after another; they cost nothing and may be
/// brought twice. True: nothing is left to bring.
bool Scheduler::bringPictures(Work& work) {
    const Entry& entry = work.entry;
    const HttpAdapter* const adapter = adapterOf(work);
    const bool frozen = entry.job.state == JobState::NotSent && !entry.attempt.empty();
    if (entry.job.request.pictures.empty() || adapter == nullptr || frozen) return true;
    if (work.pictures.empty()) {
        auto loaded = loadPictures(entry.job.request);
        if (!loaded) {
            change(work, JobState::Refused, "Nothing was sent. " + loaded.error().message);
            return false;
        }
        work.pictures = std::move(*loaded);
        work.uploadTrail.clear();
    }
    for (const LoadedPicture& picture : work.pictures) {
        if (!picture.at.empty()) continue;
        auto request = adapter->upload(picture, work.uploadTrail, entry.endpoint);
        if (!request) continue;
        auto exchange = prepare(work, std::move(*request), Purpose::Ask);
        if (!exchange) {
            hold(work, "Nothing was sent. " + exchange.error().message);
            return false;
        }
        exchange->longest = longestUpload;
        call(work, std::move(*exchange), &Scheduler::brought);
        return false;
    }
    return true;
}

void Scheduler::brought(Work& work, Outcome outcome) {
    const JobState state = work.entry.job.state;
    if (state != JobState::Ready && state != JobState::NotSent) return;
    const HttpAdapter& adapter = *adapterOf(work);
    const AskVerdict verdict = judgeAsk(outcome);
    if (verdict == AskVerdict::Again || verdict == AskVerdict::Throttled) {
        work.uploadTrail.clear();
        if (work.tries >= uploadTries) {
            hold(work,
                 "A picture could not be brought to the service; nothing was ordered. Resume to try "
                 "again.");
        } else {
            backOff(work, verdict == AskVerdict::Throttled ? throttleBackoff : networkBackoff,
                    &outcome.answer);
        }
        return;
    }
    if (verdict == AskVerdict::Key || verdict == AskVerdict::Stop) {
        hold(work, base::format("The service does not take a picture ({}); nothing was ordered. {}",
                                outcome.answer.status, outcome.what));
        return;
    }
    for (LoadedPicture& picture : work.pictures) {
        if (!picture.at.empty() || !adapter.upload(picture, work.uploadTrail, work.entry.endpoint)) continue;
        auto step = adapter.uploaded(outcome.answer, work.uploadTrail, work.entry.endpoint);
        if (!step || (step->at.empty() && step->trail.empty())) {
            hold(work, base::format("A picture was not taken; nothing was ordered. {}",
                                    step ? std::string() : step.error().message));
            return;
        }
        picture.at = step->at;
        work.uploadTrail = step->at.empty() ? step->trail : std::string();
        break;
    }
    work.tries = 0;
    work.due = now();
    m_again = true;
}

}  // namespace groundglass::jobs
