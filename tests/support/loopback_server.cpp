#include "support/loopback_server.hpp"

#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <optional>

namespace groundglass::test {
namespace {

using base::Json;
using Kind = LoopbackServer::Fault::Kind;

bool sendAll(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// A field of a JSON or multipart body.
std::string fieldOf(const std::string& body, const std::string& name) {
    if (const auto json = base::parseJson(body); json && json->is_object() && json->contains(name)) {
        const Json& value = (*json)[name];
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    const std::string mark = "name=\"" + name + "\"\r\n\r\n";
    const std::size_t at = body.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t end = body.find("\r\n--", at + mark.size());
    return body.substr(at + mark.size(), end - at - mark.size());
}

struct Route {
    LoopbackServer::Call call;
    std::string id;
};

std::optional<Route> routeOf(const std::string& method, const std::string& target) {
    using Call = LoopbackServer::Call;
    const std::string path = target.substr(0, target.find('?'));
    const std::string root = "/v1/videos";
    if (path == "/elsewhere") return Route{Call::Content, {}};
    if (path == root) return Route{method == "POST" ? Call::Create : Call::List, {}};
    if (!path.starts_with(root + "/")) return std::nullopt;
    std::string id = path.substr(root.size() + 1);
    const std::size_t slash = id.find('/');
    const bool content = slash != std::string::npos && id.substr(slash) == "/content";
    id = id.substr(0, slash);
    if (content) return Route{Call::Content, id};
    return Route{method == "DELETE" ? Call::Delete : Call::Poll, id};
}

}  // namespace

LoopbackServer::LoopbackServer(std::string clip, int pollsToFinish, std::string host)
    : m_clip(std::move(clip)),
      m_etag("\"" + base::sha256(m_clip).substr(0, 16) + "\""),
      m_host(std::move(host)),
      m_pollsToFinish(pollsToFinish) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, m_host.c_str(), &address.sin_addr);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (m_listener < 0 || ::bind(m_listener, plain, size) != 0 || ::listen(m_listener, 32) != 0 ||
        ::getsockname(m_listener, plain, &size) != 0) {
        std::abort();  // a machine without loopback runs none of these tests
    }
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

LoopbackServer::~LoopbackServer() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        ::shutdown(m_listener, SHUT_RDWR);
        for (const int socket : m_sockets) ::shutdown(socket, SHUT_RDWR);
    }
    m_changed.notify_all();
    m_acceptor.join();
    for (auto& thread : m_threads) thread.join();
    ::close(m_listener);
}

std::string LoopbackServer::baseUrl() const {
    return "http://" + m_host + ":" + std::to_string(m_port) + "/v1";
}

std::string LoopbackServer::elsewhere() const {
    return "http://" + m_host + ":" + std::to_string(m_port) + "/elsewhere";
}

void LoopbackServer::misbehave(Call call, const Fault& fault, int times) {
    const std::scoped_lock lock(m_mutex);
    m_plans[call].push_back({fault, times});
}

void LoopbackServer::clearFaults() {
    const std::scoped_lock lock(m_mutex);
    m_plans.clear();
}

void LoopbackServer::finishAfter(int polls) {
    const std::scoped_lock lock(m_mutex);
    m_pollsToFinish = polls;
}

int LoopbackServer::created() const {
    const std::scoped_lock lock(m_mutex);
    return m_created;
}

int LoopbackServer::calls(Call call) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_calls.find(call);
    return found == m_calls.end() ? 0 : found->second;
}

std::string LoopbackServer::lastCreate() const {
    const std::scoped_lock lock(m_mutex);
    return m_lastCreate;
}

std::string LoopbackServer::lastKey(Call call) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_keys.find(call);
    return found == m_keys.end() ? std::string() : found->second;
}

bool LoopbackServer::waitFor(Call call, int count, std::chrono::milliseconds limit) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, limit, [&] { return m_calls[call] >= count; });
}

void LoopbackServer::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, time, [this] { return m_stopping; });
}

