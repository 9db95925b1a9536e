#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groundglass::media::wire {

// What the library and its helper program say to each other over a socket pair (descriptor 3 of the helper).
// The clip is descriptor 4. One request a process. A message is a head of five bytes (kind, length in
// little-endian order) and its payload. A frame's payload is RGB, rows from the top; those that come from the
// helper end with a FrameTail.

enum class Kind : std::uint8_t {
    Request = 'Q',
    Frame = 'F',
    End = 'E',
    Ping = 'P',
    Result = 'R',
    Done = 'D',
    Error = 'X'
};

inline constexpr int socketDescriptor = 3;
inline constexpr int clipDescriptor = 4;
inline constexpr std::size_t headSize = 5;
inline constexpr std::int32_t largestSide = 8192;
inline constexpr std::size_t largestPayload = std::size_t{largestSide} * largestSide * 3 + 64;

struct Head {
    Kind kind{};
    std::uint32_t size{};
};

inline void put32(unsigned char* to, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<unsigned char>((value >> (8 * i)) & 0xFFU);
}

inline std::uint32_t take32(const unsigned char* from) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(from[i]) << (8 * i);
    return value;
}

inline std::array<unsigned char, headSize> packHead(const Head& head) {
    std::array<unsigned char, headSize> bytes{};
    bytes[0] = static_cast<unsigned char>(head.kind);
    put32(bytes.data() + 1, head.size);
    return bytes;
}

inline Head unpackHead(const std::array<unsigned char, headSize>& bytes) {
    return {static_cast<Kind>(bytes[0]), take32(bytes.data() + 1)};
}

/// Ends a frame that comes from the helper.
struct FrameTail {
    std::int32_t width{}, height{};
    std::int64_t timeMs{};
};
inline constexpr std::size_t frameTailSize = 16;

inline std::array<unsigned char, frameTailSize> packTail(const FrameTail& tail) {
    std::array<unsigned char, frameTailSize> bytes{};
    const auto time = static_cast<std::uint64_t>(tail.timeMs);
    put32(bytes.data(), static_cast<std::uint32_t>(tail.width));
    put32(bytes.data() + 4, static_cast<std::uint32_t>(tail.height));
    put32(bytes.data() + 8, static_cast<std::uint32_t>(time & 0xFFFFFFFFU));
    put32(bytes.data() + 12, static_cast<std::uint32_t>(time >> 32U));
    return bytes;
}

inline FrameTail unpackTail(const unsigned char* bytes) {
    const std::uint64_t time = take32(bytes + 8) | (static_cast<std::uint64_t>(take32(bytes + 12)) << 32U);
    return {static_cast<std::int32_t>(take32(bytes)), static_cast<std::int32_t>(take32(bytes + 4)),
            static_cast<std::int64_t>(time)};
}

/// Names and values of a request or a result; each text is preceded by its length.
using Fields = std::vector<std::pair<std::string, std::string>>;

inline std::string pack(const Fields& fields) {
    std::string bytes;
    const auto add = [&bytes](const std::string& text) {
        unsigned char length[4];
        put32(length, static_cast<std::uint32_t>(text.size()));
        for (const unsigned char byte : length) bytes.push_back(static_cast<char>(byte));
        bytes += text;
    };
    for (const auto& [name, value] : fields) {
        add(name);
        add(value);
    }
    return bytes;
}

/// Nothing when the bytes are no fields.
inline std::optional<Fields> unpack(std::string_view bytes) {
    Fields fields;
    const auto next = [&bytes]() -> std::optional<std::string> {
        if (bytes.size() < 4) return std::nullopt;
        std::uint32_t length = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            length |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        }
        bytes.remove_prefix(4);
        if (length > bytes.size()) return std::nullopt;
        std::string text(bytes.substr(0, length));
        bytes.remove_prefix(length);
        return text;
    };
    while (!bytes.empty()) {
        auto name = next();
        auto value = name ? next() : std::nullopt;
        if (!value) return std::nullopt;
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

/// Empty when there is no such field.
inline std::string text(const Fields& fields, std::string_view name) {
    for (const auto& field : fields) {
        if (field.first == name) return field.second;
    }
    return {};
}

/// 0 when there is no such field or it is no number.
inline std::int64_t number(const Fields& fields, std::string_view name) {
    const std::string digits = text(fields, name);
    const bool negative = !digits.empty() && digits.front() == '-';
    std::int64_t value = 0;
    for (std::size_t i = negative ? 1 : 0; i < digits.size(); ++i) {
        if (digits[i] < '0' || digits[i] > '9' || value > (INT64_MAX - 9) / 10) return 0;
        value = value * 10 + (digits[i] - '0');
    }
    return negative ? -value : value;
}

}  // namespace groundglass::media::wire
