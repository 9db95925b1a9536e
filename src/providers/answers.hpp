#pragma once

#include "groundglass/base/json.hpp"
#include "groundglass/jobs/outside.hpp"
#include "providers/wire.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace groundglass::providers {

// What the answers of several services have in common.

[[nodiscard]] std::optional<base::Json> objectIn(std::string_view body, const base::JsonLimits& limits = {});

/// The text under a key; empty when it is absent or something else.
[[nodiscard]] std::string textAt(const base::Json& object, const char* key);
/// A text or a number as text.
[[nodiscard]] std::string textOrNumberAt(const base::Json& object, const char* key);
[[nodiscard]] double numberAt(const base::Json& object, const char* key, double otherwise);
/// The object or list under a key; null when it is absent or something else.
[[nodiscard]] const base::Json* objectAt(const base::Json& object, const char* key);
[[nodiscard]] const base::Json* listAt(const base::Json& object, const char* key);

/// "2026-11-24T17:05:00.123Z" → UTC milliseconds; 0 for what is no such time.
[[nodiscard]] std::int64_t timeOf(std::string_view iso) noexcept;

/// A status word as the service has it, cut to a length that can be kept.
[[nodiscard]] std::string statusWordOf(std::string_view word);

/// An https address without credentials, blanks or control characters: what a service may hand out.
[[nodiscard]] bool isPlainHttps(std::string_view url) noexcept;
/// True when `url` is below the endpoint's own address, so that its key may go there.
[[nodiscard]] bool isBelow(std::string_view url, std::string_view baseUrl) noexcept;

[[nodiscard]] bool isModeration(const Fault& fault);
[[nodiscard]] bool isQuota(const Fault& fault);
/// The service says in its own words that the request stopped at its gate.
[[nodiscard]] bool isRateLimit(const Fault& fault);

[[nodiscard]] jobs::RemoteState told(jobs::JobState state, std::string reason);
/// The job exists: its id can be used, or the answer is a doubt.
[[nodiscard]] jobs::RemoteState acceptedAs(const std::string& id, std::string_view statusWord);

/// What one service's create answers mean beyond what all have in common.
struct CreateRules {
    /// Reads a 2xx with an object in it: Accepted with an id, or Unknown.
    jobs::RemoteState (*acceptance)(const base::Json& body);
    /// Name of the id in an answer that is no readable JSON: "id", "request_id".
    const char* idName = "id";
    /// The source says that a 429 created nothing.
    bool throttledMeansNotCreated = false;
    /// What a 404 says of the model or address.
    std::string_view absent = "There is no such service or model at this address; nothing was created.";
    base::JsonLimits limits{};
};
[[nodiscard]] jobs::RemoteState meaningOfCreate(const jobs::HttpAnswer& answer, const CreateRules& rules);

/// The object of a 2xx that has a text under `word`: a job with its state.
[[nodiscard]] std::optional<base::Json> jobIn(const jobs::HttpAnswer& answer, const char* word,
                                              const base::JsonLimits& limits = {});

/// What an answer without a job in it says of a poll: Lost (404, 410), Unknown (2xx), or still running.
[[nodiscard]] jobs::RemoteState meaningWithoutJob(const jobs::HttpAnswer& answer,
                                                  const jobs::Endpoint& endpoint);

/// The error of a list that was not given, or that cannot be read.
[[nodiscard]] base::Error listTrouble(const jobs::HttpAnswer& answer);

/// Ended, and there is no clip.
[[nodiscard]] jobs::RemoteState failedWith(std::string_view statusWord, const Fault& fault);

}  // namespace groundglass::providers
