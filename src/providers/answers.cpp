#include "providers/answers.hpp"

#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace groundglass::providers {

using base::Json;
using jobs::JobState;

namespace {

constexpr std::size_t wordMost = 64;

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string wordsOf(const Fault& fault) {
    return base::lowerAscii(fault.code + " " + fault.type);
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = -1;
    const char* const begin = text.data() + at;
    const auto parsed = std::from_chars(begin, begin + count, value);
    return parsed.ec == std::errc() && parsed.ptr == begin + count ? value : -1;
}

jobs::RemoteState refusal(int status, const Fault& fault, std::string_view absent) {
    const std::string said = describe(status, fault);
    const auto refused = [&](std::string_view what) {
        return told(JobState::Refused, std::string(what) + " " + said);
    };
    if (isModeration(fault)) return refused("The service refuses this prompt; nothing was created.");
    switch (status) {
        case 401:
        case 403:
            return refused(
                "The service did not accept the key; nothing was created. Check the key of this endpoint.");
        case 402:
            return refused("The account has no credit left; nothing was created.");
        case 404:
        case 410:
            return refused(absent);
        default:
            return refused("The service refused the request; nothing was created.");
    }
}

jobs::RemoteState throttle(const Fault& fault, bool safe) {
    const std::string said = describe(429, fault);
    if (isQuota(fault))
        return told(JobState::Refused, "The account's quota is used up; nothing was created. " + said);
    if (safe || isRateLimit(fault)) {
        return told(JobState::NotSent,
                    "The service takes no more requests at the moment; nothing was created. " + said);
    }
    return told(JobState::Unknown,
                "The service is busy and does not say whether it took the request. " + said);
}

/// The first whole `"<name>": "…"` in bytes that are no readable JSON.
jobs::RemoteState acceptance(const jobs::HttpAnswer& answer, const CreateRules& rules) {
    if (const auto body = objectIn(answer.body, rules.limits)) {
        auto meaning = rules.acceptance(*body);
        if (meaning.state != JobState::Unknown) return meaning;
    } else if (const auto id = idInBytes(answer.body, rules.idName)) {
        auto meaning = told(JobState::Accepted, "The answer was damaged; the job's id could still be read.");
        meaning.remoteId = *id;
        return meaning;
    }
    return told(JobState::Unknown,
                "The service took the request, but its answer holds no id that can be read. It may "
                "have been charged.");
}

}  // namespace

std::optional<Json> objectIn(std::string_view body, const base::JsonLimits& limits) {
    auto json = base::parseJson(body, {}, limits);
    if (!json || !json->is_object()) return std::nullopt;
    return std::move(*json);
}

std::string textAt(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string();
}

std::string textOrNumberAt(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    return found->is_number() ? found->dump() : std::string();
}

double numberAt(const Json& object, const char* key, double otherwise) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_number() ? found->get<double>()
                                                                             : otherwise;
}

const Json* objectAt(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_object() ? &*found : nullptr;
}

const Json* listAt(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_array() ? &*found : nullptr;
}

std::int64_t timeOf(std::string_view iso) noexcept {
    if (iso.size() < 19 || iso[4] != '-' || iso[7] != '-' || (iso[10] != 'T' && iso[10] != ' ') ||
        iso[13] != ':' || iso[16] != ':')
        return 0;
    const std::array part{digits(iso, 0, 4),  digits(iso, 5, 2),  digits(iso, 8, 2),
                          digits(iso, 11, 2), digits(iso, 14, 2), digits(iso, 17, 2)};
    if (std::any_of(part.begin(), part.end(), [](int value) { return value < 0; })) return 0;
    const std::chrono::year_month_day day{std::chrono::year{part[0]},
                                          std::chrono::month{static_cast<unsigned>(part[1])},
                                          std::chrono::day{static_cast<unsigned>(part[2])}};
    if (!day.ok() || part[0] < 1971 || part[3] > 23 || part[4] > 59 || part[5] > 60) return 0;
    // An offset other than UTC is not reckoned: no service of ours sends one.
    if (iso.substr(19).find_first_of("+-") != std::string_view::npos && !iso.ends_with("+00:00")) return 0;
    const auto seconds = std::chrono::sys_days{day}.time_since_epoch() + std::chrono::hours{part[3]} +
                         std::chrono::minutes{part[4]} + std::chrono::seconds{part[5]};
    return std::chrono::duration_cast<std::chrono::milliseconds>(seconds).count();
}

std::string statusWordOf(std::string_view word) {
    return shown(word.substr(0, std::min(word.size(), base::validUtf8Prefix(word.substr(0, wordMost)))));
}

