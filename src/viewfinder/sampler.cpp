#include "viewfinder/sampler.hpp"

#include "viewfinder/wide.hpp"

namespace groundglass::viewfinder {
namespace {

inline std::uint32_t reversed(std::uint32_t x) {
    x = (x & 0x55555555U) << 1U | (x >> 1U & 0x55555555U);
    x = (x & 0x33333333U) << 2U | (x >> 2U & 0x33333333U);
    x = (x & 0x0f0f0f0fU) << 4U | (x >> 4U & 0x0f0f0f0fU);
    x = (x & 0x00ff00ffU) << 8U | (x >> 8U & 0x00ff00ffU);
    return x << 16U | x >> 16U;
}

// Owen scrambling of a number whose digits stand in reverse order.
inline std::uint32_t scrambled(std::uint32_t x, std::uint32_t k) {
    x ^= x * 0x3d20adeaU;
    x += k;
    x *= (k >> 16U) | 1U;
    x ^= x * 0x05526c56U;
    return x ^ (x * 0x53a22864U);
}

// Digits of Sobol' dimension 1, least significant first: the Pascal matrix as five butterflies.
inline std::uint32_t pascal(std::uint32_t x) {
    x ^= (x >> 1U) & 0x55555555U;
    x ^= (x >> 2U) & 0x33333333U;
    x ^= (x >> 4U) & 0x0f0f0f0fU;
    x ^= (x >> 8U) & 0x00ff00ffU;
    return x ^ ((x >> 16U) & 0x0000ffffU);
}

inline float share(std::uint32_t x) {
    return static_cast<float>(static_cast<std::int32_t>(x >> 8U)) * (1.0F / 16777216.0F);
}

GROUNDGLASS_WIDE void points(std::uint32_t* key, std::uint32_t index, float* a, float* b) {
    for (int i = 0; i < lanes; ++i) {
        const std::uint32_t k = key[i] + 0x9e3779b9U;
        key[i] = k;
        const std::uint32_t h = hash32(k), n = reversed(scrambled(index, h));
        a[i] = share(reversed(scrambled(n, h * 0x9e3779b1U + 0x68bc21ebU)));
        b[i] = share(reversed(scrambled(pascal(n), h * 0x85ebca77U + 0x02e5be93U)));
    }
}

}  // namespace

Sampler::Sampler(int x, int y, int cells, std::uint32_t index, std::uint32_t seed)
    : m_reversed(reversed(index)) {
    const std::uint32_t salt = hash32(seed + 0x51ed270bU);
    for (int i = 0; i < lanes; ++i)
        m_key[i] = hash32(static_cast<std::uint32_t>((y + i / cells) * 8192 + x + i % cells) ^ salt);
}

void Sampler::next(Pairs& out) {
    points(m_key, m_reversed, out.a, out.b);
}

}  // namespace groundglass::viewfinder
