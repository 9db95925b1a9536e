#pragma once

#include "viewfinder/vec.hpp"

#include <cstdint>

namespace groundglass::viewfinder {

/// Padded (0,2)-sequences: Sobol' dimensions 0 and 1 with hash-based Owen scrambling, index and digits
/// shuffled anew for every pixel and pair of dimensions. Sources: Burley, "Practical Hash-based Owen
/// Scrambling" (2020).
class Sampler {
public:
    Sampler(std::uint32_t pixel, std::uint32_t index, std::uint32_t seed)
        : m_index(index), m_key(hash32(pixel ^ hash32(seed + 0x51ed270bU))) {}

    struct Pair {
        float a{}, b{};
    };
    Pair next() {
        m_key += 0x9e3779b9U;
        const std::uint32_t i = owen(m_index, hash32(m_key));
        std::uint32_t y = 0;
        for (std::uint32_t d = 0x80000000U, j = i; j != 0; j >>= 1U, d ^= d >> 1U)
            if ((j & 1U) != 0) y ^= d;
        return {unit(owen(reversed(i), hash32(m_key + 1))), unit(owen(y, hash32(m_key + 2)))};
    }

private:
    static std::uint32_t reversed(std::uint32_t x) {
        x = __builtin_bswap32(x);
        x = (x & 0x0f0f0f0fU) << 4U | (x >> 4U & 0x0f0f0f0fU);
        x = (x & 0x33333333U) << 2U | (x >> 2U & 0x33333333U);
        return (x & 0x55555555U) << 1U | (x >> 1U & 0x55555555U);
    }
    static std::uint32_t owen(std::uint32_t x, std::uint32_t k) {
        x = reversed(x);
        x ^= x * 0x3d20adeaU;
        x += k;
        x *= (k >> 16U) | 1U;
        x ^= x * 0x05526c56U;
        x ^= x * 0x53a22864U;
        return reversed(x);
    }
    std::uint32_t m_index, m_key;
};

}  // namespace groundglass::viewfinder