void LoopbackServer::accept() {
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const std::scoped_lock lock(m_mutex);
        if (m_stopping || (socket < 0 && errno != EINTR && errno != ECONNABORTED)) {
            if (socket >= 0) ::close(socket);
            return;
        }
        if (socket < 0) continue;
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void LoopbackServer::serve(int socket) {
    std::string buffer;
    Request request;
    while (readRequest(socket, buffer, request) && respond(socket, request)) {
    }
    const std::scoped_lock lock(m_mutex);
    m_sockets.remove(socket);
    ::close(socket);
}

std::string LoopbackServer::Request::header(const std::string& lowerName) const {
    const std::string lower = base::lowerAscii(head);
    const std::string mark = "\r\n" + lowerName + ":";
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t start = head.find_first_not_of(' ', at + mark.size());
    return head.substr(start, head.find("\r\n", start) - start);
}

bool LoopbackServer::readRequest(int socket, std::string& buffer, Request& request) const {
    std::size_t wanted = 0;
    for (;;) {
        const std::size_t end = buffer.find("\r\n\r\n");
        if (end != std::string::npos) {
            request.head = buffer.substr(0, end + 2);
            wanted = end + 4 + std::strtoul(request.header("content-length").c_str(), nullptr, 10);
            if (buffer.size() >= wanted) {
                request.body = buffer.substr(end + 4, wanted - end - 4);
                break;
            }
        }
        char bytes[16384];
        const ssize_t got = ::recv(socket, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        buffer.append(bytes, static_cast<std::size_t>(got));
    }
    buffer.erase(0, wanted);
    const std::size_t space = request.head.find(' ');
    request.method = request.head.substr(0, space);
    request.target = request.head.substr(space + 1, request.head.find(' ', space + 1) - space - 1);
    return true;
}

bool LoopbackServer::respond(int socket, const Request& request) {
    const auto route = routeOf(request.method, request.target);
    if (!route) return deliver(socket, {404, {}, R"({"detail": "Not Found"})"}, nullptr);
    std::optional<Fault> fault;
    Answer answer;
    {
        const std::scoped_lock lock(m_mutex);
        auto& plans = m_plans[route->call];
        if (!plans.empty()) {
            fault = plans.front().fault;
            if (--plans.front().times <= 0) plans.pop_front();
        }
        m_keys[route->call] = request.header("authorization");
        if (!fault || (fault->kind != Kind::Status && fault->kind != Kind::Swallowed))
            answer = answerTo(route->call, request, route->id);
        if (fault && (fault->kind == Kind::Status || fault->kind == Kind::Instead)) {
            answer = {fault->status, fault->headers, fault->body, "application/json"};
        } else if (fault && fault->kind == Kind::Other) {
            answer.body = fault->body;
        }
        ++m_calls[route->call];
    }
    m_changed.notify_all();
    return deliver(socket, answer, fault ? &*fault : nullptr);
}

/// False when the connection is over.
bool LoopbackServer::deliver(int socket, const Answer& answer, const Fault* fault) {
    const bool wrongLength = fault != nullptr && fault->kind == Kind::WrongLength;
    const bool cut = fault != nullptr && fault->kind == Kind::Cut;
    if (fault != nullptr &&
        (fault->kind == Kind::Silent || fault->kind == Kind::Swallowed || fault->kind == Kind::Slow)) {
        pause(fault->delay);
        if (fault->kind != Kind::Slow) return false;
    }
    std::string head =
        "HTTP/1.1 " + std::to_string(answer.status) + " Told\r\nContent-Type: " + answer.type +
        "\r\nContent-Length: " + std::to_string(answer.body.size() + (wrongLength ? fault->bytes : 0)) +
        "\r\n";
    for (const auto& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
    const std::string_view body =
        std::string_view(answer.body).substr(0, cut ? fault->bytes : std::string::npos);
    return sendAll(socket, head + "\r\n") && sendAll(socket, body) && !cut && !wrongLength;
}

LoopbackServer::Answer LoopbackServer::answerTo(Call call, const Request& request, const std::string& id) {
    if (call == Call::Create) return create(request);
    if (call == Call::List) {
        std::string entries;
        for (const auto& [each, video] : m_videos)
            entries += (entries.empty() ? "" : ", ") + describe(each, video);
        return {200, {}, R"({"object": "list", "has_more": false, "data": [)" + entries + "]}"};
    }
    if (call == Call::Content && id.empty()) return content(request);
    const auto found = m_videos.find(id);
    if (found == m_videos.end()) {
        return {
            404,
            {},
            R"({"error": {"message": "No such video", "type": "not_found", "param": null, "code": null}})"};
    }
    if (call == Call::Delete) {
        m_videos.erase(found);
        return {200, {}, R"({"id": ")" + id + R"(", "object": "video.deleted", "deleted": true})"};
    }
    if (call == Call::Content) {
        if (found->second.polls < m_pollsToFinish) return {404, {}, R"({"detail": "still in-progress"})"};
        return content(request);
    }
    ++found->second.polls;
    return {200, {}, describe(id, found->second)};
}

LoopbackServer::Answer LoopbackServer::create(const Request& request) {
    const std::string id = "video_" + std::to_string(100 + ++m_created);
    m_lastCreate = request.body;
    Video& video = m_videos[id];
    video.prompt = fieldOf(request.body, "prompt");
    video.model = fieldOf(request.body, "model");
    video.size = fieldOf(request.body, "size");
    video.seconds = fieldOf(request.body, "seconds");
    video.createdAt = static_cast<long>(std::time(nullptr));
    return {200, {{"x-request-id", "req_" + std::to_string(m_created)}}, describe(id, video)};
}

LoopbackServer::Answer LoopbackServer::content(const Request& request) const {
    Answer answer{200, {{"ETag", m_etag}, {"Accept-Ranges", "bytes"}}, m_clip, "video/mp4"};
    const std::string range = request.header("range");
    if (!range.starts_with("bytes=") || request.header("if-range") != m_etag) return answer;
    const std::size_t from = std::strtoul(range.c_str() + 6, nullptr, 10);
    if (from >= m_clip.size()) return {416, {}, {}, "video/mp4"};
    answer.status = 206;
    answer.body = m_clip.substr(from);
    answer.headers.emplace_back("Content-Range", "bytes " + std::to_string(from) + "-" +
                                                     std::to_string(m_clip.size() - 1) + "/" +
                                                     std::to_string(m_clip.size()));
    return answer;
}

std::string LoopbackServer::describe(const std::string& id, const Video& video) const {
    const bool done = video.polls >= m_pollsToFinish;
    const char* status = done ? "completed" : video.polls == 0 ? "queued" : "in_progress";
    return base::compactJson({{"id", id},
                              {"object", "video"},
                              {"model", video.model},
                              {"prompt", video.prompt},
                              {"size", video.size},
                              {"seconds", video.seconds},
                              {"status", status},
                              {"progress", done ? 100 : std::min(90, video.polls * 30)},
                              {"created_at", video.createdAt},
                              {"completed_at", nullptr},
                              {"expires_at", nullptr},
                              {"error", nullptr}});
}

}  // namespace groundglass::test
