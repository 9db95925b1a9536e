#include "pack_rules.hpp"
#include "stretches.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/store/pack.hpp"

#include <zip.h>
#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <utility>

namespace groundglass::store {

namespace {

/// 1980-01-01 00:00:00 as MS-DOS writes it: the first moment that a zip file can name.
constexpr zip_uint16_t fixedDate = (0U << 9U) | (1U << 5U) | 1U;
constexpr zip_uint32_t deflateLevel = 6;
constexpr zip_uint32_t plainFileMode = 0100644U << 16U;

struct ZipDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct SourceFree {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

tl::unexpected<base::Error> zipFailed(std::string_view what) {
    return base::fail(base::ErrorCode::Io, base::format("cannot make the pack: {}", what));
}

/// Pictures and clips are packed already: deflating them again costs time and gives nothing.
bool isPackedAlready(std::string_view name) {
    static constexpr std::string_view endings[]{".png", ".jpg", ".jpeg", ".webp",
                                                ".mp4", ".mov", ".webm", ".mkv"};
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

using Names = std::set<std::string, std::less<>>;

base::Status addEntry(zip_t* archive, const PackEntry& entry, bool store) {
    zip_source_t* source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
    if (source == nullptr) return zipFailed("out of memory");
    const zip_int64_t added = zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        zip_source_free(source);
        return zipFailed(zip_strerror(archive));
    }
    const auto index = static_cast<zip_uint64_t>(added);
    const bool done = zip_set_file_compression(archive, index, store ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                               store ? 0 : deflateLevel) == 0 &&
                      zip_file_set_dostime(archive, index, 0, fixedDate, 0) == 0 &&
                      zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, plainFileMode) == 0;
    if (!done) return zipFailed(zip_strerror(archive));
    return {};
}

base::Result<std::string> bytesOf(zip_source_t* source) {
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_source_stat(source, &info) != 0 || (info.valid & ZIP_STAT_SIZE) == 0 ||
        zip_source_open(source) != 0) {
        return zipFailed("the archive cannot be read back");
    }
    std::string bytes(info.size, '\0');
    const zip_int64_t count = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (count < 0 || static_cast<zip_uint64_t>(count) != info.size)
        return zipFailed("the archive cannot be read back");
    return bytes;
}

/// Writes the archive's bytes: `entries` in this order, those in `stored` and small ones as they are.
base::Result<std::string> zipEntries(const std::vector<PackEntry>& entries, const Names& stored) {
    zip_error_t error;
    zip_error_init(&error);
    std::unique_ptr<zip_source_t, SourceFree> buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!buffer) return zipFailed("out of memory");
    std::unique_ptr<zip_t, ZipDiscard> archive(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error));
    if (!archive) return zipFailed(zip_error_strerror(&error));
    zip_source_keep(buffer.get());  // the archive owns one reference, `buffer` the other
    for (const auto& entry : entries) {
        const bool store =
            isPackedAlready(entry.name) || entry.bytes.size() < 64 || stored.contains(entry.name);
        if (auto added = addEntry(archive.get(), entry, store); !added)
            return tl::unexpected(std::move(added.error()));
    }
    if (zip_close(archive.get()) != 0) return zipFailed(zip_strerror(archive.get()));
    static_cast<void>(archive.release());
    return bytesOf(buffer.get());
}

/// Names of the entries that shrank so well that a reader would take the pack for a bomb; none when it would
/// not.
base::Result<Names> findTooDense(const std::string& bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return zipFailed("out of memory");
    const std::unique_ptr<zip_t, ZipDiscard> archive(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!archive) {
        zip_source_free(source);
        return zipFailed(zip_error_strerror(&error));
    }
    std::vector<ZipEntry> entries;
    Names dense;
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t info;
        if (zip_stat_index(archive.get(), i, 0, &info) != 0) return zipFailed(zip_strerror(archive.get()));
        entries.push_back({info.name, i, info.size, info.comp_size});
        if (info.size / packLimits.allRatio > info.comp_size) dense.insert(info.name);
    }
    return checkEntries(entries, {}).empty() ? Names{} : dense;
}

/// Everything wrong with what was handed in.
std::vector<base::Problem> checkInput(const std::vector<PackEntry>& entries) {
    std::vector<ZipEntry> rows;
    std::vector<base::Problem> problems;
    for (const auto& entry : entries) {
        rows.push_back({entry.name, 0, entry.bytes.size(), entry.bytes.size()});
        if (entry.name == manifestName) {
            problems.push_back(
                {{}, entry.name, "the pack makes this entry itself", "give the entry another name"});
        }
        if (looksLikeArchive(entry.bytes)) {
            problems.push_back({{},
                                base::visibleText(entry.name),
                                "an archive inside of a pack",
                                "add its files one by one"});
        }
    }
    for (auto& problem : checkEntries(rows, {})) {
        problem.remedy = "rename, shorten or leave out this entry";
        problems.push_back(std::move(problem));
    }
    return problems;
}

Manifest describe(const std::string& title, const std::string& createdAt,
                  const std::vector<PackEntry>& entries) {
    Manifest manifest{title, createdAt, {}};
    std::vector<std::uint64_t> weights;
    for (const auto& entry : entries) weights.push_back(entry.bytes.size());
    manifest.entries.resize(entries.size());
    constexpr std::uint64_t worthIt = 1U << 20U;
    inParallel(stretchesOf(weights, worthIt), [&](std::size_t, const Stretch& stretch) {
        for (std::size_t i = stretch.begin; i < stretch.end; ++i)
            manifest.entries[i] = {entries[i].name, entries[i].bytes.size(), base::sha256(entries[i].bytes)};
    });
    return manifest;
}

}  // namespace

base::Status writePack(const std::filesystem::path& file, const std::string& title,
                       std::vector<PackEntry> entries, const std::string& createdAt) {
    std::ranges::sort(entries, {}, &PackEntry::name);
    if (auto problems = checkInput(entries); !problems.empty()) {
        return base::fail(base::ErrorCode::InvalidInput, "some entries cannot go into a pack", file.string(),
                          std::move(problems));
    }
    if (!base::isValidUtf8(title) || !base::isValidUtf8(createdAt)) {
        return base::failInput(
            {file.string(), "/title", "the title of the pack is not valid text", "type it again"});
    }
    std::string manifest = manifestToJson(describe(title, createdAt, entries));
    if (manifest.size() > packLimits.entryBytes) {
        return base::failInput(
            {file.string(), {}, "the list of entries would be too long", "make two packs"});
    }
    entries.insert(entries.begin(), {std::string(manifestName), std::move(manifest)});
    auto bytes = zipEntries(entries, {});
    if (!bytes) return tl::unexpected(std::move(bytes.error()));
    auto dense = findTooDense(*bytes);
    if (!dense) return tl::unexpected(std::move(dense.error()));
    if (!dense->empty()) bytes = zipEntries(entries, *dense);
    if (!bytes) return tl::unexpected(std::move(bytes.error()));
    if (bytes->size() > packLimits.fileBytes) {
        return base::failInput({file.string(),
                                {},
                                base::format("the pack would be larger than {} bytes", packLimits.fileBytes),
                                "leave out pictures, or make two packs"});
    }
    return base::AtomicFile::write(file, *bytes);
}

}  // namespace groundglass::store
