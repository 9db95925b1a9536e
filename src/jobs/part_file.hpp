#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/jobs/outside.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace groundglass::jobs {

/// The bytes of a clip while they arrive. Thread: one.
class PartFile {
public:
    enum class Trouble { None, Changed, Disk, TooLarge };

    /// Goes on at `offset` (what is behind it is cut off), for a clip whose whole length and strong ETag were
    /// `length` (−1 = not told) and `etag`. Errors: Io.
    [[nodiscard]] static base::Result<std::unique_ptr<PartFile>> open(const std::filesystem::path& file,
                                                                      std::int64_t offset,
                                                                      std::int64_t length, std::string etag);
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile();

    /// A 206 must go on exactly where the file ends and belong to the same clip; a 200 starts anew.
    /// False: no more is taken, see trouble().
    [[nodiscard]] bool take(const HttpAnswer& head, std::string_view bytes);
    /// Waits for the disk. Errors: Io.
    [[nodiscard]] base::Status sync();

    [[nodiscard]] std::int64_t offset() const noexcept { return m_offset; }
    [[nodiscard]] std::int64_t synced() const noexcept { return m_synced; }
    [[nodiscard]] std::int64_t length() const noexcept { return m_length; }
    [[nodiscard]] const std::string& etag() const noexcept { return m_etag; }
    [[nodiscard]] Trouble trouble() const noexcept { return m_trouble; }

private:
    PartFile(int descriptor, std::int64_t offset, std::int64_t length, std::string etag)
        : m_descriptor(descriptor),
          m_offset(offset),
          m_synced(offset),
          m_length(length),
          m_etag(std::move(etag)) {}
    [[nodiscard]] bool begin(const HttpAnswer& head);
    [[nodiscard]] bool stop(Trouble trouble) {
        m_trouble = trouble;
        return false;
    }

    int m_descriptor;
    std::int64_t m_offset, m_synced, m_length;
    std::string m_etag;
    bool m_begun{};
    Trouble m_trouble = Trouble::None;
};

struct SealedClip {
    std::filesystem::path file;
    std::string sha256;
};
/// A whole clip: ISO media with `ftyp`, or Matroska, by its first bytes; synced, hashed and renamed in its
/// folder to
/// `<stem>.mp4` or `<stem>.webm`. Errors: InvalidInput (not a clip), Io.
[[nodiscard]] base::Result<SealedClip> sealClip(const std::filesystem::path& part,
                                                const std::filesystem::path& stem);

/// Free bytes where `folder` is; 2 GiB when the system does not tell.
[[nodiscard]] std::int64_t freeBytes(const std::filesystem::path& folder);

}  // namespace groundglass::jobs
