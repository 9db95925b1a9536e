#include "fixture.hpp"

#include "groundglass/film/fields.hpp"
#include "groundglass/film/json.hpp"
#include "store/pack_rules.hpp"

using namespace groundglass;

namespace {

std::string page(const char* name) {
    return test::slurp(test::sourceDir() / "docs/formats" / name);
}

}  // namespace

TEST_CASE("the page about films names every field and every facet", "[store][docs]") {
    const std::string text = page("film.md");
    for (const auto& field : film::fieldTable()) {
        INFO(field.path);
        CHECK(text.find("| `" + std::string(field.path) + "` |") != std::string::npos);
        CHECK((field.facet.empty() || field.kind == film::FieldKind::Item ||
               field.kind == film::FieldKind::Items ||
               text.find("`" + std::string(field.facet) + "`") != std::string::npos));
    }
}

TEST_CASE("the example on the page about looks is a look", "[store][docs]") {
    const std::string text = page("look.md");
    const auto begin = text.find("```json\n") + 8;
    const auto look = film::lookFromJson(text.substr(begin, text.find("```", begin) - begin));
    REQUIRE(look);
    CHECK(look->direction.light.ratio->value == 6);
    CHECK(craft::checkTerms(look->direction, test::vocabulary(), "look.md").empty());
}

TEST_CASE("the page about packs gives the limits that hold", "[store][docs]") {
    const std::string text = page("pack.md");
    CHECK(store::packLimits.fileBytes == 64U << 20U);
    CHECK(text.find("| file | 64 MiB |") != std::string::npos);
    CHECK(store::packLimits.entries == 20'000);
    CHECK(text.find("| entries | 20,000 |") != std::string::npos);
    CHECK(store::packLimits.entryBytes == 16U << 20U);
    CHECK(text.find("| one entry unpacked | 16 MiB |") != std::string::npos);
    CHECK(store::packLimits.allBytes == 256U << 20U);
    CHECK(text.find("| all unpacked | 256 MiB |") != std::string::npos);
}
