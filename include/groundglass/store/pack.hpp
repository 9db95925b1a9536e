#pragma once

#include "groundglass/base/result.hpp"
#include "groundglass/film/film.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace groundglass::store {

/// One entry handed in by app: a prompt, a request, a picture, a page of Markdown.
struct PackEntry {
    std::string name;  ///< `[a-z0-9._/-]`, at most 128 bytes, depth 4: "prompts/cafe.veo31.txt".
    std::string bytes;
};

struct PackInfo {
    std::string title;
    std::string createdAt;  ///< Empty when the pack does not say.
    std::vector<std::pair<std::string, std::string>>
        entries;  ///< Name, SHA-256; sorted, without the manifest.
};

/// Writes a `.ggpack`: a zip with fixed times, `manifest.json` first, entries sorted by name. The same input
/// gives the same bytes; `createdAt` (ISO time, may be empty) goes into the manifest as it is given. Errors:
/// InvalidInput (names and limits of docs/formats/pack.md, an archive inside), Io.
[[nodiscard]] base::Status writePack(const std::filesystem::path& file, const std::string& title,
                                     std::vector<PackEntry> entries, const std::string& createdAt = {});
/// Checks every limit, name and hash. Errors: InvalidInput with every problem; NotFound; Io.
[[nodiscard]] base::Result<PackInfo> inspectPack(const std::filesystem::path& file);
/// One entry's bytes after the same checks of the whole pack. Errors: as above; NotFound also for an unknown
/// name.
[[nodiscard]] base::Result<std::string> readPackEntry(const std::filesystem::path& file,
                                                      const std::string& name);

}  // namespace groundglass::store
