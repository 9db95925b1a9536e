#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "jobs/scheduler.hpp"
#include "jobs/url.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::int64_t roomToKeep = std::int64_t{512} << 20;
constexpr std::int64_t diskRetry = 60'000;
constexpr int redirectsMost = 5;
constexpr int barrenTriesMost = 20;
constexpr int serverTriesMost = 8;

base::Result<SealedClip> hashed(const std::filesystem::path& whole) {
    const auto hash = base::sha256File(whole);
    if (!hash) return tl::unexpected(hash.error());
    return SealedClip{.file = whole, .sha256 = *hash};
}

}  // namespace

void Scheduler::stepFetch(Work& work) {
    if (work.entry.job.state == JobState::Done) {
        change(work, JobState::Downloading);
    }
    if (work.sealed || wholeClip(work)) {
        file(work, false);
        return;
    }
    if (adapterOf(work) == nullptr) {
        hold(work, "This provider is not known here any more; its clip cannot be fetched by this version.");
        return;
    }
    if (mayCall(work)) fetch(work);
}

void Scheduler::fetch(Work& work) {
    Entry& entry = work.entry;
    const auto folder = m_parts.stateFolder / "parts";
    const std::int64_t needed = roomToKeep + (entry.length > 0 ? entry.length - entry.fetched : 0);
    if (!base::makeFolder(folder) || freeBytes(folder) < needed) {
        noRoom(work, folder,
               base::format("There is not enough room in {} for the clip, which is safe at the service; free "
                            "{} MiB, it is tried again each minute.",
                            folder.string(), needed >> 20));
        later(work, diskRetry);
        return;
    }
    if (adapterOf(work)->clipInAnswer(entry.downloadUrl)) {
        fetchEmbedded(work);
        return;
    }
    auto part = PartFile::open(fileOf(work, ".part"), entry.fetched, entry.length, entry.etag);
    if (!part) {
        noRoom(work, folder,
               part.error().message + "; make room or give write access, it is tried again each minute.");
        later(work, diskRetry);
        return;
    }
    work.part = std::move(*part);
    const std::int64_t offset = work.part->offset();
    HttpRequest request = work.fetchUrl.empty()
                              ? adapterOf(work)->downloadJob(jobOf(work), entry.downloadUrl, entry.endpoint)
                              : HttpRequest{.url = work.fetchUrl};
    if (offset > 0) {
        request.headers.emplace_back("Range", base::format("bytes={}-", offset));
        request.headers.emplace_back("If-Range", entry.etag);
    }
    auto exchange = prepare(work, std::move(request), Purpose::Fetch);
    if (!exchange) {
        hold(work, "The clip cannot be fetched. " + exchange.error().message);
        return;
    }
    exchange->sink = [this, &work](const HttpAnswer& head, std::string_view bytes) {
        const bool took = work.part->take(head, bytes);
        Entry& known = work.entry;
        if (known.length != work.part->length() || known.fetched != work.part->synced() ||
            known.etag != work.part->etag()) {
            known.length = work.part->length();
            known.fetched = work.part->synced();
            known.etag = work.part->etag();
            m_dirty.insert(&work);
        }
        return took;
    };
    call(work, std::move(*exchange), &Scheduler::fetched);
}

void Scheduler::fetched(Work& work, Outcome outcome) {
    FetchVerdict verdict = judgeFetch(outcome);
    const PartFile& part = *work.part;
    if (verdict == FetchVerdict::Disk && part.trouble() == PartFile::Trouble::Changed)
        verdict = FetchVerdict::Restart;
    if (verdict == FetchVerdict::Disk && part.trouble() == PartFile::Trouble::TooLarge)
        verdict = FetchVerdict::Stop;
    if (part.offset() > work.farthest) {
        work.farthest = part.offset();
        work.tries = 0;
    }
    if (verdict == FetchVerdict::Whole &&
        (part.offset() == 0 || (part.length() >= 0 && part.offset() != part.length()))) {
        work.part.reset();
        restart(work, "The clip came incomplete.");
        return;
    }
    if (verdict == FetchVerdict::Resume && work.part->sync() && !work.entry.etag.empty()) {
        work.entry.fetched = part.synced();
        m_dirty.insert(&work);
    }
    work.part.reset();
    if (verdict != FetchVerdict::Disk && work.entry.job.lacks == Lack::Room) {
        work.entry.job.lacks = Lack::Nothing;
        work.entry.job.place.clear();
        touch(work);
    }
    fetchEnded(work, verdict, outcome);
}

