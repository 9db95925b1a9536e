#include "pack_rules.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace groundglass::store {

namespace {

constexpr std::string_view packSchema = "groundglass/pack";
constexpr int packVersion = 1;

/// Device names of Windows, which also reserves them with any ending.
bool isReserved(std::string_view part) {
    static constexpr std::array<std::string_view, 4> plain{"con", "prn", "aux", "nul"};
    const std::string_view stem = part.substr(0, part.find('.'));
    if (std::ranges::find(plain, stem) != plain.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' &&
           stem[3] <= '9';
}

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '/';
}

std::string refusePart(std::string_view part) {
    if (part.empty()) return "it begins or ends with a slash, or holds two in a row";
    if (part.front() == '.') return "a part of it begins with a dot";
    if (part.back() == '.') return "a part of it ends with a dot";
    if (isReserved(part)) return "some systems reserve this name";
    return {};
}

bool isHash(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

base::Problem damaged(std::string_view file, std::string pointer, std::string message) {
    return {std::string(file), std::move(pointer), std::move(message), "ask for the pack again"};
}

bool readManifestEntry(const base::Json& item, ManifestEntry& entry) {
    if (!item.is_object() || !item.contains("name") || !item.contains("bytes") || !item.contains("sha256"))
        return false;
    if (!item["name"].is_string() || !item["bytes"].is_number_unsigned() || !item["sha256"].is_string())
        return false;
    entry = {item["name"].get<std::string>(), item["bytes"].get<std::uint64_t>(),
             item["sha256"].get<std::string>()};
    return isHash(entry.sha256);
}

std::vector<base::Problem> readManifestEntries(const base::Json& items, std::string_view file,
                                               Manifest& manifest) {
    std::vector<base::Problem> problems;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string pointer = base::pointerTo("/entries", i);
        ManifestEntry entry;
        if (!readManifestEntry(items[i], entry)) {
            problems.push_back(damaged(file, pointer, "an entry needs a name, a size and a SHA-256"));
            continue;
        }
        if (const auto why = refuseName(entry.name); !why.empty()) {
            problems.push_back(damaged(
                file, pointer + "/name",
                base::format("\"{}\" is no name for an entry: {}", base::visibleText(entry.name), why)));
            continue;
        }
        if (!manifest.entries.empty() && entry.name <= manifest.entries.back().name) {
            problems.push_back(
                damaged(file, pointer + "/name", "the entries are not sorted, or one is there twice"));
        }
        manifest.entries.push_back(std::move(entry));
    }
    return problems;
}

}  // namespace

std::string refuseName(std::string_view name) {
    if (name.empty()) return "it is empty";
    if (name.size() > packLimits.nameBytes)
        return base::format("it is longer than {} bytes", packLimits.nameBytes);
    if (!std::ranges::all_of(name, isNameCharacter)) return "it holds something besides a-z 0-9 . _ - /";
    std::size_t depth = 0;
    for (std::size_t begin = 0; begin <= name.size(); ++depth) {
        const auto end = std::min(name.find('/', begin), name.size());
        if (auto why = refusePart(name.substr(begin, end - begin)); !why.empty()) return why;
        begin = end + 1;
    }
    return depth > packLimits.depth ? base::format("it is more than {} folders deep", packLimits.depth)
                                    : std::string();
}

std::string manifestToJson(const Manifest& manifest) {
    auto entries = base::Json::array();
    for (const auto& entry : manifest.entries) {
        entries.push_back({{"name", entry.name}, {"bytes", entry.bytes}, {"sha256", entry.sha256}});
    }
    base::Json json{{"schema", packSchema},
                    {"version", packVersion},
                    {"title", manifest.title},
                    {"entries", std::move(entries)}};
    if (!manifest.createdAt.empty()) json["created_at"] = manifest.createdAt;
    return base::writeJson(json);
}

