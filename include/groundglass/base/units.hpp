#pragma once

#include <chrono>
#include <cmath>
#include <compare>
#include <cstdint>
#include <string>

namespace groundglass::base {

/// A number with one unit; quantities of different units do not mix.
template <class Tag>
struct Quantity {
    double value{};

    auto operator<=>(const Quantity&) const = default;
    friend Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend Quantity operator*(Quantity a, double s) { return {a.value * s}; }
    friend Quantity operator/(Quantity a, double s) { return {a.value / s}; }
};

using Millimetres = Quantity<struct MillimetresTag>;  ///< Lenses, sensors.
using Metres = Quantity<struct MetresTag>;            ///< Distances in the scene.
using Degrees = Quantity<struct DegreesTag>;          ///< Angles.
using Kelvin = Quantity<struct KelvinTag>;            ///< Correlated colour temperature.
using Stops = Quantity<struct StopsTag>;              ///< +1 is twice the light.
using FNumber = Quantity<struct FNumberTag>;          ///< Focal length over entrance pupil.
using LightRatio = Quantity<struct LightRatioTag>;    ///< (key + fill) : fill on the face; ≥ 1.
using Share = Quantity<struct ShareTag>;              ///< 0…1 unless a header says otherwise.
using AspectRatio = Quantity<struct AspectRatioTag>;  ///< Width over height of the delivered frame.

using Milliseconds = std::chrono::duration<std::int64_t, std::milli>;

/// Frames a second as a rational: {24000, 1001} is 23.976.
struct FrameRate {
    std::int32_t numerator = 24;
    std::int32_t denominator = 1;

    [[nodiscard]] double perSecond() const { return static_cast<double>(numerator) / denominator; }
    /// round(duration × rate), at least 0.
    [[nodiscard]] std::int64_t framesIn(Milliseconds duration) const {
        return std::llround(static_cast<double>(duration.count()) * perSecond() / 1000.0);
    }
    bool operator==(const FrameRate&) const = default;
};

struct Pixels {
    std::int32_t width{};
    std::int32_t height{};
    bool operator==(const Pixels&) const = default;
};

/// An amount in millionths of the currency's main unit.
struct Money {
    std::int64_t micros{};
    std::string currency = "USD";  ///< ISO 4217.
    bool operator==(const Money&) const = default;
};

/// "$3.20", "free" for zero, "12.50 EUR" for currencies without a sign here.
[[nodiscard]] std::string toText(const Money& money);

}  // namespace groundglass::base
