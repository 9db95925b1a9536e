#include "groundglass/deliver/prompt_pack.hpp"

#include "groundglass/base/json.hpp"
#include "groundglass/film/json.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

using namespace groundglass;
using prompt::Fate;

namespace {

prompt::Prompt proseOfCafe() {
    prompt::Prompt p;
    p.dialect = "generic_prose";
    p.text =
        "Tight close-up of an elderly woman drinking coffee in a busy Parisian café, 50 mm prime at f/1.4.";
    p.negative = "subtitles, watermarks";
    p.parameters = {{"duration", "8", "output/duration"}, {"aspect_ratio", "21:9", "output/ratio"}};
    p.facts = {{"frame/size", 1, "tight close-up", Fate::Said, ""},
               {"lens/focal", 1, "50 mm prime", Fate::Said, ""},
               {"output/duration", 2, "8 s", Fate::Parameter, ""},
               {"avoid/items", 2, "subtitles, watermarks", Fate::Negative, ""},
               {"output/ratio", 2, "2.39 : 1", Fate::Weakened, "this model offers 21:9 at the widest"},
               {"texture/gate_weave", 3, "gate weave 0.1 %", Fate::Dropped, "over the ideal length"}};
    p.spans = {{0, 14, 0}, {75, 86, 1}};
    p.length = 98;
    p.words = 18;
    p.tokens = 33;
    return p;
}

prompt::Prompt shortOfCafe() {
    prompt::Prompt p;
    p.dialect = "veo31";
    p.text = "Close-up, elderly woman, coffee.\n\nAudio: murmur of a full café.";
    p.facts = {{"frame/size", 1, "close-up", Fate::Said, ""}};
    p.spans = {{0, 8, 0}};
    p.words = 11;
    return p;
}

std::vector<deliver::PromptPackShot> somePack() {
    film::Shot cafe;
    cafe.id = film::ShotId("cafe");
    cafe.number = "1A";
    cafe.title = "The last sip";
    cafe.direction.story.beat = "She makes the coffee last";
    cafe.direction.story.purpose = "meet her before we know what she is waiting for";
    cafe.direction.output.duration = base::Milliseconds(8000);
    film::Shot cutaway;
    cutaway.id = film::ShotId("clock");
    cutaway.direction.output.duration = base::Milliseconds(2500);
    return {{cafe, "The last quiet table", {proseOfCafe(), shortOfCafe()}, "pictures/cafe.png"},
            {cutaway, "", {}, ""}};
}

/// Lines that begin with this.
std::size_t lines(const std::string& text, const std::string& begin) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
        count += text.compare(at, begin.size(), begin) == 0;
        if (text.find('\n', at) == std::string::npos) break;
    }
    return count;
}

}  // namespace

TEST_CASE("a prompt pack reads like a page of a production book", "[deliver]") {
    test::checkGolden("deliver/prompt_pack/two_shots.md",
                      deliver::promptPackMarkdown("Impossible Places", somePack()));
}

TEST_CASE("a prompt pack for machines holds the prompts and the whole shots", "[deliver]") {
    const std::string text = deliver::promptPackJson("Impossible Places", somePack());
    test::checkGolden("deliver/prompt_pack/two_shots.json", text);
    const auto json = base::parseJson(text);
    REQUIRE(json);
    CHECK((*json)["schema"] == "groundglass/prompt_pack");
    const auto& first = (*json)["shots"][0];
    const auto shot = film::shotFromJson(base::writeJson(first["shot"]));
    REQUIRE(shot);
    CHECK(*shot == somePack()[0].shot);
    CHECK(first["prompts"][0]["report"]["dropped"] == 1);
    CHECK(first["picture"] == "pictures/cafe.png");
    CHECK_FALSE((*json)["shots"][1].contains("picture"));
}

TEST_CASE("a prompt as JSON keeps text, spans and reasons exactly", "[deliver]") {
    auto prompt = proseOfCafe();
    prompt.text += "\n\xE2\x80\xAE<b>\"";
    const auto json = base::parseJson(deliver::promptJson(prompt));
    REQUIRE(json);
    CHECK((*json)["schema"] == "groundglass/prompt");
    CHECK((*json)["text"] == prompt.text);
    CHECK((*json)["spans"][1]["begin"] == 75);
    CHECK((*json)["facts"][4]["reason"] == "this model offers 21:9 at the widest");
    CHECK_FALSE((*json)["facts"][0].contains("reason"));
    CHECK((*json)["report"]["said"] == 2);
}

TEST_CASE("foreign text cannot make headings, links, tables or HTML", "[deliver]") {
    auto pack = somePack();
    pack[0].shot.title = "# <script>alert(1)</script> [x](http://evil) | `code` *b*\n## second";
    pack[0].shot.number = "1. - 2";
    pack[0].scene = "![p](file:///etc/passwd) &lt; \xE2\x80\xAEtxt";
    pack[0].picture = "pictures/a b)(\".png";
    pack[0].prompts[0].facts[4].reason = "| --- |\n# heading";
    const std::string page = deliver::promptPackMarkdown("1) <img src=x>", pack);
    CHECK(page.find("<script") == page.find("\\<script") + 1);
    CHECK(page.find("[x]") == std::string::npos);
    CHECK(page.find("\\[x\\](http") != std::string::npos);
    CHECK(page.find("![p") == std::string::npos);
    CHECK(page.find("# 1\\) \\<img") == 0);
    CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(page.find("U+202E") != std::string::npos);
    CHECK(page.find("&amp;lt;") != std::string::npos);
    CHECK(page.find("(pictures/a%20b%29%28%22.png)") != std::string::npos);
    CHECK(lines(page, "# ") == 1);
    CHECK(lines(page, "## ") == 2);
}

TEST_CASE("a prompt cannot close the block that it stands in", "[deliver]") {
    auto pack = somePack();
    pack[0].prompts[0].text = "```\n# out\n````";
    const std::string page = deliver::promptPackMarkdown("t", pack);
    CHECK(page.find("`````text\n```\n# out\n````\n`````\n") != std::string::npos);
}

TEST_CASE("a pack without shots is still a page", "[deliver]") {
    CHECK(deliver::promptPackMarkdown("Empty", {}) == "# Empty\n\n0 shots, 0 prompts.\n\n");
    const auto json = base::parseJson(deliver::promptPackJson("Empty", {}));
    REQUIRE(json);
    CHECK((*json)["shots"].empty());
}
