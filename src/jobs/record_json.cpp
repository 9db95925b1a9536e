#include "jobs/record_json.hpp"

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::jobs {
namespace {

using base::Json;

Json moneyJson(const base::Money& money) {
    return {{"currency", money.currency}, {"micros", money.micros}};
}

base::Money moneyFrom(const Json& json) {
    return {.micros = json.at("micros").get<std::int64_t>(),
            .currency = json.at("currency").get<std::string>()};
}

Request readRequest(const Json& j) {
    Request r;
    r.film = j.at("film").get<std::string>();
    r.shot = j.at("shot").get<std::string>();
    r.title = j.at("title").get<std::string>();
    r.provider = j.at("provider").get<std::string>();
    r.endpoint = j.at("endpoint").get<std::string>();
    r.model = j.at("model").get<std::string>();
    r.dialect = j.at("dialect").get<std::string>();
    r.prompt = j.at("prompt").get<std::string>();
    r.negative = j.at("negative").get<std::string>();
    r.size = {j.at("width").get<std::int32_t>(), j.at("height").get<std::int32_t>()};
    r.duration = base::Milliseconds{j.at("duration_ms").get<std::int64_t>()};
    r.rate = {j.at("rate").at(0).get<std::int32_t>(), j.at("rate").at(1).get<std::int32_t>()};
    if (j.contains("seed")) r.seed = j.at("seed").get<std::int64_t>();
    r.direction.text = j.at("direction").get<std::string>();
    r.parameters.text = j.at("parameters").get<std::string>();
    r.estimate = moneyFrom(j.at("estimate"));
    r.longestRun = base::Milliseconds{j.value("longest_run_ms", std::int64_t{0})};
    if (j.contains("sound")) r.sound = j.at("sound").get<bool>();
    r.wire.text = j.value("wire", std::string());
    for (const Json& each : j.value("pictures", Json::array())) {
        r.pictures.push_back({each.at("role").get<std::string>(), each.at("file").get<std::string>(),
                              each.at("sha256").get<std::string>()});
    }
    return r;
}

JobState stateFrom(const Json& json) {
    const auto state = stateFromName(json.get_ref<const std::string&>());
    if (!state) throw std::invalid_argument("unknown state");
    return *state;
}

Job readJob(const Json& j) {
    Job job;
    job.id = JobId{j.at("id").get<std::string>()};
    job.request = readRequest(j.at("request"));
    job.state = stateFrom(j.at("state"));
    job.progress = j.at("progress").get<double>();
    job.remoteId = j.at("remote_id").get<std::string>();
    job.statusWord = j.at("status_word").get<std::string>();
    job.reason = j.at("reason").get<std::string>();
    job.cost = moneyFrom(j.at("cost"));
    job.costKnown = j.at("cost_known").get<bool>();
    job.createdMs = j.at("created_ms").get<std::int64_t>();
    job.changedMs = j.at("changed_ms").get<std::int64_t>();
    job.takeFile = j.at("take_file").get<std::string>();
    job.sha256 = j.at("sha256").get<std::string>();
    job.queueOrder = j.at("queue_order").get<std::int64_t>();
    job.rests = j.at("rests").get<bool>();
    job.earlier = {.micros = j.value("earlier_micros", std::int64_t{0}), .currency = job.cost.currency};
    job.orderedMs = j.value("ordered_ms", std::int64_t{0});
    const auto lacks = j.value("lacks", std::string());
    job.lacks = lacks == "budget" ? Lack::Budget : lacks == "room" ? Lack::Room : Lack::Nothing;
    job.place = j.value("place", std::string());
    job.candidates = j.value("candidates", std::vector<std::string>());
    return job;
}

Endpoint readEndpoint(const Json& j) {
    return {.id = j.at("id").get<std::string>(),
            .provider = j.at("provider").get<std::string>(),
            .baseUrl = j.at("base_url").get<std::string>(),
            .selfHosted = j.at("self_hosted").get<bool>(),
            .profile = j.at("profile").get<std::string>(),
            .model = j.at("model").get<std::string>()};
}

JobEvent readEvent(const Json& j) {
    return {.sequence = j.at("sequence").get<std::int64_t>(),
            .timeMs = j.at("time_ms").get<std::int64_t>(),
            .job = JobId{j.at("job").get<std::string>()},
            .state = stateFrom(j.at("state")),
            .progress = j.at("progress").get<double>(),
            .note = j.at("note").get<std::string>()};
}

SpendingCaps readCaps(const Json& j) {
    const auto cap = [&j](const char* name) -> std::optional<std::int64_t> {
        const auto found = j.find(name);
        if (found == j.end()) return std::nullopt;
        return found->get<std::int64_t>();
    };
    if (!j.is_object()) throw std::invalid_argument("no object");
    return {.clip = cap("clip"), .day = cap("day"), .film = cap("film"), .hour = cap("hour")};
}

template <class T>
base::Result<T> guarded(const Json& json, T (*read)(const Json&), const char* what) {
    try {
        return read(json);
    } catch (const std::exception&) {
        return base::fail(base::ErrorCode::InvalidInput, std::string("this is not a whole ") + what);
    }
}

}  // namespace

Json toJson(const Request& r) {
    Json j{{"film", r.film},
           {"shot", r.shot},
           {"title", r.title},
           {"provider", r.provider},
           {"endpoint", r.endpoint},
           {"model", r.model},
           {"dialect", r.dialect},
           {"prompt", r.prompt},
           {"negative", r.negative},
           {"width", r.size.width},
           {"height", r.size.height},
           {"duration_ms", r.duration.count()},
           {"rate", Json::array({r.rate.numerator, r.rate.denominator})},
           {"direction", r.direction.text},
           {"parameters", r.parameters.text},
           {"estimate", moneyJson(r.estimate)},
           {"longest_run_ms", r.longestRun.count()}};
    if (r.seed) j["seed"] = *r.seed;
    if (r.sound) j["sound"] = *r.sound;
    if (!r.wire.empty()) j["wire"] = r.wire.text;
    for (const Picture& each : r.pictures)
        j["pictures"].push_back({{"role", each.role}, {"file", each.file}, {"sha256", each.sha256}});
    return j;
}

Json toJson(const Endpoint& e) {
    return {{"id", e.id},
            {"provider", e.provider},
            {"base_url", e.baseUrl},
            {"self_hosted", e.selfHosted},
            {"profile", e.profile},
            {"model", e.model}};
}

Json toJson(const Job& job) {
    Json json{{"id", job.id.str()},          {"request", toJson(job.request)},
              {"state", name(job.state)},    {"progress", job.progress},
              {"remote_id", job.remoteId},   {"status_word", job.statusWord},
              {"reason", job.reason},        {"cost", moneyJson(job.cost)},
              {"cost_known", job.costKnown}, {"created_ms", job.createdMs},
              {"changed_ms", job.changedMs}, {"take_file", job.takeFile},
              {"sha256", job.sha256},        {"queue_order", job.queueOrder},
              {"rests", job.rests},          {"earlier_micros", job.earlier.micros},
              {"ordered_ms", job.orderedMs}};
    if (job.lacks != Lack::Nothing) json["lacks"] = job.lacks == Lack::Budget ? "budget" : "room";
    if (!job.place.empty()) json["place"] = job.place;
    if (!job.candidates.empty()) json["candidates"] = job.candidates;
    return json;
}

Json toJson(const JobEvent& event) {
    return {{"sequence", event.sequence}, {"time_ms", event.timeMs},    {"job", event.job.str()},
            {"state", name(event.state)}, {"progress", event.progress}, {"note", event.note}};
}

base::Result<Request> requestFromJson(const Json& json) {
    return guarded(json, readRequest, "request");
}
base::Result<Endpoint> endpointFromJson(const Json& json) {
    return guarded(json, readEndpoint, "endpoint");
}
base::Result<Job> jobFromJson(const Json& json) {
    return guarded(json, readJob, "job");
}
base::Result<JobEvent> eventFromJson(const Json& json) {
    return guarded(json, readEvent, "event");
}

Json toJson(const SpendingCaps& caps) {
    Json json = Json::object();
    if (caps.clip) json["clip"] = *caps.clip;
    if (caps.day) json["day"] = *caps.day;
    if (caps.film) json["film"] = *caps.film;
    if (caps.hour) json["hour"] = *caps.hour;
    return json;
}
base::Result<SpendingCaps> capsFromJson(const Json& json) {
    return guarded(json, readCaps, "set of caps");
}

base::JsonLimits recordLimits() {
    return {.bytes = 64U << 20U, .depth = 16, .nodes = 4'000'000, .stringBytes = 16U << 20U, .keyBytes = 128};
}

}  // namespace groundglass::jobs
