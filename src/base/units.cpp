#include "groundglass/base/units.hpp"

#include "groundglass/base/format.hpp"

namespace groundglass::base {

std::string toText(const Money& money) {
    if (money.micros == 0) return "free";
    const bool negative = money.micros < 0;
    const std::int64_t micros = negative ? -money.micros : money.micros;
    // Cents, and tenths of a cent only for sums below a cent.
    const std::string number =
        micros < 10'000
            ? fmt::format("{}.{:03}", micros / 1'000'000, micros % 1'000'000 / 1'000)
            : fmt::format("{}.{:02}", (micros + 5'000) / 1'000'000, (micros + 5'000) % 1'000'000 / 10'000);
    const char* sign = negative ? "-" : "";
    if (money.currency == "USD") return fmt::format("{}${}", sign, number);
    if (money.currency == "EUR") return fmt::format("{}€{}", sign, number);
    return fmt::format("{}{} {}", sign, number, money.currency);
}

}  // namespace groundglass::base
