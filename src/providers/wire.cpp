#include "providers/wire.hpp"

#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace groundglass::providers {
namespace {

using base::Json;

constexpr std::size_t longestShown = 400;

std::string textOf(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    return found->is_number() ? found->dump() : std::string();
}

/// FastAPI's list of what it did not like: "body → seconds: must be digits; …".
std::string validationText(const Json& list) {
    std::string text;
    for (const auto& entry : list) {
        std::string place;
        const auto where = entry.is_object() ? entry.find("loc") : entry.end();
        if (entry.is_object() && where != entry.end() && where->is_array()) {
            for (const auto& part : *where) {
                if (!place.empty()) place += '.';
                place += part.is_string() ? part.get<std::string>() : part.dump();
            }
        }
        if (!text.empty()) text += "; ";
        text += (place.empty() ? std::string() : place + ": ") + textOf(entry, "msg");
    }
    return text;
}

bool occursIn(const FormFields& fields, const std::vector<FormFile>& files, const std::string& boundary) {
    const auto holds = [&](std::string_view text) { return text.find(boundary) != std::string_view::npos; };
    return std::any_of(fields.begin(), fields.end(),
                       [&](const auto& field) { return holds(field.second); }) ||
           std::any_of(files.begin(), files.end(), [&](const FormFile& file) { return holds(file.bytes); });
}

bool isIdLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("-_.:~").find(letter) != std::string_view::npos;
}

}  // namespace

Form multipart(const FormFields& fields, const std::vector<FormFile>& files) {
    std::string seed;
    for (const auto& [name, value] : fields)
        seed += std::to_string(name.size()) + name + std::to_string(value.size()) + value;
    for (const FormFile& file : files) seed += file.field + file.name + base::sha256(file.bytes);
    std::string boundary;
    do {
        seed = base::sha256(seed);
        boundary = "groundglass-" + seed.substr(0, 32);
    } while (occursIn(fields, files, boundary));

    Form form{"multipart/form-data; boundary=" + boundary, {}};
    for (const auto& [name, value] : fields) {
        form.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                     value + "\r\n";
    }
    for (const FormFile& file : files) {
        form.body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file.field +
                     "\"; filename=\"" + file.name + "\"\r\nContent-Type: " + file.mediaType + "\r\n\r\n";
        form.body += file.bytes;
        form.body += "\r\n";
    }
    form.body += "--" + boundary + "--\r\n";
    return form;
}

Fault faultIn(std::string_view body) {
    const auto json = base::parseJson(body);
    if (!json || !json->is_object()) return {};
    if (const auto error = json->find("error"); error != json->end() && !error->is_null()) {
        if (error->is_string()) return {error->get<std::string>(), {}, {}};
        // Google's code is the HTTP status again; its word is "status".
        const std::string word = textOf(*error, "status");
        return {textOf(*error, "message"), textOf(*error, "type"),
                word.empty() ? textOf(*error, "code") : word};
    }
    if (const auto detail = json->find("detail"); detail != json->end()) {
        if (detail->is_string()) return {detail->get<std::string>(), {}, {}};
        if (detail->is_array())
            return {validationText(*detail),
                    detail->empty() ? std::string() : textOf(detail->front(), "type"),
                    {}};
    }
    return {textOf(*json, "message"), {}, textOf(*json, "code")};
}

std::string shown(std::string_view foreign) {
    std::string text = base::visibleText(foreign.substr(0, longestShown));
    std::replace(text.begin(), text.end(), '\n', ' ');
    // A character that the cut went through is left out whole.
    while (!text.empty() && !base::isValidUtf8(text)) text.pop_back();
    return foreign.size() > longestShown ? text + "…" : text;
}

std::string describe(int status, const Fault& fault) {
    std::string text = "HTTP " + std::to_string(status);
    if (!fault.message.empty()) text += ": " + shown(fault.message);
    const std::string& word = fault.code.empty() ? fault.type : fault.code;
    if (!word.empty()) text += " (" + shown(word) + ")";
    return text;
}

bool isUsableId(std::string_view id) noexcept {
    return !id.empty() && id.size() <= 256 && std::all_of(id.begin(), id.end(), isIdLetter) &&
           id.find_first_not_of('.') != std::string_view::npos;
}

std::optional<std::string> idInBytes(std::string_view bytes, std::string_view name) {
    const std::string key = "\"" + std::string(name) + "\"";
    static constexpr std::string_view space = " \t\r\n";
    for (std::size_t at = bytes.find(key); at != std::string_view::npos; at = bytes.find(key, at + 1)) {
        std::size_t next = bytes.find_first_not_of(space, at + key.size());
        if (next == std::string_view::npos || bytes[next] != ':') continue;
        next = bytes.find_first_not_of(space, next + 1);
        if (next == std::string_view::npos || bytes[next] != '"') continue;
        const std::size_t end = bytes.find('"', next + 1);
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view id = bytes.substr(next + 1, end - next - 1);
        if (isUsableId(id)) return std::string(id);
    }
    return std::nullopt;
}

std::string percentEncoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string coded;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter != ':' && isIdLetter(letter)) {
            coded += letter;
        } else {
            coded += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return coded;
}

jobs::HttpRequest getRequest(std::string url, std::string_view accept) {
    jobs::HttpRequest request;
    request.url = std::move(url);
    request.headers.emplace_back("Accept", accept);
    return request;
}

jobs::HttpRequest postJson(std::string url, std::string body) {
    jobs::HttpRequest request = getRequest(std::move(url));
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    return request;
}

jobs::HttpRequest postForm(std::string url, Form form) {
    jobs::HttpRequest request = getRequest(std::move(url), "application/json, */*;q=0.1");
    request.method = "POST";
    request.headers.emplace_back("Content-Type", std::move(form.contentType));
    request.body = std::move(form.body);
    return request;
}

void addKey(jobs::HttpRequest& request, const base::Secret& key, std::string_view name,
            std::string_view before) {
    if (key.empty()) return;
    request.headers.emplace_back(std::string(name), std::string(before) + std::string(key.expose()));
}

std::string joined(std::string_view baseUrl, std::string_view path) {
    while (baseUrl.ends_with('/')) baseUrl.remove_suffix(1);
    return std::string(baseUrl) + "/" + std::string(path);
}

std::string hostOf(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
    return std::string(url);
}

std::optional<base::Problem> problemWith(const jobs::Endpoint& endpoint) {
    const std::string_view url = endpoint.baseUrl;
    const bool secure = url.starts_with("https://");
    const bool own = url.starts_with("http://") && endpoint.selfHosted;
    const bool clean = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if ((secure || own) && clean && !hostOf(url).empty() &&
        url.find_first_of("?#@") == std::string_view::npos) {
        return std::nullopt;
    }
    return base::Problem{
        endpoint.id,
        {},
        "The address of this endpoint cannot be used.",
        "Give an https address, or http for a server that you run yourself, without a user or a query."};
}

}  // namespace groundglass::providers
