#include "pack_rules.hpp"
#include "stretches.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/store/pack.hpp"

#include <zip.h>
#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view dangerRemedy = "do not use this pack: no program of ours makes such a one";

struct ZipDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, ZipDiscard>;

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// The frame of the file, read by hand because libzip forgives what we do not: bytes before or after the
/// archive, comments, several disks, zip64. Gives what is wrong, or nothing.
std::string refuseFrame(std::string_view bytes) {
    constexpr std::size_t endSize = 22;
    constexpr std::uint32_t endMark = 0x06054b50;
    constexpr std::uint32_t entryMark = 0x04034b50;
    if (bytes.size() < endSize || little(bytes, 0, 4) != entryMark)
        return "the file does not begin like a pack";
    const std::size_t end = bytes.size() - endSize;
    if (little(bytes, end, 4) != endMark || little(bytes, end + 20, 2) != 0) {
        return "the file does not end like a pack: it is cut off, or something follows";
    }
    if (little(bytes, end + 4, 4) != 0 || little(bytes, end + 8, 2) != little(bytes, end + 10, 2)) {
        return "the file is one part of several";
    }
    const std::uint64_t size = little(bytes, end + 12, 4);
    const std::uint64_t start = little(bytes, end + 16, 4);
    if (start + size != end) return "there is something between the list of entries and the end of the file";
    return {};
}

std::string refuseStat(const zip_stat_t& info, zip_t* archive) {
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                    ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if ((info.valid & needed) != needed) return "its description is not complete";
    if (info.encryption_method != ZIP_EM_NONE) return "it is encrypted";
    if (info.comp_method != ZIP_CM_STORE && info.comp_method != ZIP_CM_DEFLATE)
        return "it is packed in an unknown way";
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, info.index, 0, &system, &attributes) != 0)
        return "it has no attributes";
    constexpr zip_uint32_t kindMask = 0170000;
    constexpr zip_uint32_t plainFile = 0100000;
    const zip_uint32_t kind = (attributes >> 16U) & kindMask;
    if (kind != 0 && kind != plainFile) return "it is a link, a folder or a device";
    return {};
}

/// An open pack: its bytes, its archive, its entries.
struct Open {
    std::string bytes;
    Archive archive;
    std::vector<ZipEntry> entries;
};

base::Status listEntries(Open& pack, const std::string& file) {
    std::vector<base::Problem> problems;
    const zip_int64_t count = zip_get_num_entries(pack.archive.get(), 0);
    std::uint64_t claimed = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t info;
        zip_stat_init(&info);
        const auto index = static_cast<zip_uint64_t>(i);
        if (zip_stat_index(pack.archive.get(), index, ZIP_FL_ENC_RAW, &info) != 0 || info.name == nullptr) {
            problems.push_back({file, {}, "an entry cannot be read", std::string(dangerRemedy)});
            continue;
        }
        if (const auto why = refuseStat(info, pack.archive.get()); !why.empty()) {
            problems.push_back({file, base::visibleText(info.name), "this entry is refused: " + why,
                                std::string(dangerRemedy)});
        }
        pack.entries.push_back({info.name, index, info.size, info.comp_size});
        claimed += std::min<std::uint64_t>(info.comp_size, packLimits.allBytes) + 30 + std::strlen(info.name);
    }
    if (claimed > pack.bytes.size()) {
        problems.push_back({file, {}, "the entries lie over one another", std::string(dangerRemedy)});
    }
    std::ranges::move(checkEntries(pack.entries, file), std::back_inserter(problems));
    if (pack.entries.empty() || pack.entries.front().name != manifestName) {
        problems.push_back(
            {file, {}, "the pack does not begin with its manifest", std::string(dangerRemedy)});
    }
    if (problems.empty()) return {};
    return base::fail(base::ErrorCode::InvalidInput, "the pack is refused", file, std::move(problems));
}

