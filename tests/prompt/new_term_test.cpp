#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"
#include "shot_builder.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <string>

using namespace groundglass;
using test::ShotBuilder;

namespace {

constexpr auto term = &ShotBuilder::term;

/// The shipped vocabulary with one record more.
void addTerm(const std::filesystem::path& folder, const char* facet, const base::Json& record) {
    const auto file = folder / (std::string(facet) + ".json");
    auto json = base::readJson(file.string());
    REQUIRE(json);
    (*json)["terms"].push_back(record);
    REQUIRE(base::AtomicFile::write(file, base::compactJson(*json)));
}

}  // namespace

TEST_CASE("a term is one record: it composes, is linted and is found", "[prompt][vocabulary]") {
    const test::TempDir dir;
    const auto folder = dir.path() / "vocabulary";
    std::filesystem::copy(test::resources() / "vocabulary", folder);
    addTerm(folder, "move",
            {{"id", "pendulum"},
             {"label", "Pendulum"},
             {"definition", "Swings from side to side below a fixed point"},
             {"aliases", {"swing shot"}},
             {"numbers", {{"default_amount", 1}}},
             {"wording",
              {{"verb", "swings like a pendulum"},
               {"noun", "pendulum shot"},
               {"phrase", "the camera swings like a pendulum"},
               {"literal", "the camera swings from side to side"}}}});
    addTerm(folder, "light_source",
            {{"id", "glow_worm"},
             {"label", "Glow-worm"},
             {"definition", "Cold green light of an insect"},
             {"numbers", {{"kelvin", 7000}, {"size_m", 0.01}, {"distance_m", 0.5}}},
             {"wording", {{"noun", "glow-worm light"}, {"phrase", "a single glow-worm"}}}});
    const auto vocabulary = craft::Vocabulary::load(folder);
    REQUIRE(vocabulary);
    REQUIRE_FALSE(vocabulary->search("swing shot").empty());
    CHECK(vocabulary->search("swing shot").front()->id == "pendulum");

    ShotBuilder s;
    s.d.cast.members = {film::CastId("woman")};
    s.d.frame.size = term("ms");
    film::Move move;
    move.kind = term("pendulum");
    s.d.camera.moves = {move};
    s.d.light.source = term("glow_worm");
    CHECK(craft::checkTerms(s.d, *vocabulary, "shot.json").empty());
    CHECK_FALSE(craft::checkTerms(s.d, test::vocabulary(), "shot.json").empty());
    const film::Effective effective = s.effective();
    const craft::MeasuredShot measured = craft::measure(s.d, *vocabulary);
    const prompt::ComposeInput input{s.film, s.shot, effective, measured, *vocabulary};
    for (const char* id : {"generic_prose", "veo31", "hailuo_legacy", "minimax_h3", "wan22_open"}) {
        const auto prompt = prompt::compose(input, test::dialect(id));
        REQUIRE(prompt);
        INFO(prompt->text);
        CHECK(prompt->text.find("swings like a pendulum") != std::string::npos);
        CHECK(prompt->text.find("a single glow-worm") != std::string::npos);
        CHECK(test::factOf(*prompt, "camera/moves/0")->fate == prompt::Fate::Said);
    }
    const auto composed = prompt::compose(input, test::dialect("generic_prose"));
    for (const prompt::Finding& finding : prompt::lint(input, test::dialect("generic_prose"), &*composed))
        CHECK_FALSE(finding.title.empty());
}
