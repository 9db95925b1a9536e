// Guarded JSON: it accepts nothing that the plain parser refuses, keeps its limits, and writes what it reads.

#include "fuzz/driver.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>

using namespace groundglass;

namespace {

std::size_t depthOf(const base::Json& json) {
    std::size_t deepest = 0;
    if (json.is_structured()) {
        for (const auto& item : json) deepest = std::max(deepest, depthOf(item));
        ++deepest;
    }
    return deepest;
}

std::string check(std::string_view input) {
    const base::JsonLimits limits{
        .bytes = 40'000, .depth = 16, .nodes = 3000, .stringBytes = 2000, .keyBytes = 64};
    const auto json = base::parseJson(input, "file.json", limits);
    if (!json) {
        const auto& error = json.error();
        if (error.code != base::ErrorCode::InvalidInput || error.problems.empty())
            return "refused without a problem";
        const auto& problem = error.problems.front();
        if (problem.file != "file.json" || problem.message.empty())
            return "a problem without file or message";
        if (!base::isValidUtf8(problem.message) || !base::isValidUtf8(problem.pointer))
            return "a problem that is not UTF-8";
        return {};
    }
    if (!base::Json::accept(input)) return "accepted although it is not JSON";
    if (!base::isValidUtf8(input)) return "accepted although it is not UTF-8";
    if (input.size() > limits.bytes || depthOf(*json) > limits.depth) return "accepted beyond its limits";
    for (const auto& text : {base::writeJson(*json), base::compactJson(*json)}) {
        const auto again = base::parseJson(text);
        if (!again) return "what was written is refused: " + again.error().message;
        if (*again != *json) return "another value came back";
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    auto corpus = fuzz::filesBelow((test::resources() / "samples").string(), ".json");
    for (const char* each : {"null", "[]", "{\"a\":[1,2.5,-3e2,true,null,\"\\u00e9\"]}", "\"\\ud83c\\udfac\"",
                             "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "  7 ", "{\n \xef\xbb\xbf: 1}", "[1e999]"})
        corpus.emplace_back(each);
    return fuzz::run(argc, argv, {std::move(corpus), fuzz::jsonTokens(), check});
}
