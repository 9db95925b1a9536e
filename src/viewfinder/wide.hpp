#pragma once

// Loops marked GROUNDGLASS_WIDE are compiled twice, for any x86-64 and for AVX2, and chosen when the program
// starts. Neither fuses multiply and add, so both give the same numbers.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define GROUNDGLASS_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define GROUNDGLASS_WIDE
#endif

// Before a loop over the lanes of a packet: no lane reads what another one writes.
#if defined(__GNUC__) && !defined(__clang__)
#define GROUNDGLASS_LANES _Pragma("GCC ivdep")
#else
#define GROUNDGLASS_LANES
#endif
