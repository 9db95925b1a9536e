#include "groundglass/prompt/portability.hpp"

#include "groundglass/base/json.hpp"
#include "sample_shots.hpp"
#include "shot_builder.hpp"

#include <string>

using namespace groundglass;

TEST_CASE("the portability of a film has every fact of every shot in every dialect",
          "[prompt][portability]") {
    const test::SampleShots sample;
    const auto& shots = sample.inputs;
    const std::vector<const prompt::Dialect*> dialects{&test::dialect("veo31"), &test::dialect("ltx25"),
                                                       &test::dialect("runway_gen45_t2v")};
    const prompt::Portability report = prompt::portability(shots, dialects);
    REQUIRE(report.columns.size() == 3);
    std::size_t facts = 0;
    for (const auto& shot : shots) facts += prompt::compose(shot, *dialects[0])->facts.size();
    CHECK(report.rows.size() == facts);
    for (std::size_t d = 0; d < 3; ++d) {
        std::size_t sum = 0;
        for (const std::size_t count : report.columns[d].counts) sum += count;
        CHECK(sum == report.rows.size());
        CHECK(report.columns[d].failed.empty());
    }
    for (const prompt::PortabilityRow& row : report.rows) {
        REQUIRE(row.cells.size() == 3);
        for (const prompt::PortabilityCell& cell : row.cells) {
            const bool explained = cell.fate == prompt::Fate::Dropped || cell.fate == prompt::Fate::Weakened;
            CHECK(cell.reason.empty() != explained);
        }
        if (row.field.starts_with("sound/")) CHECK(row.cells[2].fate != prompt::Fate::Said);
    }
    const std::string text = prompt::portabilityText(report);
    CHECK(text.find("the model makes silent clips") != std::string::npos);
    CHECK(text.find("lens/focal") != std::string::npos);
    const auto json = base::parseJson(prompt::portabilityJson(report));
    REQUIRE(json);
    CHECK((*json)["facts"].size() == facts);
    CHECK((*json)["dialects"][2]["id"] == "runway_gen45_t2v");
}

TEST_CASE("a shot that does not fit a dialect is named in its column", "[prompt][portability]") {
    test::ShotBuilder s;
    s.d.place.description = std::string(1200, 'x');
    const film::Effective effective = s.effective();
    const craft::MeasuredShot measured = craft::measure(s.d, test::vocabulary());
    const std::vector<prompt::ComposeInput> shots{{s.film, s.shot, effective, measured, test::vocabulary()}};
    const std::vector<const prompt::Dialect*> dialects{&test::dialect("generic_prose"),
                                                       &test::dialect("kling3_multishot")};
    const prompt::Portability report = prompt::portability(shots, dialects);
    REQUIRE(report.columns[1].failed.size() == 1);
    CHECK(report.columns[1].failed[0].file == "s1");
    CHECK(report.columns[0].failed.empty());
    CHECK(report.columns[1].lost() == report.rows.size());
}
