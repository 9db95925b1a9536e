#pragma once

#include "groundglass/base/hash.hpp"
#include "groundglass/base/json.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace groundglass::test {

using base::Json;

inline std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void spill(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Every file below a folder: relative path → hash.
inline std::map<std::string, std::string> hashesOf(const std::filesystem::path& folder) {
    std::map<std::string, std::string> hashes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            hashes[entry.path().lexically_relative(folder).string()] = base::sha256(bytesOf(entry.path()));
    }
    return hashes;
}

/// What one run of the program gave.
struct Ran {
    int exit = -1;
    std::string out, err;

    /// The one object of `--json`, with the keys that it always has.
    [[nodiscard]] Json json() const {
        INFO(out);
        auto parsed = Json::parse(out, nullptr, false);
        REQUIRE(parsed.is_object());
        REQUIRE(parsed.size() == 5);
        CHECK(parsed.at("schema").get<std::string>().starts_with("groundglass/cli/"));
        CHECK(parsed.at("exit") == exit);
        CHECK(parsed.at("ok") == (exit <= 1));
        REQUIRE(parsed.at("problems").is_array());
        REQUIRE(parsed.contains("result"));
        return parsed;
    }
};

using Arguments = std::vector<std::string>;

/// The built command line with a person's folders of its own.
class Program {
public:
    Program() { std::filesystem::create_directories(m_home.path() / "out"); }

    [[nodiscard]] const std::filesystem::path& home() const { return m_home.path(); }
    [[nodiscard]] std::filesystem::path state() const { return home() / "STATE" / "groundglass"; }

    /// Starts it in a group of its own, so that a kill takes its helper along as a closing session would.
    [[nodiscard]] pid_t start(const Arguments& arguments) const {
        std::vector<std::string> words{GROUNDGLASS_BUILD_DIR "/bin/groundglass"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<std::string> variables{"LC_ALL=C.UTF-8", "HOME=" + home().string()};
        for (const char* kind : {"STATE", "DATA", "CACHE", "CONFIG"})
            variables.push_back(std::string("XDG_") + kind + "_HOME=" + (home() / kind).string());
        for (const char* kept : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
            if (const char* value = std::getenv(kept)) variables.push_back(std::string(kept) + "=" + value);
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        constexpr int create = O_WRONLY | O_CREAT | O_TRUNC;
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, stream("out").c_str(), create, 0600);
        posix_spawn_file_actions_addopen(&actions, 2, stream("err").c_str(), create, 0600);
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setpgroup(&attributes, 0);
        pid_t pid = -1;
        const int error = posix_spawn(&pid, words[0].c_str(), &actions, &attributes, pointersTo(words).data(),
                                      pointersTo(variables).data());
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        REQUIRE(error == 0);
        return pid;
    }

    [[nodiscard]] Ran finish(pid_t pid) const {
        int status = 0;
        REQUIRE(::waitpid(pid, &status, 0) == pid);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), bytesOf(stream("out")),
                bytesOf(stream("err"))};
    }

    [[nodiscard]] Ran run(const Arguments& arguments) const { return finish(start(arguments)); }

    /// The sample film with clips of that length and 144 lines.
    [[nodiscard]] std::filesystem::path film(int milliseconds = 500) const {
        const auto folder = home() / "film.groundglass";
        const auto made = run({"new", folder.string(), "--sample", "impossible-places"});
        INFO(made.err);
        REQUIRE(made.exit == 0);
        auto json = Json::parse(bytesOf(folder / "film.json"));
        json["direction"]["output"]["duration"] = milliseconds;
        json["direction"]["output"]["height"] = 144;
        spill(folder / "film.json", base::writeJson(json));
        for (const auto& entry : std::filesystem::directory_iterator(folder / "shots")) {
            auto shot = Json::parse(bytesOf(entry.path()));
            shot["direction"].erase("output");
            spill(entry.path(), base::writeJson(shot));
        }
        return folder;
    }

private:
    [[nodiscard]] std::filesystem::path stream(const char* name) const { return home() / "out" / name; }
    static std::vector<char*> pointersTo(std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (auto& text : texts) list.push_back(text.data());
        list.push_back(nullptr);
        return list;
    }

    TempDir m_home;
};

/// The only problem of a failed run: exit 3, a file and a remedy.
inline Json onlyProblem(const Ran& ran) {
    INFO("exit " << ran.exit << "\n" << ran.out << ran.err);
    REQUIRE(ran.exit == 3);
    const auto json = ran.json();
    REQUIRE(json.at("problems").size() == 1);
    CHECK(json.at("result").is_null());
    CHECK_FALSE(json.at("problems")[0].at("file").get<std::string>().empty());
    CHECK_FALSE(json.at("problems")[0].at("message").get<std::string>().empty());
    CHECK_FALSE(json.at("problems")[0].at("remedy").get<std::string>().empty());
    return json.at("problems")[0];
}

}  // namespace groundglass::test
