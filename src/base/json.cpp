#include "groundglass/base/json.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/utf8.hpp"

#include <cmath>
#include <utility>
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

/// Builds the tree and stops at the first thing that a limit or a rule forbids: what was built until then is
/// within the limits, so that letting it go is safe.
class Builder final : public nlohmann::json_sax<Json> {
public:
    explicit Builder(const JsonLimits& limits) : m_limits(limits) {}

    bool null() override { return place(nullptr) != nullptr; }
    bool boolean(bool value) override { return place(value) != nullptr; }
    bool number_integer(number_integer_t value) override {
        if (value < -safe || value > safe) return refuse("an integer outside ±2^53");
        return place(value) != nullptr;
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(safe)) return refuse("an integer outside ±2^53");
        return place(value) != nullptr;
    }
    bool number_float(number_float_t value, const string_t&) override {
        if (!std::isfinite(value)) return refuse("a number that is not finite");
        return place(value) != nullptr;
    }
    bool string(string_t& value) override {
        if (value.size() > m_limits.stringBytes) return refuse("a text that is too long");
        if (value.find('\0') != string_t::npos) return refuse("a NUL character");
        return place(value) != nullptr;
    }
    bool binary(binary_t&) override { return refuse("binary data"); }
    bool start_object(std::size_t) override { return enter(Json::value_t::object); }
    bool start_array(std::size_t) override { return enter(Json::value_t::array); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& value) override {
        if (value.size() > m_limits.keyBytes) return refuse("a key that is too long");
        if (value.find('\0') != string_t::npos) return refuse("a NUL character");
        auto& level = m_levels.back();
        auto& members = level.container->get_ref<Json::object_t&>();
        const std::size_t before = members.size();
        // Our own files have sorted keys: each goes to the end.
        const auto at = members.emplace_hint(members.end(), value, nullptr);
        level.key = &at->first;
        level.member = &at->second;
        return members.size() != before || refuse(fmt::format("the key \"{}\" twice", visibleText(value)));
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& error) override {
        m_position = position;
        m_message = syntaxMessage(error.what());
        m_syntax = true;
        return false;
    }

    [[nodiscard]] Json take() { return std::move(m_root); }
    [[nodiscard]] bool syntax() const { return m_syntax; }
    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] const std::string& message() const { return m_message; }
    [[nodiscard]] std::string pointer() const {
        std::string text;
        for (const auto& level : m_levels) {
            if (!level.container->is_object()) {
                text = pointerTo(text, level.index > 0 ? level.index - 1 : 0);
            } else if (level.key != nullptr) {
                text = pointerTo(text, *level.key);
            }
        }
        return text;
    }

private:
    static constexpr number_integer_t safe = 1LL << 53;

    /// An object or a list that is still open, and the place in it that is next.
    struct Level {
        Json* container{};
        const std::string* key{};
        Json* member{};
        std::size_t index{};
    };

    bool refuse(std::string what) {
        m_message = "there is " + std::move(what);
        return false;
    }
    /// The value where it now is; null when there are too many.
    template <class Value>
    Json* place(Value&& value) {
        if (!m_levels.empty()) ++m_levels.back().index;
        if (++m_nodes > m_limits.nodes) {
            refuse("more than can be read: too many values");
            return nullptr;
        }
        if (m_levels.empty()) {
            m_root = std::forward<Value>(value);
            return &m_root;
        }
        const auto& level = m_levels.back();
        if (level.container->is_object()) {
            *level.member = std::forward<Value>(value);
            return level.member;
        }
        return &level.container->get_ref<Json::array_t&>().emplace_back(std::forward<Value>(value));
    }
    bool enter(Json::value_t kind) {
        if (m_levels.size() >= m_limits.depth) {
            if (!m_levels.empty()) ++m_levels.back().index;
            return refuse("too deep a nesting");
        }
        Json* container = place(Json(kind));
        if (container == nullptr) return false;
        m_levels.push_back({container, nullptr, nullptr, 0});
        return true;
    }
    bool leave() {
        m_levels.pop_back();
        return true;
    }

    const JsonLimits& m_limits;
    Json m_root;
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
    if (const std::size_t valid = validUtf8Prefix(text); valid != text.size()) {
        return failInput(problem(file, lineAndColumn(text, valid + 1), "the text is not valid UTF-8"));
    }
    Builder builder(limits);
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
        std::string place = builder.syntax() ? lineAndColumn(text, builder.position()) : builder.pointer();
        return failInput(
            problem(file, std::move(place), text.empty() ? "the file is empty" : builder.message()));
    }
    return builder.take();
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
