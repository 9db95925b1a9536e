#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/similar.hpp"

#include <CLI/CLI.hpp>

namespace groundglass::cli::vocab {

namespace {

base::Json toJson(const craft::Term& term) {
    return {{"facet", term.facet},           {"id", term.id},           {"label", term.label},
            {"definition", term.definition}, {"aliases", term.aliases}, {"numbers", term.numbers},
            {"vectors", term.vectors},       {"wording", term.wording}, {"source", term.source}};
}

class Vocab final : public Verb {
public:
    std::string_view name() const override { return "vocab"; }
    std::string_view summary() const override {
        return "The vocabulary: search it, or show a facet or a term";
    }
    void declare(CLI::App& parser) override {
        parser.require_subcommand(1);
        m_search = parser.add_subcommand("search", "Terms that hold every word, in any facet");
        m_search->add_option("words", m_words, "Words, or parts of them")->required();
        m_show = parser.add_subcommand("show", "The facets, one facet, or one term");
        m_show->add_option("facet", m_facet, "Facet id; without it, all facets");
        m_show->add_option("term", m_term, "Term id; without it, every term of the facet");
    }

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        const auto& vocabulary = (*library)->vocabulary;
        if (m_search->parsed()) return terms(vocabulary.search(joined()));
        if (m_facet.empty()) return facets(vocabulary);
        std::vector<const craft::Term*> found;
        for (const auto& term : vocabulary.terms(m_facet)) {
            if (m_term.empty() || term.id == m_term) found.push_back(&term);
        }
        if (!found.empty()) return terms(found);
        auto near = vocabulary.terms(m_facet).empty() ? vocabulary.facets() : std::vector<std::string>{};
        for (const auto& term : vocabulary.terms(m_facet)) near.push_back(term.id);
        const bool facet = vocabulary.terms(m_facet).empty();
        const std::string& word = facet ? m_facet : m_term;
        const std::string what = m_term.empty() ? m_facet : m_facet + "/" + m_term;
        return failed(
            {base::ErrorCode::NotFound,
             base::format("the vocabulary has no \"{}\"", what),
             what,
             {{what,
               {},
               facet ? "the vocabulary has no such facet" : "the facet has no such term",
               base::format("{}; or `groundglass vocab search WORD`", base::chooseOneOf(word, near))}}});
    }

private:
    std::string joined() const {
        std::string query;
        for (const auto& word : m_words) query += (query.empty() ? "" : " ") + word;
        return query;
    }
    static Outcome facets(const craft::Vocabulary& vocabulary) {
        Outcome outcome;
        base::Json all = base::Json::array();
        for (const auto& facet : vocabulary.facets()) {
            outcome.text += base::format("{:<20} {} terms\n", facet, vocabulary.terms(facet).size());
            all.push_back({{"facet", facet}, {"terms", vocabulary.terms(facet).size()}});
        }
        outcome.result.text = base::compactJson(all);
        return outcome;
    }
    static Outcome terms(const std::vector<const craft::Term*>& found) {
        Outcome outcome;
        base::Json all = base::Json::array();
        for (const auto* term : found) {
            outcome.text +=
                base::format("{}/{}  {}: {}\n", term->facet, term->id, term->label, term->definition);
            all.push_back(toJson(*term));
        }
        if (all.empty()) outcome.text = "Nothing found.\n";
        outcome.result.text = base::compactJson(all);
        return outcome;
    }

    CLI::App *m_search{}, *m_show{};
    std::vector<std::string> m_words;
    std::string m_facet, m_term;
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<Vocab>();
}

}  // namespace groundglass::cli::vocab
