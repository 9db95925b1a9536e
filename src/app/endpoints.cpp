#include "groundglass/app/services.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/providers/adapters.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace groundglass::app {

namespace {

constexpr const char* fileName = "endpoints.json";

std::string text(const base::Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

base::Problem problem(const std::string& file, std::string pointer, std::string message) {
    return {file, std::move(pointer), std::move(message),
            "correct it, or add the endpoint again with `providers add`"};
}

/// The provider's adapter; nullptr when this build has none.
const jobs::HttpAdapter* adapterOf(const std::vector<std::unique_ptr<jobs::HttpAdapter>>& all,
                                   const std::string& provider) {
    const auto found = std::ranges::find_if(all, [&](const auto& each) { return each->id() == provider; });
    return found == all.end() ? nullptr : found->get();
}

/// The server family is one that the adapter knows. An unknown provider may be one of a newer Groundglass.
void checkFamily(std::vector<base::Problem>& problems, const std::string& file, const std::string& pointer,
                 const jobs::Endpoint& endpoint) {
    const auto all = providers::builtinAdapters();
    const auto* adapter = adapterOf(all, endpoint.provider);
    const auto known = adapter == nullptr ? std::vector<std::string_view>{} : adapter->profiles();
    if (endpoint.profile.empty() || known.empty() || std::ranges::count(known, endpoint.profile) != 0) return;
    std::string families;
    for (const auto each : known) families += (families.empty() ? "" : ", ") + std::string(each);
    problems.push_back({file, pointer + "/profile",
                        base::format("the server family \"{}\" is not known", endpoint.profile),
                        base::format("choose one of: {}", families)});
}

/// The texts of "key_command"; one that is no list of texts counts as a command that cannot be run.
std::vector<std::string> commandOf(const base::Json& entry) {
    const auto found = entry.is_object() ? entry.find("key_command") : entry.end();
    if (!entry.is_object() || found == entry.end()) return {};
    std::vector<std::string> command;
    for (const auto& word : found->is_array() ? *found : base::Json::array())
        command.push_back(word.is_string() ? word.get<std::string>() : std::string());
    if (command.empty()) command.emplace_back();
    return command;
}

/// What is wrong with one endpoint.
std::vector<base::Problem> check(const std::string& file, const jobs::Endpoint& endpoint) {
    std::vector<base::Problem> problems;
    const std::string pointer = base::pointerTo("/endpoints", endpoint.id);
    if (!base::isValidId(endpoint.id)) problems.push_back(problem(file, pointer, "this cannot be an id"));
    if (endpoint.provider.empty())
        problems.push_back(problem(file, pointer + "/provider", "the provider is missing"));
    checkFamily(problems, file, pointer, endpoint);
    const auto& command = endpoint.keyCommand;
    if (!command.empty() && (!command.front().starts_with('/') || std::ranges::count(command, "") != 0)) {
        problems.push_back(
            {file, pointer + "/key_command", "this is no command that can be run",
             R"(give a list of texts, the program's whole path first: ["/usr/bin/gcloud", …])"});
    }
    const bool https = endpoint.baseUrl.starts_with("https://");
    const bool http = endpoint.baseUrl.starts_with("http://") && endpoint.selfHosted;
    if (!https && !http) {
        problems.push_back(problem(file, pointer + "/base_url",
                                   "the address must be https, or http for a self-hosted server"));
    }
    return problems;
}

}  // namespace

base::Result<std::map<std::string, jobs::Endpoint>> loadEndpoints(const std::filesystem::path& configFolder) {
    const std::string file = (configFolder / fileName).string();
    std::map<std::string, jobs::Endpoint> endpoints;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return endpoints;
    auto json = base::readJson(file);
    if (!json) return tl::unexpected(json.error());
    if (!json->is_object() || !json->contains("endpoints") || !(*json)["endpoints"].is_object()) {
        return base::failInput(problem(file, "/endpoints", "there is no object of endpoints"));
    }
    base::Error error{base::ErrorCode::InvalidInput, "an endpoint cannot be used", file, {}};
    for (const auto& [id, entry] : (*json)["endpoints"].items()) {
        jobs::Endpoint endpoint{id,    text(entry, "provider"), text(entry, "base_url"),
                                false, text(entry, "profile"),  text(entry, "model")};
        endpoint.selfHosted =
            entry.is_object() && entry.value("self_hosted", base::Json(false)) == base::Json(true);
        endpoint.keyCommand = commandOf(entry);
        auto problems = check(file, endpoint);
        std::ranges::move(problems, std::back_inserter(error.problems));
        endpoints.emplace(id, std::move(endpoint));
    }
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    return endpoints;
}

base::Status saveEndpoint(const std::filesystem::path& configFolder, const jobs::Endpoint& endpoint) {
    const std::string file = (configFolder / fileName).string();
    if (auto problems = check(file, endpoint); !problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "the endpoint cannot be used", endpoint.id,
                          std::move(problems));
    }
    auto endpoints = loadEndpoints(configFolder);
    if (!endpoints) return tl::unexpected(endpoints.error());
    endpoints->insert_or_assign(endpoint.id, endpoint);
    base::Json all = base::Json::object();
    for (const auto& [id, each] : *endpoints) {
        all[id] = {{"provider", each.provider},
                   {"base_url", each.baseUrl},
                   {"self_hosted", each.selfHosted},
                   {"profile", each.profile},
                   {"model", each.model}};
        if (!each.keyCommand.empty()) all[id]["key_command"] = each.keyCommand;
    }
    if (auto made = base::makeFolder(configFolder); !made) return made;
    return base::AtomicFile::write(
        file, base::writeJson({{"schema", "groundglass/endpoints"}, {"version", 1}, {"endpoints", all}}));
}

base::Status removeEndpoint(const std::filesystem::path& configFolder, const std::string& endpoint) {
    const auto endpoints = loadEndpoints(configFolder);
    if (!endpoints) return tl::unexpected(endpoints.error());
    if (!endpoints->contains(endpoint)) return {};
    const std::filesystem::path file = configFolder / fileName;
    auto json = base::readJson(file.string());
    if (!json) return tl::unexpected(json.error());
    (*json)["endpoints"].erase(endpoint);
    return base::AtomicFile::write(file, base::writeJson(*json));
}

std::vector<std::string> serverFamilies(const std::string& provider) {
    const auto all = providers::builtinAdapters();
    const auto* adapter = adapterOf(all, provider);
    if (adapter == nullptr) return {};
    const auto known = adapter->profiles();
    return {known.begin(), known.end()};
}

}  // namespace groundglass::app
