#include "groundglass/base/log.hpp"

#include "groundglass/base/files.hpp"

#include <sodium.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

namespace groundglass::base {

namespace {

constexpr std::size_t logFileBytes = 5U << 20U;
constexpr std::size_t logFiles = 5;
constexpr const char* loggerName = "groundglass";

/// Secrets in every form in which they may turn up in a line.
class Blanks {
public:
    void add(std::string_view plain) {
        const std::lock_guard lock(m_mutex);
        add1(std::string(plain));
        std::string base64(sodium_base64_ENCODED_LEN(plain.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING),
                           '\0');
        sodium_bin2base64(base64.data(), base64.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                          plain.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
        base64.resize(base64.find('\0') == std::string::npos ? base64.size() : base64.find('\0'));
        add1(base64);
        std::string percent;
        for (const char c : plain) {
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' ||
                c == '~') {
                percent += c;
            } else {
                percent += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            }
        }
        add1(percent);
    }

    std::string clean(std::string_view line) {
        const std::lock_guard lock(m_mutex);
        std::string out(line);
        for (const auto& value : m_values) {
            for (std::size_t at = out.find(value); at != std::string::npos; at = out.find(value, at)) {
                out.replace(at, value.size(), "[key]");
            }
        }
        return out;
    }

private:
    void add1(std::string value) {
        constexpr std::size_t shortest = 4;  // Shorter values would blank ordinary words.
        if (value.size() >= shortest &&
            std::find(m_values.begin(), m_values.end(), value) == m_values.end()) {
            m_values.push_back(std::move(value));
        }
    }
    std::mutex m_mutex;
    std::vector<std::string> m_values;
};

/// The log is the one process-wide thing: every thread may write to it before and after everything else
/// lives.
Blanks& blanks() {
    static Blanks all;
    return all;
}

}  // namespace

void startLog(const std::filesystem::path& file) {
    std::vector<spdlog::sink_ptr> sinks;
    auto errors = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    errors->set_level(spdlog::level::warn);
    errors->set_pattern("%v");
    sinks.push_back(errors);
    if (!file.empty() && makeFolder(file.parent_path())) {
        try {
            const mode_t mask = ::umask(0077);
            sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(),
                                                                                   logFileBytes, logFiles));
            ::umask(mask);
        } catch (const spdlog::spdlog_ex&) {
            // A log that cannot be opened must not stop the program; warnings still reach stderr.
        }
    }
    auto logger = std::make_shared<spdlog::logger>(loggerName, sinks.begin(), sinks.end());
    logger->set_level(spdlog::level::info);
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
}

void blankInLog(const Secret& secret) {
    if (!secret.empty()) blanks().add(secret.expose());
}

namespace {

/// Before startLog there is nowhere to write to, and standard output belongs to results.
void write(spdlog::level::level_enum level, std::string_view line) {
    auto* logger = spdlog::default_logger_raw();
    if (logger != nullptr && logger->name() == loggerName) logger->log(level, "{}", blanks().clean(line));
}

}  // namespace

void logInfo(std::string_view line) {
    write(spdlog::level::info, line);
}
void logWarning(std::string_view line) {
    write(spdlog::level::warn, line);
}
void logError(std::string_view line) {
    write(spdlog::level::err, line);
}

}  // namespace groundglass::base
