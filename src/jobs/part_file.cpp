#include "jobs/part_file.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/hash.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

namespace groundglass::jobs {
namespace {

constexpr std::int64_t syncEvery = 8 << 20;
constexpr std::int64_t clipMost = std::int64_t{2} << 30;

std::int64_t number(std::string_view text, std::int64_t otherwise) {
    std::int64_t value = otherwise;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() && value >= 0 ? value
                                                                                             : otherwise;
}

/// "bytes 100-199/200" → {100, 200}; −1 for what is not told.
std::pair<std::int64_t, std::int64_t> contentRange(std::string_view text) {
    if (!text.starts_with("bytes ")) return {-1, -1};
    text.remove_prefix(6);
    const auto dash = text.find('-');
    const auto slash = text.find('/');
    if (dash == std::string_view::npos || slash == std::string_view::npos || dash > slash) return {-1, -1};
    return {number(text.substr(0, dash), -1), number(text.substr(slash + 1), -1)};
}

std::string strongTag(const HttpAnswer& head) {
    const std::string_view tag = head.header("etag");
    return tag.starts_with('"') ? std::string(tag) : std::string{};
}

/// ".mp4", ".webm", or nothing for what is not a clip, whatever its name.
const char* endingOf(int descriptor) {
    std::array<char, 12> head{};
    const ssize_t got = ::pread(descriptor, head.data(), head.size(), 0);
    const std::string_view bytes(head.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    if (bytes.size() < 8) return nullptr;
    if (bytes.substr(4, 4) == "ftyp") return ".mp4";
    return bytes.substr(0, 4) == "\x1a\x45\xdf\xa3" ? ".webm" : nullptr;
}

}  // namespace

base::Result<std::unique_ptr<PartFile>> PartFile::open(const std::filesystem::path& file, std::int64_t offset,
                                                       std::int64_t length, std::string etag) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return base::fail(base::ErrorCode::Io, "the part of a clip cannot be opened", file.string());
    const off_t there = ::lseek(descriptor, 0, SEEK_END);
    if (there < offset || etag.empty()) offset = 0;  // nothing that could be gone on with
    if (::ftruncate(descriptor, offset) != 0 || ::lseek(descriptor, offset, SEEK_SET) != offset) {
        ::close(descriptor);
        return base::fail(base::ErrorCode::Io, "the part of a clip cannot be written", file.string());
    }
    return std::unique_ptr<PartFile>(new PartFile(descriptor, offset, length, std::move(etag)));
}

PartFile::~PartFile() {
    ::close(m_descriptor);
}

bool PartFile::begin(const HttpAnswer& head) {
    m_begun = true;
    if (head.status == 206) {
        const auto [from, total] = contentRange(head.header("content-range"));
        const bool same = from == m_offset && m_offset > 0 && (m_length < 0 || total == m_length) &&
                          strongTag(head) == m_etag;
        if (!same) return stop(Trouble::Changed);
        m_length = total;
        return true;
    }
    if (::ftruncate(m_descriptor, 0) != 0 || ::lseek(m_descriptor, 0, SEEK_SET) != 0)
        return stop(Trouble::Disk);
    m_offset = 0;
    m_synced = 0;
    m_length = number(head.header("content-length"), -1);
    m_etag = strongTag(head);
    return true;
}

bool PartFile::take(const HttpAnswer& head, std::string_view bytes) {
    if (!m_begun && !begin(head)) return false;
    if (m_offset + static_cast<std::int64_t>(bytes.size()) > clipMost) return stop(Trouble::TooLarge);
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return stop(Trouble::Disk);
        m_offset += written;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (m_offset - m_synced >= syncEvery && !sync()) return stop(Trouble::Disk);
    return true;
}

base::Status PartFile::sync() {
    if (::fdatasync(m_descriptor) != 0)
        return base::fail(base::ErrorCode::Io, "the part of a clip cannot be synced");
    m_synced = m_offset;
    return {};
}

base::Result<SealedClip> sealClip(const std::filesystem::path& part, const std::filesystem::path& stem) {
    const int descriptor = ::open(part.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return base::fail(base::ErrorCode::Io, "the clip is not there", part.string());
    const char* const ending = endingOf(descriptor);
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (ending == nullptr)
        return base::fail(base::ErrorCode::InvalidInput, "what came is not a clip", part.string());
    if (!synced) return base::fail(base::ErrorCode::Io, "the clip cannot be synced", part.string());
    const auto hash = base::sha256File(part);
    if (!hash) return tl::unexpected(hash.error());
    SealedClip sealed{.file = stem.string() + ending, .sha256 = *hash};
    std::error_code error;
    std::filesystem::rename(part, sealed.file, error);
    if (error) return base::fail(base::ErrorCode::Io, "the clip cannot be renamed", part.string());
    if (auto done = base::syncFolder(stem.parent_path()); !done) return tl::unexpected(done.error());
    return sealed;
}

std::int64_t freeBytes(const std::filesystem::path& folder) {
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    return error ? clipMost : static_cast<std::int64_t>(space.available);
}

}  // namespace groundglass::jobs