bool isPlainHttps(std::string_view url) noexcept {
    const bool clean = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (!url.starts_with("https://") || !clean || url.size() > 3000) return false;
    const std::string_view host = url.substr(8, url.substr(8).find_first_of("/?#"));
    return !host.empty() && host.find_first_of("@\\\"") == std::string_view::npos;
}

bool isBelow(std::string_view url, std::string_view baseUrl) noexcept {
    while (baseUrl.ends_with('/')) baseUrl.remove_suffix(1);
    const bool clean = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    return clean && url.starts_with(baseUrl) && url.substr(baseUrl.size()).starts_with('/') &&
           url.find("/..") == std::string_view::npos && url.size() <= 2000;
}

bool isModeration(const Fault& fault) {
    const std::string words = wordsOf(fault);
    return contains(words, "moderat") || contains(words, "content_policy") || contains(words, "safety");
}

bool isQuota(const Fault& fault) {
    const std::string words = wordsOf(fault);
    return contains(words, "quota") || contains(words, "billing") || contains(words, "credit") ||
           contains(words, "budget_exhausted");
}

bool isRateLimit(const Fault& fault) {
    const std::string words = wordsOf(fault);
    return contains(words, "rate_limit") || contains(words, "concurrent_requests_limit");
}

jobs::RemoteState told(JobState state, std::string reason) {
    jobs::RemoteState meaning;
    meaning.state = state;
    meaning.reason = std::move(reason);
    return meaning;
}

jobs::RemoteState acceptedAs(const std::string& id, std::string_view statusWord) {
    if (!isUsableId(id)) return told(JobState::Unknown, {});
    auto meaning = told(JobState::Accepted, {});
    meaning.remoteId = id;
    meaning.statusWord = statusWordOf(statusWord);
    return meaning;
}

jobs::RemoteState meaningOfCreate(const jobs::HttpAnswer& answer, const CreateRules& rules) {
    const int status = answer.status;
    if (status >= 200 && status < 300) return acceptance(answer, rules);
    if (status >= 300 && status < 400) {
        const std::string host = hostOf(answer.header("location"));
        return told(JobState::Unknown, "The service pointed elsewhere" +
                                           (host.empty() ? std::string() : " (" + shown(host) + ")") +
                                           "; the request was not sent there. It may have been taken.");
    }
    const Fault fault = faultIn(answer.body);
    if (status == 429) return throttle(fault, rules.throttledMeansNotCreated);
    if (status == 408 || status == 409 || status == 425 || status < 200 || status >= 500) {
        return told(JobState::Unknown, "The service failed and does not say whether it took the request. " +
                                           describe(status, fault));
    }
    return refusal(status, fault, rules.absent);
}

std::optional<Json> jobIn(const jobs::HttpAnswer& answer, const char* word, const base::JsonLimits& limits) {
    if (answer.status < 200 || answer.status >= 300) return std::nullopt;
    auto body = objectIn(answer.body, limits);
    if (!body || textAt(*body, word).empty()) return std::nullopt;
    return body;
}

jobs::RemoteState meaningWithoutJob(const jobs::HttpAnswer& answer, const jobs::Endpoint& endpoint) {
    if (answer.status == 404 || answer.status == 410) {
        return told(JobState::Lost,
                    std::string("The service no longer knows this job") +
                        (endpoint.selfHosted ? "; the server may have been restarted. " : ". ") +
                        describe(answer.status, faultIn(answer.body)));
    }
    if (answer.status >= 200 && answer.status < 300)
        return told(JobState::Unknown, "The answer about this job cannot be read.");
    return told(JobState::Running, describe(answer.status, faultIn(answer.body)));
}

base::Error listTrouble(const jobs::HttpAnswer& answer) {
    const bool given = answer.status >= 200 && answer.status < 300;
    const bool absent = answer.status == 404 || answer.status == 405 || answer.status == 501;
    return {absent ? base::ErrorCode::NotFound : base::ErrorCode::Provider,
            given ? std::string("the list of jobs cannot be read")
                  : "the list of jobs was not given: " + describe(answer.status, faultIn(answer.body)),
            {},
            {}};
}

jobs::RemoteState failedWith(std::string_view statusWord, const Fault& fault) {
    auto meaning = told(isModeration(fault) ? JobState::Blocked : JobState::Failed, {});
    meaning.statusWord = statusWordOf(statusWord);
    meaning.reason = fault.message.empty() ? "The service says: " + shown(statusWord) : shown(fault.message);
    if (!fault.code.empty()) meaning.reason += " (" + shown(fault.code) + ")";
    return meaning;
}

}  // namespace groundglass::providers
