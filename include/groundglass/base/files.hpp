#pragma once

#include "groundglass/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace groundglass::base {

/// The whole file as bytes. Errors: NotFound, Io (unreadable, or larger than `limit`), each with a remedy.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& file,
                                           std::uintmax_t limit = 256U << 20U);

/// What a file looked like when it was read; equal prints mean an unchanged file.
struct FilePrint {
    std::uintmax_t size{};
    std::int64_t mtimeNs{};
    std::uint64_t inode{};
    bool operator==(const FilePrint&) const = default;
};
[[nodiscard]] std::optional<FilePrint> filePrint(const std::filesystem::path& file);

/// Replaces a file in one step: either the old bytes or the new ones are there, never a mixture.
///
/// Steps: temporary file beside it (0600) → write → fsync → size read back → close → old mode → rename →
/// fsync of the folder. A symlink's target is replaced. On failure the temporary file is gone and the old
/// file untouched. Errors: Io with file and remedy. Thread: any; one writer a file.
class AtomicFile {
public:
    [[nodiscard]] static Status write(const std::filesystem::path& file, std::string_view bytes);
};

/// Makes a folder and its parents and syncs the parent. Errors: Io.
[[nodiscard]] Status makeFolder(const std::filesystem::path& folder);

/// fsync of a folder, so that names made in it survive a power cut. Errors: Io.
[[nodiscard]] Status syncFolder(const std::filesystem::path& folder);

/// Name prefix of the temporary files that AtomicFile makes; only these may be swept.
inline constexpr std::string_view temporaryPrefix = ".gg-tmp-";

}  // namespace groundglass::base
