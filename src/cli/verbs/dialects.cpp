#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::dialects {

namespace {

class DialectsVerb final : public Verb {
public:
    std::string_view name() const override { return "dialects"; }
    std::string_view summary() const override { return "The dialects that prompts can be written in"; }
    void declare(CLI::App&) override {}

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        Outcome outcome;
        base::Json all = base::Json::array();
        for (const auto* each : (*library)->dialects.all()) {
            const std::string limit =
                each->hardLimit == 0 ? "no limit" : base::format("{} {}", each->hardLimit, each->unit);
            outcome.text +=
                base::format("{:<20} {:<9} {:<18} {}\n", each->id, each->status, limit, each->note);
            all.push_back({{"id", each->id},
                           {"title", each->title},
                           {"status", each->status},
                           {"note", each->note},
                           {"unit", each->unit},
                           {"hard_limit", each->hardLimit},
                           {"negatives", each->negatives},
                           {"literalness", each->literalness},
                           {"checked", each->checked},
                           {"sources", each->sources}});
        }
        outcome.result.text = base::compactJson(all);
        return outcome;
    }
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<DialectsVerb>();
}

}  // namespace groundglass::cli::dialects
