#include "groundglass/jobs/catalog.hpp"

#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <cmath>

namespace groundglass::jobs {
namespace {

/// How far two ratios are apart, the same for wider and narrower.
double apart(double a, double b) {
    return std::abs(std::log(a / b));
}

std::int32_t even(double value) {
    return std::max(2, static_cast<std::int32_t>(std::lround(value / 2)) * 2);
}

}  // namespace

base::Money Model::estimate(base::Milliseconds duration, std::optional<base::Pixels> size,
                            std::optional<bool> withSound) const {
    const std::int64_t milliseconds = std::max<std::int64_t>(0, duration.count());
    const auto overTime = [milliseconds](std::int64_t perSecond) {
        return (milliseconds * perSecond + 999) / 1000;  // rounded up, never down
    };
    std::int64_t most = -1;
    for (const Price& price : prices) {
        const bool otherSize = size && price.lines != 0 && price.lines != std::min(size->width, size->height);
        const bool otherTime = price.seconds != 0 && std::llround(price.seconds * 1000) != milliseconds;
        const bool otherSound = withSound && price.sound && *withSound != *price.sound;
        if (otherSize || otherTime || otherSound) continue;
        most = std::max(most, price.perSecond ? overTime(price.micros) : price.micros);
    }
    if (most >= 0) return {.micros = most, .currency = "USD"};
    if (!microsPerSecond) return {};
    return {.micros = overTime(*microsPerSecond), .currency = "USD"};
}

std::size_t Model::lengthOf(std::string_view prompt) const {
    if (promptUnit == "utf16") return base::utf16Units(prompt);
    if (promptUnit == "bytes") return prompt.size();
    if (promptUnit != "tokens") return base::codePoints(prompt);
    // Tokens are the service's secret; English has about four bytes to one, and never more words than tokens.
    return prompt.size() / 4 + 1;
}

base::Milliseconds Model::nearestDuration(base::Milliseconds wish) const {
    const double wanted = static_cast<double>(wish.count()) / 1000;
    double best = std::clamp(wanted, secondsLeast, secondsMost);
    if (!seconds.empty()) {
        best = *std::min_element(seconds.begin(), seconds.end(), [wanted](double a, double b) {
            return std::abs(a - wanted) < std::abs(b - wanted);
        });
    }
    return base::Milliseconds{std::llround(best * 1000)};
}

base::Pixels Model::nearestSize(double ratio, int height) const {
    const double shape = ratio > 0 ? ratio : 16.0 / 9;
    const int lines = std::max(2, height);
    if (sizes.empty()) return {even(lines * shape), even(lines)};
    return *std::min_element(sizes.begin(), sizes.end(),
                             [shape, lines](const base::Pixels& a, const base::Pixels& b) {
                                 const double da = apart(static_cast<double>(a.width) / a.height, shape);
                                 const double db = apart(static_cast<double>(b.width) / b.height, shape);
                                 if (std::abs(da - db) > 1e-6) return da < db;
                                 return std::abs(a.height - lines) < std::abs(b.height - lines);
                             });
}

const Model* Provider::model(std::string_view wanted) const {
    const auto found =
        std::find_if(models.begin(), models.end(), [wanted](const Model& m) { return m.id == wanted; });
    return found == models.end() ? nullptr : &*found;
}

}  // namespace groundglass::jobs
