#include "ui/models/prompt_text.hpp"

#include "studio_fixture.hpp"
#include "support/catch.hpp"

using namespace groundglass;

namespace {

prompt::Fact fact(const char* field, prompt::Fate fate = prompt::Fate::Said) {
    prompt::Fact made;
    made.field = field;
    made.fate = fate;
    return made;
}

}  // namespace

TEST_CASE("phrases keep their words when the text has letters beyond ASCII", "[ui][models]") {
    prompt::Prompt prompt;
    prompt.text = "A café at dawn \xF0\x9F\x8E\xAC in soft light.";
    const auto begin = prompt.text.find("soft light");
    prompt.facts = {fact("place/location"), fact("light/quality")};
    prompt.spans = {{2, 7, 0}, {begin, begin + 10, 1}};
    const ui::PromptText shown = ui::promptText(prompt);
    REQUIRE(shown.phrases.size() == 2);
    const auto words = [&](int i) {
        const ui::Phrase& phrase = shown.phrases[static_cast<std::size_t>(i)];
        return shown.text.mid(phrase.begin, phrase.end - phrase.begin);
    };
    CHECK(words(0) == QString::fromUtf8("café"));
    CHECK(words(1) == QStringLiteral("soft light"));
    CHECK(shown.phrases[1].field == QStringLiteral("light/quality"));
    CHECK(shown.phraseAt(shown.phrases[1].begin) == 1);
    CHECK(shown.phraseAt(0) == -1);
}

TEST_CASE("hidden characters become marks and the phrases move with them", "[ui][models]") {
    prompt::Prompt prompt;
    prompt.text = "a\u202E b c";
    prompt.facts = {fact("mood/tone")};
    const auto begin = prompt.text.find("b c");
    prompt.spans = {{begin, begin + 3, 0}};
    const ui::PromptText shown = ui::promptText(prompt);
    CHECK(shown.text.contains(QStringLiteral("U+202E")));
    REQUIRE(shown.phrases.size() == 1);
    CHECK(shown.text.mid(shown.phrases[0].begin, 3) == QStringLiteral("b c"));
}

TEST_CASE("spans that overlap or leave the text are left out", "[ui][models]") {
    prompt::Prompt prompt;
    prompt.text = "one two";
    prompt.facts = {fact("mood/tone")};
    prompt.spans = {{0, 3, 0}, {2, 5, 0}, {4, 70, 0}};
    CHECK(ui::promptText(prompt).phrases.size() == 1);
}

TEST_CASE("every phrase of a composed shot leads to a field of the table", "[ui][models]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.setField("light/pattern", std::string("rembrandt")));
    REQUIRE(studio.document.prompt());
    const ui::PromptText shown = ui::promptText(*studio.document.prompt());
    REQUIRE_FALSE(shown.phrases.empty());
    bool light = false;
    for (const ui::Phrase& phrase : shown.phrases) {
        INFO(phrase.field.toStdString());
        CHECK(phrase.begin < phrase.end);
        CHECK(film::findField(phrase.field.section(QLatin1Char('/'), 0, 1).toStdString()) != nullptr);
        light = light || phrase.field == QStringLiteral("light/pattern");
    }
    CHECK(light);
}

TEST_CASE("the report counts what was said and never hides what was dropped", "[ui][models]") {
    prompt::Prompt prompt;
    using prompt::Fate;
    prompt.facts = {fact("a", Fate::Said), fact("b", Fate::Said)};
    CHECK(ui::portabilityText(prompt) == QStringLiteral("2 said · 0 dropped"));
    prompt.facts.push_back(fact("c", Fate::Dropped));
    prompt.facts.push_back(fact("d", Fate::Parameter));
    CHECK(ui::portabilityText(prompt) == QStringLiteral("2 said · 1 as parameters · 1 dropped"));
}
