#pragma once

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace groundglass::test {

/// Compares with `tests/golden/<name>`; GROUNDGLASS_UPDATE_GOLDEN=1 rewrites the file instead.
inline void checkGolden(const std::string& name, const std::string& actual) {
    const auto file = sourceDir() / "tests" / "golden" / name;
    if (std::getenv("GROUNDGLASS_UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << actual;
        return;
    }
    std::ifstream in(file, std::ios::binary);
    INFO("golden file " << name);
    REQUIRE(in.good());
    std::ostringstream text;
    text << in.rdbuf();
    CHECK(text.str() == actual);
}

}  // namespace groundglass::test
