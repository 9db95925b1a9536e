#include "ui/window/english_plurals.hpp"

#include "support/catch.hpp"

using groundglass::ui::EnglishPlurals;

TEST_CASE("one thing is singular, none and many are plural", "[ui][window]") {
    const EnglishPlurals english;
    CHECK(english.translate("any", "%n shot(s) and %n file(s)", nullptr, 1) ==
          QStringLiteral("%n shot and %n file"));
    CHECK(english.translate("any", "%n shot(s)", nullptr, 0) == QStringLiteral("%n shots"));
    CHECK(english.translate("any", "%n shot(s)", nullptr, 7) == QStringLiteral("%n shots"));
}

TEST_CASE("what counts nothing stays as it is", "[ui][window]") {
    const EnglishPlurals english;
    CHECK(english.translate("any", "Title(s)").isNull());
    CHECK(english.translate("any", "%n kelvin", nullptr, 3).isNull());
}
