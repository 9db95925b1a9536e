#pragma once

#include "groundglass/jobs/outside.hpp"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace groundglass::ui {

/// What a person typed about an endpoint.
struct EndpointDraft {
    QString name, profile, address, model;
    bool ownNetwork = false;  ///< A server of one's own: http is allowed, private addresses too.
};

/// What stands in the way, field by field; empty where nothing does.
struct EndpointReasons {
    QString name, profile, address, model;
    [[nodiscard]] bool none() const {
        return name.isEmpty() && profile.isEmpty() && address.isEmpty() && model.isEmpty();
    }
};

/// Ids of the server families that the adapter `openai_videos` knows.
[[nodiscard]] const std::vector<std::string>& endpointFamilies();
/// "vLLM-Omni"; the id itself when it is not known.
[[nodiscard]] QString familyTitle(const std::string& profile);

/// The rules of the queue's transport and of the adapter, as reasons for people. `taken`: endpoints that
/// there are; null when an existing one is edited.
[[nodiscard]] EndpointReasons reasonsAgainst(const EndpointDraft& draft,
                                             const std::map<std::string, jobs::Endpoint>* taken);
/// The endpoint that a draft without reasons against it means.
[[nodiscard]] jobs::Endpoint endpointOf(const EndpointDraft& draft);
/// True for loopback, private and link-local addresses and for names that only a local network knows.
[[nodiscard]] bool isOwnNetwork(const QString& host);

}  // namespace groundglass::ui
