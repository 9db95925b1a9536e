#include "support/golden.hpp"
#include "sample_film.hpp"
#include "shot_builder.hpp"

#include <string>

using namespace groundglass;

namespace {

std::string report(const prompt::Prompt& p) {
    std::string text = p.text + "\n\n--- negative\n" + p.negative + "\n\n--- parameters\n";
    for (const prompt::Parameter& parameter : p.parameters)
        text += parameter.name + " = " + parameter.value + "  (" + parameter.field + ")\n";
    text += "\n--- report: " + std::to_string(p.words) + " words, length " + std::to_string(p.length) + "\n";
    for (const prompt::Fact& fact : p.facts) {
        text.append(prompt::name(fact.fate)).append("  ").append(fact.field).append("  P");
        text.append(std::to_string(fact.priority)).append("  ").append(fact.text);
        if (!fact.reason.empty()) text.append("  (").append(fact.reason).append(")");
        text += "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("every shot of the sample film reads as in its golden text, in every dialect", "[prompt][golden]") {
    const test::SampleFilm sample;
    REQUIRE(sample.problems.empty());
    REQUIRE(sample.film.shots.size() == 8);
    const auto dialects = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(dialects);
    for (const prompt::Dialect* dialect : dialects->all()) {
        for (const auto& [id, shot] : sample.film.shots) {
            const auto effective = film::cascade(sample.film, id);
            REQUIRE(effective);
            const auto measured = craft::measure(effective->direction, test::vocabulary());
            const auto prompt =
                prompt::compose({sample.film, shot, *effective, measured, test::vocabulary()}, *dialect);
            REQUIRE(prompt);
            test::checkGolden("prompts/" + dialect->id + "/" + id.str() + ".txt", report(*prompt));
        }
    }
}
