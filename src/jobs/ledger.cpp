#include "jobs/ledger.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/log.hpp"
#include "jobs/ledger_rows.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

namespace fs = std::filesystem;

constexpr off_t reserveBytes = 2 << 20;
constexpr std::uintmax_t reserveTwice = 4U << 20U;
constexpr std::uintmax_t mirrorMost = 8U << 20U;

/// Room that is given back when the disk is full and a paid answer has to be written.
void makeReserve(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return;
    const bool made = ::posix_fallocate(descriptor, 0, reserveBytes) == 0;
    ::close(descriptor);
    if (made) return;
    base::logWarning("ledger: no room for the reserve file");
    ::unlink(file.c_str());
}

/// What a service has answered is worth the reserve; a new wish can wait for room.
bool isWorthReserve(const Batch& batch) {
    return std::any_of(batch.entries.begin(), batch.entries.end(), [](const Entry& entry) {
        using enum JobState;
        const JobState state = entry.job.state;
        return !entry.endpoint.id.empty() && state != Ready && state != Reserved && state != Intent;
    });
}

/// Scripts in the order of their numbers: 0001_start.sql …
base::Result<std::vector<fs::path>> scriptsIn(const fs::path& folder) {
    std::error_code error;
    std::set<fs::path> found;
    for (const auto& file : fs::directory_iterator(folder, error)) {
        if (file.path().extension() == ".sql") found.insert(file.path());
    }
    if (error || found.empty()) {
        return base::fail(base::ErrorCode::Io, "the ledger's scripts are missing", folder.string());
    }
    return std::vector<fs::path>(found.begin(), found.end());
}

/// A database that can be opened, is whole, and whose rows can be read.
base::Result<Database> openSound(const fs::path& file) {
    auto database = Database::open(file);
    if (!database) return database;
    const auto verdict = database->text("PRAGMA integrity_check");
    if (!verdict) return tl::unexpected(verdict.error());
    if (*verdict != "ok")
        return base::fail(base::ErrorCode::Io, "ledger: integrity check failed", file.string());
    return database;
}

/// After a rebuild nobody can say whether a POST whose answer was not mirrored has been charged.
void doubt(Entry& entry, bool torn) {
    const bool paid = !entry.endpoint.id.empty();
    const bool sending = entry.job.state == JobState::Intent;
    const bool maybeSent =
        torn && (entry.job.state == JobState::NotSent || entry.job.state == JobState::Ready);
    if (!paid || !(sending || maybeSent)) return;
    entry.job.state = JobState::Unknown;
    entry.job.costKnown = false;
    entry.job.cost = entry.job.request.estimate;
    entry.job.reason =
        "The job database was damaged and has been rebuilt. This clip may have been charged; nothing was "
        "sent again.";
}

bool damaged(const base::Error& error) {
    return error.message.find("locked") == std::string::npos &&
           error.message.find("unable to open") == std::string::npos;
}

}  // namespace

base::Result<Ledger::Opened> Ledger::open(const fs::path& folder, const fs::path& scripts,
                                          std::shared_ptr<const base::Clock> clock) {
    if (auto made = base::makeFolder(folder); !made) return tl::unexpected(made.error());
    const fs::path file = folder / "ledger.db";
    const fs::path mirrorFile = folder / "jobs.jsonl";
    std::error_code ignored;
    const bool wasThere = fs::exists(file, ignored);
    auto database = openSound(file);
    std::optional<Batch> rebuilt;
    const auto rebuild = [&]() -> base::Status {
        auto read = Mirror::read(mirrorFile);
        if (!read) {
            return base::fail(
                base::ErrorCode::Io, "the job database is damaged and there is no mirror to rebuild it from",
                file.string(),
                {{file.string(),
                  {},
                  "the job database is damaged and there is no jobs.jsonl to rebuild it from",
                  "restore it from a backup, or move it away to begin with an empty queue; what it "
                  "held may have been charged"}});
        }
        const fs::path aside = folder / base::format("ledger.damaged-{}.db", clock->utcMs());
        std::error_code error;
        if (fs::exists(file)) fs::rename(file, aside, error);
        if (error)
            return base::fail(base::ErrorCode::Io, "the damaged ledger cannot be set aside", file.string());
        fs::remove(fs::path(file.string() + "-journal"), error);
        base::logError("ledger: damaged; set aside and rebuilt from jobs.jsonl");
        rebuilt.emplace();
        for (Entry& entry : read->entries) {
            doubt(entry, read->torn);
            rebuilt->events.push_back({.timeMs = clock->utcMs(),
                                       .job = entry.job.id,
                                       .state = entry.job.state,
                                       .progress = entry.job.progress,
                                       .note = "rebuilt from the mirror"});
            rebuilt->entries.push_back(std::move(entry));
        }
        return {};
    };
    // A mirror beside a missing database is a loss as well: never start with an empty queue in silence.
    if (!database && !damaged(database.error())) return tl::unexpected(database.error());
    const bool lost = !wasThere && fs::exists(mirrorFile, ignored) && fs::file_size(mirrorFile, ignored) > 0;
    if (!database || lost) {
        database = base::fail(base::ErrorCode::Io, "reopened below");
        if (auto done = rebuild(); !done) return tl::unexpected(done.error());
        database = openSound(file);
        if (!database) return tl::unexpected(database.error());
    }
    ::chmod(file.c_str(), 0600);
    std::unique_ptr<Ledger> ledger(new Ledger(std::move(*database), folder, std::move(clock)));
    if (auto done = ledger->migrate(scripts); !done) return tl::unexpected(done.error());
    makeReserve(folder / "jobs.reserve");
    if (rebuilt) {
        if (auto done = ledger->commit(*rebuilt); !done) return tl::unexpected(done.error());
    }
    auto entries = ledger->entries();
    if (!entries) return tl::unexpected(entries.error());
    const bool renew =
        rebuilt || !fs::exists(mirrorFile, ignored) || fs::file_size(mirrorFile, ignored) > mirrorMost;
    if (renew) {
        if (auto done = Mirror::rewrite(mirrorFile, *entries); !done) return tl::unexpected(done.error());
    }
    auto mirror = Mirror::open(mirrorFile);
    if (!mirror) return tl::unexpected(mirror.error());
    ledger->m_mirror = std::move(*mirror);
    return Opened{
        .ledger = std::move(ledger), .entries = std::move(*entries), .rebuilt = rebuilt.has_value()};
}

