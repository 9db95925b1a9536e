#pragma once

#include "groundglass/jobs/service.hpp"
#include "jobs/line_socket.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace groundglass::jobs {

/// Lets other processes of the same user drive the queue. Verbs: submit, jobs, job, events, cancel, resume,
/// pause, reconcile, send_again, abandon, subscribe; one JSON line each way, and a line for every change
/// after subscribe.
class SocketServer {
public:
    /// Errors: Io.
    [[nodiscard]] static base::Result<std::unique_ptr<SocketServer>> start(
        const std::filesystem::path& folder, JobService& service);
    ~SocketServer();
    SocketServer(const SocketServer&) = delete;
    SocketServer& operator=(const SocketServer&) = delete;

private:
    struct Connection {
        explicit Connection(LineSocket s) : socket(std::move(s)) {}
        LineSocket socket;
        bool over{};
        std::jthread thread;
    };

    SocketServer(int listener, std::filesystem::path folder, JobService& service);
    void accept(const std::stop_token& stop);
    void serve(Connection& connection, const std::stop_token& stop);
    void stream(Connection& connection, const std::stop_token& stop);

    int m_listener;
    std::filesystem::path m_folder;
    JobService& m_service;
    std::mutex m_mutex;
    std::list<Connection> m_connections;
    std::jthread m_thread;
};

}  // namespace groundglass::jobs