/// The archive in these bytes, which must stay. Errors: Io, InvalidInput.
base::Result<Archive> openArchive(const std::string& bytes, int flags, const std::string& file) {
    zip_error_t zipError;
    zip_error_init(&zipError);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &zipError);
    if (source == nullptr) return base::fail(base::ErrorCode::Io, "out of memory", file);
    Archive archive(zip_open_from_source(source, ZIP_RDONLY | flags, &zipError));
    if (archive) return archive;
    zip_source_free(source);
    return base::failInput({file,
                            {},
                            base::format("this is not a sound archive: {}", zip_error_strerror(&zipError)),
                            "ask for the pack again"});
}

base::Result<Open> openPack(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (!error && size > packLimits.fileBytes) {
        return base::failInput({file.string(),
                                {},
                                base::format("larger than {} bytes", packLimits.fileBytes),
                                "this is not a pack, or one that is refused"});
    }
    auto bytes = base::readFile(file, packLimits.fileBytes);
    if (!bytes) return tl::unexpected(std::move(bytes.error()));
    if (const auto why = refuseFrame(*bytes); !why.empty()) {
        return base::failInput({file.string(), {}, why, "ask for the pack again"});
    }
    Open pack{std::move(*bytes), nullptr, {}};
    auto archive = openArchive(pack.bytes, ZIP_CHECKCONS, file.string());
    if (!archive) return tl::unexpected(std::move(archive.error()));
    pack.archive = std::move(*archive);
    if (auto listed = listEntries(pack, file.string()); !listed)
        return tl::unexpected(std::move(listed.error()));
    return pack;
}

/// The bytes of one entry: never more than it claims to be.
base::Result<std::string> unpack(zip_t* archive, const ZipEntry& entry, const std::string& file) {
    const auto damaged = [&](std::string_view what) {
        return base::failInput({file, entry.name, base::format("the entry cannot be unpacked: {}", what),
                                "ask for the pack again"});
    };
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> source(zip_fopen_index(archive, entry.index, 0),
                                                                   zip_fclose);
    if (!source) return damaged(zip_strerror(archive));
    std::string bytes(entry.bytes, '\0');
    zip_uint64_t done = 0;
    while (done < bytes.size()) {
        const zip_int64_t count = zip_fread(source.get(), bytes.data() + done, bytes.size() - done);
        if (count <= 0)
            return damaged(count < 0 ? zip_file_strerror(source.get()) : "it is shorter than it claims");
        done += static_cast<zip_uint64_t>(count);
    }
    char beyond = 0;
    const zip_int64_t more = zip_fread(source.get(), &beyond, 1);
    if (more != 0) return damaged(more < 0 ? zip_file_strerror(source.get()) : "it is longer than it claims");
    return bytes;
}

/// Names in the file and in the manifest must be the same ones.
std::vector<base::Problem> compareNames(const Open& pack, const Manifest& manifest, const std::string& file) {
    std::vector<base::Problem> problems;
    std::vector<std::string> listed;
    std::vector<std::string> present;
    for (const auto& entry : manifest.entries) listed.push_back(entry.name);
    for (const auto& entry : pack.entries) {
        if (entry.name != manifestName) present.push_back(entry.name);
    }
    std::ranges::sort(present);
    std::vector<std::string> odd;
    std::ranges::set_difference(present, listed, std::back_inserter(odd));
    for (const auto& name : odd) {
        problems.push_back({file, name, "this entry is not in the manifest", std::string(dangerRemedy)});
    }
    odd.clear();
    std::ranges::set_difference(listed, present, std::back_inserter(odd));
    for (const auto& name : odd) {
        problems.push_back(
            {file, name, "the manifest names an entry that is missing", "ask for the pack again"});
    }
    return problems;
}

void checkBytes(const ZipEntry& entry, const ManifestEntry& said, const std::string& bytes,
                const std::string& file, std::vector<base::Problem>& problems) {
    if (looksLikeArchive(bytes)) {
        problems.push_back({file, entry.name, "an archive inside of the pack", std::string(dangerRemedy)});
    }
    if (bytes.size() != said.bytes || base::sha256(bytes) != said.sha256) {
        problems.push_back({file, entry.name, "the bytes are not those that the manifest promises",
                            "ask for the pack again"});
    }
}

