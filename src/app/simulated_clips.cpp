#include "app/simulated_clips.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/providers/simulator.hpp"

#include <chrono>
#include <system_error>

namespace groundglass::app {

SimulatedClips::~SimulatedClips() {
    m_stop.request_stop();
    for (const auto& [id, drawn] : m_orders) {
        drawn.wait();
        std::error_code ignored;
        std::filesystem::remove(m_folder / (id + ".mp4"), ignored);
    }
}

std::optional<base::Result<std::string>> SimulatedClips::clip(const std::string& id,
                                                              const std::string& order) {
    const auto file = m_folder / (id + ".mp4");
    const auto known = m_orders.find(id);
    if (known == m_orders.end()) {
        auto request = providers::simulatedOrder(order);
        if (!request) return tl::unexpected(request.error());
        if (auto made = base::makeFolder(m_folder); !made) return tl::unexpected(made.error());
        auto draw = [this, file, request = std::move(*request)]() -> base::Status {
            const std::scoped_lock one(m_drawing);
            return m_clip->make(
                request, file, [](double) {}, m_stop.get_token());
        };
        m_orders.emplace(id, std::async(std::launch::async, std::move(draw)).share());
        return std::nullopt;
    }
    if (known->second.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return std::nullopt;
    const base::Status& drawn = known->second.get();
    if (!drawn) return tl::unexpected(drawn.error());
    return base::readFile(file);
}

}  // namespace groundglass::app
