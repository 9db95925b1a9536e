#include "groundglass/base/ids.hpp"

#include "groundglass/base/hash.hpp"

#include <cctype>

namespace groundglass::base {

namespace {

constexpr std::size_t longestId = 41;

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

bool isValidId(std::string_view text) noexcept {
    if (text.empty() || text.size() > longestId || !isLower(text.front())) return false;
    for (const char c : text) {
        if (!isLower(c) && !isDigit(c) && c != '_') return false;
    }
    return true;
}

std::string idFromTitle(std::string_view title) {
    std::string id;
    for (const char raw : title) {
        const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
        if (isLower(c) || (isDigit(c) && !id.empty())) {
            id += c;
        } else if (!id.empty() && id.back() != '_') {
            id += '_';
        }
        if (id.size() == longestId) break;
    }
    while (!id.empty() && id.back() == '_') id.pop_back();
    return id.empty() ? "item" : id;
}

std::string randomId(std::string_view prefix) {
    std::string id(prefix);
    id += '_';
    id += randomHex(8);
    return id;
}

}  // namespace groundglass::base
