#include "groundglass/base/similar.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace groundglass::base;

TEST_CASE("a mistyped word finds the choice that was meant, and a strange one none", "[base]") {
    const std::vector<std::string> verbs{"compose", "lint", "render"};
    CHECK(nearest("compse", verbs) == "compose");
    CHECK(nearest("LINT", verbs) == "lint");
    CHECK(nearest("frobnicate", verbs).empty());
    CHECK(nearest("", verbs).empty());
    CHECK(chooseOneOf("rendr", verbs) == "did you mean render? choose one of: compose, lint, render");
    CHECK(chooseOneOf("x", {}) == "there is none yet");
    CHECK(chooseOneOf("x", std::vector<std::string>(30, "long")).ends_with("and 6 more"));
}
