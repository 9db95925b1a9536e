#include "cli/engine.hpp"
#include "cli/verb.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/paths.hpp"
#include "groundglass/base/similar.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/deliver/prompt_pack.hpp"
#include "groundglass/film/json.hpp"
#include "groundglass/read/read.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>

namespace groundglass::cli::read_prompt {

namespace {

base::Result<std::string> textOf(const std::string& file) {
    if (!file.empty() && file != "-") return base::readFile(file, read::Reader::longest);
    std::string text;
    text.reserve(4096);
    for (std::istreambuf_iterator<char> at(std::cin), end; at != end && text.size() <= read::Reader::longest;
         ++at)
        text.push_back(*at);
    return text;
}

/// A few words on one line.
std::string shortened(std::string_view text) {
    std::string line(text);
    for (char& c : line)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    constexpr std::size_t most = 72;
    if (line.size() <= most) return line;
    return line.substr(0, base::validUtf8Prefix(std::string_view(line).substr(0, most))) + "…";
}

base::Json jsonOf(const read::Reading& reading, std::string_view text) {
    base::Json spans = base::Json::array();
    for (const auto& span : reading.spans)
        spans.push_back({{"begin", span.begin},
                         {"end", span.end},
                         {"field", span.field},
                         {"words", text.substr(span.begin, span.end - span.begin)},
                         {"confidence", span.confidence}});
    base::Json leftovers = base::Json::array();
    for (const auto& rest : reading.leftovers)
        leftovers.push_back(
            {{"begin", rest.begin}, {"end", rest.end}, {"group", rest.group}, {"words", rest.text}});
    base::Json contradictions = base::Json::array();
    for (const auto& c : reading.contradictions)
        contradictions.push_back(
            {{"field", c.field}, {"taken", c.taken}, {"other", c.other}, {"begin", c.begin}, {"end", c.end}});
    base::Json cast = base::Json::array();
    for (const auto& member : reading.cast) {
        auto json = base::parseJson(film::toJson(member));
        if (json) cast.push_back(std::move(*json));
    }
    const auto direction = base::parseJson(film::toJson(reading.direction));
    return {{"dialect", reading.dialect},        {"direction", direction ? *direction : base::Json()},
            {"cast", std::move(cast)},           {"spans", std::move(spans)},
            {"leftovers", std::move(leftovers)}, {"contradictions", std::move(contradictions)}};
}

class ReadPrompt final : public Verb {
public:
    std::string_view name() const override { return "read"; }
    std::string_view summary() const override {
        return "Read a prompt of any kind back into fields, or write it anew for another model";
    }
    void declare(CLI::App& parser) override {
        parser.add_option("file", m_file, "Text file; without it, or as \"-\": standard input");
        parser.add_option("--dialect", m_dialect, "Dialect it is written in, or auto")->capture_default_str();
        parser.add_option("--as", m_as, "Write it anew in this dialect and say what changed");
    }

    Outcome run(std::stop_token) override {
        const auto library = loadLibrary();
        if (!library) return failed(library.error());
        for (const std::string& dialect : {m_dialect, m_as})
            if (!dialect.empty() && dialect != "auto" && (*library)->dialects.find(dialect) == nullptr)
                return unknown(**library, dialect);
        const auto text = textOf(m_file);
        if (!text) return failed(text.error());
        const auto resources = base::resourceFolder();
        if (!resources) return failed(resources.error());
        const auto reader = read::Reader::load((*library)->vocabulary, *resources / "reading");
        if (!reader) return failed(reader.error());
        const auto reading = reader->read(*text, m_dialect);
        if (!reading) {
            base::Error error = reading.error();
            error.subject = m_file.empty() ? "standard input" : m_file;
            return failed(error);
        }
        Outcome outcome;
        base::Json json = jsonOf(*reading, *text);
        if (m_as.empty()) {
            tellFields(outcome, *reading, *text);
        } else if (const auto done = rescue(outcome, json, **library, *reading); !done) {
            return failed(done.error());
        }
        tellRest(outcome, *reading);
        outcome.result.text = base::compactJson(json);
        if (!reading->contradictions.empty()) outcome.exit = Findings;
        return outcome;
    }

private:
    static Outcome unknown(const app::Library& library, const std::string& dialect) {
        std::vector<std::string> known;
        for (const auto* each : library.dialects.all()) known.push_back(each->id);
        const auto message = base::format("there is no dialect \"{}\"", dialect);
        return failed({base::ErrorCode::NotFound,
                       message,
                       dialect,
                       {{dialect, {}, message, base::chooseOneOf(dialect, known)}}});
    }

    static void tellFields(Outcome& outcome, const read::Reading& reading, std::string_view text) {
        outcome.text += base::format("written in {}\n", reading.dialect);
        for (const auto& span : reading.spans)
            outcome.text += base::format("  {:<30} {:>3.0f} %  {}\n", span.field, 100 * span.confidence,
                                         shortened(text.substr(span.begin, span.end - span.begin)));
    }

    /// What the words left open or asked twice.
    static void tellRest(Outcome& outcome, const read::Reading& reading) {
        if (!reading.leftovers.empty()) outcome.text += "\nwithout a field, kept as notes:\n";
        for (const auto& rest : reading.leftovers)
            outcome.text += base::format("  {:<30} {}\n", rest.group, shortened(rest.text));
        if (!reading.contradictions.empty()) outcome.text += "\nasked twice, the first was taken:\n";
        for (const auto& c : reading.contradictions)
            outcome.text +=
                base::format("  {:<30} {} ← {}\n", c.field, shortened(c.taken), shortened(c.other));
    }

    base::Status rescue(Outcome& outcome, base::Json& json, const app::Library& library,
                        const read::Reading& reading) const {
        const film::Film film = reading.film();
        const auto view = app::viewShot(library, film, film.shots.begin()->first);
        if (!view) return tl::unexpected(view.error());
        const auto prompt = app::composeShot(library, film, *view, m_as);
        if (!prompt) return tl::unexpected(prompt.error());
        outcome.text += prompt->text + '\n';
        if (!prompt->negative.empty()) outcome.text += base::format("\nnegative: {}\n", prompt->negative);
        if (!prompt->parameters.empty()) outcome.text += "\nparameters:";
        for (const auto& p : prompt->parameters) outcome.text += base::format(" {}={}", p.name, p.value);
        if (!prompt->parameters.empty()) outcome.text += '\n';
        outcome.text +=
            base::format("\nfrom {} to {}: {} facts said, {} as parameters, {} in the negative\n",
                         reading.dialect, m_as, prompt->count(prompt::Fate::Said),
                         prompt->count(prompt::Fate::Parameter), prompt->count(prompt::Fate::Negative));
        for (const auto& fact : prompt->facts)
            if (fact.fate == prompt::Fate::Weakened || fact.fate == prompt::Fate::Dropped)
                outcome.text += base::format("  {:<10} {:<26} {} ({})\n", prompt::name(fact.fate), fact.field,
                                             shortened(fact.text), fact.reason);
        if (auto composed = base::parseJson(deliver::promptJson(*prompt)))
            json["rescued"] = std::move(*composed);
        return {};
    }

    std::string m_file, m_as;
    std::string m_dialect = "auto";
};

}  // namespace

std::unique_ptr<Verb> make() {
    return std::make_unique<ReadPrompt>();
}

}  // namespace groundglass::cli::read_prompt
