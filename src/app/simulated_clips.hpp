#pragma once

#include "groundglass/jobs/outside.hpp"

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

namespace groundglass::app {

/// The clips that the simulated service hands out: each order is drawn once, one after another, on a thread
/// of its own. Thread: one, but the drawing.
class SimulatedClips {
public:
    SimulatedClips(std::shared_ptr<jobs::LocalClip> clip, std::filesystem::path folder)
        : m_clip(std::move(clip)), m_folder(std::move(folder)) {}
    /// Cuts what is being drawn and removes the clips.
    ~SimulatedClips();
    SimulatedClips(const SimulatedClips&) = delete;
    SimulatedClips& operator=(const SimulatedClips&) = delete;

    /// The clip's bytes; nothing while it is drawn. The first call begins it. Errors: those of LocalClip, Io.
    [[nodiscard]] std::optional<base::Result<std::string>> clip(const std::string& id,
                                                                const std::string& order);

private:
    std::shared_ptr<jobs::LocalClip> m_clip;
    std::filesystem::path m_folder;
    std::mutex m_drawing;
    std::stop_source m_stop;
    std::map<std::string, std::shared_future<base::Status>> m_orders;
};

}  // namespace groundglass::app
