#include "film_files.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"
#include "groundglass/base/ids.hpp"
#include "groundglass/base/utf8.hpp"
#include "groundglass/film/json.hpp"
#include "groundglass/store/film_folder.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <system_error>
#include <tuple>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view reviewEnding = ".review.json";

std::string relativeName(const fs::path& folder, const fs::path& file) {
    return base::visibleText(file.lexically_relative(folder).generic_string());
}

void takeOver(std::vector<base::Problem>& to, base::Error error, const std::string& file) {
    if (error.problems.empty()) error.problems.push_back({file, {}, error.message, {}});
    for (auto& problem : error.problems) problem.file = file;
    std::ranges::move(error.problems, std::back_inserter(to));
}

/// Reads the record's review, when there is one.
void readReview(Takes& found, const fs::path& folder, const fs::path& record, const film::TakeId& id) {
    fs::path file = record;
    file.replace_extension();
    file += reviewEnding;
    auto text = base::readFile(file);
    if (!text) {
        if (text.error().code != base::ErrorCode::NotFound) {
            takeOver(found.problems, std::move(text.error()), relativeName(folder, file));
        }
        return;
    }
    auto review = film::reviewFromJson(*text, relativeName(folder, file));
    if (review) {
        found.reviews.emplace(id, std::move(*review));
    } else {
        takeOver(found.problems, std::move(review.error()), relativeName(folder, file));
    }
}

void readTake(Takes& found, const fs::path& folder, const fs::path& record) {
    const std::string name = relativeName(folder, record);
    auto text = base::readFile(record);
    if (!text) return takeOver(found.problems, std::move(text.error()), name);
    auto take = film::takeFromJson(*text, name);
    if (!take) return takeOver(found.problems, std::move(take.error()), name);
    if (take->id.str() != record.stem().string()) {
        found.problems.push_back(
            {name, "/id", base::format("the id \"{}\" and the file's name do not match", take->id.str()),
             "give the file its old name back"});
        return;
    }
    const fs::path clip = take->clip;
    std::error_code error;
    if (clip.empty() || clip != clip.filename()) {
        found.problems.push_back({name, "/clip", "the clip's name leads out of the folder of its take",
                                  "name a file that lies beside the record"});
        return;
    }
    if (!fs::is_regular_file(fs::symlink_status(record.parent_path() / clip, error))) {
        found.problems.push_back({name, "/clip", base::format("the clip \"{}\" is missing", take->clip),
                                  "bring the clip back from a copy of the film"});
    }
    readReview(found, folder, record, take->id);
    found.takes.push_back(std::move(*take));
}

std::string endingOf(const fs::path& clip) {
    std::string ending = base::lowerAscii(clip.extension().string());
    const bool plain =
        ending.size() > 1 && ending.size() <= 6 && std::ranges::all_of(ending.substr(1), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        });
    return plain && ending != ".json" ? ending : ".clip";
}

tl::unexpected<base::Error> moveFailed(const fs::path& file, const std::string& why) {
    const std::string message = base::format("cannot move the clip into the film: {}", why);
    return base::fail(
        base::ErrorCode::Io, message, file.string(),
        {{file.string(), {}, message, "the clip is safe where it is: check space and permissions"}});
}

base::Status syncFile(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return moveFailed(file, std::strerror(errno));
    const int failure = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failure != 0) return moveFailed(file, std::strerror(failure));
    return {};
}

/// A rename where both places are on one disk; else a copy that is whole before it gets its name.
base::Status moveClip(const fs::path& from, const fs::path& to) {
    if (auto synced = syncFile(from); !synced) return synced;
    std::error_code error;
    fs::rename(from, to, error);
    if (!error) return base::syncFolder(to.parent_path());
    if (error != std::errc::cross_device_link) return moveFailed(from, error.message());
    const fs::path part = to.parent_path() / base::format("{}{}", base::temporaryPrefix, base::randomHex(8));
    base::Status done;
    if (!fs::copy_file(from, part, error) || error) {
        done = moveFailed(from, error.message());
    } else if (done = syncFile(part); done) {
        fs::rename(part, to, error);
        done = error ? base::Status(moveFailed(from, error.message())) : base::syncFolder(to.parent_path());
    }
    fs::remove(done ? from : part, error);
    return done;
}

