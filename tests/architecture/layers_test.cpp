#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include "groundglass/base/json.hpp"

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace groundglass;
namespace fs = std::filesystem;

namespace {

struct Include {
    std::string file, path;
    bool angled{};
};

std::vector<Include> includesOf(const fs::path& file) {
    static const std::regex line(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> found;
    std::ifstream in(file);
    for (std::string text; std::getline(in, text);) {
        std::smatch match;
        if (std::regex_search(text, match, line)) {
            found.push_back({fs::relative(file, test::sourceDir()).string(), match[2], match[1] == "<"});
        }
    }
    return found;
}

std::vector<fs::path> sources(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".cpp" || extension == ".hpp") files.push_back(entry.path());
    }
    return files;
}

std::map<std::string, std::set<std::string>> layers() {
    const auto json = base::readJson((test::sourceDir() / "src/layers.json").string());
    REQUIRE(json);
    return json->get<std::map<std::string, std::set<std::string>>>();
}

/// The module that a file of src/ or include/groundglass/ belongs to.
std::string moduleOf(const std::string& relative) {
    const std::string below = relative.starts_with("src/") ? relative.substr(4) : relative.substr(20);
    return below.substr(0, below.find('/'));
}

}  // namespace

TEST_CASE("no file includes a header of a module that its own may not use", "[architecture]") {
    const auto allowed = layers();
    for (const auto* folder : {"src", "include/groundglass"}) {
        for (const auto& file : sources(test::sourceDir() / folder)) {
            for (const auto& include : includesOf(file)) {
                if (!include.path.starts_with("groundglass/")) continue;
                const std::string from = moduleOf(include.file);
                const std::string to = moduleOf("include/" + include.path);
                INFO(include.file << " includes " << include.path);
                REQUIRE(allowed.contains(from));
                CHECK((from == to || allowed.at(from).contains(to)));
            }
        }
    }
}

TEST_CASE("the window uses no adapter of a provider", "[architecture]") {
    for (const auto& file : sources(test::sourceDir() / "ui")) {
        for (const auto& include : includesOf(file)) {
            INFO(include.file << " includes " << include.path);
            CHECK_FALSE(include.path.starts_with("groundglass/providers/"));
        }
    }
}

TEST_CASE("Qt stays in the front end", "[architecture]") {
    for (const auto* folder : {"src", "include"}) {
        for (const auto& file : sources(test::sourceDir() / folder)) {
            for (const auto& include : includesOf(file)) {
                INFO(include.file << " includes " << include.path);
                const bool qt =
                    include.path.size() > 1 && include.path[0] == 'Q' && std::isupper(include.path[1]) != 0;
                CHECK_FALSE((include.angled && qt));
                CHECK_FALSE(include.path.starts_with("Qt"));
            }
        }
    }
}

TEST_CASE("each library is included only where the house says", "[architecture]") {
    const std::vector<std::pair<std::string, std::string>> owners{{"sqlite3.h", "src/jobs/"},
                                                                  {"curl/", "src/jobs/"},
                                                                  {"sodium.h", "src/base/"},
                                                                  {"libav", "src/media/helper/"},
                                                                  {"libswscale", "src/media/helper/"},
                                                                  {"OpenColorIO/", "src/craft/"},
                                                                  {"embree", "src/viewfinder/"},
                                                                  {"zip.h", "src/store/"},
                                                                  {"CLI/", "src/cli/"},
                                                                  {"pango", "src/deliver/"},
                                                                  {"cairo", "src/deliver/"},
                                                                  {"pugixml", "src/deliver/"}};
    for (const auto* folder : {"src", "include", "ui"}) {
        for (const auto& file : sources(test::sourceDir() / folder)) {
            for (const auto& include : includesOf(file)) {
                if (!include.angled) continue;
                for (const auto& [library, owner] : owners) {
                    INFO(include.file << " includes " << include.path);
                    CHECK((!include.path.starts_with(library) || include.file.starts_with(owner)));
                }
            }
        }
    }
}

TEST_CASE("JSON types stay out of public headers", "[architecture]") {
    for (const auto& file : sources(test::sourceDir() / "include")) {
        for (const auto& include : includesOf(file)) {
            if (include.file == "include/groundglass/base/json.hpp") continue;
            INFO(include.file << " includes " << include.path);
            CHECK_FALSE(include.path.starts_with("nlohmann/"));
            CHECK_FALSE(include.path == "groundglass/base/json.hpp");
        }
    }
}

TEST_CASE("no file is a drawer for odds and ends, and none is very long", "[architecture]") {
    for (const auto* folder : {"src", "include", "ui"}) {
        for (const auto& file : sources(test::sourceDir() / folder)) {
            const std::string stem = file.stem().string();
            INFO(file);
            CHECK(stem != "utils");
            CHECK(stem != "helpers");
            CHECK(stem != "common");
            std::ifstream in(file);
            const auto lines = std::count(std::istreambuf_iterator<char>(in), {}, '\n');
            CHECK(lines <= 500);
        }
    }
}

TEST_CASE("the schemas that are shipped are the ones that the code reads", "[architecture]") {
    // Their texts come from film::schemaOf; tests/film holds both equal. Here: nothing else lies in the
    // folder.
    const std::set<std::string> kinds{"film", "cast", "location", "look", "scene", "shot", "take", "review"};
    for (const auto& entry : fs::directory_iterator(test::resources() / "schemas")) {
        INFO(entry.path());
        CHECK(kinds.contains(entry.path().stem().stem().string()));
    }
}
