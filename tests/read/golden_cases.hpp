#pragma once

#include "groundglass/base/files.hpp"
#include "groundglass/base/json.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::test {

/// One prompt and what a careful reader takes from it. `is` must be read; `may` neither counts for nor
/// against. Each value lists its equally good answers, parted by '|'. Paths are those of the film's fields;
/// parts of the cast are written flat ("cast/pose"), a move as kind[/speed], a filter as kind[ strength], a
/// light as role/source, a side of the key as left or right.
struct GoldenCase {
    using Values = std::map<std::string, std::vector<std::string>, std::less<>>;
    std::string text;
    Values is, may;
};

/// `part` is "open", which may be looked at while the reader is tuned, or "held", of which only the totals
/// are.
inline std::vector<GoldenCase> goldenCases(std::string_view part) {
    const auto folder = std::filesystem::path(GROUNDGLASS_SOURCE_DIR) / "tests" / "read" / "golden" / part;
    const auto text = base::readFile(folder / "prompts.jsonl");
    REQUIRE(text);
    std::vector<GoldenCase> cases;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        const auto json = base::parseJson(std::string_view(*text).substr(at, end - at));
        REQUIRE(json);
        GoldenCase one;
        one.text = (*json)["text"].get<std::string>();
        for (const auto& [path, values] : (*json)["is"].items())
            one.is[path] = values.get<std::vector<std::string>>();
        for (const auto& [path, values] : (*json)["may"].items())
            one.may[path] = values.get<std::vector<std::string>>();
        cases.push_back(std::move(one));
        at = end + 1;
    }
    return cases;
}

}  // namespace groundglass::test
