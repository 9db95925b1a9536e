#pragma once

// For .cpp files only: no public header of another module includes this.

#include "groundglass/base/json_text.hpp"
#include "groundglass/base/result.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace groundglass::base {

using Json = nlohmann::json;

/// Bounds on a JSON text, checked before a tree is built.
struct JsonLimits {
    std::size_t bytes = 16U << 20U;
    std::size_t depth = 64;
    std::size_t nodes = 200'000;
    std::size_t stringBytes = 256U << 10U;
    std::size_t keyBytes = 128;
};

/// Checks and parses. Errors: InvalidInput with file and "line:column" or pointer: syntax, duplicate keys,
/// BOM, invalid UTF-8, NUL, non-finite or unsafe numbers, trailing bytes, or a limit. Thread: any.
[[nodiscard]] Result<Json> parseJson(std::string_view text, std::string_view file = {},
                                     const JsonLimits& limits = {});

/// readFile + parseJson.
[[nodiscard]] Result<Json> readJson(const std::string& file, const JsonLimits& limits = {});

/// Sorted keys, two spaces, LF, final newline, UTF-8 unescaped.
[[nodiscard]] std::string writeJson(const Json& value);

/// One line, sorted keys: the form that is hashed.
[[nodiscard]] std::string compactJson(const Json& value);

/// "/a/b" + "c/d" → "/a/b/c~1d".
[[nodiscard]] std::string pointerTo(std::string_view parent, std::string_view key);
[[nodiscard]] std::string pointerTo(std::string_view parent, std::size_t index);

}  // namespace groundglass::base
