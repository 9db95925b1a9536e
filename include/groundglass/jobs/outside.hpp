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
    /// Program and arguments that print the key, for services whose keys run out in an hour; empty = none. Of
    /// today's settings, never of the ledger.
    std::vector<std::string> keyCommand{};
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
    /// What the adapter wants back with the job's later calls (an address that the service handed out, the
    /// step it is at); at most 4 KiB. Empty = as it was.
    std::string trail{};
    bool askAgain{};  ///< Running: one answer of several; the next call follows at once.
};

/// A job at the service, as its later calls need it.
struct RemoteJob {
    std::string id;
    std::string model;  ///< Of the frozen request, or the endpoint's.
    std::string trail;  ///< See RemoteState::trail.
};

/// A picture of a request with its bytes, ready to be sent.
struct LoadedPicture {
    std::string role;
    std::string mediaType;  ///< By its content: image/png, image/jpeg or image/webp.
    std::string bytes;
    std::string name;  ///< `<sha256>.<ext>`.
    std::string at;    ///< Where the service keeps it after an upload; empty = not uploaded.
};

/// What the paying call is made from.
struct Order {
    const Request& request;
    const Endpoint& endpoint;
    std::string id;  ///< Our own id of this attempt: a UUID in lower case, never used twice.
    std::vector<LoadedPicture> pictures{};
};

/// Meaning of an upload's answer: where the picture is now, or what the next call of the upload needs.
struct UploadStep {
    std::string at;     ///< The picture is there; goes into LoadedPicture::at.
    std::string trail;  ///< More calls follow.
};

/// One job in a list answer, for reconciliation.
struct ListedJob {
    std::string remoteId, prompt, model, size, seconds, statusWord;
    std::int64_t createdMs{};
    std::string input{};  ///< The order as the service echoes it: a JSON object; empty = it does not.
    std::string trail{};  ///< As RemoteState::trail.
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

    /// Origins beyond the endpoint's own where its key may go ("https://api.fal.ai"): exact scheme, host,
    /// port.
    [[nodiscard]] virtual std::vector<std::string> keyOrigins(const Endpoint& endpoint) const {
        static_cast<void>(endpoint);
        return {};
    }
    /// How long the paying call may take: a service that answers with the finished clip needs its longest
    /// run.
    [[nodiscard]] virtual base::Milliseconds longestCreate() const noexcept {
        return base::Milliseconds{60'000};
    }
    /// Bytes of an answer that are kept; more only for a service that puts clips into answers.
    [[nodiscard]] virtual std::size_t answerMost() const noexcept { return 4U << 20U; }

    /// A call that brings a picture to the service before the order (free, repeatable), `trail` being what
    /// the answer to the call before it left. Nothing = pictures travel in the order itself.
    [[nodiscard]] virtual std::optional<HttpRequest> upload(const LoadedPicture& picture,
                                                            std::string_view trail,
                                                            const Endpoint& endpoint) const {
        static_cast<void>(picture);
        static_cast<void>(trail);
        static_cast<void>(endpoint);
        return std::nullopt;
    }
    /// Errors: Provider (with what the service says), Network (worth another try).
    [[nodiscard]] virtual base::Result<UploadStep> uploaded(const HttpAnswer& answer, std::string_view trail,
                                                            const Endpoint& endpoint) const {
        static_cast<void>(answer);
        static_cast<void>(trail);
        static_cast<void>(endpoint);
        return base::fail(base::ErrorCode::Provider, "this service takes no uploads");
    }

    // The scheduler calls these six. They are the calls below them for a service that needs only an id.
    [[nodiscard]] virtual base::Result<HttpRequest> createFrom(const Order& order) const {
        return create(order.request, order.endpoint);
    }
    [[nodiscard]] virtual HttpRequest pollJob(const RemoteJob& job, const Endpoint& endpoint) const {
        return poll(job.id, endpoint);
    }
    [[nodiscard]] virtual RemoteState polledJob(const HttpAnswer& answer, const RemoteJob& job,
                                                const Endpoint& endpoint) const {
        static_cast<void>(job);
        return polled(answer, endpoint);
    }
    [[nodiscard]] virtual std::optional<HttpRequest> cancelJob(const RemoteJob& job,
                                                               const Endpoint& endpoint) const {
        return cancel(job.id, endpoint);
    }
    [[nodiscard]] virtual HttpRequest downloadJob(const RemoteJob& job, std::string_view url,
                                                  const Endpoint& endpoint) const {
        return download(job.id, url, endpoint);
    }
    /// A page of the jobs that could be this order; `fromMs` (UTC) is when the search begins.
    [[nodiscard]] virtual std::optional<HttpRequest> listFor(const Request& request, std::int64_t fromMs,
                                                             const Endpoint& endpoint,
                                                             std::string_view after) const {
        static_cast<void>(request);
        static_cast<void>(fromMs);
        return list(endpoint, after);
    }
    /// True when the answer to downloadJob() is JSON that holds the clip; `clipIn` takes it out.
    [[nodiscard]] virtual bool clipInAnswer(std::string_view url) const {
        static_cast<void>(url);
        return false;
    }
    /// The clip's bytes. Errors: Provider (there is none).
    [[nodiscard]] virtual base::Result<std::string> clipIn(const HttpAnswer& answer) const {
        static_cast<void>(answer);
        return base::fail(base::ErrorCode::Provider, "the answer holds no clip");
    }

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
    /// As `lookedUp`, with the frozen call. `askAgain` with a remoteId: the answer to pollJob() decides.
    [[nodiscard]] virtual RemoteState lookedUpFor(const HttpAnswer& answer, const HttpRequest& sent) const {
        static_cast<void>(sent);
        return lookedUp(answer);
    }
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

/// A service inside this program: calls to its origin are answered here and never reach the network.
class LocalServer {
public:
    struct Reply {
        bool lost{};  ///< The connection breaks after the request has arrived.
        HttpAnswer answer{};
        base::Milliseconds after{};  ///< How long the answer takes.
    };
    virtual ~LocalServer() = default;
    [[nodiscard]] virtual std::string origin() const = 0;  ///< "https://simulator.invalid".
    /// At once; `utcMs` is now. Thread: the scheduler's.
    [[nodiscard]] virtual Reply answer(const HttpRequest& request, std::int64_t utcMs) = 0;
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