void Scheduler::fetchEnded(Work& work, FetchVerdict verdict, const Outcome& outcome) {
    switch (verdict) {
        case FetchVerdict::Whole:
            file(work, true);
            break;
        case FetchVerdict::Redirect:
            redirect(work, outcome.answer);
            break;
        case FetchVerdict::Resume:
            if (work.tries >= barrenTriesMost) {
                hold(work,
                     "The clip does not come through. It is still at the service; resume to try again.");
            } else {
                backOff(work, resumeBackoff, nullptr);
            }
            break;
        case FetchVerdict::Restart:
            restart(work, "The clip changed while it was fetched.");
            break;
        case FetchVerdict::Again:
            if (work.tries >= serverTriesMost) {
                hold(work, base::format("The service fails to deliver the clip ({}). Resume to try again.",
                                        outcome.answer.status));
            } else {
                backOff(work, networkBackoff, &outcome.answer);
            }
            break;
        case FetchVerdict::Throttled:
            backOff(work, throttleBackoff, &outcome.answer);
            break;
        case FetchVerdict::Offline:
            backOff(work, networkBackoff, nullptr);
            break;
        case FetchVerdict::Refresh:
            refresh(work, outcome);
            break;
        case FetchVerdict::Disk:
            noRoom(work, m_parts.stateFolder / "parts",
                   "The disk takes no more of the clip; what came is kept and the rest is safe at the "
                   "service. Free "
                   "some room, it is tried again each minute.");
            later(work, diskRetry);
            break;
        case FetchVerdict::Stop:
            hold(work, base::format("The clip cannot be fetched ({}). {} Resume to try again.",
                                    outcome.answer.status, outcome.what));
            break;
    }
}

/// Each address of a chain is judged anew, and gets the key only when it is the endpoint's own origin.
void Scheduler::redirect(Work& work, const HttpAnswer& answer) {
    const std::string from =
        work.fetchUrl.empty()
            ? adapterOf(work)->downloadJob(jobOf(work), work.entry.downloadUrl, work.entry.endpoint).url
            : work.fetchUrl;
    auto to = resolveUrl(from, std::string(answer.header("location")));
    const auto before = originOf(from);
    const auto after =
        to ? originOf(*to) : base::Result<Origin>{base::fail(base::ErrorCode::InvalidInput, "")};
    const bool weaker = before && after && before->scheme == "https" && after->scheme == "http";
    if (!to || weaker || ++work.redirects > redirectsMost) {
        hold(work,
             "The service sends the clip's address in a way that is not followed. Resume to try again.");
        work.fetchUrl.clear();
        work.redirects = 0;
        return;
    }
    work.fetchUrl = std::move(*to);
    work.due = now();
}

void Scheduler::restart(Work& work, const std::string& reason) {
    work.entry.fetched = 0;
    work.entry.length = -1;
    work.entry.etag.clear();
    m_dirty.insert(&work);
    std::error_code ignored;
    if (!work.restarted) {
        work.restarted = true;
        std::filesystem::remove(fileOf(work, ".part"), ignored);
        work.due = now();
        return;
    }
    // Paid for, so never thrown away, whatever it is.
    std::filesystem::rename(fileOf(work, ".part"), fileOf(work, ".rejected"), ignored);
    change(work, JobState::Failed,
           base::format("{} What came is kept as {}.", reason, fileOf(work, ".rejected").string()));
}

/// The address may have run out: the job is asked once for a new one.
void Scheduler::refresh(Work& work, const Outcome& outcome) {
    const int status = outcome.answer.status;
    if (work.refreshed) {
        if (status == 403) {
            change(work, JobState::Failed, "The service made the clip but does not hand it out (403).");
        } else {
            change(work, JobState::Expired,
                   base::format("The service does not keep the clip any more ({}).", status));
        }
        return;
    }
    work.refreshed = true;
    work.fetchUrl.clear();
    work.redirects = 0;
    askFresh(work);
}

void Scheduler::askFresh(Work& work) {
    auto exchange = prepare(work, adapterOf(work)->pollJob(jobOf(work), work.entry.endpoint), Purpose::Ask);
    if (!exchange) {
        hold(work, exchange.error().message);
        return;
    }
    call(work, std::move(*exchange), &Scheduler::refreshedState);
}

