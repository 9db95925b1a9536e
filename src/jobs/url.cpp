#include "jobs/url.hpp"

#include "groundglass/base/utf8.hpp"

#include <curl/curl.h>
#include <algorithm>
#include <memory>

namespace groundglass::jobs {
namespace {

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, FreeUrl>;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK || text == nullptr) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

auto notUrl() {
    return base::fail(base::ErrorCode::InvalidInput, "this is not an address that may be called");
}

}  // namespace

base::Result<Origin> originOf(const std::string& text) {
    if (!isCleanHeader(text)) return notUrl();
    const UrlHandle url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
        return notUrl();
    }
    Origin origin{.scheme = base::lowerAscii(part(url.get(), CURLUPART_SCHEME)),
                  .host = base::lowerAscii(part(url.get(), CURLUPART_HOST)),
                  .port = part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT)};
    if ((origin.scheme != "https" && origin.scheme != "http") || origin.host.empty() || origin.port.empty()) {
        return notUrl();
    }
    return origin;
}

base::Result<std::string> resolveUrl(const std::string& from, const std::string& location) {
    if (location.empty() || !isCleanHeader(location)) return notUrl();
    const UrlHandle url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, from.c_str(), 0) != CURLUE_OK ||
        curl_url_set(url.get(), CURLUPART_URL, location.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
        return notUrl();
    }
    std::string whole = part(url.get(), CURLUPART_URL);
    if (auto origin = originOf(whole); !origin) return tl::unexpected(origin.error());
    return whole;
}

bool isCleanHeader(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7f;
    });
}

}  // namespace groundglass::jobs
