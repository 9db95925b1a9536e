#pragma once

#include "groundglass/jobs/outside.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::providers {

// What several services share on the wire: forms, error envelopes, ids in paths.

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct Form {
    std::string contentType;  ///< With its boundary.
    std::string body;
};

struct FormFile {
    std::string field, name, mediaType;
    std::string_view bytes;
};

/// multipart/form-data of texts, then files. The boundary is made from the fields, so that equal fields give
/// equal bytes; it is in none of them.
[[nodiscard]] Form multipart(const FormFields& fields, const std::vector<FormFile>& files = {});

/// What an error answer says of itself; fields that it does not have are empty.
struct Fault {
    std::string message, type, code;
};

/// Reads `{"error": {…}}`, `{"error": "…"}`, `{"detail": "…"}`, `{"detail": [{"loc", "msg"}, …]}` and
/// `{"message": "…"}`.
[[nodiscard]] Fault faultIn(std::string_view body);

/// "HTTP 422: text (code)", with foreign text made visible and cut to a length that can be shown.
[[nodiscard]] std::string describe(int status, const Fault& fault);

/// Foreign text for people: control characters visible, at most 400 bytes.
[[nodiscard]] std::string shown(std::string_view foreign);

/// True for what may stand as one segment of a path: letters, digits, `-_.:~`, at most 256, not only dots.
[[nodiscard]] bool isUsableId(std::string_view id) noexcept;

/// The first whole `"<name>": "…"` in bytes that are no readable JSON.
[[nodiscard]] std::optional<std::string> idInBytes(std::string_view bytes, std::string_view name = "id");

/// The bytes of one path segment or query value, all but letters, digits and `-_.~` as %XX.
[[nodiscard]] std::string percentEncoded(std::string_view text);

/// A GET; a POST with a JSON body.
[[nodiscard]] jobs::HttpRequest getRequest(std::string url, std::string_view accept = "application/json");
[[nodiscard]] jobs::HttpRequest postJson(std::string url, std::string body);
[[nodiscard]] jobs::HttpRequest postForm(std::string url, Form form);

/// Adds "<name>: <before><key>", if there is a key.
void addKey(jobs::HttpRequest& request, const base::Secret& key, std::string_view name,
            std::string_view before = {});

/// Base and path with exactly one slash between.
[[nodiscard]] std::string joined(std::string_view baseUrl, std::string_view path);

/// Host of a URL, for messages; empty when it has none.
[[nodiscard]] std::string hostOf(std::string_view url);

/// Nothing when an endpoint's address may be used: https, or http to a server that the user runs.
[[nodiscard]] std::optional<base::Problem> problemWith(const jobs::Endpoint& endpoint);

}  // namespace groundglass::providers
