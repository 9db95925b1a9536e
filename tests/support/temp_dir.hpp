#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace groundglass::test {

/// A folder that is there for one test and gone after it.
class TempDir {
public:
    TempDir() {
        std::string pattern = (std::filesystem::temp_directory_path() / "groundglass-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) != nullptr) m_path = pattern;
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

inline std::filesystem::path sourceDir() {
    return GROUNDGLASS_SOURCE_DIR;
}
inline std::filesystem::path resources() {
    return sourceDir() / "resources";
}

}  // namespace groundglass::test
