#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace groundglass::prompt {

/// A text that grows by small pieces: its memory stands ready, so that a piece is one copy.
class TextBlock {
public:
    explicit TextBlock(std::size_t ready) { m_memory.resize(ready); }

    void append(std::string_view text) {
        if (text.empty()) return;
        if (text.size() > m_memory.size() - m_size) m_memory.resize(2 * (m_size + text.size()));
        std::memcpy(m_memory.data() + m_size, text.data(), text.size());
        m_size += text.size();
    }
    void replace(std::size_t at, std::size_t length, std::string_view text) {
        const std::size_t size = m_size - length + text.size();
        if (size > m_memory.size()) m_memory.resize(2 * size);
        char* const place = m_memory.data() + at;
        std::memmove(place + text.size(), place + length, m_size - at - length);
        if (!text.empty()) std::memcpy(place, text.data(), text.size());
        m_size = size;
    }
    void shrink(std::size_t size) { m_size = size; }

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] char operator[](std::size_t at) const noexcept { return m_memory.data()[at]; }
    [[nodiscard]] std::string_view view() const noexcept { return {m_memory.data(), m_size}; }
    /// Hands the text over; the block is empty afterwards.
    [[nodiscard]] std::string take() {
        m_memory.resize(m_size);
        m_size = 0;
        return std::move(m_memory);
    }

private:
    std::string m_memory;
    std::size_t m_size = 0;
};

}  // namespace groundglass::prompt
