#include "ui/panels/prompt/findings.hpp"

#include "studio_fixture.hpp"
#include "support/catch.hpp"

#include <QPushButton>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace groundglass;

namespace {

const prompt::Finding* findingOf(const ui::Document& document, const char* rule) {
    for (const auto& finding : document.findings())
        if (finding.rule == rule) return &finding;
    return nullptr;
}

bool press(const QWidget& widget, const QString& label) {
    for (auto* button : widget.findChildren<QPushButton*>()) {
        if (button->text() != label) continue;
        button->click();
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a way out of a finding is one step of undo", "[ui][panels]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.setField("lens/depth", std::string("deep_focus")));
    REQUIRE(studio.document.setField("lens/character", std::vector<std::string>{"creamy"}));
    REQUIRE(findingOf(studio.document, "A01") != nullptr);
    ui::prompt_panel::Findings list(studio.context);
    list.setFindings(studio.document.findings());
    const int steps = studio.document.undoStack().index();
    REQUIRE(press(list, QStringLiteral("Ask for very shallow focus")));
    CHECK(findingOf(studio.document, "A01") == nullptr);
    CHECK(studio.document.undoStack().index() == steps + 1);
    studio.document.undoStack().undo();
    CHECK(findingOf(studio.document, "A01") != nullptr);
}

TEST_CASE("a rule that is set aside is listed last with its note, and can speak again", "[ui][panels]") {
    test::StudioFixture studio;
    studio.openSmallFilm();
    REQUIRE(studio.document.setField("lens/depth", std::string("deep_focus")));
    REQUIRE(studio.document.setField("lens/character", std::vector<std::string>{"creamy"}));
    REQUIRE(
        studio.document.edit(film::ignoreRule(studio.document.currentShot(), "A01", std::string("a dream"))));
    const auto& findings = studio.document.findings();
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.back().ignored);
    CHECK(findings.back().note == "a dream");
    ui::prompt_panel::Findings list(studio.context);
    list.setFindings(findings);
    REQUIRE(press(list, QStringLiteral("Obey again")));
    REQUIRE(findingOf(studio.document, "A01") != nullptr);
    CHECK_FALSE(findingOf(studio.document, "A01")->ignored);
}
