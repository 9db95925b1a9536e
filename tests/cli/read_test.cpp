#include "cli/program.hpp"

#include <fstream>

using namespace groundglass;
using namespace groundglass::test;

namespace {

std::string textFile(const Program& program, const std::string& text) {
    const auto file = program.home() / "old-prompt.txt";
    std::ofstream(file) << text;
    return file.string();
}

}  // namespace

TEST_CASE("read says which words became which field", "[cli]") {
    const Program program;
    const auto file = textFile(program, "Close-up of an old sailor smoking, 50mm, f/2. No music.");
    const auto result = program.run({"read", file, "--json"}).json().at("result");
    CHECK(result.at("direction").at("frame").at("size") == "cu");
    CHECK(result.at("direction").at("lens").at("focal") == 50);
    CHECK(result.at("direction").at("sound").at("no_music") == true);
    REQUIRE(result.at("cast").size() == 1);
    CHECK(result.at("cast")[0].at("phrase") == "old sailor");
    bool focal = false;
    for (const auto& span : result.at("spans"))
        focal = focal || (span.at("field") == "lens/focal" && span.at("words") == "50mm");
    CHECK(focal);
    const auto words = program.run({"read", file});
    CHECK(words.exit == 0);
    CHECK(words.out.find("lens/aperture") != std::string::npos);
}

TEST_CASE("read --as writes an old prompt anew and says what changed", "[cli]") {
    const Program program;
    const auto file =
        textFile(program, "Wide shot of a farmer walking home at dusk, 35mm lens. Avoid: text, logos.");
    const auto rescued =
        program.run({"read", file, "--as", "veo31", "--json"}).json().at("result").at("rescued");
    CHECK(rescued.at("dialect") == "veo31");
    CHECK(rescued.at("text").get<std::string>().find("farmer") != std::string::npos);
    CHECK(rescued.at("negative").get<std::string>().find("logos") != std::string::npos);
    const auto words = program.run({"read", file, "--as", "veo31"});
    CHECK(words.out.find("facts said") != std::string::npos);
}

TEST_CASE("read tells contradictions, unknown dialects and what is no text", "[cli]") {
    const Program program;
    const auto file = textFile(program, "Wide shot of a farmer. Extreme close-up.");
    CHECK(program.run({"read", file}).exit == 1);
    CHECK(program.run({"read", file, "--as", "veo3"}).exit == 3);
    CHECK(program.run({"read", textFile(program, "a cat \xff")}).exit == 3);
    CHECK(program.run({"read", (program.home() / "none.txt").string()}).exit == 3);
}
