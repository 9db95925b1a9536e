#pragma once

#include "groundglass/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace groundglass::store {

/// The program that may write a film, as its lock file says.
struct LockHolder {
    std::string program;  ///< "groundglass-studio".
    std::string person;   ///< Name of the account; may be empty.
    std::string host;     ///< Name of the machine.
    std::string machine;  ///< A hash of the machine's id; empty where it has none. Names may repeat, ids not.
    std::int64_t pid{};
    std::string since;       ///< ISO time.
    std::string boot;        ///< base::bootId() of the machine.
    std::string started;     ///< Start of the process in clock ticks since the boot.
    std::string namespaces;  ///< Which processes share its numbers: the pid namespace.
    bool operator==(const LockHolder&) const = default;

    /// "groundglass-studio of anna on workstation, since 2026-11-24T09:30:00Z (process 4711)".
    [[nodiscard]] std::string words() const;
};

/// The right to write one film, held from take() until the object goes. Only the one writer of a film needs
/// it: adding a take never does. Thread: any; one thread at a time.
class FilmLock {
public:
    /// Makes `<film>/.groundglass.lock`, whole or not at all. The lock of a process of this machine that is
    /// proven to be gone (another boot, no such process, another start) is taken over; of any other machine
    /// never. Errors: InvalidInput (held, with words() in the message: ask holder()), Io (the folder cannot
    /// be written).
    [[nodiscard]] static base::Result<FilmLock> take(const std::filesystem::path& folder);

    /// Who holds the film now; nothing when nobody does, or when the one who did is proven to be gone.
    [[nodiscard]] static std::optional<LockHolder> holder(const std::filesystem::path& folder);

    FilmLock(FilmLock&& other) noexcept;
    FilmLock& operator=(FilmLock&& other) noexcept;
    FilmLock(const FilmLock&) = delete;
    FilmLock& operator=(const FilmLock&) = delete;
    /// Removes the lock file if it still is ours.
    ~FilmLock();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }

private:
    FilmLock(std::filesystem::path folder, std::string text);
    void release() noexcept;

    std::filesystem::path m_folder;
    std::string m_text;  ///< Of the lock file; empty once moved from.
};

/// Fails when another program holds the film: for whoever is about to write it. Errors: Io, with who holds
/// it.
[[nodiscard]] base::Status checkWritable(const std::filesystem::path& folder);

}  // namespace groundglass::store