base::Result<Manifest> manifestFromJson(std::string_view text, std::string_view file) {
    auto json = base::parseJson(text, file);
    if (!json) return tl::unexpected(std::move(json.error()));
    if (!json->is_object() || json->value("schema", base::Json()) != packSchema) {
        return base::failInput(damaged(file, "/schema", "this is not the manifest of a pack"));
    }
    const base::Json version = json->value("version", base::Json());
    if (!version.is_number_integer() || version < 1) {
        return base::failInput(damaged(file, "/version", "the version of the pack is missing"));
    }
    if (version > packVersion) {
        return base::failInput({std::string(file), "/version",
                                "the pack was made by a newer version of Groundglass",
                                "update Groundglass, or ask for a pack of the older kind"});
    }
    const base::Json title = json->value("title", base::Json(""));
    const base::Json created = json->value("created_at", base::Json(""));
    if (!title.is_string() || !created.is_string() || !json->contains("entries") ||
        !(*json)["entries"].is_array()) {
        return base::failInput(damaged(file, "", "the manifest needs a title and a list of entries"));
    }
    Manifest manifest{title.get<std::string>(), created.get<std::string>(), {}};
    auto problems = readManifestEntries((*json)["entries"], file, manifest);
    if (problems.empty()) return manifest;
    return base::fail(base::ErrorCode::InvalidInput, "the manifest of the pack is damaged", std::string(file),
                      std::move(problems));
}

bool looksLikeArchive(std::string_view bytes) {
    using namespace std::string_view_literals;
    static constexpr std::array<std::string_view, 8> magics{"PK\x03\x04"sv,
                                                            "PK\x05\x06"sv,
                                                            "\x1f\x8b"sv,
                                                            "\xfd"
                                                            "7zXZ"sv,
                                                            "BZh"sv,
                                                            "7z\xbc\xaf\x27\x1c"sv,
                                                            "Rar!\x1a"sv,
                                                            "\x28\xb5\x2f\xfd"sv};
    return std::ranges::any_of(magics, [&](std::string_view magic) { return bytes.starts_with(magic); });
}

std::vector<base::Problem> checkEntries(const std::vector<ZipEntry>& entries, std::string_view file) {
    std::vector<base::Problem> problems;
    const auto refuse = [&](const std::string& name, std::string message) {
        problems.push_back({std::string(file), base::visibleText(name), std::move(message),
                            "do not use this pack: no program of ours makes such a one"});
    };
    if (entries.size() > packLimits.entries) {
        refuse({}, base::format("more than {} entries", packLimits.entries));
        return problems;
    }
    std::set<std::string_view> names;
    std::uint64_t bytes = 0;
    std::uint64_t packed = 0;
    for (const auto& entry : entries) {
        if (const auto why = refuseName(entry.name); !why.empty())
            refuse(entry.name, "a name that is refused: " + why);
        if (!names.insert(entry.name).second) refuse(entry.name, "two entries have the same name");
        if (entry.bytes > packLimits.entryBytes) {
            refuse(entry.name, base::format("larger than {} bytes when unpacked", packLimits.entryBytes));
        }
        if (entry.bytes > packLimits.freeBytes && entry.bytes / packLimits.entryRatio > entry.packed) {
            refuse(entry.name, base::format("packed more than {} : 1", packLimits.entryRatio));
        }
        // Saturating: sizes come from the file and may be anything.
        bytes = entry.bytes > packLimits.allBytes ? packLimits.allBytes + 1 : bytes + entry.bytes;
        packed += std::min(entry.packed, packLimits.allBytes);
    }
    if (bytes > packLimits.allBytes)
        refuse({}, base::format("more than {} bytes in all", packLimits.allBytes));
    if (bytes > packLimits.freeBytes && bytes / packLimits.allRatio > packed) {
        refuse({}, base::format("packed more than {} : 1 in all", packLimits.allRatio));
    }
    return problems;
}

}  // namespace groundglass::store