struct Wanted {
    const std::string* name{};
    std::string bytes;
};

/// Unpacks and hashes some of the entries, with an archive of its own: libzip wants one a thread.
std::vector<base::Problem> checkStretch(const Open& pack, const Manifest& manifest, const Stretch& stretch,
                                        const std::string& file, Wanted& wanted) {
    auto archive = openArchive(pack.bytes, 0, file);
    if (!archive) {
        return {{file, {}, archive.error().message, "close other programs, then try again"}};
    }
    std::vector<base::Problem> problems;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
        const ZipEntry& entry = pack.entries[i];
        const auto said = std::ranges::lower_bound(manifest.entries, entry.name, {}, &ManifestEntry::name);
        if (said == manifest.entries.end() || said->name != entry.name) continue;
        auto unpacked = unpack(archive->get(), entry, file);
        if (!unpacked) {
            std::ranges::move(unpacked.error().problems, std::back_inserter(problems));
            continue;
        }
        checkBytes(entry, *said, *unpacked, file, problems);
        if (wanted.name != nullptr && entry.name == *wanted.name) wanted.bytes = std::move(*unpacked);
    }
    return problems;
}

/// Everything about a pack is checked before any of it is believed. `wanted` also gets that entry's bytes.
base::Result<Manifest> checkPack(const Open& pack, const std::string& file, const std::string* wanted,
                                 std::string* bytes) {
    auto text = unpack(pack.archive.get(), pack.entries.front(), file);
    if (!text) return tl::unexpected(std::move(text.error()));
    auto manifest = manifestFromJson(*text, manifestName);
    if (!manifest) return manifest;
    std::vector<std::uint64_t> weights;
    for (const auto& entry : pack.entries) weights.push_back(entry.bytes);
    constexpr std::uint64_t worthIt = 1U << 20U;
    const auto stretches = stretchesOf(weights, worthIt);
    std::vector<std::vector<base::Problem>> found(stretches.size());
    std::vector<Wanted> asked(stretches.size(), Wanted{wanted, {}});
    inParallel(stretches, [&](std::size_t i, const Stretch& stretch) {
        found[i] = checkStretch(pack, *manifest, stretch, file, asked[i]);
    });
    auto problems = compareNames(pack, *manifest, file);
    for (auto& some : found) std::ranges::move(some, std::back_inserter(problems));
    if (!problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "the pack is refused", file, std::move(problems));
    }
    for (auto& one : asked) {
        if (bytes != nullptr && !one.bytes.empty()) *bytes = std::move(one.bytes);
    }
    return manifest;
}

}  // namespace

base::Result<PackInfo> inspectPack(const fs::path& file) {
    auto pack = openPack(file);
    if (!pack) return tl::unexpected(std::move(pack.error()));
    auto manifest = checkPack(*pack, file.string(), nullptr, nullptr);
    if (!manifest) return tl::unexpected(std::move(manifest.error()));
    PackInfo info{std::move(manifest->title), std::move(manifest->createdAt), {}};
    for (auto& entry : manifest->entries)
        info.entries.emplace_back(std::move(entry.name), std::move(entry.sha256));
    return info;
}

base::Result<std::string> readPackEntry(const fs::path& file, const std::string& name) {
    auto pack = openPack(file);
    if (!pack) return tl::unexpected(std::move(pack.error()));
    const bool known =
        std::ranges::any_of(pack->entries, [&](const ZipEntry& entry) { return entry.name == name; });
    std::string bytes;
    auto manifest = checkPack(*pack, file.string(), &name, &bytes);
    if (!manifest) return tl::unexpected(std::move(manifest.error()));
    if (known && name != manifestName) return bytes;
    return base::fail(base::ErrorCode::NotFound, "the pack holds no such entry", name,
                      {{file.string(), base::visibleText(name), "the pack holds no such entry",
                        "list the pack's entries"}});
}

}  // namespace groundglass::store
