#include "ui/window/endpoints_file.hpp"

#include "groundglass/app/services.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"

namespace groundglass::ui {

base::Status removeEndpoint(const std::filesystem::path& configFolder, const std::string& endpoint) {
    const auto endpoints = app::loadEndpoints(configFolder);
    if (!endpoints) return tl::unexpected(endpoints.error());
    if (!endpoints->contains(endpoint)) return {};
    const std::filesystem::path file = configFolder / "endpoints.json";
    auto json = base::readJson(file.string());
    if (!json) return tl::unexpected(json.error());
    (*json)["endpoints"].erase(endpoint);
    return base::AtomicFile::write(file, base::writeJson(*json));
}

}  // namespace groundglass::ui
