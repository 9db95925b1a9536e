#pragma once

#include <string>

namespace groundglass::base {

/// JSON carried as text through headers: unknown keys of a file, frozen requests. Empty means nothing.
struct JsonText {
    std::string text;
    [[nodiscard]] bool empty() const noexcept { return text.empty(); }
    bool operator==(const JsonText&) const = default;
};

}  // namespace groundglass::base
