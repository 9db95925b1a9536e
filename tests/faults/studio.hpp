#pragma once

#include "groundglass/base/clock.hpp"
#include "groundglass/jobs/service.hpp"
#include "groundglass/media/media.hpp"
#include "groundglass/providers/adapters.hpp"
#include "support/catch.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace groundglass::test {

using jobs::JobState;
using Call = LoopbackServer::Call;
using Fault = LoopbackServer::Fault;
using Kind = LoopbackServer::Fault::Kind;

/// Long enough for a loaded machine under a sanitizer; a good run never waits for it.
inline constexpr std::chrono::seconds patience{40};

inline std::string contentsOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A real clip of noise, about 100 kB; made once for the whole program.
inline const std::string& sampleClip() {
    static const std::string clip = [] {
        const TempDir folder;
        const auto file = folder.path() / "sample.mp4";
        auto writer = media::ClipWriter::open(file, {{160, 96}, {24, 1}, {}, false});
        std::vector<std::uint8_t> rgb(160U * 96U * 3U);
        std::uint32_t noise = 1;
        for (int frame = 0; writer && frame < 12; ++frame) {
            for (auto& value : rgb) {
                noise = noise * 1664525U + 1013904223U;
                value = static_cast<std::uint8_t>(noise >> 24U);
            }
            if (!writer->add(rgb)) return std::string();
        }
        return writer && writer->finish() ? contentsOf(file) : std::string();
    }();
    return clip;
}

class TestKey final : public jobs::SecretSource {
public:
    base::Result<base::Secret> key(std::string_view) override { return base::Secret("test-key"); }
};

/// Keeps takes as `<job>.mp4`, once each.
class TestTakes final : public jobs::TakeSink {
public:
    explicit TestTakes(std::filesystem::path folder) : m_folder(std::move(folder)) {
        std::filesystem::create_directories(m_folder);
    }
    base::Result<std::filesystem::path> store(const jobs::Job& job,
                                              const std::filesystem::path& clip) override {
        const auto target = m_folder / (job.id.str() + ".mp4");
        std::error_code error;
        if (!std::filesystem::exists(target)) std::filesystem::rename(clip, target, error);
        if (error) return base::fail(base::ErrorCode::Io, error.message(), target.string());
        return target;
    }

private:
    std::filesystem::path m_folder;
};

/// The parts of a queue that uses the network for real and waits a five-hundredth of what it would.
inline jobs::ServiceParts partsFor(const std::filesystem::path& folder, const std::string& baseUrl,
                                   const std::string& profile = "openai", double pollScale = 0.002) {
    jobs::ServiceParts parts;
    parts.stateFolder = folder / "state";
    for (auto& adapter : providers::builtinAdapters()) parts.adapters.push_back(std::move(adapter));
    parts.endpoints["loopback"] = {"loopback", "openai_videos", baseUrl, true, profile, {}};
    parts.secrets = std::make_shared<TestKey>();
    parts.takes = std::make_shared<TestTakes>(folder / "takes");
    parts.clock = std::make_shared<base::SystemClock>();
    parts.pollScale = pollScale;
    return parts;
}

inline jobs::Request aRequest(std::string prompt = "A cup on a sill at dawn.") {
    jobs::Request request;
    request.film = "/nowhere.groundglass";
    request.shot = "s1";
    request.title = "1A The coffee";
    request.provider = "openai_videos";
    request.endpoint = "loopback";
    request.model = "sora-2";
    request.prompt = std::move(prompt);
    request.size = {1280, 720};
    request.duration = base::Milliseconds(4000);
    request.estimate = {400'000, "USD"};
    return request;
}

/// A queue in a folder of its own.
class Studio {
public:
    explicit Studio(std::string baseUrl, std::string profile = "openai", double pollScale = 0.002)
        : m_baseUrl(std::move(baseUrl)), m_profile(std::move(profile)), m_pollScale(pollScale) {
        open();
    }

    void open() {
        auto opened = jobs::JobService::open(partsFor(m_folder.path(), m_baseUrl, m_profile, m_pollScale));
        INFO((opened ? std::string() : opened.error().message));
        REQUIRE(opened);
        REQUIRE((*opened)->owner());
        m_service = std::move(*opened);
    }
    void close() { m_service.reset(); }
    [[nodiscard]] jobs::JobService& queue() { return *m_service; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }

    jobs::JobId submit(const jobs::Request& request = aRequest()) {
        const auto id = m_service->submit(request);
        INFO((id ? std::string() : id.error().message));
        REQUIRE(id);
        return *id;
    }

    /// The job once `ready` holds; fails the test when it never does.
    template <class Ready>
    jobs::Job until(const jobs::JobId& id, Ready ready) {
        std::mutex mutex;
        std::condition_variable changed;
        const auto listening = m_service->listen([&](const jobs::Job&) {
            const std::scoped_lock lock(mutex);
            changed.notify_all();
        });
        const auto end = std::chrono::steady_clock::now() + patience;
        std::unique_lock lock(mutex);
        for (;;) {
            lock.unlock();
            auto job = m_service->job(id);
            lock.lock();
            REQUIRE(job);
            if (ready(*job)) return *job;
            INFO("state " << jobs::name(job->state) << ": " << job->reason);
            REQUIRE(std::chrono::steady_clock::now() < end);
            changed.wait_for(lock, std::chrono::milliseconds(50));
        }
    }
    jobs::Job until(const jobs::JobId& id, JobState state) {
        return until(id, [state](const jobs::Job& job) { return job.state == state; });
    }

    /// The job once it rests: at an end, or where a person must look.
    jobs::Job rest(const jobs::JobId& id) {
        std::stop_source giveUp;
        std::mutex mutex;
        std::condition_variable_any over;
        const std::jthread alarm([&](const std::stop_token& done) {
            std::unique_lock lock(mutex);
            if (!over.wait_for(lock, done, patience, [] { return false; }) && !done.stop_requested())
                giveUp.request_stop();
        });
        const auto job = m_service->wait(id, giveUp.get_token());
        const auto now = m_service->job(id);
        INFO((now ? std::string(jobs::name(now->state)) + ": " + now->reason : std::string("no job")));
        REQUIRE(job);
        return *job;
    }

    [[nodiscard]] bool passed(const jobs::JobId& id, JobState state) const {
        const auto events = m_service->events(id);
        return std::any_of(events.begin(), events.end(),
                           [state](const auto& event) { return event.state == state; });
    }

    /// The clip has arrived whole, once, and is what the service made.
    void checkStored(const jobs::Job& job) const {
        INFO(jobs::name(job.state) << ": " << job.reason);
        REQUIRE(job.state == JobState::Stored);
        CHECK(contentsOf(job.takeFile) == sampleClip());
        CHECK(job.sha256.size() == 64);
        const auto takes = std::distance(std::filesystem::directory_iterator(m_folder.path() / "takes"), {});
        CHECK(takes <= static_cast<std::ptrdiff_t>(m_service->jobs().size()));
    }

private:
    TempDir m_folder;
    std::string m_baseUrl, m_profile;
    double m_pollScale;
    std::unique_ptr<jobs::JobService> m_service;
};

}  // namespace groundglass::test
