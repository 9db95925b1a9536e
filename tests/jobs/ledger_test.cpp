#include "jobs/ledger.hpp"

#include "fakes.hpp"
#include "groundglass/base/files.hpp"
#include "support/catch.hpp"

#include <fstream>

using namespace groundglass;
using namespace groundglass::test;

namespace {

base::Result<Ledger::Opened> openIn(const std::filesystem::path& folder) {
    return Ledger::open(folder, resources() / "sql" / "ledger", std::make_shared<FakeClock>());
}

Entry entry(const char* id, JobState state) {
    Entry e;
    e.job.id = JobId{id};
    e.job.request = test::request("x");
    e.job.state = state;
    e.job.queueOrder = 1;
    e.endpoint = {.id = "here", .provider = "fake", .baseUrl = "https://api.example.com/v1"};
    return e;
}

void write(const std::filesystem::path& folder, const std::vector<Entry>& entries) {
    auto opened = openIn(folder);
    REQUIRE(opened);
    Batch batch;
    batch.entries = entries;
    for (const Entry& e : entries) {
        batch.events.push_back({.timeMs = 5, .job = e.job.id, .state = e.job.state, .note = "written"});
    }
    REQUIRE(opened->ledger->write(batch));
}

void damage(const std::filesystem::path& file) {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(0);
    out << std::string(8192, '\x5a');
}

}  // namespace

TEST_CASE("what was written is there again, with its history", "[jobs]") {
    TempDir dir;
    Entry e = entry("job_a", JobState::Accepted);
    e.job.remoteId = "r1";
    e.job.request.seed = -7;
    e.job.request.direction.text = "{\"lens\": {}}";
    e.downloadUrl = "https://cdn.example.net/signed";
    e.length = 9'000'000'000;
    write(dir.path(), {e});
    auto opened = openIn(dir.path());
    REQUIRE(opened);
    CHECK_FALSE(opened->rebuilt);
    REQUIRE(opened->entries.size() == 1);
    const Entry& back = opened->entries.front();
    CHECK(back.job.remoteId == "r1");
    CHECK(back.job.request.seed == -7);
    CHECK(back.job.request.direction == e.job.request.direction);
    CHECK(back.job.request.estimate == e.job.request.estimate);
    CHECK(back.downloadUrl == e.downloadUrl);
    CHECK(back.length == e.length);
    const auto events = opened->ledger->events(e.job.id);
    REQUIRE(events);
    REQUIRE(events->size() == 1);
    CHECK(events->front().note == "written");
    CHECK(std::filesystem::file_size(dir.path() / "jobs.reserve") == 2U << 20U);
}

TEST_CASE("history is only added to", "[jobs]") {
    TempDir dir;
    write(dir.path(), {entry("job_a", JobState::Ready)});
    auto database = Database::open(dir.path() / "ledger.db");
    REQUIRE(database);
    CHECK_FALSE(database->run("UPDATE event SET note='other'"));
    CHECK_FALSE(database->run("DELETE FROM event"));
    CHECK(*database->number("SELECT count(*) FROM event") == 1);
}

TEST_CASE("nobody else can open a ledger that is open", "[jobs]") {
    TempDir dir;
    const auto first = openIn(dir.path());
    REQUIRE(first);
    const auto second = openIn(dir.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == base::ErrorCode::Io);
    CHECK(std::filesystem::exists(dir.path() / "ledger.db"));
}

TEST_CASE("a damaged ledger is set aside and rebuilt, and an order on its way becomes doubtful", "[jobs]") {
    TempDir dir;
    Entry accepted = entry("job_a", JobState::Accepted);
    accepted.job.remoteId = "r1";
    write(dir.path(), {accepted, entry("job_b", JobState::Intent), entry("job_c", JobState::Ready)});
    bool removed = false;
    SECTION("overwritten") {
        damage(dir.path() / "ledger.db");
    }
    SECTION("gone") {
        removed = std::filesystem::remove(dir.path() / "ledger.db");
    }
    const auto opened = openIn(dir.path());
    REQUIRE(opened);
    CHECK(opened->rebuilt);
    REQUIRE(opened->entries.size() == 3);
    std::map<std::string, Job> jobs;
    for (const Entry& e : opened->entries) jobs[e.job.id.str()] = e.job;
    CHECK(jobs["job_a"].state == JobState::Accepted);
    CHECK(jobs["job_a"].remoteId == "r1");
    CHECK(jobs["job_b"].state == JobState::Unknown);
    CHECK(jobs["job_c"].state == JobState::Ready);
    bool aside = false;
    for (const auto& file : std::filesystem::directory_iterator(dir.path())) {
        aside = aside || file.path().filename().string().starts_with("ledger.damaged-");
    }
    CHECK((aside || removed));
}

TEST_CASE("with a torn mirror even waiting orders are doubtful", "[jobs]") {
    TempDir dir;
    write(dir.path(), {entry("job_a", JobState::NotSent)});
    std::ofstream(dir.path() / "jobs.jsonl", std::ios::app) << "{\"job\": torn\n";
    damage(dir.path() / "ledger.db");
    const auto opened = openIn(dir.path());
    REQUIRE(opened);
    CHECK(opened->entries.front().job.state == JobState::Unknown);
}

TEST_CASE("a damaged ledger without a mirror is not replaced by an empty queue", "[jobs]") {
    TempDir dir;
    write(dir.path(), {entry("job_a", JobState::Ready)});
    std::filesystem::remove(dir.path() / "jobs.jsonl");
    damage(dir.path() / "ledger.db");
    const auto opened = openIn(dir.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == base::ErrorCode::Io);
    CHECK(std::filesystem::exists(dir.path() / "ledger.db"));
}

TEST_CASE("a ledger of a newer program is left alone", "[jobs]") {
    TempDir dir;
    write(dir.path(), {entry("job_a", JobState::Ready)});
    {
        auto database = Database::open(dir.path() / "ledger.db");
        REQUIRE(database);
        REQUIRE(database->run("PRAGMA user_version=900"));
    }
    const auto opened = openIn(dir.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message.find("newer") != std::string::npos);
}

TEST_CASE("the mirror holds no result address and no key", "[jobs]") {
    TempDir dir;
    Entry e = entry("job_a", JobState::Done);
    e.downloadUrl = "https://cdn.example.net/signed";
    write(dir.path(), {e});
    const auto text = base::readFile(dir.path() / "jobs.jsonl");
    REQUIRE(text);
    CHECK(text->find("job_a") != std::string::npos);
    CHECK(text->find("signed") == std::string::npos);
}

TEST_CASE("a batch is written whole or not at all", "[jobs]") {
    TempDir dir;
    auto opened = openIn(dir.path());
    REQUIRE(opened);
    Batch batch;
    batch.entries = {entry("job_a", JobState::Ready)};
    batch.events = {{.timeMs = 5, .job = JobId{"job_stranger"}, .state = JobState::Ready, .note = ""}};
    CHECK_FALSE(opened->ledger->write(batch));
    CHECK(opened->ledger->entries()->empty());
}
