#pragma once

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>

namespace groundglass::test {

/// A small disk of its own, where the system lets us have one; otherwise the folder is a plain one.
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path folder, int mebibytes = 3) : m_folder(std::move(folder)) {
        std::filesystem::create_directories(m_folder);
        const std::string options = "mode=700,size=" + std::to_string(mebibytes) + "m";
        m_mounted = ::geteuid() == 0 && ::mount("none", m_folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
    }
    ~SmallDisk() {
        if (m_mounted) ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool mounted() const { return m_mounted; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

    /// Takes all the room that is left.
    void fill() const {
        const int file = ::open(ballast().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        off_t size = 0;
        for (off_t step = off_t{64} << 20U; step >= 4096; step /= 2) {
            while (::posix_fallocate(file, size, step) == 0) size += step;
        }
        ::close(file);
    }
    void clear() const { std::filesystem::remove(ballast()); }

private:
    [[nodiscard]] std::filesystem::path ballast() const { return m_folder / "ballast"; }
    std::filesystem::path m_folder;
    bool m_mounted = false;
};

}  // namespace groundglass::test
