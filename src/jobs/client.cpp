#include "jobs/client.hpp"

#include "jobs/board.hpp"
#include "jobs/line_socket.hpp"
#include "jobs/wire.hpp"

#include <mutex>
#include <thread>
#include <utility>

namespace groundglass::jobs {
namespace {

using base::Json;

class Client final : public JobService {
public:
    Client(LineSocket verbs, LineSocket changes) : m_verbs(std::move(verbs)), m_changes(std::move(changes)) {
        m_reader = std::jthread([this] { readChanges(); });
    }
    ~Client() override {
        m_changes.shutDown();
        m_reader.join();
        m_board.close();
    }

    base::Result<JobId> submit(const Request& request) override {
        const auto answer = ask({{"verb", "submit"}, {"request", toJson(request)}});
        if (!answer) return tl::unexpected(answer.error());
        if (!answer->is_string()) return gone();
        return JobId{answer->get<std::string>()};
    }

    std::vector<Job> jobs() const override {
        std::vector<Job> jobs;
        const auto answer = ask({{"verb", "jobs"}});
        if (!answer || !answer->is_array()) return m_board.jobs();
        for (const Json& json : *answer) {
            if (auto job = jobFromJson(json)) jobs.push_back(std::move(*job));
        }
        return jobs;
    }

    std::optional<Job> job(const JobId& id) const override {
        const auto answer = ask({{"verb", "job"}, {"id", id.str()}});
        if (!answer) return m_board.job(id);
        const auto job = jobFromJson(*answer);
        if (!job) return std::nullopt;
        return *job;
    }

    std::vector<JobEvent> events(const JobId& id) const override {
        std::vector<JobEvent> events;
        const auto answer = ask({{"verb", "events"}, {"id", id.str()}});
        if (!answer || !answer->is_array()) return events;
        for (const Json& json : *answer) {
            if (auto event = eventFromJson(json)) events.push_back(std::move(*event));
        }
        return events;
    }

    base::Status cancel(const JobId& id) override { return tell("cancel", id); }
    base::Status resume() override { return tell("resume", {}); }
    base::Status pause() override { return tell("pause", {}); }
    base::Status pauseAt(const std::string& endpoint) override {
        const auto answer = ask({{"verb", "pause_at"}, {"endpoint", endpoint}});
        if (!answer) return tl::unexpected(answer.error());
        return {};
    }
    base::Status reorder(const JobId& id, const JobId& before) override {
        const auto answer = ask({{"verb", "reorder"}, {"id", id.str()}, {"before", before.str()}});
        if (!answer) return tl::unexpected(answer.error());
        return {};
    }
    base::Status reconcile(const JobId& id) override { return tell("reconcile", id); }
    base::Status sendAgain(const JobId& id) override { return tell("send_again", id); }
    base::Status abandon(const JobId& id) override { return tell("abandon", id); }

    base::Status take(const JobId& id, const std::string& remoteId) override {
        const auto answer = ask({{"verb", "take"}, {"id", id.str()}, {"remote_id", remoteId}});
        if (!answer) return tl::unexpected(answer.error());
        return {};
    }
    base::Status wasNotSent(const JobId& id) override { return tell("was_not_sent", id); }
    base::Result<SpendingCaps> caps() const override {
        const auto answer = ask({{"verb", "caps"}});
        if (!answer) return tl::unexpected(answer.error());
        return capsFromJson(*answer);
    }
    base::Status setCaps(const SpendingCaps& caps) override {
        const auto answer = ask({{"verb", "set_caps"}, {"caps", toJson(caps)}});
        if (!answer) return tl::unexpected(answer.error());
        return {};
    }

    std::shared_ptr<void> listen(Listener listener) override { return m_board.listen(std::move(listener)); }

    base::Result<Job> wait(const JobId& id, std::stop_token stop) override {
        const auto now = ask({{"verb", "job"}, {"id", id.str()}});
        if (!now) return tl::unexpected(now.error());
        const auto job = jobFromJson(*now);
        if (!job) return base::fail(base::ErrorCode::NotFound, "there is no such job", id.str());
        if (job->rests) return *job;
        return m_board.wait(id, std::move(stop), true);
    }

    bool owner() const noexcept override { return false; }

private:
    static tl::unexpected<base::Error> gone() {
        const char* const message = "the Groundglass that held the queue has ended; nothing is lost";
        return base::fail(base::ErrorCode::Io, message, "jobs.sock",
                          {{"jobs.sock", {}, message, "start again to go on"}});
    }

    base::Result<Json> ask(const Json& json) const {
        const std::scoped_lock lock(m_mutex);
        if (!m_verbs.write(base::compactJson(json))) return gone();
        const auto line = m_verbs.read();
        if (!line) return gone();
        return readAnswer(*line);
    }

    base::Status tell(const char* verb, const JobId& id) {
        const auto answer = ask({{"verb", verb}, {"id", id.str()}});
        if (!answer) return tl::unexpected(answer.error());
        return {};
    }

    void readChanges() {
        while (const auto line = m_changes.read()) {
            const auto json = base::parseJson(*line, "jobs.sock", recordLimits());
            if (!json || !json->is_object()) continue;
            const bool changed = json->contains("job");
            if (!changed && !json->contains("known")) continue;
            const auto job = jobFromJson((*json)[changed ? "job" : "known"]);
            if (!job) continue;
            if (changed) {
                m_board.publish({*job});
            } else {
                m_board.put(*job);
            }
        }
        m_board.close();
    }

    mutable std::mutex m_mutex;
    mutable LineSocket m_verbs;
    LineSocket m_changes;
    Board m_board;
    std::jthread m_reader;
};

}  // namespace

std::unique_ptr<JobService> connectToOwner(const std::filesystem::path& folder) {
    auto verbs = LineSocket::connect(folder);
    auto changes = LineSocket::connect(folder);
    if (!verbs || !changes) return nullptr;
    if (!changes->write(base::compactJson({{"verb", "subscribe"}})) || !changes->read()) return nullptr;
    return std::make_unique<Client>(std::move(*verbs), std::move(*changes));
}

}  // namespace groundglass::jobs
