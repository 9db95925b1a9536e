#include "groundglass/jobs/spending.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <array>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr const char* fileName = "spending.json";
constexpr const char* remedy = "set the caps anew with `groundglass jobs caps --day USD` or `--none`";

struct Key {
    const char* name;
    std::optional<std::int64_t> SpendingCaps::*cap;
};
constexpr std::array<Key, 4> keys{{{"clip_micros", &SpendingCaps::clip},
                                   {"hour_micros", &SpendingCaps::hour},
                                   {"day_micros", &SpendingCaps::day},
                                   {"film_micros", &SpendingCaps::film}}};

std::string dollars(std::int64_t micros) {
    return micros == 0 ? std::string("$0.00")
                       : base::toText(base::Money{.micros = micros, .currency = "USD"});
}

/// "$9.80 of $10.00 are gone, $0.40 of it in doubt".
std::string gone(const Spending& spending, std::int64_t cap) {
    std::string text = base::format("{} of {} are spent or promised", dollars(spending.all()), dollars(cap));
    if (spending.unknown > 0) text += base::format(", {} of it in doubt", dollars(spending.unknown));
    return text;
}

}  // namespace

Spending& Spending::operator+=(const Spending& other) {
    reserved += other.reserved;
    spent += other.spent;
    unknown += other.unknown;
    return *this;
}

Spending spendingOf(const Job& job) {
    using enum JobState;
    Spending spending{.spent = job.earlier.micros};
    switch (job.state) {
        case Reserved:
        case Intent:
            spending.reserved += job.cost.micros;
            break;
        case Unknown:
        case NotFound:
        case Abandoned:
        case Lost:
            (job.costKnown ? spending.spent : spending.unknown) += job.cost.micros;
            break;
        default:
            spending.spent += job.cost.micros;
            break;
    }
    return spending;
}

Spending spendingOf(const std::vector<Job>& jobs) {
    Spending all;
    for (const Job& job : jobs) all += spendingOf(job);
    return all;
}

std::optional<std::string> whyOverCap(const SpendingCaps& caps, const base::Money& price,
                                      const SpendingSoFar& soFar) {
    const std::int64_t cost = price.micros;
    if (cost <= 0) return std::nullopt;
    const std::string way = "Nothing was sent. Raise the cap with `groundglass jobs caps`, then resume.";
    if (caps.clip && cost > *caps.clip) {
        return base::format("This clip would cost {}; the cap for one clip is {}. {}", dollars(cost),
                            dollars(*caps.clip), way);
    }
    struct Span {
        const std::optional<std::int64_t>& cap;
        const Spending& spending;
        const char* words;
    };
    const std::array<Span, 3> spans{{{caps.hour, soFar.hour, "in the last hour"},
                                     {caps.day, soFar.day, "of the last 24 hours"},
                                     {caps.film, soFar.film, "for this film"}}};
    for (const Span& span : spans) {
        if (!span.cap || span.spending.all() + cost <= *span.cap) continue;
        return base::format("This clip would cost {}; {} {}. {}", dollars(cost), span.words,
                            gone(span.spending, *span.cap), way);
    }
    return std::nullopt;
}

base::Result<SpendingCaps> loadCaps(const std::filesystem::path& stateFolder) {
    const auto file = stateFolder / fileName;
    SpendingCaps caps;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return caps;
    const auto json = base::readJson(file.string());
    if (!json) return tl::unexpected(json.error());
    if (!json->is_object()) return base::failInput({file.string(), "", "there is no object of caps", remedy});
    std::vector<base::Problem> problems;
    for (const Key& key : keys) {
        const auto found = json->find(key.name);
        if (found == json->end()) continue;
        if (found->is_number_integer() && *found >= 0) {
            caps.*key.cap = found->get<std::int64_t>();
        } else {
            problems.push_back({file.string(), base::pointerTo("", key.name),
                                "a cap must be a whole number of millionths of a dollar, from 0", remedy});
        }
    }
    if (problems.empty()) return caps;
    return base::fail(base::ErrorCode::InvalidInput, "the caps on spending cannot be read", file.string(),
                      std::move(problems));
}

base::Status saveCaps(const std::filesystem::path& stateFolder, const SpendingCaps& caps) {
    base::Json json{{"schema", "groundglass/spending"}, {"version", 1}};
    for (const Key& key : keys) {
        const auto& cap = caps.*key.cap;
        if (!cap) continue;
        if (*cap < 0) {
            return base::failInput({key.name, {}, "a cap cannot be below zero", "give an amount from 0"});
        }
        json[key.name] = *cap;
    }
    if (auto made = base::makeFolder(stateFolder); !made) return made;
    return base::AtomicFile::write(stateFolder / fileName, base::writeJson(json));
}

}  // namespace groundglass::jobs
