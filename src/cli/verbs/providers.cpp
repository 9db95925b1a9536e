#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/paths.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::providers {

namespace {

base::Json toJson(const jobs::Provider& provider) {
    base::Json models = base::Json::array();
    for (const auto& m : provider.models) {
        base::Json model{{"id", m.id},
                         {"title", m.title},
                         {"status", m.status},
                         {"retired", m.retired},
                         {"dialect", m.dialect},
                         {"seconds", m.seconds},
                         {"prompt_most", m.promptMost},
                         {"price_note", m.priceNote},
                         {"source", m.source},
                         {"checked", m.checked}};
        if (m.microsPerSecond) model["micros_per_second"] = *m.microsPerSecond;
        models.push_back(std::move(model));
    }
    return {{"id", provider.id},
            {"title", provider.title},
            {"note", provider.note},
            {"status", provider.status},
            {"crash_class", provider.crashClass},
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
        m_add->add_flag("--self-hosted", m_endpoint.selfHosted,
                        "A server of your own; may be on this network");
    }

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        if (m_add->parsed()) return add(**library);
        if (!m_show->parsed()) return list(**library);
        const auto* provider = (*library)->catalog.find(m_id);
        if (provider == nullptr) return unknown();
        Outcome outcome;
        outcome.text = base::format("{} ({}): {}\n", provider->title, provider->status, provider->note);
        for (const auto& model : provider->models) {
            outcome.text += base::format("  {:<20} {:<8} {}\n", model.id, model.status, model.title);
        }
        outcome.result.text = base::compactJson(toJson(*provider));
        return outcome;
    }

private:
    Outcome unknown() const {
        return failed({base::ErrorCode::NotFound,
                       base::format("there is no provider \"{}\"", m_id),
                       m_id,
                       {{m_id, {}, "there is no such provider", "see `groundglass providers`"}}});
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
            ends.push_back({{"id", id},
                            {"provider", end.provider},
                            {"base_url", end.baseUrl},
                            {"self_hosted", end.selfHosted}});
        }
        outcome.result.text = base::compactJson({{"providers", providers}, {"endpoints", ends}});
        return outcome;
    }

    Outcome add(const app::Library& library) {
        if (!base::isValidId(m_id)) {
            return failed({base::ErrorCode::InvalidInput,
                           "not an id",
                           m_id,
                           {{m_id, {}, "this cannot be an id", "use lower-case letters, digits and _"}}});
        }
        m_endpoint.id = m_id;
        if (library.catalog.find(m_endpoint.provider) == nullptr) {
            m_id = m_endpoint.provider;
            return unknown();
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
        if (const auto saved = app::saveEndpoint(base::configFolder(), m_endpoint); !saved)
            return failed(saved.error());
        return {Done,
                base::format("endpoint: {}\n", m_endpoint.id),
                {base::compactJson({{"endpoint", m_endpoint.id}})},
                {}};
    }

    CLI::App *m_list{}, *m_show{}, *m_add{};
    std::string m_id;
    jobs::Endpoint m_endpoint;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Providers>();
}

}  // namespace groundglass::cli::providers
