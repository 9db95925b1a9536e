#include "bench/groups.hpp"
#include "bench/measure.hpp"
#include "groundglass/base/files.hpp"
#include "groundglass/base/format.hpp"

#include <cstdlib>
#include <random>

namespace groundglass::bench {

void filmFolder(const Setting& setting) {
    heading("A film of 2,000 shots on disk");
    const auto folder = setting.folder / "large.groundglass";
    auto loaded = store::createFilm(folder, largeFilm(setting));
    if (!loaded) std::abort();
    const auto load = [&] {
        auto again = store::loadFilm(folder, setting.library->vocabulary);
        if (!again) std::abort();
        loaded = std::move(again);
    };
    std::size_t bytes = 0;
    const auto pair = compare(setting.repeats, load, [&] {
        for (const auto& [name, text] : loaded->texts) {
            const auto read = base::readFile(folder / name);
            bytes += read ? read->size() : 0;
        }
    });
    row(base::format("load {} files, checked", loaded->texts.size()), pair.ours);
    row("  read their bytes only", pair.theirs);
    ratioRow("  load : read", pair.ratio());
    ratioRow("  load : 600 ms", pair.ours.median() / 0.6, 1);
    if (bytes == 1) note("");
    if (hasProgram("python3")) {
        const auto line =
            base::format("python3 '{}' '{}'", (setting.peers / "json_load.py").string(), folder.string());
        const auto peer = compare(setting.repeats, load, [&] {
            if (!shell(line)) std::abort();
        });
        row("  Python's json, a process that parses the same files", peer.theirs);
        ratioRow("  load : Python's json", peer.ratio());
    } else {
        note("python3 is not there: not compared with its json");
    }
    int turn = 0;
    row("save after one edit", measure(setting.repeats, [&] {
            loaded->film.shots.begin()->second.title = base::format("Turn {}", ++turn);
            if (!store::saveFilm(*loaded)) std::abort();
        }));
}

namespace {

/// A thousand shots as JSON and three hundred pictures that cannot be packed further.
std::vector<store::PackEntry> packEntries() {
    constexpr std::string_view vocabulary[] = {"lantern", "oil",  "rain",  "keeper", "harbour", "slow",
                                               "dolly",   "lens", "key",   "fill",   "rim",     "haze",
                                               "rust",    "navy", "glass", "brass"};
    constexpr std::size_t pictureBytes = 30'000;
    constexpr std::size_t shotBytes = 4096;
    std::mt19937_64 random(7);
    std::vector<store::PackEntry> entries;
    for (int i = 0; i < 1000; ++i) {
        std::string text = base::format("{{\n  \"id\": \"shot_{:04}\",\n  \"notes\": \"", i);
        while (text.size() < shotBytes) {
            text += vocabulary[random() % std::size(vocabulary)];
            text += ' ';
        }
        entries.push_back({base::format("shots/shot_{:04}.json", i), text + "\"\n}\n"});
    }
    for (int i = 0; i < 300; ++i) {
        std::string bytes = "\x89PNG\r\n\x1a\n";
        while (bytes.size() < pictureBytes) bytes += static_cast<char>(random());
        entries.push_back({base::format("pictures/frame_{:04}.png", i), std::move(bytes)});
    }
    return entries;
}

}  // namespace

void pack(const Setting& setting) {
    heading("A pack of 1,000 shots and 300 pictures");
    const auto entries = packEntries();
    const auto content = setting.folder / "content";
    for (const char* part : {"shots", "pictures"}) std::filesystem::create_directories(content / part);
    for (const auto& entry : entries) {
        if (!base::AtomicFile::write(content / entry.name, entry.bytes)) std::abort();
    }
    const auto file = setting.folder / "film.ggpack";
    const auto zip = setting.folder / "film.zip";
    std::vector<store::PackEntry> copy = entries;
    const auto write = [&] {
        if (!store::writePack(file, "A film", std::move(copy))) std::abort();
    };
    const auto verify = [&] {
        if (!store::inspectPack(file)) std::abort();
    };
    Times ours;
    Times theirs;
    const bool peers = hasProgram("zip") && hasProgram("unzip") && hasProgram("sha256sum");
    const auto zipLine = base::format("cd '{}' && rm -f '{}' && zip -q -r '{}' .", content.string(),
                                      zip.string(), zip.string());
    for (int i = 0; i <= setting.repeats; ++i) {
        copy = entries;
        const double own = timeOf(write);
        const double other = peers ? timeOf([&] {
            if (!shell(zipLine)) std::abort();
        })
                                   : 0;
        if (i == 0) continue;  // uncounted
        ours.all.push_back(own);
        theirs.all.push_back(other);
    }
    row("export: hashed, packed, on disk for good", ours);
    if (!peers) {
        row("verify", measure(setting.repeats, verify));
        note("zip, unzip or sha256sum is not there: not compared");
        return;
    }
    row("  zip -r of the same files", theirs);
    ratioRow("  export : zip", Pair{ours, theirs}.ratio(), 0.60);
    const auto own = static_cast<double>(std::filesystem::file_size(file));
    ratioRow("  size : size of the zip", own / static_cast<double>(std::filesystem::file_size(zip)), 1.01);
    const auto testLine = base::format(
        "cd '{}' && unzip -tqq '{}' && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum",
        content.string(), zip.string());
    const auto pair = compare(setting.repeats, verify, [&] {
        if (!shell(testLine)) std::abort();
    });
    row("verify: names, limits and hashes", pair.ours);
    row("  unzip -t and sha256sum", pair.theirs);
    ratioRow("  verify : unzip and sha256sum", pair.ratio(), 0.40);
}

}  // namespace groundglass::bench
