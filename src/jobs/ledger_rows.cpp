#include "jobs/ledger_rows.hpp"

#include "jobs/record_json.hpp"

#include <exception>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::string_view entryColumns =
    "id,state,request,endpoint,attempt,attempts,progress,remote_id,status_word,reason,cost_micros,cost_"
    "currency,"
    "cost_known,created_ms,changed_ms,accepted_ms,take_file,sha256,queue_order,cancel_wish,download_url,"
    "expires_ms,"
    "etag,length,fetched,earlier_micros,ordered_ms,deaths,former_ids,trail";

base::Result<Entry> entryOf(const Query& row) {
    const auto state = stateFromName(row.bytes(1));
    const auto requestJson = base::parseJson(row.bytes(2), "ledger", recordLimits());
    const auto endpointJson = base::parseJson(row.bytes(3), "ledger", recordLimits());
    if (!state || !requestJson || !endpointJson) {
        return base::fail(base::ErrorCode::Io, "a job of the ledger cannot be read", row.bytes(0));
    }
    auto request = requestFromJson(*requestJson);
    auto endpoint = endpointFromJson(*endpointJson);
    if (!request || !endpoint)
        return base::fail(base::ErrorCode::Io, "a job of the ledger cannot be read", row.bytes(0));
    Entry e;
    e.job.id = JobId{row.bytes(0)};
    e.job.state = *state;
    e.job.request = std::move(*request);
    e.endpoint = std::move(*endpoint);
    e.attempt = AttemptId{row.bytes(4)};
    e.attempts = static_cast<int>(row.number(5));
    e.job.progress = row.real(6);
    e.job.remoteId = row.bytes(7);
    e.job.statusWord = row.bytes(8);
    e.job.reason = row.bytes(9);
    e.job.cost = {.micros = row.number(10), .currency = row.bytes(11)};
    e.job.costKnown = row.number(12) != 0;
    e.job.createdMs = row.number(13);
    e.job.changedMs = row.number(14);
    e.acceptedMs = row.number(15);
    e.job.takeFile = row.bytes(16);
    e.job.sha256 = row.bytes(17);
    e.job.queueOrder = row.number(18);
    e.cancelWish = row.number(19) != 0;
    e.downloadUrl = row.bytes(20);
    e.expiresMs = row.number(21);
    e.etag = row.bytes(22);
    e.length = row.number(23);
    e.fetched = row.number(24);
    e.job.earlier = {.micros = row.number(25), .currency = e.job.cost.currency};
    e.job.orderedMs = row.number(26);
    e.deaths = static_cast<int>(row.number(27));
    const auto former = base::parseJson(row.bytes(28), "ledger", recordLimits());
    if (!former || !former->is_array())
        return base::fail(base::ErrorCode::Io, "a job of the ledger cannot be read", row.bytes(0));
    for (const auto& id : *former) {
        if (id.is_string()) e.formerIds.push_back(id.get<std::string>());
    }
    e.trail = row.bytes(29);
    return e;
}

std::string headersText(const HttpRequest& request) {
    base::Json json = base::Json::array();
    for (const auto& [name, value] : request.headers) json.push_back(base::Json::array({name, value}));
    return base::compactJson(json);
}

}  // namespace

base::Status writeEntry(Database& database, const Entry& e) {
    // An upsert, not REPLACE: attempts and events refer to the row.
    static const std::string sql =
        "INSERT INTO job(" + std::string(entryColumns) +
        ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
        "state=excluded.state,"
        "attempt=excluded.attempt,attempts=excluded.attempts,progress=excluded.progress,remote_id=excluded."
        "remote_id,"
        "status_word=excluded.status_word,reason=excluded.reason,cost_micros=excluded.cost_micros,"
        "cost_currency=excluded.cost_currency,cost_known=excluded.cost_known,changed_ms=excluded.changed_ms,"
        "accepted_ms=excluded.accepted_ms,take_file=excluded.take_file,sha256=excluded.sha256,"
        "queue_order=excluded.queue_order,cancel_wish=excluded.cancel_wish,download_url=excluded.download_"
        "url,"
        "expires_ms=excluded.expires_ms,etag=excluded.etag,length=excluded.length,fetched=excluded.fetched,"
        "earlier_micros=excluded.earlier_micros,ordered_ms=excluded.ordered_ms,deaths=excluded.deaths,former_"
        "ids=excluded.former_ids,trail=excluded.trail";
    Query query(database, sql);
    const Job& job = e.job;
    query.bind(job.id.str()).bind(name(job.state)).bind(base::compactJson(toJson(job.request)));
    query.bind(base::compactJson(toJson(e.endpoint))).bind(e.attempt.str()).bind(std::int64_t{e.attempts});
    query.bind(job.progress).bind(job.remoteId).bind(job.statusWord).bind(job.reason).bind(job.cost.micros);
    query.bind(job.cost.currency).bind(std::int64_t{job.costKnown}).bind(job.createdMs).bind(job.changedMs);
    query.bind(e.acceptedMs).bind(job.takeFile).bind(job.sha256).bind(job.queueOrder);
    query.bind(std::int64_t{e.cancelWish}).bind(e.downloadUrl).bind(e.expiresMs).bind(e.etag).bind(e.length);
    query.bind(e.fetched).bind(job.earlier.micros).bind(job.orderedMs).bind(std::int64_t{e.deaths});
    query.bind(base::compactJson(base::Json(e.formerIds))).bind(e.trail);
    return query.finish();
}

