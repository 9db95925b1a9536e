#include "film_files.hpp"
#include "new_folder.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/store/film_folder.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

tl::unexpected<base::Error> copyFailed(const fs::path& file, std::string_view why) {
    const std::string message = base::format("cannot copy: {}", why);
    return base::fail(base::ErrorCode::Io, message, file.string(),
                      {{file.string(), {}, message, "check the space and the permissions of both places"}});
}

/// Locks belong to the program that holds them, unfinished files to the save that made them, and the history
/// of the folder to the folder.
bool staysBehind(const fs::path& name) {
    const std::string text = name.string();
    return text == ".git" || text.starts_with(base::temporaryPrefix) || name.extension() == ".lock" ||
           name.extension() == ".part";
}

base::Status copyFile(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::copy_file(from, to, error);
    if (error) return copyFailed(from, error.message());
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, fs::perm_options::add, error);
    const int fd = ::open(to.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return copyFailed(to, std::strerror(errno));
    const int failure = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (failure != 0) return copyFailed(to, std::strerror(failure));
    return {};
}

bool isInside(const fs::path& inner, const fs::path& outer) {
    std::error_code error;
    const fs::path in = fs::weakly_canonical(inner, error);
    const fs::path out = fs::weakly_canonical(outer, error);
    return std::mismatch(out.begin(), out.end(), in.begin(), in.end()).first == out.end();
}

}  // namespace

base::Status copyTree(const fs::path& from, const fs::path& to) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(from, error), end; !error && entry != end; entry.increment(error)) {
        entries.push_back(*entry);
    }
    if (error) return copyFailed(from, error.message());
    std::ranges::sort(entries);
    for (const auto& entry : entries) {
        const fs::path name = entry.path().filename();
        if (staysBehind(name)) continue;
        const auto status = entry.symlink_status(error);
        if (fs::is_directory(status)) {
            if (auto made = base::makeFolder(to / name); !made) return made;
            if (auto copied = copyTree(entry.path(), to / name); !copied) return copied;
        } else if (fs::is_regular_file(status)) {
            if (auto copied = copyFile(entry.path(), to / name); !copied) return copied;
        } else {
            return base::failInput({entry.path().string(),
                                    {},
                                    "a film holds plain files and folders, and this is neither",
                                    "replace the link by the file itself, then copy again"});
        }
    }
    return base::syncFolder(to);
}

base::Status copyFilm(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(from / filmFile, error))) {
        return base::fail(
            base::ErrorCode::NotFound, "there is no film to copy here", from.string(),
            {{from.string(), {}, "there is no film to copy here", "choose a folder that holds film.json"}});
    }
    if (isInside(to, from)) {
        return base::failInput(
            {to.string(), {}, "a film cannot be copied into itself", "choose a place outside of it"});
    }
    return makeWhole(to, [&](const fs::path& draft) -> base::Status {
        if (auto copied = copyTree(from, draft); !copied) return copied;
        return writeIgnored(draft);
    });
}

}  // namespace groundglass::store
