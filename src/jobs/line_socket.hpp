#pragma once

#include "groundglass/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace groundglass::jobs {

/// One end of `jobs.sock`: text lines. Thread: one reader and one writer; `shutDown` from any.
class LineSocket {
public:
    explicit LineSocket(int descriptor) : m_descriptor(descriptor) {}
    LineSocket(LineSocket&& other) noexcept;
    LineSocket& operator=(LineSocket&&) = delete;
    LineSocket(const LineSocket&) = delete;
    ~LineSocket();

    /// Nothing when nobody listens there.
    [[nodiscard]] static std::optional<LineSocket> connect(const std::filesystem::path& folder);
    /// A listening socket `jobs.sock` (0600) in the folder, in place of one that a dead process left. Errors:
    /// Io.
    [[nodiscard]] static base::Result<int> listen(const std::filesystem::path& folder);
    /// Nothing at the end, on an error, and for a line longer than 64 MiB.
    [[nodiscard]] std::optional<std::string> read();
    [[nodiscard]] bool write(std::string_view line);
    /// The other process belongs to the same user.
    [[nodiscard]] bool isOurs() const;
    void shutDown();

private:
    int m_descriptor;
    std::string m_buffer;
};

}  // namespace groundglass::jobs
