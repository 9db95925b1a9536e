#pragma once

// For .cpp files only: the lines of `jobs.sock`.

#include "jobs/record_json.hpp"

#include <string>
#include <string_view>

namespace groundglass::jobs {

/// {"ok":true,"result":…} or {"ok":false,"code":…,"message":…,"subject":…}.
[[nodiscard]] std::string answerLine(const base::Result<base::Json>& result);
/// Errors: the other side's own, or Io (unreadable).
[[nodiscard]] base::Result<base::Json> readAnswer(std::string_view line);

}  // namespace groundglass::jobs
