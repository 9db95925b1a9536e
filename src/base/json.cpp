#include "groundglass/base/json.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"

#include <cmath>
#include <optional>
#include <set>
#include <vector>

namespace groundglass::base {

namespace {

/// The parser's words without its own name and without the bytes that it read last, which may be half a
/// character.
std::string syntaxMessage(std::string_view told) {
    constexpr std::string_view reasonMark = " - ";
    constexpr std::string_view expectedMark = "; expected ";
    const auto reason = told.find(reasonMark);
    if (reason == std::string_view::npos) return "there is a number that cannot be held";
    const auto begin = reason + reasonMark.size();
    std::string message = "this is not JSON: ";
    message += told.substr(begin, told.find("; ", begin) - begin);
    const auto expected = told.rfind(expectedMark);
    if (expected != std::string_view::npos && isValidUtf8(told.substr(expected)))
        message += told.substr(expected);
    return visibleText(message);
}

/// Reads the text once without building anything and stops at the first thing that a limit or a rule forbids.
class Guard final : public nlohmann::json_sax<Json> {
public:
    explicit Guard(const JsonLimits& limits) : m_limits(limits) {}

    bool null() override { return node(); }
    bool boolean(bool) override { return node(); }
    bool number_integer(number_integer_t value) override {
        constexpr number_integer_t safe = 1LL << 53;
        return (value >= -safe && value <= safe) || refuse("an integer outside ±2^53") ? node() : false;
    }
    bool number_unsigned(number_unsigned_t value) override {
        return value <= 1ULL << 53U || refuse("an integer outside ±2^53") ? node() : false;
    }
    bool number_float(number_float_t value, const string_t&) override {
        return std::isfinite(value) || refuse("a number that is not finite") ? node() : false;
    }
    bool string(string_t& value) override { return checkString(value) && node(); }
    bool binary(binary_t&) override { return refuse("binary data"); }
    bool start_object(std::size_t) override { return enter(true); }
    bool start_array(std::size_t) override { return enter(false); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& value) override {
        if (value.size() > m_limits.keyBytes) return refuse("a key that is too long");
        if (value.find('\0') != string_t::npos) return refuse("a NUL character");
        auto& level = m_levels.back();
        level.key = value;
        return level.keys.insert(value).second ||
               refuse(fmt::format("the key \"{}\" twice", visibleText(value)));
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& error) override {
        m_position = position;
        m_message = syntaxMessage(error.what());
        m_syntax = true;
        return false;
    }

    [[nodiscard]] bool syntax() const { return m_syntax; }
    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] const std::string& message() const { return m_message; }
    [[nodiscard]] std::string pointer() const {
        std::string text;
        for (const auto& level : m_levels) {
            text = level.object ? pointerTo(text, level.key)
                                : pointerTo(text, level.index > 0 ? level.index - 1 : 0);
        }
        return text;
    }

private:
    struct Level {
        bool object{};
        std::string key;
        std::size_t index{};
        std::set<std::string, std::less<>> keys;
    };

    bool refuse(std::string what) {
        m_message = "there is " + std::move(what);
        return false;
    }
    bool node() {
        if (!m_levels.empty() && !m_levels.back().object) ++m_levels.back().index;
        return ++m_nodes <= m_limits.nodes || refuse("more than can be read: too many values");
    }
    bool enter(bool object) {
        if (!node()) return false;
        if (m_levels.size() >= m_limits.depth) return refuse("too deep a nesting");
        m_levels.push_back({object, {}, 0, {}});
        return true;
    }
    bool leave() {
        m_levels.pop_back();
        return true;
    }
    bool checkString(const string_t& value) {
        if (value.size() > m_limits.stringBytes) return refuse("a text that is too long");
        return value.find('\0') == string_t::npos || refuse("a NUL character");
    }

    const JsonLimits& m_limits;
    std::vector<Level> m_levels;
    std::size_t m_nodes{};
    std::size_t m_position{};
    bool m_syntax{};
    std::string m_message;
};

std::string lineAndColumn(std::string_view text, std::size_t position) {
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < text.size() && i + 1 < position; ++i) {
        ++column;
        if (text[i] == '\n') {
            ++line;
            column = 1;
        }
    }
    return fmt::format("{}:{}", line, column);
}

Problem problem(std::string_view file, std::string pointer, std::string message) {
    return {std::string(file), std::move(pointer), std::move(message),
            "restore the file from a backup or correct this place in a text editor"};
}

}  // namespace

Result<Json> parseJson(std::string_view text, std::string_view file, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return failInput(problem(file, {}, "the text is larger than what is read"));
    if (text.starts_with("\xEF\xBB\xBF"))
        return failInput(problem(file, "1:1", "the text starts with a byte-order mark"));
    if (!isValidUtf8(text)) return failInput(problem(file, {}, "the text is not valid UTF-8"));
    Guard guard(limits);
    if (!Json::sax_parse(text.begin(), text.end(), &guard)) {
        std::string place = guard.syntax() ? lineAndColumn(text, guard.position()) : guard.pointer();
        return failInput(
            problem(file, std::move(place), text.empty() ? "the file is empty" : guard.message()));
    }
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

Result<Json> readJson(const std::string& file, const JsonLimits& limits) {
    auto text = readFile(file);
    if (!text) return tl::unexpected(text.error());
    return parseJson(*text, file, limits);
}

std::string writeJson(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string compactJson(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string pointerTo(std::string_view parent, std::string_view key) {
    std::string pointer(parent);
    pointer += '/';
    for (const char c : key) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

std::string pointerTo(std::string_view parent, std::size_t index) {
    return fmt::format("{}/{}", parent, index);
}

}  // namespace groundglass::base
