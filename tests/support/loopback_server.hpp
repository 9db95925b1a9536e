#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace groundglass::test {

/// A video service on this machine that speaks the OpenAI Videos format and can be told to misbehave. It
/// listens on 127.0.0.1 with a port of its own until it is destroyed. Thread: any.
class LoopbackServer {
public:
    enum class Call { Create, Poll, List, Content, Delete };

    /// What one call gets instead of its answer. Everything but Status and Swallowed still does the work of
    /// the call, so that a create counts (and would be charged) although its answer never comes.
    struct Fault {
        enum class Kind {
            Status,       ///< `status`, `headers`, `body`; the work is not done.
            Instead,      ///< The same after the work is done.
            Swallowed,    ///< The call is lost on its way: no work, and no answer for `delay`.
            Silent,       ///< No answer for `delay`, then the connection closes.
            Slow,         ///< The right answer after `delay`.
            Cut,          ///< The right answer, but only `bytes` of its body; its length is told whole.
            WrongLength,  ///< The right answer with a length that is `bytes` too large, on a connection that
                          ///< closes.
            Other         ///< 200 with `body`, its length and type right.
        };
        Kind kind = Kind::Status;
        int status = 500;
        std::vector<std::pair<std::string, std::string>> headers{};
        std::string body{};
        std::size_t bytes{};
        std::chrono::milliseconds delay{};
    };

    /// `clip` is what every finished job has as its content. A job is finished at its `pollsToFinish`-th
    /// poll.
    explicit LoopbackServer(std::string clip, int pollsToFinish = 2, std::string host = "127.0.0.1");
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    [[nodiscard]] std::string baseUrl() const;    ///< "http://<host>:<port>/v1".
    [[nodiscard]] std::string elsewhere() const;  ///< A second address of the clip, for redirects.

    /// The next `times` calls of this kind get this fault; several are used up in order.
    void misbehave(Call call, const Fault& fault, int times = 1);
    void clearFaults();
    void finishAfter(int polls);

    [[nodiscard]] int created() const;  ///< Jobs made: what a person would pay for.
    [[nodiscard]] int calls(Call call) const;
    /// Body of the last create, and the Authorization header of the last call of a kind.
    [[nodiscard]] std::string lastCreate() const;
    [[nodiscard]] std::string lastKey(Call call) const;
    /// True when `count` calls of this kind have come before `limit` is over.
    [[nodiscard]] bool waitFor(Call call, int count,
                               std::chrono::milliseconds limit = std::chrono::seconds(20));

private:
    struct Request {
        std::string method, target, head, body;
        [[nodiscard]] std::string header(const std::string& lowerName) const;
    };
    struct Answer {
        int status = 200;
        std::vector<std::pair<std::string, std::string>> headers;
        std::string body;
        std::string type = "application/json";
    };
    struct Video {
        std::string prompt, model, size, seconds;
        int polls{};
        long createdAt{};
    };
    struct Planned {
        Fault fault;
        int times{};
    };

    void accept();
    void serve(int socket);
    [[nodiscard]] bool readRequest(int socket, std::string& buffer, Request& request) const;
    [[nodiscard]] bool respond(int socket, const Request& request);
    [[nodiscard]] bool deliver(int socket, const Answer& answer, const Fault* fault);
    [[nodiscard]] Answer answerTo(Call call, const Request& request, const std::string& id);
    [[nodiscard]] Answer create(const Request& request);
    [[nodiscard]] Answer content(const Request& request) const;
    [[nodiscard]] std::string describe(const std::string& id, const Video& video) const;
    void pause(std::chrono::milliseconds time);

    const std::string m_clip;
    const std::string m_etag;
    const std::string m_host;
    int m_listener = -1, m_port{};
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stopping{};
    int m_pollsToFinish;
    int m_created{};
    std::map<std::string, Video> m_videos;
    std::map<Call, std::deque<Planned>> m_plans;
    std::map<Call, int> m_calls;
    std::map<Call, std::string> m_keys;
    std::string m_lastCreate;
    std::list<int> m_sockets;
    std::list<std::thread> m_threads;
    std::thread m_acceptor;
};

}  // namespace groundglass::test
