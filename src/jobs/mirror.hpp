#pragma once

#include "jobs/records.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::jobs {

/// `jobs.jsonl`: one line for every change that concerns money, appended and synced. It exists to rebuild a
/// damaged ledger; it holds no keys and no result URLs. Thread: the scheduler's.
class Mirror {
public:
    /// Errors: Io.
    [[nodiscard]] static base::Result<Mirror> open(const std::filesystem::path& file);
    Mirror(Mirror&& other) noexcept;
    Mirror& operator=(Mirror&& other) noexcept;
    Mirror(const Mirror&) = delete;
    Mirror& operator=(const Mirror&) = delete;
    ~Mirror();

    /// Appends the entries that matter (not mere progress) and waits for the disk. Errors: Io.
    [[nodiscard]] base::Status append(const std::vector<Entry>& entries);

    struct Read {
        std::vector<Entry> entries;  ///< The last word on each job.
        bool torn{};                 ///< A line could not be read.
    };
    /// Errors: NotFound, Io.
    [[nodiscard]] static base::Result<Read> read(const std::filesystem::path& file);
    /// Replaces the file by one line for each entry. Errors: Io.
    [[nodiscard]] static base::Status rewrite(const std::filesystem::path& file,
                                              const std::vector<Entry>& entries);

private:
    explicit Mirror(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

}  // namespace groundglass::jobs