void Scheduler::refreshedState(Work& work, Outcome outcome) {
    const AskVerdict verdict = judgeAsk(outcome);
    if (verdict == AskVerdict::Again || verdict == AskVerdict::Throttled) {
        work.refreshed = false;
        backOff(work, networkBackoff, &outcome.answer);
        return;
    }
    const RemoteState remote =
        outcome.failure == Failure::None
            ? adapterOf(work)->polledJob(outcome.answer, jobOf(work), work.entry.endpoint)
            : RemoteState{.state = JobState::Unknown};
    keepTrail(work, remote.trail);
    if (remote.state == JobState::Running && goesOn(work, remote)) {
        askFresh(work);
    } else if (remote.state == JobState::Failed || remote.state == JobState::Blocked) {
        change(work, JobState::Failed, remote.reason);
    } else if (remote.state == JobState::Lost || verdict == AskVerdict::Missing) {
        change(work, JobState::Expired, "The service does not know the clip any more.");
    } else {
        if (remote.state == JobState::Done) {
            work.entry.downloadUrl = remote.downloadUrl;
            work.entry.expiresMs = remote.expiresMs;
        }
        change(work, JobState::Done, "Asked for a new address of the clip.");
    }
}

namespace {

/// A run that was killed after the take was filed and before the ledger knew leaves a second clip of the same
/// take. What counts is the take; a paid clip with other bytes is kept all the same.
void clearSealed(SealedClip& sealed, const std::filesystem::path& stored, bool local) {
    std::error_code ignored;
    if (!std::filesystem::exists(sealed.file, ignored) ||
        std::filesystem::equivalent(sealed.file, stored, ignored))
        return;
    const auto hash = base::sha256File(stored);
    if (!hash || (!local && *hash != sealed.sha256)) return;
    std::filesystem::remove(sealed.file, ignored);
    sealed.sha256 = *hash;
}

}  // namespace

/// Seals the part if it is not sealed yet, and hands the clip to the take sink; on its own thread.
void Scheduler::file(Work& work, bool seal) {
    work.busy = true;
    const JobId id = work.entry.job.id;
    m_starts.emplace_back([this, id, seal] {
        const Work* const ready = find(id);
        if (ready == nullptr) return;
        const Job job = ready->entry.job;
        const auto part = fileOf(*ready, ".part");
        const auto stem = fileOf(*ready, ".clip");
        const auto whole = wholeClip(*ready);
        const auto known = ready->sealed;
        const bool local = isLocal(*ready);
        m_filer.post([this, id, seal, job, part, stem, whole, known, local](const std::stop_token&) {
            auto sealed = known            ? base::Result<SealedClip>(*known)
                          : seal || !whole ? sealClip(part, stem)
                                           : hashed(*whole);
            base::Result<std::filesystem::path> stored = base::fail(base::ErrorCode::Cancelled, "not stored");
            if (sealed) {
                Job whatIs = job;
                whatIs.sha256 = sealed->sha256;
                stored = m_parts.takes->store(whatIs, sealed->file);
                if (stored) clearSealed(*sealed, *stored, local);
            }
            post([this, id, sealed, stored] {
                if (Work* const now = find(id)) filed(*now, sealed, stored);
            });
        });
    });
}

void Scheduler::filed(Work& work, const base::Result<SealedClip>& sealed,
                      const base::Result<std::filesystem::path>& stored) {
    work.busy = false;
    m_again = true;
    Job& job = work.entry.job;
    if (!sealed) {
        if (sealed.error().code != base::ErrorCode::InvalidInput) {
            noRoom(work, m_parts.stateFolder / "parts",
                   sealed.error().message + "; make room, it is tried again each minute.");
            later(work, diskRetry);
        } else if (isLocal(work)) {
            change(work, JobState::Failed, "What was drawn is not a clip.");
        } else {
            restart(work, "What came is not a clip.");
        }
        return;
    }
    if (!stored) {
        // The clip may have got there without its record; the next try goes on from that.
        std::error_code ignored;
        const bool here = std::filesystem::exists(sealed->file, ignored);
        const bool again = work.sealed.has_value();
        work.sealed = here || !again ? std::optional(*sealed) : std::nullopt;
        noRoom(work, job.request.film,
               base::format(
                   "The clip is whole and safe in {}, but could not be put into the film ({}). Make room or "
                   "give write access; it is tried again each minute.",
                   sealed->file.parent_path().string(), stored.error().message));
        later(work, diskRetry);
        return;
    }
    work.sealed.reset();
    job.takeFile = stored->string();
    job.sha256 = sealed->sha256;
    job.progress = 1;
    change(work, JobState::Stored);
}

}  // namespace groundglass::jobs