base::Status Ledger::migrate(const fs::path& scripts) {
    const auto files = scriptsIn(scripts);
    if (!files) return tl::unexpected(files.error());
    const auto version = m_database.number("PRAGMA user_version");
    if (!version) return tl::unexpected(version.error());
    const auto newest = static_cast<std::int64_t>(files->size());
    if (*version > newest) {
        return base::fail(base::ErrorCode::Io,
                          "the job database was made by a newer Groundglass; use that one");
    }
    for (std::int64_t step = *version; step < newest; ++step) {
        const auto sql = base::readFile((*files)[static_cast<std::size_t>(step)]);
        if (!sql) return tl::unexpected(sql.error());
        const auto done =
            m_database.run(base::format("BEGIN;\n{}\nPRAGMA user_version={};\nCOMMIT;", *sql, step + 1));
        if (!done) return done;
    }
    return {};
}

base::Status Ledger::writeRows(const Batch& batch) {
    for (const Entry& entry : batch.entries) {
        if (auto done = writeEntry(m_database, entry); !done) return done;
    }
    for (const Attempt& attempt : batch.attempts) {
        if (auto done = writeAttempt(m_database, attempt, m_boot); !done) return done;
    }
    for (const JobEvent& event : batch.events) {
        if (auto done = writeEvent(m_database, event, m_boot, m_clock->monotonicMs()); !done) return done;
    }
    return {};
}

base::Status Ledger::commit(const Batch& batch) {
    if (auto begun = m_database.run("BEGIN IMMEDIATE"); !begun) return begun;
    auto written = writeRows(batch);
    if (written) written = m_database.run("COMMIT");
    if (written) return {};
    m_full = m_database.full();
    const auto undone = m_database.run("ROLLBACK");
    static_cast<void>(undone);  // SQLite may have rolled back by itself already
    if (m_full) {
        return base::fail(base::ErrorCode::Io, "the disk is full", m_folder.string(),
                          {{(m_folder / "ledger.db").string(),
                            {},
                            "the disk is full; the queue cannot be saved",
                            "free some room on this disk; nothing is lost"}});
    }
    return written;
}

base::Status Ledger::write(const Batch& batch) {
    if (batch.empty()) return {};
    auto done = commit(batch);
    if (!done) {
        std::error_code error;
        if (!m_full || !isWorthReserve(batch) || !fs::remove(m_folder / "jobs.reserve", error)) return done;
        m_reserveGone = true;
        base::logWarning("ledger: the reserve file's room was needed");
        done = commit(batch);
        if (!done) return done;
    }
    mirror(batch);
    std::error_code error;
    if (m_reserveGone && fs::space(m_folder, error).available > reserveTwice) {
        makeReserve(m_folder / "jobs.reserve");
        m_reserveGone = false;
    }
    return {};
}

void Ledger::mirror(const Batch& batch) {
    // The database has it; a mirror that missed something is made anew as soon as the disk allows.
    const fs::path file = m_folder / "jobs.jsonl";
    if (!m_mirrorStale && m_mirror && m_mirror->append(batch.entries)) return;
    m_mirrorStale = true;
    const auto all = entries();
    if (!all || !Mirror::rewrite(file, *all)) {
        base::logWarning("ledger: jobs.jsonl could not be written");
        return;
    }
    if (auto opened = Mirror::open(file)) {
        m_mirror = std::move(*opened);
        m_mirrorStale = false;
    }
}

base::Result<std::vector<JobEvent>> Ledger::events(const JobId& job) {
    return readEvents(m_database, job);
}
base::Result<Attempt> Ledger::attempt(const AttemptId& id) {
    return readAttempt(m_database, id);
}
base::Result<std::vector<Entry>> Ledger::entries() {
    return readEntries(m_database);
}

}  // namespace groundglass::jobs
