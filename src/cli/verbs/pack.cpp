#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/paths.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::pack {

namespace {

class Pack final : public Verb {
public:
    std::string_view name() const override { return "pack"; }
    std::string_view summary() const override { return "Prompt packs: export, inspect, verify"; }
    void declare(CLI::App& parser) override {
        parser.require_subcommand(1);
        m_export =
            parser.add_subcommand("export", "Shots, prompts, looks and pictures of a film as one .ggpack");
        m_export->add_option("film", m_film, "Film folder")->required();
        m_export->add_option("-o,--output", m_pack, "Pack to write")->required();
        auto* some = m_export->add_option("--dialect", m_dialects, "Dialects; otherwise each shot's own");
        m_export->add_flag("--all-dialects", m_all, "In every dialect")->excludes(some);
        m_inspect = parser.add_subcommand("inspect", "What is in a pack");
        m_inspect->add_option("pack", m_pack, "Pack file")->required();
        m_verify = parser.add_subcommand("verify", "Check every name, limit and hash of a pack");
        m_verify->add_option("pack", m_pack, "Pack file")->required();
    }

    Outcome run(std::stop_token stop) override {
        if (!m_export->parsed()) return inspect();
        const auto film = openFilm(m_film);
        if (!film) return failed(film.error());
        if (m_all) {
            for (const auto* each : film->library->dialects.all()) m_dialects.push_back(each->id);
        }
        if (const auto known = checkDialects(*film); !known) return failed(known.error());
        if (const auto place = checkOutput(m_pack); !place) return failed(place.error());
        viewfinder::Renderer renderer(base::cacheFolder());
        const auto done = app::exportPromptPack(
            *film->library, film->loaded, m_dialects, m_pack, renderer,
            [](double share) { tellProgress("packing", share); }, stop);
        if (!done) return failed(done.error());
        return {Done, base::format("pack: {}\n", m_pack), {base::compactJson({{"pack", m_pack}})}, {}};
    }

private:
    base::Status checkDialects(const OpenFilm& film) const {
        for (const auto& each : m_dialects) {
            if (auto known = checkNames(film, {.dialect = each}); !known) return known;
        }
        return {};
    }

    Outcome inspect() const {
        const auto info = store::inspectPack(m_pack);
        if (!info) return failed(info.error());
        Outcome outcome;
        base::Json entries = base::Json::array();
        outcome.text =
            base::format("{} · {} entries · every hash is right\n", info->title, info->entries.size());
        for (const auto& [name, hash] : info->entries) {
            if (m_inspect->parsed()) outcome.text += base::format("  {}\n", name);
            entries.push_back({{"name", name}, {"sha256", hash}});
        }
        outcome.result.text = base::compactJson({{"title", info->title}, {"entries", entries}});
        return outcome;
    }

    CLI::App *m_export{}, *m_inspect{}, *m_verify{};
    std::string m_film, m_pack;
    std::vector<std::string> m_dialects;
    bool m_all = false;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Pack>();
}

}  // namespace groundglass::cli::pack
