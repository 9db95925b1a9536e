#include "new_folder.hpp"

#include "film_files.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"

#include <string>
#include <system_error>
#include <utility>

namespace groundglass::store {

namespace {

namespace fs = std::filesystem;

fs::path withoutSlash(const fs::path& folder) {
    return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

base::Status makeWhole(const fs::path& folder, const std::function<base::Status(const fs::path&)>& fill) {
    const fs::path target = withoutSlash(folder);
    std::error_code error;
    if (target.empty() || fs::symlink_status(target, error).type() != fs::file_type::not_found) {
        return base::failInput(
            {target.string(), {}, "something of this name exists already", "choose another name or place"});
    }
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (auto made = base::makeFolder(parent); !made) return made;
    const fs::path draft = parent / base::format("{}{}", base::temporaryPrefix, base::randomHex(8));
    auto filled = base::makeFolder(draft);
    if (filled) filled = fill(draft);
    if (filled) {
        fs::rename(draft, target, error);
        if (!error) return base::syncFolder(parent);
        const std::string message = base::format("cannot give the folder its name: {}", error.message());
        filled = base::fail(base::ErrorCode::Io, message, target.string(),
                            {{target.string(), {}, message, "choose another name or place"}});
    }
    fs::remove_all(draft, error);
    return filled;
}

base::Status writeIgnored(const fs::path& film) {
    const fs::path file = film / ".gitignore";
    std::error_code error;
    if (fs::symlink_status(file, error).type() != fs::file_type::not_found) return {};
    return base::AtomicFile::write(file, base::format("{}\n{}*\n", lockFile, base::temporaryPrefix));
}

}  // namespace groundglass::store
