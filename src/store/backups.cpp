#include "groundglass/store/backups.hpp"

#include "film_files.hpp"
#include "new_folder.hpp"
#include "state_files.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/json.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view backupSchema = "groundglass/backup";
constexpr std::string_view backupEnding = ".backup";
constexpr std::size_t newestKept = 10;
constexpr std::uintmax_t mostBytes = 200'000'000;
constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t month = 31 * day;

/// One file: which files the film had (`index`: path → print of its text) and the texts that are new in it.
/// The text of a path is in the newest file, from this one back, that holds it.
struct Step {
    std::int64_t at{};
    std::map<std::string, std::string> index;
    FileTexts texts;
};

/// FNV-1a, 64 bits: tells texts of one path apart, nothing more.
std::string printOf(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return base::format("{:016x}{:x}", hash, text.size());
}

std::string textOf(const Step& step) {
    return base::compactJson({{"schema", backupSchema},
                              {"version", 1},
                              {"at", step.at},
                              {"index", step.index},
                              {"texts", step.texts}});
}

bool allTexts(const base::Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_object() &&
           std::ranges::all_of(*found, [](const base::Json& value) { return value.is_string(); });
}

std::optional<Step> readStep(const fs::path& file) {
    base::JsonLimits limits;
    limits.bytes = 256U << 20U;
    limits.stringBytes = 16U << 20U;
    const auto json = base::readJson(file.string(), limits);
    if (!json || !json->is_object() || json->value("schema", base::Json()) != backupSchema ||
        json->value("version", base::Json()) != 1 || !json->contains("at") ||
        !json->at("at").is_number_integer() || !allTexts(*json, "index") || !allTexts(*json, "texts")) {
        return std::nullopt;
    }
    return Step{json->at("at").get<std::int64_t>(),
                json->at("index").get<std::map<std::string, std::string>>(),
                json->at("texts").get<FileTexts>()};
}

/// Times of the backup files, oldest first.
std::vector<std::int64_t> timesIn(const fs::path& place) {
    std::vector<std::int64_t> times;
    std::error_code error;
    for (fs::directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() != backupEnding) continue;
        const std::string name = at->path().stem().string();
        std::int64_t time = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), time);
        if (read.ec == std::errc() && read.ptr == name.data() + name.size()) times.push_back(time);
    }
    std::ranges::sort(times);
    return times;
}

fs::path stepFile(const fs::path& place, std::int64_t at) {
    return place / base::format("{:014}{}", at, backupEnding);
}

/// Those of `times` (oldest first) that the rule of hours and days does not keep.
std::vector<std::int64_t> spare(const std::vector<std::int64_t>& times, std::int64_t now) {
    std::vector<std::int64_t> gone;
    std::set<std::int64_t> slots;
    std::size_t newer = 0;
    for (auto at = times.rbegin(); at != times.rend(); ++at, ++newer) {
        const std::int64_t age = now - *at;
        const std::int64_t slot = age < day ? *at / hour : -1 - *at / day;
        const bool first = age < month && slots.insert(slot).second;
        if (newer >= newestKept && !first) gone.push_back(*at);
    }
    return gone;
}

/// The next backup after `at` that can be read, and its time; nothing when there is none.
std::optional<std::pair<std::int64_t, Step>> heirOf(const fs::path& place,
                                                    const std::vector<std::int64_t>& times,
                                                    std::vector<std::int64_t>::const_iterator at) {
    for (auto next = std::next(at); next != times.end(); ++next) {
        if (auto step = readStep(stepFile(place, *next))) return std::pair(*next, std::move(*step));
    }
    return std::nullopt;
}

/// Lets one backup go; what later ones need of it moves into the next that can be read. Without such a one it
/// stays. Gives whether it is gone.
base::Result<bool> dropStep(const fs::path& place, std::vector<std::int64_t>& times, std::int64_t time) {
    const auto at = std::ranges::find(times, time);
    if (at == times.end()) return false;
    auto heir = heirOf(place, times, at);
    if (!heir) return false;
    auto& [heirTime, step] = *heir;
    if (auto old = readStep(stepFile(place, time))) {
        for (auto& [path, text] : old->texts) {
            const auto wanted = step.index.find(path);
            if (wanted != step.index.end() && wanted->second == printOf(text))
                step.texts.emplace(path, std::move(text));
        }
        if (auto written = base::AtomicFile::write(stepFile(place, heirTime), textOf(step)); !written)
            return tl::unexpected(std::move(written.error()));
    }
    std::error_code ignored;
    fs::remove(stepFile(place, time), ignored);
    times.erase(at);
    return true;
}

