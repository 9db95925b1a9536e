#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/base/similar.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::providers {

namespace {

/// What is done when the answer to an order is lost on the way, by crash class.
std::string_view afterLoss(std::string_view crashClass) {
    if (crashClass == "local") return "it is drawn here; nothing can be charged twice";
    if (crashClass == "replay")
        return "the same bytes are sent again under the same key, which is not charged twice";
    if (crashClass == "look_up") return "the service is asked for our own id";
    if (crashClass == "list") return "the service's list is searched for the order";
    return "only you can look, on the service's own page";
}

base::Json toJson(const jobs::Endpoint& endpoint) {
    return {{"id", endpoint.id},
            {"provider", endpoint.provider},
            {"base_url", endpoint.baseUrl},
            {"self_hosted", endpoint.selfHosted},
            {"profile", endpoint.profile},
            {"model", endpoint.model}};
}

base::Json toJson(const jobs::Provider& provider) {
    base::Json models = base::Json::array();
    for (const auto& m : provider.models) {
        base::Json model{{"id", m.id},
                         {"title", m.title},
                         {"status", m.status},
                         {"retired", m.retired},
                         {"dialect", m.dialect},
                         {"seconds", m.seconds},
                         {"seconds_least", m.secondsLeast},
                         {"seconds_most", m.secondsMost},
                         {"sizes", base::Json::array()},
                         {"negative", m.negative},
                         {"seed", m.seed},
                         {"sound", m.sound},
                         {"longest_run_minutes", m.longestRun.count() / 60'000},
                         {"prompt_most", m.promptMost},
                         {"price_note", m.priceNote},
                         {"source", m.source},
                         {"checked", m.checked}};
        for (const auto& size : m.sizes) model["sizes"].push_back({size.width, size.height});
        if (m.microsPerSecond) model["micros_per_second"] = *m.microsPerSecond;
        models.push_back(std::move(model));
    }
    return {{"id", provider.id},
            {"title", provider.title},
            {"note", provider.note},
            {"status", provider.status},
            {"crash_class", provider.crashClass},
            {"crash_class_means", afterLoss(provider.crashClass)},
            {"models", models}};
}

class Providers final : public Verb {
public:
    std::string_view name() const override { return "providers"; }
    std::string_view summary() const override { return "Providers, their models and your endpoints"; }
    void declare(CLI::App& parser) override {
        m_list = parser.add_subcommand("list", "Providers and endpoints (also without a sub-verb)");
        m_show = parser.add_subcommand("show", "One provider with its models");
        m_show->add_option("provider", m_id, "Provider id")->required();
        m_add = parser.add_subcommand("add", "Add an endpoint: a server and its address");
        m_add->add_option("endpoint", m_id, "A name for it, such as local_vllm")->required();
        m_add->add_option("--provider", m_endpoint.provider, "Provider id")->required();
        m_add->add_option("--base-url", m_endpoint.baseUrl, "https://…, or http://… with --self-hosted")
            ->required();
        m_add->add_option("--profile", m_endpoint.profile, "Server family: openai, vllm_omni, sglang");
        m_add->add_option("--model", m_endpoint.model, "Model that it serves");
        m_add->add_flag("--replace", m_replace, "Also over an endpoint of that name");
        m_add->add_flag("--self-hosted", m_endpoint.selfHosted,
                        "A server of your own; may be on this network");
    }

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        if (m_add->parsed()) return add(**library);
        if (!m_show->parsed()) return list(**library);
        const auto* provider = (*library)->catalog.find(m_id);
        if (provider == nullptr) return unknown(**library);
        Outcome outcome;
        outcome.text = base::format("{} ({}): {}\n", provider->title, provider->status, provider->note);
        outcome.text += base::format("When an answer is lost ({}): {}.\n", provider->crashClass,
                                     afterLoss(provider->crashClass));
        for (const auto& model : provider->models) {
            outcome.text += base::format("  {:<20} {:<8} {}{}\n", model.id, model.status, model.title,
                                         model.retired.empty() ? "" : ", retired on " + model.retired);
            if (!model.priceNote.empty()) outcome.text += base::format("  {:<20} {}\n", "", model.priceNote);
        }
        outcome.result.text = base::compactJson(toJson(*provider));
        return outcome;
    }

private:
    Outcome unknown(const app::Library& library) const {
        std::vector<std::string> known;
        for (const auto* each : library.catalog.all()) known.push_back(each->id);
        return failed({base::ErrorCode::NotFound,
                       base::format("there is no provider \"{}\"", m_id),
                       m_id,
                       {{m_id, {}, "there is no such provider", base::chooseOneOf(m_id, known)}}});
    }

    static Outcome list(const app::Library& library) {
        const auto endpoints = app::loadEndpoints(base::configFolder());
        if (!endpoints) return failed(endpoints.error());
        Outcome outcome;
        base::Json providers = base::Json::array();
        base::Json ends = base::Json::array();
        for (const auto* each : library.catalog.all()) {
            outcome.text += base::format("{:<16} {:<12} {}\n", each->id, each->status, each->note);
            providers.push_back(toJson(*each));
        }
        for (const auto& [id, end] : *endpoints) {
            outcome.text += base::format("  endpoint {:<14} {:<16} {}\n", id, end.provider, end.baseUrl);
            ends.push_back(toJson(end));
        }
        outcome.result.text = base::compactJson({{"providers", providers}, {"endpoints", ends}});
        return outcome;
    }

    Outcome add(const app::Library& library) {
        if (!base::isValidId(m_id)) {
            return failed(
                {base::ErrorCode::InvalidInput,
                 "not an id",
                 m_id,
                 {{m_id,
                   {},
                   "this cannot be an id",
                   "use a small letter first, then small letters, digits and _, at most 41 in all"}}});
        }
        m_endpoint.id = m_id;
        if (library.catalog.find(m_endpoint.provider) == nullptr) {
            m_id = m_endpoint.provider;
            return unknown(library);
        }
        if (library.catalog.find(m_endpoint.provider)->crashClass == "local") {
            return failed({base::ErrorCode::InvalidInput,
                           "no endpoints",
                           m_endpoint.provider,
                           {{m_endpoint.provider,
                             {},
                             "this provider works on this machine and takes no endpoints",
                             "use it as it is: --provider builtin"}}});
        }
        const bool https = m_endpoint.baseUrl.starts_with("https://");
        if (!https && !(m_endpoint.baseUrl.starts_with("http://") && m_endpoint.selfHosted)) {
            return failed({base::ErrorCode::InvalidInput,
                           "the address cannot be used",
                           m_endpoint.baseUrl,
                           {{m_endpoint.baseUrl,
                             {},
                             "the address must be https, or http with --self-hosted",
                             "correct it"}}});
        }
        const auto endpoints = app::loadEndpoints(base::configFolder());
        if (!endpoints) return failed(endpoints.error());
        const auto old = endpoints->find(m_endpoint.id);
        const bool replaced = old != endpoints->end();
        if (replaced && !m_replace) {
            const auto message = base::format("there is an endpoint of this name already: {} at {}",
                                              old->second.provider, old->second.baseUrl);
            return failed({base::ErrorCode::InvalidInput,
                           message,
                           m_endpoint.id,
                           {{m_endpoint.id,
                             {},
                             message,
                             "choose another name, or add --replace to put this one in its place"}}});
        }
        if (const auto saved = app::saveEndpoint(base::configFolder(), m_endpoint); !saved)
            return failed(saved.error());
        auto result = toJson(m_endpoint);
        result["replaced"] = replaced;
        return {Done,
                base::format("endpoint: {}{}\n", m_endpoint.id, replaced ? " (replaced)" : ""),
                {base::compactJson(result)},
                {}};
    }

    CLI::App *m_list{}, *m_show{}, *m_add{};
    std::string m_id;
    bool m_replace = false;
    jobs::Endpoint m_endpoint;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Providers>();
}

}  // namespace groundglass::cli::providers
