#include "groundglass/base/clock.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/secret.hpp"
#include "groundglass/base/units.hpp"
#include "groundglass/base/utf8.hpp"
#include "support/catch.hpp"

using namespace groundglass;

TEST_CASE("ids are lower-case words of at most 41 characters", "[base][ids]") {
    CHECK(base::isValidId("cafe"));
    CHECK(base::isValidId("a" + std::string(40, '9')));
    for (const auto* bad : {"", "Cafe", "1a", "_a", "a-b", "../x", "a b"}) CHECK_FALSE(base::isValidId(bad));
    CHECK_FALSE(base::isValidId(std::string(42, 'a')));
}

TEST_CASE("an id made from a title is always valid", "[base][ids]") {
    CHECK(base::idFromTitle("The coffee") == "the_coffee");
    CHECK(base::idFromTitle("  1A — Rue de l'Église!  ") == "a_rue_de_l_glise");
    CHECK(base::idFromTitle("東京") == "item");
    CHECK(base::isValidId(base::idFromTitle(std::string(300, 'x'))));
    CHECK(base::randomId("take") != base::randomId("take"));
    CHECK(base::isValidId(base::randomId("take")));
}

TEST_CASE("frames are duration times rate, rounded", "[base][units]") {
    using std::chrono::milliseconds;
    CHECK(base::FrameRate{24, 1}.framesIn(milliseconds(8000)) == 192);
    CHECK(base::FrameRate{24000, 1001}.framesIn(milliseconds(10'000)) == 240);
    CHECK(base::FrameRate{25, 1}.framesIn(milliseconds(5060)) == 127);
}

TEST_CASE("money is written for people", "[base][units]") {
    CHECK(base::toText(base::Money{}) == "free");
    CHECK(base::toText(base::Money{3'200'000, "USD"}) == "$3.20");
    CHECK(base::toText(base::Money{12'500'000, "CHF"}) == "12.50 CHF");
    CHECK(base::toText(base::Money{2'000, "USD"}) == "$0.002");
    CHECK(base::toText(base::Money{999'999, "USD"}) == "$1.00");
    CHECK(base::toText(base::Money{-500'000, "EUR"}) == "-€0.50");
}

TEST_CASE("times are written in UTC", "[base][clock]") {
    CHECK(base::toIsoTime(0) == "1970-01-01T00:00:00Z");
    CHECK(base::toIsoTime(1'795'000'000'500) == "2026-11-18T11:06:40Z");
}

TEST_CASE("text is counted in code points and in UTF-16 units", "[base][utf8]") {
    CHECK(base::codePoints("café") == 4);
    CHECK(base::utf16Units("café") == 4);
    CHECK(base::codePoints("🎬") == 1);
    CHECK(base::utf16Units("🎬") == 2);
    CHECK(base::isValidUtf8("café 🎬"));
    CHECK_FALSE(base::isValidUtf8("\xC0\xAF"));
    CHECK_FALSE(base::isValidUtf8("\xED\xA0\x80"));
    CHECK_FALSE(base::isValidUtf8("\xF5\x80\x80\x80"));
}

TEST_CASE("hidden characters are shown as marks", "[base][utf8]") {
    CHECK(base::visibleText("a\u202Eb") == "a⟨U+202E⟩b");
    CHECK(base::visibleText("a\u200Bb") == "a⟨U+200B⟩b");
    CHECK(base::visibleText("line\n\ttab é 🎬") == "line\n\ttab é 🎬");
    CHECK(base::visibleText("\x1b[31m") == "⟨U+001B⟩[31m");
}

TEST_CASE("a secret moves without leaving a copy behind", "[base][secret]") {
    base::Secret a(std::string("key-0123456789"));
    base::Secret b(std::move(a));
    CHECK(b.expose() == "key-0123456789");
    a = base::Secret(std::string("other"));
    CHECK(a.expose() == "other");
}
