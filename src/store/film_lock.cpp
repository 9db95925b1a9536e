#include "groundglass/store/film_lock.hpp"

#include "film_files.hpp"
#include "process.hpp"

#include "groundglass/base/clock.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/json.hpp"
#include "groundglass/base/utf8.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view lockSchema = "groundglass/lock";
constexpr std::uintmax_t lockLimit = 16U << 10U;

std::string hostName() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
    return name.data();
}

/// The id itself is not for others to read.
std::string machineKey() {
    const auto id = base::readFile("/etc/machine-id", 256);
    if (!id || id->size() < 32) return {};
    return base::sha256("groundglass lock " + id->substr(0, 32)).substr(0, 32);
}

std::string accountName() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return {};
    return found->pw_name;
}

std::string programName() {
    std::error_code error;
    const auto path = fs::read_symlink("/proc/self/exe", error);
    return error ? std::string("groundglass") : path.filename().string();
}

LockHolder ourselves() {
    LockHolder us;
    us.program = programName();
    us.person = accountName();
    us.host = hostName();
    us.machine = machineKey();
    us.pid = ::getpid();
    us.since = base::toIsoTime(base::SystemClock().utcMs());
    us.boot = base::bootId();
    us.started = startOfProcess(us.pid);
    us.namespaces = processNamespace();
    return us;
}

std::string textOf(const LockHolder& holder) {
    return base::writeJson({{"schema", lockSchema},
                            {"version", 1},
                            {"key", base::randomId("lock")},
                            {"program", holder.program},
                            {"person", holder.person},
                            {"host", holder.host},
                            {"machine", holder.machine},
                            {"pid", holder.pid},
                            {"since", holder.since},
                            {"boot", holder.boot},
                            {"started", holder.started},
                            {"namespace", holder.namespaces}});
}

/// A lock that cannot be read holds as well: nothing proves that its program is gone.
LockHolder holderOf(const std::string& text) {
    LockHolder holder;
    holder.program = "another program";
    const auto json = base::parseJson(text);
    if (!json || !json->is_object()) return holder;
    const auto word = [&](const char* key, std::string& to) {
        if (const auto found = json->find(key); found != json->end() && found->is_string())
            to = base::visibleText(found->get<std::string>());
    };
    word("program", holder.program);
    word("person", holder.person);
    word("host", holder.host);
    word("machine", holder.machine);
    word("since", holder.since);
    word("boot", holder.boot);
    word("started", holder.started);
    word("namespace", holder.namespaces);
    if (const auto pid = json->find("pid"); pid != json->end() && pid->is_number_integer())
        holder.pid = pid->get<std::int64_t>();
    return holder;
}

/// By the id where both have one: two machines of one network may bear the same name.
bool isHere(const LockHolder& holder) {
    const std::string machine = machineKey();
    if (!machine.empty() && !holder.machine.empty()) return holder.machine == machine;
    return holder.machine == machine && holder.host == hostName();
}

bool isGone(const LockHolder& holder) {
    const std::string boot = base::bootId();
    if (!isHere(holder) || holder.boot.empty() || boot == "unknown") return false;
    if (holder.boot != boot) return true;
    if (holder.namespaces != processNamespace() || holder.pid <= 0) return false;
    return startOfProcess(holder.pid) != holder.started;
}

bool isOurs(const LockHolder& holder) {
    return holder.pid == ::getpid() && isHere(holder) && holder.boot == base::bootId() &&
           holder.namespaces == processNamespace();
}

fs::path lockPath(const fs::path& folder) {
    return folder / lockFile;
}

tl::unexpected<base::Error> cannotLock(const fs::path& folder, int error) {
    const std::string message = base::format("the film cannot be locked: {}", std::strerror(error));
    return base::fail(
        base::ErrorCode::Io, message, folder.string(),
        {{std::string(lockFile), {}, message, "check the permissions, or save a copy elsewhere"}});
}

tl::unexpected<base::Error> heldBy(base::ErrorCode code, const fs::path& folder, const LockHolder& holder) {
    const std::string message = base::format("the film is open in {}", holder.words());
    return base::fail(code, message, folder.string(),
                      {{std::string(lockFile),
                        {},
                        message,
                        "close it there, or save a copy; if that program is surely gone, delete the file"}});
}

