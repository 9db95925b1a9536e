#include "groundglass/jobs/outside.hpp"

namespace groundglass::jobs {

std::string_view HttpAnswer::header(std::string_view lowerName) const {
    for (const auto& [name, value] : headers) {
        if (name == lowerName) return value;
    }
    return {};
}

}  // namespace groundglass::jobs
