#pragma once

#include "groundglass/base/secret.hpp"

#include <filesystem>
#include <string_view>

namespace groundglass::base {

/// Starts logging to stderr (warnings and worse) and, when `file` is given, to rotating files
/// (0600, 5 × 5 MiB). Never a prompt, key, header or query string. Thread: call once from main.
void startLog(const std::filesystem::path& file = {});

/// From now on this value is blanked in every log line, also base64- and percent-coded. Thread: any.
void blankInLog(const Secret& secret);

void logInfo(std::string_view line);
void logWarning(std::string_view line);
void logError(std::string_view line);

}  // namespace groundglass::base