/// Puts a whole lock file in place unless there is one: 0 or errno.
int putInPlace(const fs::path& folder, const std::string& text) {
    const fs::path ready = folder / (std::string(base::temporaryPrefix) + base::randomId("lock"));
    if (auto written = base::AtomicFile::write(ready, text); !written) {
        return ::access(folder.c_str(), W_OK) != 0 ? errno : EIO;
    }
    int error = ::link(ready.c_str(), lockPath(folder).c_str()) == 0 ? 0 : errno;
    const bool linkless = error == EPERM || error == EOPNOTSUPP || error == ENOSYS;
    if (linkless)
        error =
            ::renameat2(AT_FDCWD, ready.c_str(), AT_FDCWD, lockPath(folder).c_str(), RENAME_NOREPLACE) == 0
                ? 0
                : errno;
    ::unlink(ready.c_str());
    return error;
}

/// Takes the lock of a program that is gone out of the way, but not one that somebody else has just made.
void clearGone(const fs::path& folder, const std::string& judged) {
    const fs::path aside = folder / (std::string(base::temporaryPrefix) + base::randomId("gone"));
    if (::rename(lockPath(folder).c_str(), aside.c_str()) != 0) return;
    const auto moved = base::readFile(aside, lockLimit);
    // Should a third one have made a lock meanwhile, then that one holds the film: a failed link is right.
    const bool back = moved && *moved != judged && ::link(aside.c_str(), lockPath(folder).c_str()) == 0;
    if (back) static_cast<void>(base::syncFolder(folder));
    ::unlink(aside.c_str());
}

}  // namespace

std::string LockHolder::words() const {
    std::string text = program;
    if (!person.empty()) text += base::format(" of {}", person);
    if (!host.empty()) text += base::format(" on {}", host);
    if (!since.empty()) text += base::format(", since {}", since);
    if (pid > 0) text += base::format(" (process {})", pid);
    return text;
}

FilmLock::FilmLock(fs::path folder, std::string text)
    : m_folder(std::move(folder)), m_text(std::move(text)) {}

FilmLock::FilmLock(FilmLock&& other) noexcept
    : m_folder(std::move(other.m_folder)), m_text(std::exchange(other.m_text, {})) {}

FilmLock& FilmLock::operator=(FilmLock&& other) noexcept {
    if (this == &other) return *this;
    release();
    m_folder = std::move(other.m_folder);
    m_text = std::exchange(other.m_text, {});
    return *this;
}

FilmLock::~FilmLock() {
    release();
}

void FilmLock::release() noexcept {
    if (m_text.empty()) return;
    if (const auto text = base::readFile(lockPath(m_folder), lockLimit); text && *text == m_text)
        ::unlink(lockPath(m_folder).c_str());
    m_text.clear();
}

base::Result<FilmLock> FilmLock::take(const fs::path& folder) {
    const std::string text = textOf(ourselves());
    constexpr int tries = 3;  // each but the last after a lock that was gone
    for (int i = 0;; ++i) {
        const int error = putInPlace(folder, text);
        if (error == 0) return FilmLock(folder, text);
        if (error != EEXIST) return cannotLock(folder, error);
        const auto there = base::readFile(lockPath(folder), lockLimit);
        const LockHolder holder = holderOf(there ? *there : std::string{});
        const bool gone = there ? isGone(holder) : there.error().code == base::ErrorCode::NotFound;
        if (!gone || i + 1 == tries) return heldBy(base::ErrorCode::InvalidInput, folder, holder);
        if (there) clearGone(folder, *there);
    }
}

std::optional<LockHolder> FilmLock::holder(const fs::path& folder) {
    const auto there = base::readFile(lockPath(folder), lockLimit);
    if (!there && there.error().code == base::ErrorCode::NotFound) return std::nullopt;
    LockHolder holder = holderOf(there ? *there : std::string{});
    if (isGone(holder)) return std::nullopt;
    return holder;
}

base::Status checkWritable(const fs::path& folder) {
    const auto holder = FilmLock::holder(folder);
    if (!holder || isOurs(*holder)) return {};
    return heldBy(base::ErrorCode::Io, folder, *holder);
}

}  // namespace groundglass::store
