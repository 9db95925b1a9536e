#include "groundglass/base/hash.hpp"

#include "groundglass/base/files.hpp"

#include <sodium.h>
#include <array>
#include <cstdint>
#include <fstream>
#include <vector>

namespace groundglass::base {

namespace {

std::string toHex(const unsigned char* bytes, std::size_t count) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
        hex += digits[bytes[i] >> 4U];
        hex += digits[bytes[i] & 15U];
    }
    return hex;
}

const unsigned char* asBytes(const char* text) {
    return reinterpret_cast<const unsigned char*>(text);
}

}  // namespace

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), asBytes(bytes.data()), bytes.size());
    return toHex(digest.data(), digest.size());
}

Result<std::string> sha256File(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::NotFound, "cannot open the file to hash it", file.string());
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> buffer(1U << 16U);
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = in.gcount();
        if (count > 0)
            crypto_hash_sha256_update(&state, asBytes(buffer.data()), static_cast<unsigned long long>(count));
    }
    if (in.bad()) return fail(ErrorCode::Io, "reading failed", file.string());
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return toHex(digest.data(), digest.size());
}

std::string randomHex(std::size_t count) {
    std::vector<unsigned char> bytes(count);
    randombytes_buf(bytes.data(), bytes.size());
    return toHex(bytes.data(), bytes.size());
}

}  // namespace groundglass::base
