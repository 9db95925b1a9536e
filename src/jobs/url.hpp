#pragma once

#include "groundglass/base/result.hpp"

#include <string>
#include <string_view>

namespace groundglass::jobs {

/// Where a key may go: scheme, host and port together.
struct Origin {
    std::string scheme;  ///< Lower case.
    std::string host;    ///< Lower case; IPv6 in brackets.
    std::string port;    ///< Always filled in.
    bool operator==(const Origin&) const = default;
};

/// Judged by libcurl's own parser, so that the check and the call agree.
/// Errors: InvalidInput (not a URL, credentials in it, another scheme than http or https, control
/// characters).
[[nodiscard]] base::Result<Origin> originOf(const std::string& url);

/// A redirect's target: absolute, or relative to `base`. Errors: InvalidInput.
[[nodiscard]] base::Result<std::string> resolveUrl(const std::string& base, const std::string& location);

/// No CR, LF or NUL, and nothing below space in a header or URL part.
[[nodiscard]] bool isCleanHeader(std::string_view text) noexcept;

}  // namespace groundglass::jobs
