#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace groundglass::base {

/// True for `[a-z][a-z0-9_]{0,40}`, the only form an id may have in a file.
[[nodiscard]] bool isValidId(std::string_view text) noexcept;

/// A free, valid id made from a title ("The coffee" → "the_coffee"); "item" when nothing is left.
[[nodiscard]] std::string idFromTitle(std::string_view title);

/// `<prefix>_` and 16 random hex digits. Thread: any.
[[nodiscard]] std::string randomId(std::string_view prefix);

/// An id of one kind of thing; ids of different kinds do not mix.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string value) : m_value(std::move(value)) {}
    explicit Id(std::string_view value) : m_value(value) {}
    explicit Id(const char* value) : m_value(value) {}

    [[nodiscard]] const std::string& str() const noexcept { return m_value; }
    [[nodiscard]] bool empty() const noexcept { return m_value.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string m_value;
};

}  // namespace groundglass::base

template <class Tag>
struct std::hash<groundglass::base::Id<Tag>> {
    std::size_t operator()(const groundglass::base::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.str());
    }
};
