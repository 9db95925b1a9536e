#pragma once

#include "groundglass/base/secret.hpp"
#include "groundglass/jobs/job.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::jobs {

// What jobs needs from outside: adapters (pure functions, module providers), the built-in clip (app) and
// keys.

struct HttpRequest {
    std::string method = "GET";
    std::string url{};
    std::vector<std::pair<std::string, std::string>> headers{};  ///< No key: the transport adds it by origin.
    std::string body{};
};

struct HttpAnswer {
    int status{};
    std::vector<std::pair<std::string, std::string>> headers{};  ///< Names in lower case.
    std::string body{};
    [[nodiscard]] std::string_view header(std::string_view lowerName) const;
};

/// What a repeat after a crash may do; see the reliability reference §3. Replay: the frozen bytes may be sent
/// again. LookUp: the service is asked for the id that we gave the order. List: the service's list is
/// searched. Nothing: a person looks.
enum class CrashClass { Replay, LookUp, List, Nothing };

/// One base URL with credentials of a provider.
struct Endpoint {
    std::string id{};        ///< "local_vllm".
    std::string provider{};  ///< Adapter id.
    std::string baseUrl{};   ///< "https://host/v1"; http only when selfHosted.
    bool selfHosted{};
    std::string profile{};  ///< Server family: "openai", "vllm_omni", "sglang".
    std::string model{};    ///< Default model.
};

/// What an answer means, in our words.
struct RemoteState {
    JobState state = JobState::Running;  ///< Accepted, Running, Done, Failed, Blocked, Cancelled, Lost,
                                         ///< Refused, Unknown, NotSent.
    std::string remoteId{};
    std::string statusWord{};
    double progress = -1;
    std::string reason{};
    std::string downloadUrl{};  ///< For Done.
    std::int64_t expiresMs{};   ///< UTC; 0 = not told.
    std::optional<base::Money> cost{};
};

/// One job in a list answer, for reconciliation.
struct ListedJob {
    std::string remoteId, prompt, model, size, seconds, statusWord;
    std::int64_t createdMs{};
};

/// One page of a service's list, the newest job first.
struct ListPage {
    std::vector<ListedJob> jobs;
    std::string next;  ///< What `list` takes as `after` for the page behind this one; empty = the last one.
};

/// One service's wire contract: request → HTTP, answer → state. No I/O, no clock. Thread: any (const).
class HttpAdapter {
public:
    virtual ~HttpAdapter() = default;
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    [[nodiscard]] virtual CrashClass crashClass() const noexcept = 0;
    /// The server families that it knows, as Endpoint::profile; empty = it knows of no difference.
    [[nodiscard]] virtual std::vector<std::string_view> profiles() const { return {}; }
    /// True when the source says that a 429 created nothing.
    [[nodiscard]] virtual bool throttledMeansNotCreated() const noexcept = 0;

    /// Class Replay: how long the service keeps a key of ours; zero = not told, so nothing is repeated.
    [[nodiscard]] virtual base::Milliseconds keyLife() const noexcept { return {}; }

    /// The POST that pays. For class Replay its headers carry the key, which is frozen with the body. Errors:
    /// InvalidInput (what the service cannot take), before anything is sent.
    [[nodiscard]] virtual base::Result<HttpRequest> create(const Request& request,
                                                           const Endpoint& endpoint) const = 0;
    /// Meaning of the create answer; only 2xx, 3xx, 4xx, 5xx as a whole. Unreadable 2xx → Unknown.
    [[nodiscard]] virtual RemoteState created(const HttpAnswer& answer) const = 0;
    [[nodiscard]] virtual HttpRequest poll(std::string_view remoteId, const Endpoint& endpoint) const = 0;
    [[nodiscard]] virtual RemoteState polled(const HttpAnswer& answer, const Endpoint& endpoint) const = 0;
    /// Nothing when the service has no cancel.
    [[nodiscard]] virtual std::optional<HttpRequest> cancel(std::string_view remoteId,
                                                            const Endpoint& endpoint) const = 0;
    /// Class LookUp: the question whether the order with our own id arrived; `sent` is the frozen call, which
    /// holds that id. Its answer is read by `lookedUp`; 404 and 410 mean that it is not there.
    [[nodiscard]] virtual std::optional<HttpRequest> lookUp(const HttpRequest& sent,
                                                            const Endpoint& endpoint) const {
        static_cast<void>(sent);
        static_cast<void>(endpoint);
        return std::nullopt;
    }
    /// Accepted with the remote id, NotFound, or Unknown (unreadable).
    [[nodiscard]] virtual RemoteState lookedUp(const HttpAnswer& answer) const { return created(answer); }
    /// A page of the service's jobs, the newest first; `after` is the `next` of the page before, or empty.
    [[nodiscard]] virtual std::optional<HttpRequest> list(const Endpoint& endpoint,
                                                          std::string_view after) const = 0;
    [[nodiscard]] virtual base::Result<ListPage> listed(const HttpAnswer& answer) const = 0;
    [[nodiscard]] virtual HttpRequest download(std::string_view remoteId, std::string_view url,
                                               const Endpoint& endpoint) const = 0;
    /// Adds the key's header; called by the transport for the endpoint's own origin only.
    virtual void authorise(HttpRequest& request, const base::Secret& key) const = 0;
    /// True when a listed job can be the one of this request.
    [[nodiscard]] virtual bool matches(const Request& request, const ListedJob& job) const = 0;
};

/// Makes a clip on this machine. Thread: the scheduler's worker.
class LocalClip {
public:
    virtual ~LocalClip() = default;
    /// Writes `file` whole. `progress` takes 0…1. Errors: Cancelled, Io, InvalidInput.
    [[nodiscard]] virtual base::Status make(const Request& request, const std::filesystem::path& file,
                                            const std::function<void(double)>& progress,
                                            std::stop_token stop) = 0;
};

/// Keys by endpoint id. Thread: the scheduler's.
class SecretSource {
public:
    virtual ~SecretSource() = default;
    /// Errors: Auth (missing, locked) with what to do. An empty Secret means the endpoint needs none.
    [[nodiscard]] virtual base::Result<base::Secret> key(std::string_view endpoint) = 0;
};

/// Files a finished clip: app makes a take of it. Thread: the scheduler's worker.
class TakeSink {
public:
    virtual ~TakeSink() = default;
    /// `clip` is whole and synced; moves it into the film (or its inbox). Gives the final path. Errors: Io.
    /// After a crash it may be called again for the same job: a take of that job that is already there is
    /// given back instead of making a second one.
    [[nodiscard]] virtual base::Result<std::filesystem::path> store(const Job& job,
                                                                    const std::filesystem::path& clip) = 0;
};

}  // namespace groundglass::jobs