/// Brings the clip to its place. A second try after a crash finds it there already.
base::Status placeClip(film::Take& take, const fs::path& clip, const fs::path& target) {
    std::error_code error;
    const bool there = fs::exists(fs::symlink_status(target, error));
    const bool again = there && !fs::exists(fs::symlink_status(clip, error));
    auto hash = base::sha256File(again ? target : clip);
    if (!hash) return tl::unexpected(std::move(hash.error()));
    if (!take.sha256.empty() && take.sha256 != *hash) {
        return base::failInput({clip.string(),
                                {},
                                "the clip is not the one that was fetched: its hash differs",
                                "fetch the clip again"});
    }
    take.sha256 = *hash;
    take.bytes = static_cast<std::int64_t>(fs::file_size(again ? target : clip, error));
    if (again) return {};
    if (there) {
        // The same bytes: an earlier call was cut between moving the clip and writing the record.
        if (const auto present = base::sha256File(target); present && *present == *hash) {
            fs::remove(clip, error);
            return {};
        }
        return base::failInput({target.string(),
                                {},
                                "a clip of this take exists already, and takes are never altered",
                                "store the clip as a new take"});
    }
    return moveClip(clip, target);
}

base::Status writeRecord(const fs::path& record, const film::Take& take) {
    const std::string text = film::toJson(take);
    auto old = base::readFile(record);
    if (old && *old == text) return {};
    if (old || old.error().code != base::ErrorCode::NotFound) {
        return base::failInput({record.string(),
                                {},
                                "a take of this id exists already, and takes are never altered",
                                "store the clip as a new take"});
    }
    return base::AtomicFile::write(record, text);
}

/// Where the record of a take lies: with its shot, or in the inbox.
fs::path findRecord(const fs::path& folder, const film::Take& take) {
    const std::string name = take.id.str() + ".json";
    std::error_code error;
    for (const fs::path& place : {takeFolder(folder, take.shot), takeFolder(folder, {})}) {
        if (fs::is_regular_file(place / name, error)) return place / name;
    }
    return {};
}

}  // namespace

fs::path takeFolder(const fs::path& folder, const film::ShotId& shot) {
    return folder / takesFolder / (base::isValidId(shot.str()) ? std::string_view(shot.str()) : inboxFolder);
}

Takes loadTakes(const fs::path& folder, const film::ShotId& shot) {
    Takes found;
    std::vector<fs::path> records;
    std::error_code error;
    for (fs::directory_iterator entry(takeFolder(folder, shot), error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.') || !name.ends_with(".json") || name.ends_with(reviewEnding)) continue;
        records.push_back(entry->path());
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        found.problems.push_back({relativeName(folder, takeFolder(folder, shot)),
                                  {},
                                  base::format("cannot list the takes: {}", error.message()),
                                  "check the folder and its permissions"});
    }
    for (const auto& record : records) readTake(found, folder, record);
    std::ranges::sort(found.takes, {},
                      [](const film::Take& take) { return std::tie(take.createdAt, take.id); });
    return found;
}

base::Result<fs::path> storeTake(const fs::path& folder, film::Take take, const fs::path& clip) {
    if (take.id.empty()) take.id = film::TakeId(base::randomId("take"));
    if (!base::isValidId(take.id.str())) {
        return base::failInput(
            {take.id.str(), "/id", "this is not an id that a file can have", "leave the id empty"});
    }
    std::error_code error;
    const bool known = base::isValidId(take.shot.str()) &&
                       fs::is_regular_file(folder / itemPath("shots", take.shot.str()), error);
    const fs::path place = takeFolder(folder, known ? take.shot : film::ShotId{});
    if (auto made = base::makeFolder(place); !made) return tl::unexpected(std::move(made.error()));
    take.clip = take.id.str() + endingOf(clip);
    const fs::path target = place / take.clip;
    if (auto placed = placeClip(take, clip, target); !placed)
        return tl::unexpected(std::move(placed.error()));
    auto written = writeRecord(place / (take.id.str() + ".json"), take);
    if (!written) return tl::unexpected(std::move(written.error()));
    return target;
}

base::Status saveReview(const fs::path& folder, const film::Take& take, const film::Review& review) {
    const fs::path record = base::isValidId(take.id.str()) ? findRecord(folder, take) : fs::path{};
    if (record.empty()) {
        return base::fail(
            base::ErrorCode::NotFound, "the take is not in the film", take.id.str(),
            {{take.id.str(), {}, "the take is not in the film", "load the takes of the shot again"}});
    }
    fs::path file = record;
    file.replace_extension();
    file += reviewEnding;
    auto old = base::readFile(file);
    if (old && !film::reviewFromJson(*old)) {
        return base::failInput({relativeName(folder, file),
                                {},
                                "the review on the disk is damaged and is not overwritten",
                                "rename or repair it first"});
    }
    return base::AtomicFile::write(file, film::toJson(review));
}

}  // namespace groundglass::store
