#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/store/pack.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace groundglass::store {

/// Bounds on a pack, the same for writing and for reading.
struct PackLimits {
    std::uint64_t fileBytes = 64U << 20U;
    std::uint64_t entries = 20'000;
    std::uint64_t entryBytes = 16U << 20U;
    std::uint64_t allBytes = 256U << 20U;
    std::uint64_t freeBytes = 1U << 20U;  ///< Ratios are judged above this size only.
    std::uint64_t entryRatio = 100;       ///< Unpacked : packed.
    std::uint64_t allRatio = 20;
    std::size_t nameBytes = 128;
    std::size_t depth = 4;
};
inline constexpr PackLimits packLimits{};

inline constexpr std::string_view manifestName = "manifest.json";

/// Why this may not be the name of an entry; empty when it may.
[[nodiscard]] std::string refuseName(std::string_view name);

/// What the manifest says about one entry.
struct ManifestEntry {
    std::string name;
    std::uint64_t bytes{};
    std::string sha256;
};
struct Manifest {
    std::string title, createdAt;
    std::vector<ManifestEntry> entries;  ///< Sorted by name.
};
[[nodiscard]] std::string manifestToJson(const Manifest& manifest);
/// Errors: InvalidInput (damaged, newer version, names that are refused or not sorted).
[[nodiscard]] base::Result<Manifest> manifestFromJson(std::string_view text, std::string_view file);

/// True when these bytes begin like an archive (zip, gzip, xz, bzip2, 7z, rar, zstd).
[[nodiscard]] bool looksLikeArchive(std::string_view bytes);

/// A zip file in memory after the checks of its structure: sizes, names, methods, ratios; nothing is unpacked
/// yet.
struct ZipEntry {
    std::string name;
    std::uint64_t index{};
    std::uint64_t bytes{};
    std::uint64_t packed{};
};
[[nodiscard]] std::vector<base::Problem> checkEntries(const std::vector<ZipEntry>& entries,
                                                      std::string_view file);

}  // namespace groundglass::store
