#include "groundglass/base/paths.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace groundglass::base {

namespace {

std::filesystem::path userFolder(const char* variable, const char* belowHome) {
    const char* set = std::getenv(variable);
    if (set != nullptr && set[0] == '/') return std::filesystem::path(set) / "groundglass";
    const char* home = std::getenv("HOME");
    const std::filesystem::path base = home != nullptr && home[0] == '/' ? home : "/tmp";
    return base / belowHome / "groundglass";
}

}  // namespace

std::filesystem::path executableFolder() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path(".") : self.parent_path();
}

Result<std::filesystem::path> resourceFolder() {
    std::error_code error;
    if (const char* set = std::getenv("GROUNDGLASS_RESOURCES"); set != nullptr) {
        if (std::filesystem::is_directory(set, error)) return std::filesystem::path(set);
        return failInput(
            {set, {}, "GROUNDGLASS_RESOURCES is not a folder", "unset it, or point it at share/groundglass"});
    }
    const auto folder = executableFolder().parent_path() / "share" / "groundglass";
    if (std::filesystem::is_directory(folder, error)) return folder;
    return fail(
        ErrorCode::NotFound, "the program's files are missing", folder.string(),
        {{folder.string(), {}, "the folder is not there", "install Groundglass again, or run ./dev build"}});
}

std::filesystem::path stateFolder() {
    return userFolder("XDG_STATE_HOME", ".local/state");
}
std::filesystem::path dataFolder() {
    return userFolder("XDG_DATA_HOME", ".local/share");
}
std::filesystem::path cacheFolder() {
    return userFolder("XDG_CACHE_HOME", ".cache");
}
std::filesystem::path configFolder() {
    return userFolder("XDG_CONFIG_HOME", ".config");
}

}  // namespace groundglass::base