base::Status writeEvent(Database& database, const JobEvent& event, const std::string& boot,
                        std::int64_t monotonicMs) {
    Query query(database,
                "INSERT INTO event(time_ms,boot,monotonic_ms,job,state,progress,note) VALUES(?,?,?,?,?,?,?)");
    query.bind(event.timeMs).bind(boot).bind(monotonicMs).bind(event.job.str()).bind(name(event.state));
    query.bind(event.progress).bind(event.note);
    return query.finish();
}

base::Status writeAttempt(Database& database, const Attempt& a, const std::string& boot) {
    Query query(
        database,
        "INSERT INTO "
        "attempt(id,job,number,class,intent_ms,boot,monotonic_ms,method,url,headers,body,body_sha256,"
        "status,request_id,answer) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
        "status=excluded.status,request_id=excluded.request_id,answer=excluded.answer");
    query.bind(a.id.str()).bind(a.job.str()).bind(std::int64_t{a.number}).bind(a.crashClass).bind(a.intentMs);
    query.bind(boot)
        .bind(a.monotonicMs)
        .bind(a.request.method)
        .bind(a.request.url)
        .bind(headersText(a.request));
    query.bindBytes(a.request.body).bind(a.bodySha256).bind(std::int64_t{a.status}).bind(a.requestId);
    query.bindBytes(a.answer);
    return query.finish();
}

base::Result<std::vector<Entry>> readEntries(Database& database) {
    Query query(database, "SELECT " + std::string(entryColumns) + " FROM job ORDER BY queue_order");
    std::vector<Entry> entries;
    for (;;) {
        const auto row = query.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return entries;
        auto entry = entryOf(query);
        if (!entry) return tl::unexpected(entry.error());
        entries.push_back(std::move(*entry));
    }
}

base::Result<std::vector<JobEvent>> readEvents(Database& database, const JobId& job) {
    Query query(database,
                "SELECT sequence,time_ms,state,progress,note FROM event WHERE job=? ORDER BY sequence");
    query.bind(job.str());
    std::vector<JobEvent> events;
    for (;;) {
        const auto row = query.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return events;
        events.push_back({.sequence = query.number(0),
                          .timeMs = query.number(1),
                          .job = job,
                          .state = stateFromName(query.bytes(2)).value_or(JobState::Unknown),
                          .progress = query.real(3),
                          .note = query.bytes(4)});
    }
}

base::Result<Attempt> readAttempt(Database& database, const AttemptId& id) {
    Query query(
        database,
        "SELECT "
        "job,number,class,intent_ms,monotonic_ms,method,url,headers,body,body_sha256,status,request_id,"
        "answer FROM attempt WHERE id=?");
    query.bind(id.str());
    const auto row = query.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return base::fail(base::ErrorCode::NotFound, "there is no such attempt", id.str());
    Attempt a{.id = id, .job = JobId{query.bytes(0)}, .number = static_cast<int>(query.number(1))};
    a.crashClass = query.bytes(2);
    a.intentMs = query.number(3);
    a.monotonicMs = query.number(4);
    a.request.method = query.bytes(5);
    a.request.url = query.bytes(6);
    a.request.body = query.bytes(8);
    a.bodySha256 = query.bytes(9);
    a.status = static_cast<int>(query.number(10));
    a.requestId = query.bytes(11);
    a.answer = query.bytes(12);
    const auto headers = base::parseJson(query.bytes(7), "ledger", recordLimits());
    if (!headers) return tl::unexpected(headers.error());
    try {
        for (const auto& pair : *headers) {
            a.request.headers.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
        }
    } catch (const std::exception&) {
        return base::fail(base::ErrorCode::Io, "an attempt of the ledger cannot be read", id.str());
    }
    return a;
}

}  // namespace groundglass::jobs
