#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace groundglass::test {

/// One entry of a zip file written by hand: what a hostile author could write, which no zip library would.
struct RawEntry {
    std::string name;
    std::string bytes;             ///< As they lie in the file.
    std::uint16_t method = 0;      ///< 0 stored, 8 deflate.
    std::uint16_t flags = 0;       ///< 1 = encrypted.
    std::uint32_t mode = 0100644;  ///< Unix mode: 0120777 is a link.
    std::int64_t size = -1;        ///< Claimed unpacked size; −1 = that of `bytes`.
    std::int64_t crc = -1;         ///< Claimed; −1 = that of `bytes`.
};

inline std::uint32_t crc32Of(const std::string& bytes) {
    std::uint32_t crc = 0xffffffffU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

inline void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xffU);
}

/// Fields that the local and the central header share, from the flags on.
inline void putDescription(std::string& out, const RawEntry& entry) {
    put(out, entry.flags, 2);
    put(out, entry.method, 2);
    put(out, 0, 2);
    put(out, 0x21, 2);
    put(out, entry.crc < 0 ? crc32Of(entry.bytes) : static_cast<std::uint64_t>(entry.crc), 4);
    put(out, entry.bytes.size(), 4);
    put(out, entry.size < 0 ? entry.bytes.size() : static_cast<std::uint64_t>(entry.size), 4);
    put(out, entry.name.size(), 2);
    put(out, 0, 2);
}

inline std::string rawZip(const std::vector<RawEntry>& entries) {
    std::string out;
    std::string directory;
    for (const auto& entry : entries) {
        put(directory, 0x02014b50, 4);
        put(directory, (3U << 8U) | 20U, 2);
        put(directory, 20, 2);
        putDescription(directory, entry);
        put(directory, 0, 2);
        put(directory, 0, 2);
        put(directory, 0, 2);
        put(directory, static_cast<std::uint64_t>(entry.mode) << 16U, 4);
        put(directory, out.size(), 4);
        directory += entry.name;
        put(out, 0x04034b50, 4);
        put(out, 20, 2);
        putDescription(out, entry);
        out += entry.name + entry.bytes;
    }
    const std::size_t start = out.size();
    out += directory;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, entries.size(), 2);
    put(out, entries.size(), 2);
    put(out, directory.size(), 4);
    put(out, start, 4);
    put(out, 0, 2);
    return out;
}

/// A deflate stream that holds these bytes unpacked in one block (at most 65535).
inline std::string storedDeflate(const std::string& bytes) {
    std::string out(1, '\x01');
    put(out, bytes.size(), 2);
    put(out, ~bytes.size() & 0xffffU, 2);
    return out + bytes;
}

}  // namespace groundglass::test
