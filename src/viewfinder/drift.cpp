#include "viewfinder/drift.hpp"

#include <algorithm>
#include <iterator>

namespace groundglass::viewfinder {
namespace {

/// What a support looks like (vocabulary §3.4).
struct Signature {
    std::string_view id;
    float share;   ///< Of the picture's width that it wanders.
    float hertz;   ///< Of the slowest wave.
    float roll;    ///< Degrees.
    float travel;  ///< Metres that the body sways.
    float step;    ///< Metres that it rises and falls with every step.
};

constexpr Signature signatures[] = {{"steadicam", 0.0016F, 0.25F, 0.35F, 0.035F, 0.006F},
                                    {"floating", 0.0016F, 0.25F, 0.35F, 0.035F, 0.004F},
                                    {"drone_stable", 0.0006F, 0.12F, 0.10F, 0.05F, 0},
                                    {"drone_fpv", 0.0030F, 0.30F, 3.0F, 0.08F, 0},
                                    {"helicopter", 0.0012F, 3.5F, 0.15F, 0.04F, 0},
                                    {"cable_cam", 0.0007F, 0.20F, 0.25F, 0.03F, 0},
                                    {"underwater_housing", 0.0030F, 0.18F, 1.2F, 0.06F, 0},
                                    {"handheld_calm", 0.0035F, 0.90F, 0.25F, 0.004F, 0},
                                    {"breathing", 0.0035F, 0.90F, 0.25F, 0.004F, 0},
                                    {"handheld", 0.0035F, 0.90F, 0.25F, 0.004F, 0},
                                    {"easyrig", 0.0030F, 0.60F, 0.20F, 0.010F, 0.003F},
                                    {"shoulder_rig", 0.0050F, 0.75F, 0.30F, 0.008F, 0.003F},
                                    {"lively", 0.0080F, 0.80F, 0.60F, 0.010F, 0.004F},
                                    {"phone_selfie", 0.0060F, 1.10F, 1.20F, 0.012F, 0.005F},
                                    {"handheld_documentary", 0.0100F, 0.65F, 0.80F, 0.012F, 0.006F},
                                    {"shaky", 0.0150F, 1.40F, 1.20F, 0.012F, 0.006F},
                                    {"body_cam", 0.0110F, 1.00F, 1.60F, 0.020F, 0.022F},
                                    {"handheld_frantic", 0.0220F, 1.70F, 2.40F, 0.025F, 0.014F},
                                    {"frantic", 0.0220F, 1.70F, 2.40F, 0.025F, 0.014F},
                                    {"car_rig", 0.0016F, 2.60F, 0.20F, 0.004F, 0},
                                    {"dash_cam", 0.0022F, 3.00F, 0.25F, 0.003F, 0}};

/// Three waves that never meet again; mostly within ±1.
float wave(double seconds, float hertz, std::uint32_t seed) {
    constexpr float ratios[3] = {1, 2.237F, 4.123F};
    float sum = 0;
    for (std::uint32_t k = 0; k < 3; ++k) {
        const float phase = 2 * pi * unit(hash32(seed * 17U + k));
        sum += std::sin(2 * pi * hertz * ratios[k] * static_cast<float>(seconds) + phase) /
               (1.0F + 0.8F * static_cast<float>(k));
    }
    return sum * 0.55F;
}

}  // namespace

Drift driftAt(std::string_view support, double seconds, float hfov, std::uint64_t seed) {
    const auto* s = std::find_if(std::begin(signatures), std::end(signatures),
                                 [&](const Signature& each) { return each.id == support; });
    if (s == std::end(signatures)) return {};
    const auto now = [&, from = static_cast<std::uint32_t>(seed)](std::uint32_t n) {
        return wave(seconds, s->hertz, from + n * 101U);
    };
    const float angle = s->share * hfov;
    // Two steps a second; the body swings from side to side with every second one.
    const float walk = std::sin(2 * pi * 1.9F * static_cast<float>(seconds));
    const float swing = std::sin(2 * pi * 0.95F * static_cast<float>(seconds) + 0.6F);
    return {now(1) * angle,
            now(2) * angle * 0.8F,
            now(3) * s->roll,
            {now(4) * s->travel + swing * s->step, now(5) * s->travel * 0.7F + walk * s->step,
             now(6) * s->travel * 0.5F}};
}

}  // namespace groundglass::viewfinder
