#include "support/golden.hpp"
#include "groundglass/prompt/scene.hpp"
#include "sample_shots.hpp"

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
    const test::SampleShots shots;
    REQUIRE(shots.inputs.size() == 8);
    const auto dialects = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(dialects);
    for (const prompt::Dialect* dialect : dialects->all()) {
        for (const prompt::ComposeInput& input : shots.inputs) {
            const auto prompt = prompt::compose(input, *dialect);
            REQUIRE(prompt);
            test::checkGolden("prompts/" + dialect->id + "/" + input.shot.id.str() + ".txt", report(*prompt));
        }
    }
}

TEST_CASE("three shots in a row read as in their golden text where a dialect takes several",
          "[prompt][golden]") {
    const test::SampleShots shots({"tokyo", "marrakesh", "vent"}, [](film::Direction& direction) {
        direction.output.duration = base::Milliseconds{4000};
    });
    const auto dialects = prompt::Dialects::load(test::resources() / "dialects");
    REQUIRE(dialects);
    for (const prompt::Dialect* dialect : dialects->all()) {
        if (dialect->mostShots < 2) continue;
        const auto requests = prompt::composeScene(shots.inputs, *dialect);
        REQUIRE(requests);
        std::string text;
        for (const prompt::SceneRequest& request : *requests) {
            text += "=== " + std::to_string(request.shots.size()) + " shots, length " +
                    std::to_string(request.length) + "\n" + request.text + "\n";
            if (dialect->hardLimit > 0 && request.fields.empty()) CHECK(request.length <= dialect->hardLimit);
            for (const std::string& field : request.fields) CHECK(field.size() <= 512);
            if (!request.negative.empty()) text += "--- negative\n" + request.negative + "\n";
        }
        test::checkGolden("prompts/scenes/" + dialect->id + ".txt", text);
    }
}
