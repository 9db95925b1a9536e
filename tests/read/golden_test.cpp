#include "golden_cases.hpp"
#include "groundglass/craft/vocabulary.hpp"
#include "groundglass/film/fields.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

using namespace groundglass;
using test::GoldenCase;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> parts{{
    {"cast/emotion", "emotion"},
    {"cast/pose", "pose"},
    {"cast/eyeline", "eyeline"},
    {"cast/wardrobe", ""},
    {"cast/gesture", ""},
    {"camera/moves", "move"},
    {"lens/filters", "filter"},
    {"light/others", ""},
}};

std::string_view facetOf(std::string_view path) {
    for (const auto& [part, facet] : parts)
        if (part == path) return facet;
    const film::FieldDescriptor* field = film::findField(path);
    INFO(path);
    REQUIRE(field != nullptr);
    const bool term = field->kind == film::FieldKind::Term || field->kind == film::FieldKind::Terms;
    return term ? field->facet : std::string_view{};
}

void checkIds(const GoldenCase::Values& values, const craft::Vocabulary& vocabulary) {
    for (const auto& [path, all] : values) {
        const std::string_view facet = facetOf(path);
        if (facet.empty()) continue;
        for (const std::string& value : all)
            for (std::size_t at = 0; at <= value.size();) {
                const std::size_t end = std::min(value.find('|', at), value.size());
                const std::string one = value.substr(at, end - at);
                const std::string id = one.substr(0, one.find_first_of("/ "));
                INFO(path << " = " << id);
                CHECK(vocabulary.find(facet, id) != nullptr);
                at = end + 1;
            }
    }
}

}  // namespace

TEST_CASE("every expected field and term of the golden prompts exists") {
    const auto vocabulary = craft::Vocabulary::load(test::resources() / "vocabulary");
    REQUIRE(vocabulary);
    std::set<std::string> texts;
    std::size_t held = 0;
    for (const char* part : {"open", "held"})
        for (const GoldenCase& one : test::goldenCases(part)) {
            INFO(one.text);
            CHECK(texts.insert(one.text).second);
            CHECK_FALSE(one.is.empty());
            checkIds(one.is, *vocabulary);
            checkIds(one.may, *vocabulary);
            held += std::string_view(part) == "held" ? 1 : 0;
        }
    CHECK(texts.size() >= 200);
    CHECK(held * 3 >= texts.size() - 2);
}
