#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace groundglass::base {

/// What a caller can do about a failure, not where it came from.
enum class ErrorCode {
    InvalidInput,
    NotFound,
    Io,
    Network,
    Auth,
    RateLimited,
    Provider,
    MayHaveBeenCharged,
    Cancelled
};

/// One thing wrong with an input; a parser reports all of them.
struct Problem {
    std::string file;
    std::string pointer;  ///< JSON pointer (RFC 6901) or "line:column"; may be empty.
    std::string message;  ///< English, one sentence, no secrets.
    std::string remedy;   ///< What a person can do; may be empty.
    bool operator==(const Problem&) const = default;
};

struct Error {
    ErrorCode code = ErrorCode::Provider;
    std::string message;  ///< For the log: English, one line, no secrets.
    std::string subject;  ///< What it is about: a file, a job id. May be empty.
    std::vector<Problem> problems;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Shorthand for the failure branch of a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string subject = {},
                                                std::vector<Problem> problems = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(subject), std::move(problems)});
}

/// A failure made of one problem with an input.
[[nodiscard]] inline tl::unexpected<Error> failInput(Problem problem) {
    std::string message = problem.message;
    std::string subject = problem.file;
    return fail(ErrorCode::InvalidInput, std::move(message), std::move(subject), {std::move(problem)});
}

[[nodiscard]] std::string_view name(ErrorCode code) noexcept;

}  // namespace groundglass::base
