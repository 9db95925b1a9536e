#include "lint_case.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>

using namespace groundglass;
using namespace groundglass::test;

TEST_CASE("a plain shot has no finding", "[prompt][lint]") {
    for (const prompt::Finding& f : plain().lint()) {
        INFO(f.rule << " " << f.reason);
        CHECK(f.severity == prompt::Severity::Info);
    }
}

TEST_CASE("errors come before warnings and warnings before advice", "[prompt][lint]") {
    ShotBuilder s = plain();
    s.d.lens.depth = term("deep_focus");
    s.d.lens.character = {term("creamy")};
    s.d.frame.composition = {term("centred"), term("rule_of_thirds")};
    s.d.frame.coverage = term("two_shot");
    const auto all = s.lint();
    REQUIRE(all.size() >= 3);
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.severity > b.severity; }));
    CHECK(all.front().severity == prompt::Severity::Error);
}

TEST_CASE("a finding names the numbers it was computed from", "[prompt][lint]") {
    ShotBuilder s = plain();
    s.d.output.duration = base::Milliseconds{5000};
    const prompt::Finding f = s.finding("F03", "veo31");
    CHECK(f.reason == "5 s asked; Veo 3.1 makes 4, 6, 8 s.");
    REQUIRE(f.fixes.size() == 2);
    CHECK(std::get<std::int64_t>(f.fixes[0].value) == 4000);
}

TEST_CASE("more speech than the clip is an error, nearly as much a warning", "[prompt][lint]") {
    ShotBuilder s = plain();
    s.d.output.duration = base::Milliseconds{8000};
    s.d.sound.dialogue = {line(words(18))};
    CHECK(s.finding("E03").severity == prompt::Severity::Warning);
    s.d.sound.dialogue = {line(words(40))};
    CHECK(s.finding("E03").severity == prompt::Severity::Error);
}
