#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "jobs/scheduler.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr double progressStep = 0.01;
constexpr std::int64_t progressEvery = 5'000;
constexpr std::int64_t diskRetry = 60'000;
constexpr std::int64_t roomLeast = std::int64_t{16} << 20;
constexpr int deathsMost = 3;
constexpr const char* leftAlone =
    "Its making ended the program or its helper three times; it is left alone until you send it again.";

}  // namespace

/// After a start a clip that was being made is simply made again: it costs nothing.
void Scheduler::stepLocal(Work& work) {
    using enum JobState;
    const JobState state = work.entry.job.state;
    if (state == Cancelling) {
        change(work, Cancelled);
    } else if (state == Downloading && (work.sealed || wholeClip(work))) {
        file(work, false);
    } else if (state == Done) {
        change(work, Downloading);
    } else if (m_clip == nullptr && !m_ending) {
        makeClip(work);
    }
}

void Scheduler::makeClip(Work& work) {
    using enum JobState;
    Entry& entry = work.entry;
    const auto found = m_parts.local.find(entry.job.request.provider);
    if (found == m_parts.local.end() || !base::makeFolder(m_parts.stateFolder / "parts")) {
        hold(work, found == m_parts.local.end() ? "Nothing here makes clips for this provider."
                                                : "The folder for unfinished clips cannot be made.");
        return;
    }
    if (entry.job.state == Ready) {
        entry.attempt = AttemptId{base::randomId("attempt")};
        m_batch.attempts.push_back({.id = entry.attempt,
                                    .job = entry.job.id,
                                    .number = ++entry.attempts,
                                    .crashClass = "local",
                                    .intentMs = m_parts.clock->utcMs(),
                                    .monotonicMs = now(),
                                    .request = {.method = "LOCAL", .url = {}, .headers = {}, .body = {}},
                                    .bodySha256 = base::sha256({})});
        change(work, Intent);
    }
    if (entry.job.state == Intent) change(work, Accepted);
    if (entry.job.state == Accepted) change(work, Running);
    if (entry.deaths >= deathsMost) {
        change(work, Failed, leftAlone);
        return;
    }
    ++entry.deaths;  // counts until the clip is made, or its making ends in order
    entry.job.progress = 0;
    entry.job.lacks = Lack::Nothing;  // what an earlier try lacked is there, or will be told again
    entry.job.place.clear();
    entry.job.reason.clear();
    touch(work);
    work.busy = true;
    work.clipStop = std::stop_source{};
    m_clip = &work;
    m_starts.emplace_back([this, id = entry.job.id, clip = found->second, request = entry.job.request,
                           cut = work.clipStop, file = fileOf(work, ".making.mp4"),
                           part = fileOf(work, ".part")] {
        m_clips.post([this, id, clip, request, cut, file, part](const std::stop_token& stop) mutable {
            const std::stop_callback both(stop, [&cut] { cut.request_stop(); });
            double told = 0;
            const auto progress = [this, id, told](double share) mutable {
                if (share < told + progressStep) return;
                told = share;
                post([this, id, share] {
                    Work* const making = find(id);
                    if (making == nullptr || making->entry.job.state != Running) return;
                    making->entry.job.progress = share;
                    m_shown.insert(making);
                    if (now() - making->written < progressEvery) return;
                    making->written = now();
                    m_dirty.insert(making);
                });
            };
            base::Status made = clip->make(request, file, progress, cut.get_token());
            std::error_code error;
            if (made) {
                std::filesystem::rename(file, part, error);
            } else {
                std::filesystem::remove(file, error);
                error.clear();
            }
            if (error) made = base::fail(base::ErrorCode::Io, "the clip that was made cannot be renamed");
            post([this, id, made] {
                if (Work* const making = find(id)) clipMade(*making, made);
            });
        });
    });
}

/// A full disk is waited for; a helper that dies is tried anew, but not for ever.
void Scheduler::clipFailed(Work& work, const base::Error& error) {
    const auto folder = m_parts.stateFolder / "parts";
    if (error.code != base::ErrorCode::Io) {
        change(work, JobState::Failed, error.message);
    } else if (freeBytes(folder) < roomLeast) {
        noRoom(work, folder,
               base::format("{}; free some room, the clip is drawn again then.", error.message));
        later(work, diskRetry);
    } else if (++work.tries >= deathsMost) {
        change(work, JobState::Failed, base::format("{} {}", error.message, leftAlone));
    } else {
        work.due = now();
    }
}

void Scheduler::clipMade(Work& work, const base::Status& made) {
    using enum JobState;
    work.busy = false;
    m_clip = nullptr;
    m_again = true;
    work.entry.deaths = 0;
    m_dirty.insert(&work);
    const JobState state = work.entry.job.state;
    if (state == Cancelling) {
        std::error_code ignored;
        std::filesystem::remove(fileOf(work, ".part"), ignored);
        change(work, Cancelled);
        return;
    }
    if (m_ending) return;  // cut by the end of the program: it is made again at the next start
    if (!made) {
        clipFailed(work, made.error());
        return;
    }
    if (state == Running) change(work, Done);
    if (work.entry.job.state == Done) change(work, Downloading);
    file(work, true);
}

}  // namespace groundglass::jobs
