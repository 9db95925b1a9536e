#include "ui/window/endpoint_check.hpp"

#include "groundglass/app/services.hpp"
#include "groundglass/base/ids.hpp"

#include <QCoreApplication>
#include <QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstdint>

namespace groundglass::ui {
namespace {

constexpr const char* providerOfEndpoints = "openai_videos";

QString say(const char* text) {
    return QCoreApplication::translate("Endpoints", text);
}

bool isOwnV4(std::uint32_t address) {
    const auto within = [&](std::uint32_t net, int bits) { return (address ^ net) >> (32 - bits) == 0; };
    return within(0x7f000000, 8) || within(0x0a000000, 8) || within(0xac100000, 12) ||
           within(0xc0a80000, 16) || within(0xa9fe0000, 16) || within(0x64400000, 10);
}

QString nameReason(const QString& name, const std::map<std::string, jobs::Endpoint>* taken) {
    if (!taken) return {};  // an endpoint keeps its name
    const std::string id = name.toStdString();
    if (id.empty()) return say("Give it a name, such as studio_gpu.");
    if (!base::isValidId(id)) {
        return say("Small letters, digits and _ only, a letter first: such as %1.")
            .arg(QString::fromStdString(base::idFromTitle(id)));
    }
    if (taken->contains(id)) return say("There is an endpoint of this name already.");
    return {};
}

/// Of an address that a URL parser takes: what of it may not be.
QString partReason(const QUrl& url) {
    if (!url.userInfo().isEmpty()) return say("No user or password in the address: the key goes below.");
    if (url.hasQuery() || url.hasFragment()) return say("The address ends with its path: no “?” and no “#”.");
    if (url.path().endsWith(QStringLiteral("/videos")))
        return say("The address ends before “/videos”: Groundglass adds that itself.");
    return {};
}

QString addressReason(const QString& address, bool ownNetwork) {
    if (address.isEmpty()) return say("Give the address, such as https://gpu.example.org/v1.");
    const bool clean = std::all_of(address.begin(), address.end(),
                                   [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (!clean) return say("The address has a space or a character that no address has.");
    if (!address.contains(QStringLiteral("://"))) return say("The address begins with https:// or http://.");
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) return say("This is not an address: the host is missing.");
    const bool http = address.startsWith(QStringLiteral("http://"));
    if (!http && !address.startsWith(QStringLiteral("https://")))
        return say("Only https, or http on your own network.");
    if (QString why = partReason(url); !why.isEmpty()) return why;
    if (ownNetwork) return {};
    if (isOwnNetwork(url.host())) return say("This address is on your own network: say so below.");
    if (http) return say("Without https, prompts and key can be read on the way. Use https.");
    return {};
}

}  // namespace

const std::vector<std::string>& endpointFamilies() {
    static const std::vector<std::string> families = [] {
        std::vector<std::string> all = app::serverFamilies(providerOfEndpoints);
        // Servers of one's own first: a gateway asks for more.
        std::stable_partition(all.begin(), all.end(), [](const std::string& id) { return id != "openai"; });
        return all;
    }();
    return families;
}

QString familyTitle(const std::string& profile) {
    static const std::map<std::string, const char*> titles{
        {"vllm_omni", QT_TRANSLATE_NOOP("Endpoints", "vLLM-Omni")},
        {"sglang", QT_TRANSLATE_NOOP("Endpoints", "SGLang")},
        {"openai", QT_TRANSLATE_NOOP("Endpoints", "Gateway in the OpenAI Videos format")},
    };
    const auto known = titles.find(profile.empty() ? std::string("openai") : profile);
    return known == titles.end() ? QString::fromStdString(profile) : say(known->second);
}

EndpointReasons reasonsAgainst(const EndpointDraft& draft,
                               const std::map<std::string, jobs::Endpoint>* taken) {
    EndpointReasons reasons;
    reasons.name = nameReason(draft.name, taken);
    const auto& families = endpointFamilies();
    const bool known =
        std::find(families.begin(), families.end(), draft.profile.toStdString()) != families.end();
    if (!known) reasons.profile = say("Choose the family of the server.");
    reasons.address = addressReason(draft.address, draft.ownNetwork);
    if (draft.profile == QStringLiteral("openai") && draft.model.isEmpty())
        reasons.model = say("A gateway is told which model to use.");
    return reasons;
}

jobs::Endpoint endpointOf(const EndpointDraft& draft) {
    jobs::Endpoint endpoint;
    endpoint.id = draft.name.toStdString();
    endpoint.provider = providerOfEndpoints;
    endpoint.baseUrl = draft.address.toStdString();
    while (endpoint.baseUrl.ends_with('/')) endpoint.baseUrl.pop_back();
    endpoint.selfHosted = draft.ownNetwork;
    endpoint.profile = draft.profile.toStdString();
    endpoint.model = draft.model.toStdString();
    return endpoint;
}

bool isOwnNetwork(const QString& host) {
    const QByteArray text = host.toLower().toLatin1();
    in_addr v4{};
    if (inet_pton(AF_INET, text.constData(), &v4) == 1) return isOwnV4(ntohl(v4.s_addr));
    in6_addr v6{};
    if (inet_pton(AF_INET6, text.constData(), &v6) == 1) {
        return IN6_IS_ADDR_LOOPBACK(&v6) || IN6_IS_ADDR_LINKLOCAL(&v6) || (v6.s6_addr[0] & 0xfeU) == 0xfcU;
    }
    return text == "localhost" || text.endsWith(".localhost") || text.endsWith(".local") ||
           text.endsWith(".internal") || text.endsWith(".lan");
}

}  // namespace groundglass::ui
