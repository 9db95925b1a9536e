#include "jobs/mirror.hpp"

#include "groundglass/base/files.hpp"
#include "jobs/record_json.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <exception>
#include <map>
#include <string_view>

namespace groundglass::jobs {
namespace {

std::string line(const Entry& entry) {
    base::Json json{{"job", toJson(entry.job)},        {"endpoint", toJson(entry.endpoint)},
                    {"attempt", entry.attempt.str()},  {"attempts", entry.attempts},
                    {"accepted_ms", entry.acceptedMs}, {"cancel_wish", entry.cancelWish},
                    {"expires_ms", entry.expiresMs},   {"deaths", entry.deaths}};
    if (!entry.formerIds.empty()) json["former_ids"] = entry.formerIds;
    if (!entry.trail.empty()) json["trail"] = entry.trail;
    return base::compactJson(json) + "\n";
}

base::Result<Entry> entryFrom(std::string_view text) {
    const auto json = base::parseJson(text, "jobs.jsonl", recordLimits());
    if (!json) return tl::unexpected(json.error());
    try {
        auto job = jobFromJson(json->at("job"));
        auto endpoint = endpointFromJson(json->at("endpoint"));
        if (!job) return tl::unexpected(job.error());
        if (!endpoint) return tl::unexpected(endpoint.error());
        Entry entry;
        entry.job = std::move(*job);
        entry.endpoint = std::move(*endpoint);
        entry.attempt = AttemptId{json->at("attempt").get<std::string>()};
        entry.attempts = json->at("attempts").get<int>();
        entry.acceptedMs = json->at("accepted_ms").get<std::int64_t>();
        entry.cancelWish = json->at("cancel_wish").get<bool>();
        entry.expiresMs = json->at("expires_ms").get<std::int64_t>();
        entry.deaths = json->value("deaths", 0);
        entry.formerIds = json->value("former_ids", std::vector<std::string>());
        entry.trail = json->value("trail", std::string());
        return entry;
    } catch (const std::exception&) {
        return base::fail(base::ErrorCode::InvalidInput, "a line of jobs.jsonl is not whole");
    }
}

base::Status writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return base::fail(base::ErrorCode::Io, "jobs.jsonl cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace

base::Result<Mirror> Mirror::open(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return base::fail(base::ErrorCode::Io, "jobs.jsonl cannot be opened", file.string());
    Mirror mirror(descriptor);
    // A line that a crash tore is closed, so that the next one stands alone.
    if (::lseek(descriptor, 0, SEEK_END) > 0) {
        if (auto closed = writeAll(descriptor, "\n"); !closed) return tl::unexpected(closed.error());
    }
    return mirror;
}

Mirror::Mirror(Mirror&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

Mirror& Mirror::operator=(Mirror&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

Mirror::~Mirror() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

base::Status Mirror::append(const std::vector<Entry>& entries) {
    std::string text;
    for (const Entry& entry : entries) {
        if (entry.job.state != JobState::Running && entry.job.state != JobState::Downloading)
            text += line(entry);
    }
    if (text.empty()) return {};
    if (auto written = writeAll(m_descriptor, text); !written) return written;
    if (::fdatasync(m_descriptor) != 0) return base::fail(base::ErrorCode::Io, "jobs.jsonl cannot be synced");
    return {};
}

base::Result<Mirror::Read> Mirror::read(const std::filesystem::path& file) {
    const auto bytes = base::readFile(file, std::uintmax_t{1} << 30U);
    if (!bytes) return tl::unexpected(bytes.error());
    std::map<JobId, Entry> last;
    Read result;
    std::string_view rest = *bytes;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const std::string_view text = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (text.empty()) continue;
        auto entry = entryFrom(text);
        if (entry) {
            const JobId id = entry->job.id;
            last.insert_or_assign(id, std::move(*entry));
        } else {
            result.torn = true;
        }
    }
    for (auto& [id, entry] : last) result.entries.push_back(std::move(entry));
    return result;
}

base::Status Mirror::rewrite(const std::filesystem::path& file, const std::vector<Entry>& entries) {
    std::string text;
    for (const Entry& entry : entries) text += line(entry);
    return base::AtomicFile::write(file, text);
}

}  // namespace groundglass::jobs
