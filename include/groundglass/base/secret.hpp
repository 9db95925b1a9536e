#pragma once

#include <string>
#include <string_view>

namespace groundglass::base {

/// A key or token: no printing, no JSON, wiped when it goes. `expose()` is for the header that needs it.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value);
    Secret(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    [[nodiscard]] bool empty() const noexcept { return m_value.empty(); }
    [[nodiscard]] std::string_view expose() const noexcept { return m_value; }

private:
    std::string m_value;
};

}  // namespace groundglass::base
