#include "cli/program.hpp"

#include <algorithm>
#include <sstream>

using namespace groundglass;
using namespace groundglass::test;

namespace {

/// The words that a help text lists as sub-commands.
Arguments subcommandsOf(const std::string& help) {
    Arguments names;
    std::istringstream lines(help);
    bool listing = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == "Subcommands:" || line == "SUBCOMMANDS:") {
            listing = true;
        } else if (listing && !line.starts_with("  ")) {
            break;
        } else if (listing && line.size() > 2 && line[2] != ' ') {
            names.push_back(line.substr(2, line.find(' ', 2) - 2));
        }
    }
    return names;
}

}  // namespace

TEST_CASE("every verb and every sub-verb has a help page", "[cli]") {
    const Program program;
    const auto top = program.run({"--help"});
    REQUIRE(top.exit == 0);
    const auto verbs = subcommandsOf(top.out);
    for (const char* wanted : {"new", "compose", "read", "lint", "render", "generate", "jobs", "look", "pack",
                               "dialects", "vocab", "providers"}) {
        INFO(wanted);
        CHECK(std::count(verbs.begin(), verbs.end(), wanted) == 1);
    }
    for (const auto& verb : verbs) {
        INFO(verb);
        const auto help = program.run({verb, "--help"});
        REQUIRE(help.exit == 0);
        CHECK(help.err.empty());
        CHECK(help.out.find("--json") != std::string::npos);
        for (const auto& inner : subcommandsOf(help.out)) {
            INFO(inner);
            CHECK(program.run({verb, inner, "--help"}).exit == 0);
        }
    }
    CHECK(program.run({"--version"}).exit == 0);
}

TEST_CASE("wrong usage ends with 2 and leaves standard output empty", "[cli]") {
    const Program program;
    for (const Arguments& wrong :
         {Arguments{}, Arguments{"frobnicate"}, Arguments{"compose"}, Arguments{"jobs"},
          Arguments{"jobs", "show"}, Arguments{"render", "x", "--shot", "a", "-o", "b", "--samples", "0"},
          Arguments{"compose", "x", "--shot", "a", "--scene", "b"}, Arguments{"lint", "x", "--wrong"}}) {
        INFO((wrong.empty() ? std::string("nothing") : wrong[0]));
        const auto ran = program.run(wrong);
        CHECK(ran.exit == 2);
        CHECK(ran.out.empty());
        CHECK_FALSE(ran.err.empty());
    }
    CHECK_FALSE(std::filesystem::exists(program.state()));
}

TEST_CASE("an unknown verb is named", "[cli]") {
    const Program program;
    CHECK(program.run({"frobnicate"}).err.find("frobnicate") != std::string::npos);
}
