#include "jobs/socket_server.hpp"

#include "jobs/wire.hpp"

#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

using base::Json;

constexpr std::size_t waitingMost = 10'000;

base::Result<Json> done(const base::Status& status) {
    if (!status) return tl::unexpected(status.error());
    return Json(true);
}

JobId idIn(const Json& json) {
    return JobId{json.at("id").get<std::string>()};
}

base::Result<Json> submit(JobService& service, const Json& json) {
    const auto request = requestFromJson(json.at("request"));
    if (!request) return tl::unexpected(request.error());
    const auto id = service.submit(*request);
    if (!id) return tl::unexpected(id.error());
    return Json(id->str());
}

base::Result<Json> all(JobService& service) {
    Json list = Json::array();
    for (const Job& job : service.jobs()) list.push_back(toJson(job));
    return list;
}

base::Result<Json> history(JobService& service, const Json& json) {
    Json list = Json::array();
    for (const JobEvent& event : service.events(idIn(json))) list.push_back(toJson(event));
    return list;
}

base::Result<Json> one(JobService& service, const Json& json) {
    const auto job = service.job(idIn(json));
    return job ? toJson(*job) : Json(nullptr);
}

struct Verb {
    std::string_view name;
    base::Result<Json> (*run)(JobService&, const Json&);
};

base::Result<Json> caps(JobService& service) {
    const auto caps = service.caps();
    if (!caps) return tl::unexpected(caps.error());
    return toJson(*caps);
}

base::Result<Json> setCaps(JobService& service, const Json& json) {
    const auto caps = capsFromJson(json.at("caps"));
    if (!caps) return tl::unexpected(caps.error());
    return done(service.setCaps(*caps));
}

constexpr std::array<Verb, 16> verbs{{
    {"submit", submit},
    {"jobs", [](JobService& s, const Json&) { return all(s); }},
    {"job", one},
    {"events", history},
    {"cancel", [](JobService& s, const Json& j) { return done(s.cancel(idIn(j))); }},
    {"resume", [](JobService& s, const Json&) { return done(s.resume()); }},
    {"pause", [](JobService& s, const Json&) { return done(s.pause()); }},
    {"pause_at",
     [](JobService& s, const Json& j) { return done(s.pauseAt(j.at("endpoint").get<std::string>())); }},
    {"reorder",
     [](JobService& s, const Json& j) {
         return done(s.reorder(idIn(j), JobId{j.at("before").get<std::string>()}));
     }},
    {"reconcile", [](JobService& s, const Json& j) { return done(s.reconcile(idIn(j))); }},
    {"send_again", [](JobService& s, const Json& j) { return done(s.sendAgain(idIn(j))); }},
    {"abandon", [](JobService& s, const Json& j) { return done(s.abandon(idIn(j))); }},
    {"take", [](JobService& s,
                const Json& j) { return done(s.take(idIn(j), j.at("remote_id").get<std::string>())); }},
    {"was_not_sent", [](JobService& s, const Json& j) { return done(s.wasNotSent(idIn(j))); }},
    {"caps", [](JobService& s, const Json&) { return caps(s); }},
    {"set_caps", setCaps},
}};

base::Result<Json> run(JobService& service, const Json& json, const std::string& name) {
    for (const Verb& verb : verbs) {
        if (verb.name != name) continue;
        try {
            return verb.run(service, json);
        } catch (const std::exception&) {
            return base::fail(base::ErrorCode::InvalidInput, "the verb lacks a field");
        }
    }
    return base::fail(base::ErrorCode::InvalidInput, "there is no such verb", name);
}

std::string verbOf(const Json& json) {
    if (!json.is_object() || !json.contains("verb") || !json["verb"].is_string()) return {};
    return json["verb"].get<std::string>();
}

}  // namespace

base::Result<std::unique_ptr<SocketServer>> SocketServer::start(const std::filesystem::path& folder,
                                                                JobService& service) {
    const auto listener = LineSocket::listen(folder);
    if (!listener) return tl::unexpected(listener.error());
    return std::unique_ptr<SocketServer>(new SocketServer(*listener, folder, service));
}

SocketServer::SocketServer(int listener, std::filesystem::path folder, JobService& service)
    : m_listener(listener), m_folder(std::move(folder)), m_service(service) {
    m_thread = std::jthread([this](std::stop_token stop) { accept(stop); });
}

SocketServer::~SocketServer() {
    m_thread.request_stop();
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
    std::error_code ignored;
    std::filesystem::remove(m_folder / "jobs.sock", ignored);
    for (Connection& connection : m_connections) {
        connection.thread.request_stop();
        connection.socket.shutDown();
    }
    m_connections.clear();
}

void SocketServer::accept(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            return;
        }
        LineSocket socket(descriptor);
        if (!socket.isOurs()) continue;
        const std::scoped_lock lock(m_mutex);
        m_connections.remove_if([](const Connection& old) { return old.over; });
        Connection& connection = m_connections.emplace_back(std::move(socket));
        connection.thread = std::jthread([this, &connection](std::stop_token end) {
            serve(connection, end);
            connection.socket.shutDown();
            const std::scoped_lock over(m_mutex);
            connection.over = true;
        });
    }
}

void SocketServer::serve(Connection& connection, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto line = connection.socket.read();
        if (!line) return;
        const auto json = base::parseJson(*line, "jobs.sock", recordLimits());
        const std::string name = json ? verbOf(*json) : std::string{};
        if (name == "subscribe") {
            stream(connection, stop);
            return;
        }
        const auto answer =
            json ? run(m_service, *json, name) : base::Result<Json>(tl::unexpected(json.error()));
        if (!connection.socket.write(answerLine(answer))) return;
    }
}

/// Changes are queued by the scheduler and written here, so that a slow reader holds nobody up.
void SocketServer::stream(Connection& connection, const std::stop_token& stop) {
    struct Queue {
        std::mutex mutex;
        std::condition_variable_any filled;
        std::deque<Job> jobs;
        bool flooded{};
    };
    const auto queue = std::make_shared<Queue>();
    const auto token = m_service.listen([queue](const Job& job) {
        const std::scoped_lock lock(queue->mutex);
        queue->flooded = queue->flooded || queue->jobs.size() >= waitingMost;
        if (!queue->flooded) queue->jobs.push_back(job);
        queue->filled.notify_one();
    });
    if (!connection.socket.write(answerLine(Json(true)))) return;
    for (const Job& job : m_service.jobs()) {
        if (!connection.socket.write(base::compactJson({{"known", toJson(job)}}))) return;
    }
    for (;;) {
        std::deque<Job> jobs;
        {
            std::unique_lock lock(queue->mutex);
            if (!queue->filled.wait(lock, stop, [&] { return !queue->jobs.empty() || queue->flooded; }))
                return;
            if (queue->flooded) return;
            jobs.swap(queue->jobs);
        }
        for (const Job& job : jobs) {
            if (!connection.socket.write(base::compactJson({{"job", toJson(job)}}))) return;
        }
    }
}

}  // namespace groundglass::jobs
