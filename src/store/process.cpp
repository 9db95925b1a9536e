#include "process.hpp"

#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"

#include <filesystem>
#include <sstream>
#include <system_error>

namespace groundglass::store {

std::string startOfProcess(std::int64_t pid) {
    const auto text = base::readFile(base::format("/proc/{}/stat", pid), 1U << 16U);
    if (!text) return {};
    const auto nameEnd = text->rfind(')');
    if (nameEnd == std::string::npos) return {};
    std::istringstream fields(text->substr(nameEnd + 1));
    std::string field;
    fields >> field;                                // the third of proc(5): the state
    if (field == "Z" || field == "X") return {};    // ended; only its parent has not asked yet
    for (int i = 4; i <= 22; ++i) fields >> field;  // the last is the start time
    return field;
}

std::string processNamespace() {
    std::error_code error;
    const auto target = std::filesystem::read_symlink("/proc/self/ns/pid", error);
    return error ? std::string{} : target.string();
}

}  // namespace groundglass::store
