#include "jobs/address.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace groundglass::jobs {
namespace {

struct Range {
    std::uint32_t first;
    int bits;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return a << 24U | b << 16U | c << 8U | d;
}

// Source: IANA special-purpose address registry (RFC 6890), checked 2026-11-22.
constexpr std::array<Range, 15> closedRanges{{{ip(0, 0, 0, 0), 8},
                                              {ip(10, 0, 0, 0), 8},
                                              {ip(100, 64, 0, 0), 10},
                                              {ip(127, 0, 0, 0), 8},
                                              {ip(169, 254, 0, 0), 16},
                                              {ip(172, 16, 0, 0), 12},
                                              {ip(192, 0, 0, 0), 24},
                                              {ip(192, 0, 2, 0), 24},
                                              {ip(192, 88, 99, 0), 24},
                                              {ip(192, 168, 0, 0), 16},
                                              {ip(198, 18, 0, 0), 15},
                                              {ip(198, 51, 100, 0), 24},
                                              {ip(203, 0, 113, 0), 24},
                                              {ip(224, 0, 0, 0), 4},
                                              {ip(240, 0, 0, 0), 4}}};

bool isPublicV4(std::uint32_t address) {
    return std::none_of(closedRanges.begin(), closedRanges.end(), [address](const Range& range) {
        const int shift = 32 - range.bits;
        return address >> shift == range.first >> shift;
    });
}

std::uint32_t v4At(const std::array<std::uint8_t, 16>& b, std::size_t at) {
    return ip(b[at], b[at + 1], b[at + 2], b[at + 3]);
}

bool isPublicV6(const std::array<std::uint8_t, 16>& b) {
    const auto zeros = [&b](std::size_t from, std::size_t to) {
        return std::all_of(b.begin() + static_cast<std::ptrdiff_t>(from),
                           b.begin() + static_cast<std::ptrdiff_t>(to),
                           [](std::uint8_t byte) { return byte == 0; });
    };
    if (zeros(0, 10) && b[10] == 0xff && b[11] == 0xff) return isPublicV4(v4At(b, 12));  // mapped
    if (b[0] == 0 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b) {                     // NAT64
        return zeros(4, 12) && isPublicV4(v4At(b, 12));  // the local-use prefix 64:ff9b:1::/48 is closed
    }
    if (b[0] == 0x20 && b[1] == 0x02) return isPublicV4(v4At(b, 2));  // 6to4
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] <= 0x01) return false;   // Teredo, ORCHID: 2001::/23
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8) return false;  // documentation
    return (b[0] & 0xe0U) == 0x20;  // global unicast 2000::/3; everything else is closed
}

}  // namespace

bool isPublicAddress(const sockaddr& address) noexcept {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return isPublicV4(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6) return false;
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return isPublicV6(bytes);
}

}  // namespace groundglass::jobs
