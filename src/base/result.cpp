#include "groundglass/base/result.hpp"

namespace groundglass::base {

std::string_view name(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::InvalidInput:
            return "invalid_input";
        case ErrorCode::NotFound:
            return "not_found";
        case ErrorCode::Io:
            return "io";
        case ErrorCode::Network:
            return "network";
        case ErrorCode::Auth:
            return "auth";
        case ErrorCode::RateLimited:
            return "rate_limited";
        case ErrorCode::Provider:
            return "provider";
        case ErrorCode::MayHaveBeenCharged:
            return "may_have_been_charged";
        case ErrorCode::Cancelled:
            return "cancelled";
    }
    return "provider";
}

}  // namespace groundglass::base
