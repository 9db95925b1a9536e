#pragma once

#include "groundglass/jobs/outside.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace groundglass::jobs {

/// What the ledger keeps of a job beyond what people see.
struct Entry {
    Job job;
    Endpoint endpoint;  ///< Frozen at *ready*; empty id for local clips.
    AttemptId attempt;  ///< The latest one.
    int attempts{};
    std::int64_t acceptedMs{};           ///< UTC.
    bool cancelWish{};                   ///< Asked to be cancelled while the POST was under way.
    std::string downloadUrl;             ///< Secret.
    std::int64_t expiresMs{};            ///< UTC; 0 = not told.
    std::string etag;                    ///< Strong validator of the part; empty = none.
    std::int64_t length = -1;            ///< Of the whole clip; −1 = not told.
    std::int64_t fetched{};              ///< Bytes of the part that are surely on the disk.
    std::vector<std::string> formerIds;  ///< Remote ids of the attempts before this one.
    std::string trail;                   ///< See RemoteState::trail.
    int deaths{};                        ///< Runs of the program that ended while they drew this clip.
};

/// One paid try. Method, URL, headers and body never change after the intent.
struct Attempt {
    AttemptId id;
    JobId job;
    int number{};
    std::string crashClass{};
    std::int64_t intentMs{};  ///< UTC.
    std::int64_t monotonicMs{};
    HttpRequest request{};  ///< Without the key.
    std::string bodySha256{};
    int status{};
    std::string requestId{};
    std::string answer{};
};

/// Changes that are committed together.
struct Batch {
    std::vector<Entry> entries;
    std::vector<JobEvent> events;
    std::vector<Attempt> attempts;
    [[nodiscard]] bool empty() const { return entries.empty() && events.empty() && attempts.empty(); }
};

}  // namespace groundglass::jobs
