// Reading prompts: any text is refused with a problem or read; spans and leftovers lie on characters and
// inside the text, terms exist, and the fields hold what fields may hold.

#include "fuzz/driver.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/film/fields.hpp"
#include "groundglass/read/read.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>

using namespace groundglass;

namespace {

struct World {
    craft::Vocabulary vocabulary;
    read::Reader reader;
};

const World& world() {
    static const World loaded = [] {
        auto vocabulary = craft::Vocabulary::load(test::resources() / "vocabulary");
        if (!vocabulary) std::abort();
        auto reader = read::Reader::load(*vocabulary, test::resources() / "reading");
        if (!reader) std::abort();
        return World{std::move(*vocabulary), std::move(*reader)};
    }();
    return loaded;
}

bool cutsCharacter(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
}

std::string check(std::string_view input) {
    const auto reading = world().reader.read(input);
    if (!reading) {
        if (reading.error().code != base::ErrorCode::InvalidInput || reading.error().problems.empty())
            return "refused without a problem";
        return {};
    }
    if (!base::isValidUtf8(input)) return "read although it is not UTF-8";
    for (const auto& span : reading->spans)
        if (span.begin >= span.end || span.end > input.size() || cutsCharacter(input, span.begin) ||
            cutsCharacter(input, span.end) || span.field.empty() || span.confidence < 0 ||
            span.confidence > 1)
            return "a span that lies wrong: " + span.field;
    for (const auto& rest : reading->leftovers)
        if (rest.end > input.size() || input.substr(rest.begin, rest.end - rest.begin) != rest.text)
            return "a leftover that is not verbatim";
    if (!craft::checkTerms(reading->direction, world().vocabulary, "").empty()) return "an unknown term";
    for (const auto& field : film::fieldTable()) {
        const auto value = field.get(reading->direction);
        if (!film::isSet(value)) continue;
        if (const auto valid = film::checkField(field, value); !valid)
            return "a value that the field refuses: " + std::string(field.path) + ": " +
                   valid.error().message;
    }
    const auto again = world().reader.read(input);
    if (!again || again->direction != reading->direction) return "another reading of the same text";
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> corpus;
    const auto folder = std::string(GROUNDGLASS_SOURCE_DIR) + "/tests/";
    for (const auto& text : fuzz::filesBelow(folder + "golden/prompts", ".txt"))
        corpus.push_back(text.substr(0, text.find("--- negative")));
    for (const auto& lines : fuzz::filesBelow(folder + "read/golden/open", ".jsonl"))
        for (std::size_t at = 0; at < lines.size();) {
            const std::size_t end = std::min(lines.find('\n', at), lines.size());
            corpus.push_back(lines.substr(at, end - at));
            at = end + 1;
        }
    corpus.emplace_back("{\"shot\":\"close-up\",\"camera\":[{\"kind\":\"push in\"}]}");
    std::vector<std::string> tokens{
        "\"", "'",  "{",    "}",        "<d>[English] ", "</d>",    "(",        ")",
        "[",  "]",  "\n\n", "Camera: ", "no ",           "and ",    "35-50 mm", "f/2.8",
        "-",  "—",  "女人", "🎬",        "\xff",          "שלום",    "0-3s: ",   "2.39:1",
        ", ", "; ", ". ",   "says: ",   "the camera ",   "with a ", "Avoid ",   "180°"};
    return fuzz::run(argc, argv, {std::move(corpus), std::move(tokens), check});
}
