#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/similar.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::dialects {

namespace {

std::string limitOf(const prompt::Dialect& dialect) {
    return dialect.hardLimit == 0 ? "no limit" : base::format("{} {}", dialect.hardLimit, dialect.unit);
}

base::Json evidenceJson(const prompt::Dialect& dialect) {
    base::Json json = base::Json::object();
    for (const auto& [about, grade] : dialect.evidence) json[about] = grade;
    return json;
}

base::Json toJson(const prompt::Dialect& dialect) {
    return {{"id", dialect.id},
            {"title", dialect.title},
            {"status", dialect.status},
            {"note", dialect.note},
            {"unit", dialect.unit},
            {"hard_limit", dialect.hardLimit},
            {"ideal_words", {dialect.idealLeast, dialect.idealMost}},
            {"negatives", dialect.negatives},
            {"literalness", dialect.literalness},
            {"shots", dialect.mostShots},
            {"advice", dialect.advice},
            {"checked", dialect.checked},
            {"sources", dialect.sources},
            {"evidence", evidenceJson(dialect)}};
}

/// What a statement about a dialect rests on.
std::string_view gradeOf(std::string_view grade) {
    if (grade == "V") return "the vendor's own document";
    if (grade == "v") return "the vendor, read through others";
    if (grade == "H") return "the schema of a host";
    if (grade == "C") return "practice";
    return "our own synthesis";
}

/// How a dialect takes what must not be seen.
std::string_view exclusions(std::string_view negatives) {
    if (negatives == "field_nouns") return "in a field of their own, as nouns";
    if (negatives == "prose_ok") return "in the text itself, only a few";
    if (negatives == "forbidden") return "never named; said as the state to have instead";
    if (negatives == "subset") return "a few fixed ones in the text, no others";
    return "not taken";
}

class DialectsVerb final : public Verb {
public:
    std::string_view name() const override { return "dialects"; }
    std::string_view summary() const override {
        return "The dialects that prompts can be written in, or what is known about one";
    }
    void declare(CLI::App& parser) override {
        parser.add_option("dialect", m_dialect,
                          "Dialect id: all that is known about it; without it, the list");
    }

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        if (!m_dialect.empty()) return one(**library);
        Outcome outcome;
        base::Json all = base::Json::array();
        for (const auto* each : (*library)->dialects.all()) {
            const std::string limit = limitOf(*each);
            outcome.text +=
                base::format("{:<20} {:<9} {:<18} {}\n", each->id, each->status, limit, each->note);
            all.push_back(toJson(*each));
        }
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

private:
    Outcome one(const app::Library& library) const {
        const auto* dialect = library.dialects.find(m_dialect);
        if (dialect == nullptr) {
            std::vector<std::string> known;
            for (const auto* each : library.dialects.all()) known.push_back(each->id);
            const auto message = base::format("there is no dialect \"{}\"", m_dialect);
            return failed({base::ErrorCode::NotFound,
                           message,
                           m_dialect,
                           {{m_dialect, {}, message, base::chooseOneOf(m_dialect, known)}}});
        }
        Outcome outcome;
        outcome.text = base::format("{} ({}): {}\n", dialect->title, dialect->status, dialect->note);
        outcome.text += base::format("  limit       {}\n", limitOf(*dialect));
        if (dialect->idealMost > 0)
            outcome.text +=
                base::format("  best length {}–{} words\n", dialect->idealLeast, dialect->idealMost);
        outcome.text += base::format("  exclusions  {}\n", exclusions(dialect->negatives));
        outcome.text +=
            base::format("  shots       {}\n",
                         dialect->mostShots < 2 ? std::string("one in a request")
                                                : base::format("up to {} in a request", dialect->mostShots));
        if (!dialect->advice.empty()) outcome.text += base::format("  advice      {}\n", dialect->advice);
        for (const auto& [about, grade] : dialect->evidence)
            outcome.text += base::format("  evidence    {}: {}\n", about, gradeOf(grade));
        outcome.text += base::format("  checked     {}\n", dialect->checked);
        for (const auto& source : dialect->sources)
            outcome.text += base::format("  source      {}\n", source);
        outcome.result.text = base::compactJson(toJson(*dialect));
        return outcome;
    }

    std::string m_dialect;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<DialectsVerb>();
}

}  // namespace groundglass::cli::dialects
