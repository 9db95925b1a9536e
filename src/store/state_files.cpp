#include "state_files.hpp"

#include "groundglass/base/format.hpp"
#include "groundglass/base/hash.hpp"

#include <system_error>

namespace groundglass::store {

namespace fs = std::filesystem;

fs::path plainPath(const fs::path& folder) {
    std::error_code error;
    fs::path path = fs::weakly_canonical(folder, error);
    if (error) path = folder.lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

fs::path statePlace(const fs::path& stateFolder, std::string_view kind, const fs::path& folder) {
    const fs::path path = plainPath(folder);
    return stateFolder / kind /
           base::format("{}-{}", path.stem().string(), base::sha256(path.string()).substr(0, 16));
}

}  // namespace groundglass::store
