#pragma once

#include "groundglass/base/clock.hpp"
#include "jobs/database.hpp"
#include "jobs/mirror.hpp"
#include "jobs/records.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace groundglass::jobs {

/// The durable record of all jobs: `ledger.db`, its mirror `jobs.jsonl` and a reserve file, in the state
/// folder. A state row and its event are always written in one transaction. Thread: the scheduler's.
class Ledger {
public:
    struct Opened;

    /// Checks the database first. A damaged one is set aside as `ledger.damaged-<time>.db` and rebuilt from
    /// the mirror. Errors: Io (unreadable, locked, newer than this program, or damaged with no mirror to
    /// rebuild from).
    [[nodiscard]] static base::Result<Opened> open(const std::filesystem::path& folder,
                                                   const std::filesystem::path& scripts,
                                                   std::shared_ptr<const base::Clock> clock);

    /// All of it, or nothing: committed and synced when this returns. A full disk takes the reserve file's
    /// room.
    [[nodiscard]] base::Status write(const Batch& batch);
    [[nodiscard]] base::Result<std::vector<JobEvent>> events(const JobId& job);
    /// Errors: NotFound, Io.
    [[nodiscard]] base::Result<Attempt> attempt(const AttemptId& id);
    [[nodiscard]] base::Result<std::vector<Entry>> entries();

private:
    Ledger(Database database, std::filesystem::path folder, std::shared_ptr<const base::Clock> clock)
        : m_database(std::move(database)), m_folder(std::move(folder)), m_clock(std::move(clock)) {}
    [[nodiscard]] base::Status migrate(const std::filesystem::path& scripts);
    [[nodiscard]] base::Status commit(const Batch& batch);
    [[nodiscard]] base::Status writeRows(const Batch& batch);

    void mirror(const Batch& batch);

    Database m_database;
    std::filesystem::path m_folder;
    std::shared_ptr<const base::Clock> m_clock;
    std::string m_boot = base::bootId();
    std::optional<Mirror> m_mirror;
    bool m_mirrorStale{};
    bool m_reserveGone{};  ///< Its room was needed; it is made anew when there is some.
    bool m_full{};         ///< Why the last commit failed.
};

struct Ledger::Opened {
    std::unique_ptr<Ledger> ledger;
    std::vector<Entry> entries;
    bool rebuilt{};  ///< The database was damaged; doubtful attempts are *unknown* now.
};

}  // namespace groundglass::jobs
