#include "groundglass/base/files.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace groundglass::base {

namespace {

namespace fs = std::filesystem;

std::string_view remedyFor(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return "free some space on this disk, then try again";
        case EACCES:
        case EPERM:
            return "check the permissions, or save a copy elsewhere";
        case EROFS:
            return "the disk is read-only: save a copy elsewhere";
        case ENOENT:
            return "check that the folder still exists";
        default:
            return "try again, or save a copy elsewhere";
    }
}

tl::unexpected<Error> ioError(const fs::path& file, std::string_view doing, int error) {
    const std::string message = fmt::format("{}: {}", doing, std::strerror(error));
    return fail(ErrorCode::Io, message, file.string(),
                {{file.string(), {}, message, std::string(remedyFor(error))}});
}

/// A descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    /// 0 or errno.
    int close() {
        const int fd = m_fd;
        m_fd = -1;
        return ::close(fd) == 0 || errno == EINTR ? 0 : errno;
    }

private:
    int m_fd;
};

int openRetry(const char* file, int flags, mode_t mode = 0) {
    int fd = -1;
    do {
        fd = ::open(file, flags | O_CLOEXEC, mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(fd, bytes.data(), bytes.size());
        if (done < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return 0;
}

/// Writes and syncs the temporary file; it is removed by the caller when this fails.
Status fillTemporary(const fs::path& target, const fs::path& temporary, std::string_view bytes,
                     mode_t finalMode) {
    Descriptor fd(openRetry(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600));
    if (fd.get() < 0) return ioError(target, "cannot create a file in this folder", errno);
    if (const int error = writeAll(fd.get(), bytes); error != 0)
        return ioError(target, "writing failed", error);
    if (::fsync(fd.get()) != 0) return ioError(target, "the disk did not confirm the data", errno);
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0 || static_cast<std::size_t>(info.st_size) != bytes.size()) {
        return ioError(target, "the file came out shorter than written", ENOSPC);
    }
    if (::fchmod(fd.get(), finalMode) != 0)
        return ioError(target, "cannot set the file's permissions", errno);
    if (const int error = fd.close(); error != 0) return ioError(target, "closing failed", error);
    return {};
}

mode_t newFileMode() {
    // Linux tells the mask without setting it, which would be everybody's for a moment.
    constexpr std::string_view key = "\nUmask:";
    if (const auto status = readFile("/proc/self/status", 1U << 16U)) {
        const auto at = status->find(key);
        if (at != std::string::npos) {
            const char* text = status->c_str() + at + key.size();
            return 0666 & ~static_cast<mode_t>(std::strtoul(text, nullptr, 8));
        }
    }
    return 0644;
}

}  // namespace

Result<std::string> readFile(const fs::path& file, std::uintmax_t limit) {
    // Opening a pipe that has a name waits for somebody to write into it, perhaps for ever. What a shell
    // hands over (`/dev/stdin`, `/dev/fd/63`) is open already.
    struct stat before {};
    const bool handedOver = file.native().starts_with("/dev/") || file.native().starts_with("/proc/");
    if (!handedOver && ::stat(file.c_str(), &before) == 0 && !S_ISREG(before.st_mode) &&
        !S_ISDIR(before.st_mode)) {
        const std::string_view message = "this is a pipe or a device, not a file";
        return fail(ErrorCode::Io, std::string(message), file.string(),
                    {{file.string(), {}, std::string(message), "choose a file"}});
    }
    Descriptor fd(openRetry(file.c_str(), O_RDONLY));
    if (fd.get() < 0) {
        const int error = errno;
        if (error != ENOENT && error != ENOTDIR) return ioError(file, "cannot open the file", error);
        return fail(ErrorCode::NotFound, "the file does not exist", file.string(),
                    {{file.string(), {}, "the file does not exist", "check the path"}});
    }
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0) return ioError(file, "cannot look at the file", errno);
    if (S_ISDIR(info.st_mode)) return ioError(file, "this is a folder, not a file", EISDIR);
    std::string bytes;
    // One more than the file has, so that the second read finds the end; what has no size grows as it comes.
    constexpr std::size_t piece = 1U << 16U;
    const auto known = static_cast<std::uintmax_t>(std::max<off_t>(info.st_size, 0));
    bytes.resize(known > 0 && known <= limit ? static_cast<std::size_t>(known) + 1 : piece);
    std::size_t filled = 0;
    while (true) {
        if (filled == bytes.size()) bytes.resize(bytes.size() + piece);
        const ssize_t count = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return ioError(file, "reading failed", errno);
        filled += static_cast<std::size_t>(count);
        if (filled > limit) {
            const std::string message = fmt::format("larger than the {} bytes that are read", limit);
            return fail(ErrorCode::Io, message, file.string(),
                        {{file.string(), {}, message, "this is probably not the file you meant"}});
        }
        if (count > 0) continue;
        bytes.resize(filled);
        return bytes;
    }
}

std::optional<FilePrint> filePrint(const fs::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return std::nullopt;
    return FilePrint{static_cast<std::uintmax_t>(info.st_size),
                     static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec,
                     static_cast<std::uint64_t>(info.st_ino)};
}

Status AtomicFile::write(const fs::path& file, std::string_view bytes) {
    std::error_code error;
    fs::path target = file;
    if (fs::is_symlink(file, error)) {
        target = fs::canonical(file, error);
        if (error) return ioError(file, "the link leads nowhere", ENOENT);
    }
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) return ioError(file, "a folder has this name", EISDIR);
    if (exists && old.st_nlink > 1) {
        const std::string_view message =
            "the file has a second name (a hard link), and replacing it would part them";
        return fail(
            ErrorCode::Io, std::string(message), file.string(),
            {{file.string(), {}, std::string(message), "save a copy elsewhere, or remove the other name"}});
    }
    if (exists && ::access(target.c_str(), W_OK) != 0)
        return ioError(file, "the file is write-protected", errno);
    const mode_t mode = exists ? old.st_mode & 07777 : newFileMode();
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const fs::path temporary = folder / (std::string(temporaryPrefix) + randomHex(8));
    if (auto filled = fillTemporary(target, temporary, bytes, mode); !filled) {
        ::unlink(temporary.c_str());
        return filled;
    }
    if (::rename(temporary.c_str(), target.c_str()) != 0) {
        const int renameError = errno;
        ::unlink(temporary.c_str());
        return ioError(target, "cannot replace the file", renameError);
    }
    return syncFolder(folder);
}

Status makeFolder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return {};
    fs::create_directories(folder, error);
    if (error) return ioError(folder, "cannot make the folder", error.value());
    return syncFolder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
}

Status syncFolder(const fs::path& folder) {
    Descriptor fd(openRetry(folder.c_str(), O_RDONLY | O_DIRECTORY));
    if (fd.get() < 0) return ioError(folder, "cannot open the folder", errno);
    // Some file systems cannot sync a folder and say EINVAL: there the rename is as safe as it gets.
    if (::fsync(fd.get()) != 0 && errno != EINVAL)
        return ioError(folder, "the disk did not confirm the change", errno);
    return {};
}

}  // namespace groundglass::base
