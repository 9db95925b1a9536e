#include "groundglass/craft/light.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace groundglass::craft {

namespace {

using Vec = std::array<double, 3>;
using Matrix = std::array<Vec, 3>;

Vec times(const Matrix& m, const Vec& v) {
    Vec out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}

// Bradford cone response and its inverse (Lam 1985, as ICC.1 gives it), and XYZ → linear Rec.709 (BT.709,
// D65).
constexpr Matrix bradford{{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}};
constexpr Matrix bradfordInverse{{{0.9869929, -0.1470543, 0.1599627},
                                  {0.4323053, 0.5183603, 0.0492912},
                                  {-0.0085287, 0.0400428, 0.9684867}}};
constexpr Matrix xyzToRec709{{{3.2404542, -1.5371385, -0.4985314},
                              {-0.9692660, 1.8760108, 0.0415560},
                              {0.0556434, -0.2040259, 1.0572252}}};
constexpr Vec d65{0.95047, 1.0, 1.08883};

struct Chromaticity {
    double x{}, y{};
};

/// Planckian locus, cubic fit of Kim et al. (US 7024034), valid 1667…25000 K.
Chromaticity blackbody(double kelvin) {
    const double t = std::clamp(kelvin, 1667.0, 25000.0);
    const double i = 1000.0 / t;
    const double x = t <= 4000 ? ((-0.2661239 * i - 0.2343589) * i + 0.8776956) * i + 0.179910
                               : ((-3.0258469 * i + 2.1070379) * i + 0.2226347) * i + 0.240390;
    double y = 0;
    if (t <= 2222) {
        y = ((-1.1063814 * x - 1.34811020) * x + 2.18555832) * x - 0.20219683;
    } else if (t <= 4000) {
        y = ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867;
    } else {
        y = ((3.0817580 * x - 5.87338670) * x + 3.75112997) * x - 0.37001483;
    }
    return {x, y};
}

/// CIE daylight locus, valid 4000…25000 K.
Chromaticity daylight(double kelvin) {
    const double t = std::clamp(kelvin, 4000.0, 25000.0);
    const double i = 1000.0 / t;
    const double x = t <= 7000 ? ((-4.6070 * i + 2.9678) * i + 0.09911) * i + 0.244063
                               : ((-2.0064 * i + 1.9018) * i + 0.24748) * i + 0.237040;
    return {x, (-3.000 * x + 2.870) * x - 0.275};
}

/// White of a source: blackbody below 4000 K, daylight above 5000 K, mixed between, so that nothing jumps.
Vec whiteOf(base::Kelvin kelvin) {
    const double mix = std::clamp((kelvin.value - 4000) / 1000, 0.0, 1.0);
    const Chromaticity b = blackbody(kelvin.value);
    const Chromaticity d = daylight(kelvin.value);
    const double x = b.x + (d.x - b.x) * mix;
    const double y = b.y + (d.y - b.y) * mix;
    return {x / y, 1, (1 - x - y) / y};
}

/// Range of a number that terms give as `<name>_min…`/`<name>_max…`.
struct Window {
    double least{}, most{};
    [[nodiscard]] bool holds(double value) const { return value >= least && value <= most; }
};
std::optional<Window> window(const Term& term, std::string_view min, std::string_view max) {
    const auto least = term.number(min);
    const auto most = term.number(max);
    if (!least || !most) return std::nullopt;
    return Window{*least, *most};
}

}  // namespace

base::Stops stopsOf(base::LightRatio ratio) {
    return {std::log2(std::max(1.0, ratio.value))};
}

double fillShare(base::LightRatio ratio) {
    return ratio.value <= 1 ? std::numeric_limits<double>::infinity() : 1 / (ratio.value - 1);
}

base::Degrees apparentSize(base::Metres size, base::Metres distance) {
    return {2 * std::atan(size.value / (2 * distance.value)) * 180 / std::numbers::pi};
}

double miredShift(base::Kelvin from, base::Kelvin to) {
    return 1e6 / to.value - 1e6 / from.value;
}

std::array<double, 3> kelvinToRgb(base::Kelvin source, base::Kelvin whiteBalance) {
    const Vec from = times(bradford, whiteOf(whiteBalance));
    const Vec to = times(bradford, d65);
    Vec cone = times(bradford, whiteOf(source));
    for (std::size_t i = 0; i < 3; ++i) cone[i] *= to[i] / from[i];
    Vec rgb = times(xyzToRec709, times(bradfordInverse, cone));
    for (double& channel : rgb) channel = std::max(channel, 0.0);
    const double luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    for (double& channel : rgb) channel /= luma;
    return rgb;
}

std::string recognisePattern(base::Degrees azimuth, base::Degrees elevation, base::LightRatio ratio,
                             const Vocabulary& vocabulary) {
    // Left and right are the same pattern. Of several windows that hold the key, the narrowest says the most.
    const double az = std::abs(azimuth.value);
    const Term* best = nullptr;
    double bestArea = std::numeric_limits<double>::infinity();
    for (const auto& term : vocabulary.terms("light_pattern")) {
        if (!term.number("recognise")) continue;
        const auto a = window(term, "key_azimuth_min_deg", "key_azimuth_max_deg");
        const auto e = window(term, "key_elevation_min_deg", "key_elevation_max_deg");
        const auto r = window(term, "ratio_min", "ratio_max");
        if (!a || !e || !a->holds(az) || !e->holds(elevation.value) || (r && !r->holds(ratio.value)))
            continue;
        const double area = (a->most - a->least + 1) * (e->most - e->least + 1);
        if (area < bestArea) {
            best = &term;
            bestArea = area;
        }
    }
    return best == nullptr ? std::string() : best->id;
}

}  // namespace groundglass::craft
