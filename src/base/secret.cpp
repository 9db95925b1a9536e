#include "groundglass/base/secret.hpp"

#include <sodium.h>
#include <utility>

namespace groundglass::base {

Secret::Secret(std::string value) : m_value(value) {
    sodium_memzero(value.data(), value.size());
}

Secret::Secret(const Secret& other) = default;

Secret::Secret(Secret&& other) noexcept : m_value(other.m_value) {
    sodium_memzero(other.m_value.data(), other.m_value.size());
    other.m_value.clear();
}

Secret& Secret::operator=(Secret other) noexcept {
    m_value.swap(other.m_value);
    return *this;
}

Secret::~Secret() {
    sodium_memzero(m_value.data(), m_value.size());
}

}  // namespace groundglass::base
