#pragma once

#include "groundglass/base/ids.hpp"
#include "groundglass/base/json_text.hpp"
#include "groundglass/base/result.hpp"
#include "groundglass/base/units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::jobs {

using JobId = base::Id<struct JobTag>;
using AttemptId = base::Id<struct AttemptTag>;

/// States of a paid job; the reliability reference §6 says what is persisted at each.
enum class JobState {
    Draft,
    Ready,
    Reserved,
    Intent,
    NotSent,
    Refused,
    Unknown,
    NotFound,
    Accepted,
    Running,
    Cancelling,
    Done,
    Downloading,
    Stored,
    Failed,
    Blocked,
    Cancelled,
    Expired,
    Lost,
    Abandoned
};
[[nodiscard]] std::string_view name(JobState state) noexcept;  ///< "not_sent" …
[[nodiscard]] std::optional<JobState> stateFromName(std::string_view name) noexcept;
/// Ends of the table. Refused, Unknown and NotFound are not ends: they wait for a person (see Job::rests).
[[nodiscard]] bool isEnd(JobState state) noexcept;
/// The table of allowed transitions. Ready goes to Reserved and Intent in one transaction when the clip has a
/// price, to Intent when it is free, or to Refused when the adapter cannot say the request in its service's
/// terms.
[[nodiscard]] bool mayFollow(JobState from, JobState to) noexcept;

/// A still that goes with a request; frozen by its hash.
struct Picture {
    std::string role;  ///< first_frame, last_frame, subject, style, place.
    std::string file;  ///< Absolute path.
    std::string sha256;
    bool operator==(const Picture&) const = default;
};

/// One wish for a clip, frozen when the user pressed go. Everything a resume needs; nothing of today's
/// settings.
struct Request {
    std::string film;      ///< Folder of the film; where the take goes.
    std::string shot;      ///< Shot id.
    std::string title;     ///< For people: "1A The coffee".
    std::string provider;  ///< "builtin", "openai_videos".
    std::string
        endpoint;  ///< Endpoint id (base URL and key name are configured under it); empty for builtin.
    std::string model;
    std::string dialect;
    std::string prompt, negative;
    base::Pixels size;
    base::Milliseconds duration{};
    base::FrameRate rate;
    std::optional<std::int64_t> seed;
    base::JsonText direction;   ///< Effective direction, for builtin and for the take's recipe.
    base::JsonText parameters;  ///< Further provider parameters, an object.
    std::vector<Picture> pictures{};
    std::optional<bool> sound{};  ///< For models with a switch; nothing = the service's own choice.
    base::JsonText
        wire{};  ///< How the model's fields are said, as the catalog had it; empty = the adapter knows.
    base::Money estimate;
    base::Milliseconds longestRun{};  ///< Longest known run of the model; 0 = not known.
};

/// What a job at rest, or one that cannot get on, waits for beyond a person's word.
enum class Lack {
    Nothing,
    Budget,  ///< A spending cap stands in the way.
    Room     ///< A disk takes no more; it is tried again by itself all the same.
};

struct Job {
    JobId id;
    Request request;
    JobState state = JobState::Draft;
    double progress{};  ///< 0…1; −1 when the provider does not tell.
    std::string remoteId;
    std::string statusWord;  ///< The provider's own, verbatim.
    std::string reason;      ///< Of the last state, for people: what happened, what is safe, what to do.
    base::Money cost;        ///< Known or estimated; see costKnown.
    bool costKnown{};
    std::int64_t createdMs{}, changedMs{};  ///< UTC.
    std::string takeFile;                   ///< Path of the clip once stored.
    std::string sha256;
    std::int64_t queueOrder{};
    base::Money earlier;       ///< What the attempts before this one cost, or may have cost.
    std::int64_t orderedMs{};  ///< UTC of the last intent; 0 = never ordered.
    Lack lacks = Lack::Nothing;
    std::string place;                    ///< The folder that has no room, for Lack::Room.
    std::vector<std::string> candidates;  ///< Remote ids that could be this job; a person chooses.
    bool rests{};  ///< Nothing happens by itself until a person acts: an end, a doubt, a missing consent, a
                   ///< full disk.
};

/// One row of the append-only history.
struct JobEvent {
    std::int64_t sequence{};
    std::int64_t timeMs{};
    JobId job;
    JobState state{};
    double progress{};
    std::string note;
};

}  // namespace groundglass::jobs
