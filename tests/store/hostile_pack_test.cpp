#include "fixture.hpp"
#include "raw_zip.hpp"

#include "groundglass/base/hash.hpp"
#include "groundglass/store/pack.hpp"
#include "store/pack_rules.hpp"

#include <algorithm>

using namespace groundglass;
using test::RawEntry;
using test::rawZip;
namespace fs = std::filesystem;

namespace {

store::ManifestEntry promise(const std::string& name, const std::string& bytes) {
    return {name, bytes.size(), base::sha256(bytes)};
}

RawEntry manifest(const std::vector<store::ManifestEntry>& entries) {
    return {"manifest.json", store::manifestToJson({"Harbour", "", entries})};
}

/// A sound pack of one entry, to be spoilt.
std::vector<RawEntry> sound() {
    return {manifest({promise("a.txt", "hello")}), {"a.txt", "hello"}};
}

/// What the reader says about these bytes; empty when it takes them.
std::string verdict(const std::string& bytes) {
    const test::TempDir dir;
    const fs::path file = dir.path() / "x.ggpack";
    test::spill(file, bytes);
    const auto info = store::inspectPack(file);
    const auto entry = store::readPackEntry(file, "a.txt");
    CHECK(info.has_value() == entry.has_value());
    if (info) return {};
    CHECK(info.error().code == base::ErrorCode::InvalidInput);
    std::string all;
    for (const auto& problem : info.error().problems) all += problem.pointer + " " + problem.message + "\n";
    CHECK_FALSE(all.empty());
    return all;
}

bool says(const std::string& bytes, const std::string& words) {
    const std::string found = verdict(bytes);
    INFO(found);
    CHECK(found.find(words) != std::string::npos);
    return found.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a plain zip with a right manifest is a pack", "[store][pack]") {
    CHECK(verdict(rawZip(sound())).empty());
}

TEST_CASE("names that lead out of the pack are refused", "[store][pack]") {
    for (const std::string name :
         {"../a.txt", "/a.txt", "x/../../a.txt", "c:\\a.txt", "A.TXT", "dir/", "a/b/c/d/e.txt", "con"}) {
        auto entries = sound();
        entries.push_back({name, "x"});
        INFO(name);
        CHECK(says(rawZip(entries), "a name that is refused"));
    }
}

TEST_CASE("two entries of one name are refused", "[store][pack]") {
    auto entries = sound();
    entries.push_back({"a.txt", "other"});
    CHECK_FALSE(verdict(rawZip(entries)).empty());
}

TEST_CASE("the manifest and the entries must agree", "[store][pack]") {
    auto extra = sound();
    extra.push_back({"b.txt", "smuggled"});
    CHECK(says(rawZip(extra), "not in the manifest"));
    CHECK(says(rawZip({manifest({promise("a.txt", "hello"), promise("b.txt", "")}), {"a.txt", "hello"}}),
               "missing"));
    CHECK(says(rawZip({manifest({promise("a.txt", "hello")}), {"a.txt", "jello"}}), "not those"));
    CHECK(says(rawZip({{"a.txt", "hello"}, manifest({promise("a.txt", "hello")})}),
               "does not begin with its manifest"));
    CHECK_FALSE(verdict(rawZip({{"a.txt", "hello"}})).empty());
}

TEST_CASE("a manifest that is damaged, foreign or newer is refused in words", "[store][pack]") {
    const auto with = [](const std::string& text) {
        return rawZip({{"manifest.json", text}, {"a.txt", "hello"}});
    };
    CHECK_FALSE(verdict(with("{")).empty());
    CHECK(says(with("[]"), "not the manifest"));
    CHECK(says(with(R"({"schema": "groundglass/pack", "version": 2, "title": "", "entries": []})"),
               "newer version"));
    CHECK(says(with(R"({"schema": "groundglass/pack", "version": 1, "title": 5, "entries": []})"),
               "needs a title"));
    CHECK(says(
        with(R"({"schema": "groundglass/pack", "version": 1, "title": "", "entries": [{"name": "a.txt"}]})"),
        "needs a name"));
    auto twice = promise("a.txt", "hello");
    CHECK(says(rawZip({manifest({twice, twice}), {"a.txt", "hello"}}), "sorted"));
    CHECK(
        says(rawZip({manifest({promise("../a.txt", "hello")}), {"a.txt", "hello"}}), "no name for an entry"));
}

TEST_CASE("encrypted entries, unknown methods, links and devices are refused", "[store][pack]") {
    auto encrypted = sound();
    encrypted[1].flags = 1;
    CHECK_FALSE(verdict(rawZip(encrypted)).empty());
    auto method = sound();
    method[1].method = 12;
    CHECK(says(rawZip(method), "unknown way"));
    for (const std::uint32_t mode : {0120777U, 0040755U, 0020666U, 0060666U}) {
        auto special = sound();
        special[1].mode = mode;
        CHECK(says(rawZip(special), "a link, a folder or a device"));
    }
}

TEST_CASE("an entry that claims to unpack to too much is refused before it is unpacked", "[store][pack]") {
    auto bomb = sound();
    bomb[1] = {"a.txt", test::storedDeflate("hello"), 8};
    bomb[1].size = (16 << 20) + 1;
    CHECK(says(rawZip(bomb), "larger than"));
    bomb[1].size = 2 << 20;
    CHECK(says(rawZip(bomb), "100 : 1"));
    bomb[1].size = 0xffffffff;
    CHECK_FALSE(verdict(rawZip(bomb)).empty());
}

TEST_CASE("many entries that unpack to too much together are refused", "[store][pack]") {
    std::vector<RawEntry> entries{manifest({})};
    for (int i = 0; i < 17; ++i) {
        RawEntry entry{"e" + std::to_string(i), test::storedDeflate("x"), 8};
        entry.size = 16 << 20;
        entries.push_back(entry);
    }
    CHECK(says(rawZip(entries), "in all"));
}

TEST_CASE("an entry that lies about its size is refused", "[store][pack]") {
    auto longer = sound();
    longer[1] = {"a.txt", test::storedDeflate("hello world"), 8};
    longer[1].size = 5;
    longer[1].crc = test::crc32Of("hello");
    CHECK_FALSE(verdict(rawZip(longer)).empty());
    auto shorter = sound();
    shorter[1] = {"a.txt", test::storedDeflate("hell"), 8};
    shorter[1].size = 5;
    shorter[1].crc = test::crc32Of("hell");
    CHECK_FALSE(verdict(rawZip(shorter)).empty());
    auto checksum = sound();
    checksum[1].crc = 1;
    CHECK_FALSE(verdict(rawZip(checksum)).empty());
}

TEST_CASE("an archive inside of a pack is refused", "[store][pack]") {
    const std::string inner = rawZip({{"x.txt", "x"}});
    CHECK(says(rawZip({manifest({promise("a.txt", inner)}), {"a.txt", inner}}), "an archive inside"));
}

TEST_CASE("bytes before or after the archive, comments and further disks are refused", "[store][pack]") {
    const std::string good = rawZip(sound());
    CHECK(says("#!/bin/sh\n" + good, "does not begin"));
    CHECK(says(good + "tail", "does not end"));
    std::string comment = good;
    comment[comment.size() - 2] = 4;
    CHECK(says(comment + "note", "does not end"));
    std::string disks = good;
    disks[disks.size() - 18] = 1;
    CHECK(says(disks, "one part of several"));
    std::string gap = good;
    gap.insert(gap.size() - 22, "padding");
    CHECK(says(gap, "something between"));
}

TEST_CASE("a pack that is cut off anywhere is refused and nothing crashes", "[store][pack]") {
    const std::string good = rawZip(sound());
    for (std::size_t size = 0; size < good.size(); size += 7)
        CHECK_FALSE(verdict(good.substr(0, size)).empty());
}

TEST_CASE("one changed byte anywhere is noticed or harmless", "[store][pack]") {
    const std::string good = rawZip(sound());
    const test::TempDir dir;
    const fs::path file = dir.path() / "x.ggpack";
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 0x15);
        test::spill(file, bad);
        const auto bytes = store::readPackEntry(file, "a.txt");
        if (bytes) CHECK(*bytes == "hello");
    }
}

TEST_CASE("a file that is no pack, or none at all, is said to be so", "[store][pack]") {
    CHECK(says("just a text", "does not begin"));
    const test::TempDir dir;
    CHECK(store::inspectPack(dir.path() / "none.ggpack").error().code == base::ErrorCode::NotFound);
    CHECK_FALSE(store::inspectPack(dir.path()));
}
