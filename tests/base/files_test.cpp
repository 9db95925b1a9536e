#include "groundglass/base/files.hpp"

#include "groundglass/base/hash.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fstream>

using namespace groundglass;
using base::AtomicFile;

namespace {

std::string contents(const std::filesystem::path& file) {
    return base::readFile(file).value_or("(unreadable)");
}

std::size_t entries(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
    return count;
}

}  // namespace

TEST_CASE("an atomic write replaces the bytes and leaves no other file", "[base][files]") {
    const test::TempDir dir;
    const auto file = dir.path() / "film.json";
    REQUIRE(AtomicFile::write(file, "one"));
    REQUIRE(AtomicFile::write(file, "two, longer"));
    CHECK(contents(file) == "two, longer");
    CHECK(entries(dir.path()) == 1);
}

TEST_CASE("an atomic write keeps the permissions of the old file", "[base][files]") {
    const test::TempDir dir;
    const auto file = dir.path() / "film.json";
    REQUIRE(AtomicFile::write(file, "one"));
    REQUIRE(::chmod(file.c_str(), 0640) == 0);
    REQUIRE(AtomicFile::write(file, "two"));
    struct stat info {};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0640U);
}

TEST_CASE("an atomic write through a link replaces the target, not the link", "[base][files]") {
    const test::TempDir dir;
    REQUIRE(AtomicFile::write(dir.path() / "real.json", "one"));
    std::filesystem::create_symlink("real.json", dir.path() / "link.json");
    REQUIRE(AtomicFile::write(dir.path() / "link.json", "two"));
    CHECK(std::filesystem::is_symlink(dir.path() / "link.json"));
    CHECK(contents(dir.path() / "real.json") == "two");
}

TEST_CASE("a write into a missing folder says which file and what to do", "[base][files]") {
    const test::TempDir dir;
    const auto file = dir.path() / "gone" / "film.json";
    const auto done = AtomicFile::write(file, "x");
    REQUIRE_FALSE(done);
    CHECK(done.error().code == base::ErrorCode::Io);
    REQUIRE(done.error().problems.size() == 1);
    CHECK(done.error().problems[0].file == file.string());
    CHECK_FALSE(done.error().problems[0].remedy.empty());
}

TEST_CASE("on a full disk the old file stays whole", "[base][files]") {
    const test::TempDir dir;
    if (::mount("tmpfs", dir.path().c_str(), "tmpfs", 0, "size=256k") != 0) {
        WARN("skipped: this machine does not let the test mount a small disk");
        return;
    }
    const auto file = dir.path() / "film.json";
    REQUIRE(AtomicFile::write(file, "precious"));
    const auto done = AtomicFile::write(file, std::string(1U << 20U, 'x'));
    CHECK_FALSE(done);
    CHECK(contents(file) == "precious");
    CHECK(entries(dir.path()) == 1);
    CHECK(::umount(dir.path().c_str()) == 0);
}

TEST_CASE("reading tells a missing file from a folder and from one that is too large", "[base][files]") {
    const test::TempDir dir;
    CHECK(base::readFile(dir.path() / "none").error().code == base::ErrorCode::NotFound);
    CHECK(base::readFile(dir.path()).error().code == base::ErrorCode::Io);
    REQUIRE(AtomicFile::write(dir.path() / "big", std::string(100, 'x')));
    CHECK(base::readFile(dir.path() / "big", 99).error().code == base::ErrorCode::Io);
    CHECK(base::readFile(dir.path() / "big", 100));
}

TEST_CASE("the print of a file changes when its bytes do", "[base][files]") {
    const test::TempDir dir;
    const auto file = dir.path() / "a";
    CHECK_FALSE(base::filePrint(file));
    REQUIRE(AtomicFile::write(file, "one"));
    const auto before = base::filePrint(file);
    REQUIRE(AtomicFile::write(file, "two"));
    CHECK(before != base::filePrint(file));
}

TEST_CASE("SHA-256 of a text and of a file agree with the standard's example", "[base][hash]") {
    const test::TempDir dir;
    const std::string abc =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-2, B.1
    CHECK(base::sha256("abc") == abc);
    REQUIRE(AtomicFile::write(dir.path() / "abc", "abc"));
    CHECK(base::sha256File(dir.path() / "abc").value() == abc);
    CHECK_FALSE(base::sha256File(dir.path() / "none"));
}

TEST_CASE("a pipe on the disk is refused instead of waited for", "[base]") {
    const test::TempDir folder;
    const auto pipe = folder.path() / "pipe.json";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const auto read = base::readFile(pipe);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == base::ErrorCode::Io);
    CHECK(read.error().problems.front().file == pipe.string());
}
