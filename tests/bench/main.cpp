#include "bench/groups.hpp"
#include "bench/measure.hpp"
#include "groundglass/base/format.hpp"
#include "support/temp_dir.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string_view>

namespace groundglass::bench {

namespace {

std::string scaled(double seconds) {
    if (seconds < 1e-6) return base::format("{:.0f} ns", seconds * 1e9);
    if (seconds < 1e-3) return base::format("{:.2f} µs", seconds * 1e6);
    if (seconds < 1) return base::format("{:.2f} ms", seconds * 1e3);
    return base::format("{:.2f} s", seconds);
}

}  // namespace

void heading(const std::string& text) {
    fmt::print("\n{}\n", text);
}
void row(const std::string& what, const Times& times) {
    fmt::print("  {:<58} {:>10}  ({} – {})\n", what, scaled(times.median()), scaled(times.at(0)),
               scaled(times.at(1)));
}
void ratioRow(const std::string& what, double ratio, double bound) {
    fmt::print("  {:<58} {:>10.2f}", what, ratio);
    if (bound > 0) fmt::print("  bound {:.2f}: {}", bound, ratio <= bound ? "kept" : "MISSED");
    fmt::print("\n");
}
void note(const std::string& text) {
    fmt::print("  {}\n", text);
}
bool shell(const std::string& line) {
    return std::system(("{ " + line + "; } >/dev/null 2>&1").c_str()) == 0;
}
bool hasProgram(const std::string& name) {
    return shell("command -v " + name);
}

namespace {

using Group = std::pair<std::string_view, void (*)(const Setting&)>;
constexpr Group groups[] = {{"words", words}, {"edit", edit},       {"film", filmFolder},
                            {"pack", pack},   {"picture", picture}, {"clip", clip}};

int usage() {
    std::string names;
    for (const auto& [name, run] : groups) names += base::format(" [{}]", name);
    fmt::print(stderr, "usage: bench [--repeats N (9 or more)]{}\n", names);
    return 2;
}

int run(int argc, char** argv) {
    constexpr int leastRepeats = 9;
    Setting setting;
    std::vector<Group> wanted;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const auto found = std::find_if(std::begin(groups), std::end(groups),
                                        [&](const Group& group) { return group.first == word; });
        if (found != std::end(groups)) {
            wanted.push_back(*found);
        } else if (word == "--repeats" && ++i < argc) {
            const std::string_view count = argv[i];
            const auto read = std::from_chars(count.data(), count.data() + count.size(), setting.repeats);
            if (read.ec != std::errc() || setting.repeats < leastRepeats) return usage();
        } else {
            return usage();
        }
    }
    if (wanted.empty()) wanted.assign(std::begin(groups), std::end(groups));
    auto library = app::Library::load(test::resources());
    if (!library) {
        fmt::print(stderr, "bench: {}\n", library.error().message);
        return 3;
    }
    const test::TempDir folder;
    setting.library = *library;
    setting.folder = folder.path();
    setting.peers = test::sourceDir() / "tests" / "bench" / "peers";
    fmt::print(
        "Medians of {} repeats (least – most). Ratios are ours : theirs, measured in turn; below 1 we "
        "are faster.\n",
        setting.repeats);
    for (const auto& [name, measureGroup] : wanted) measureGroup(setting);
    return 0;
}

}  // namespace

}  // namespace groundglass::bench

int main(int argc, char** argv) {
    return groundglass::bench::run(argc, argv);
}