std::uintmax_t bytesOf(const fs::path& place, const std::vector<std::int64_t>& times) {
    std::uintmax_t bytes = 0;
    for (const auto time : times) {
        if (const auto print = base::filePrint(stepFile(place, time))) bytes += print->size;
    }
    return bytes;
}

base::Status thinOut(const fs::path& place, std::int64_t now) {
    auto times = timesIn(place);
    for (const std::int64_t time : spare(times, now)) {
        if (auto dropped = dropStep(place, times, time); !dropped)
            return tl::unexpected(std::move(dropped.error()));
    }
    while (times.size() > 1 && bytesOf(place, times) > mostBytes) {
        const auto dropped = dropStep(place, times, times.front());
        if (!dropped) return tl::unexpected(dropped.error());
        if (!*dropped) break;
    }
    return {};
}

/// The film's files as the backup of that time holds them. Errors: InvalidInput (a file of them is missing).
base::Result<FileTexts> textsAt(const fs::path& place, std::int64_t time) {
    const auto damaged = [&] {
        return base::failInput(
            {stepFile(place, time).string(), {}, "the backup is damaged", "use an older one"});
    };
    const auto wanted = readStep(stepFile(place, time));
    if (!wanted) return damaged();
    FileTexts texts;
    auto times = timesIn(place);
    std::ranges::reverse(times);
    for (const std::int64_t at : times) {
        if (at > time || texts.size() == wanted->index.size()) continue;
        auto step = readStep(stepFile(place, at));
        if (!step) continue;
        for (auto& [path, text] : step->texts) {
            const auto listed = wanted->index.find(path);
            if (listed != wanted->index.end() && listed->second == printOf(text))
                texts.emplace(path, std::move(text));
        }
    }
    if (texts.size() != wanted->index.size()) return damaged();
    return texts;
}

}  // namespace

base::Status keepBackup(const fs::path& stateFolder, const LoadedFilm& saved, std::int64_t now) {
    const fs::path place = statePlace(stateFolder, "backups", saved.folder);
    const auto times = timesIn(place);
    std::optional<Step> last;
    if (!times.empty()) last = readStep(stepFile(place, times.back()));
    Step step;
    step.at = times.empty() ? now : std::max(now, times.back() + 1);
    for (const auto& [path, text] : saved.texts) {
        std::string print = printOf(text);
        const bool known = last && last->index.contains(path) && last->index.at(path) == print;
        if (!known) step.texts.emplace(path, text);
        step.index.emplace(path, std::move(print));
    }
    if (last && step.index == last->index) return {};
    if (auto made = base::makeFolder(place); !made) return made;
    if (auto written = base::AtomicFile::write(stepFile(place, step.at), textOf(step)); !written)
        return written;
    return thinOut(place, now);
}

std::vector<Backup> findBackups(const fs::path& stateFolder, const fs::path& folder) {
    const fs::path place = statePlace(stateFolder, "backups", folder);
    std::vector<Backup> found;
    for (const std::int64_t time : timesIn(place)) {
        if (const auto step = readStep(stepFile(place, time)))
            found.push_back({std::to_string(time), step->at, step->texts.size()});
    }
    std::ranges::reverse(found);
    return found;
}

base::Status restoreBackup(const fs::path& stateFolder, const fs::path& folder, const std::string& id,
                           const fs::path& to) {
    const fs::path place = statePlace(stateFolder, "backups", folder);
    const auto times = timesIn(place);
    const auto time = std::ranges::find_if(times, [&](std::int64_t at) { return std::to_string(at) == id; });
    if (time == times.end())
        return base::fail(base::ErrorCode::NotFound, "there is no such backup of this film", folder.string());
    const auto texts = textsAt(place, *time);
    if (!texts) return tl::unexpected(texts.error());
    return makeWhole(to, [&](const fs::path& draft) -> base::Status {
        for (const auto& [path, text] : *texts) {
            if (!isItemPath(path))
                return base::failInput({path, {}, "the backup names a file that a film does not have", {}});
            const fs::path file = draft / path;
            if (auto made = base::makeFolder(file.parent_path()); !made) return made;
            if (auto written = base::AtomicFile::write(file, text); !written) return written;
        }
        std::error_code error;
        if (!fs::is_directory(fs::symlink_status(folder / referencesFolder, error))) return {};
        if (auto made = base::makeFolder(draft / referencesFolder); !made) return made;
        return copyTree(folder / referencesFolder, draft / referencesFolder);
    });
}

}  // namespace groundglass::store
