#include "ui/bridge/folder_watcher.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace groundglass::ui {
namespace {

constexpr std::uint32_t whatCounts = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE |
                                     IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

}  // namespace

FolderWatcher::FolderWatcher(std::vector<std::string> subfolders, Heard heard)
    : m_subfolders(std::move(subfolders)),
      m_heard(std::move(heard)),
      m_inotify(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_thread([this](std::stop_token stop) { loop(stop); }) {}

FolderWatcher::~FolderWatcher() {
    m_thread.request_stop();
    poke();
    m_thread.join();
    if (m_inotify >= 0) close(m_inotify);
    if (m_wake >= 0) close(m_wake);
}

unsigned FolderWatcher::watch(const std::filesystem::path& folder) {
    unsigned turn = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = folder;
        turn = ++m_turn;
    }
    poke();
    return turn;
}

void FolderWatcher::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_wanted.reset();
        ++m_turn;
    }
    poke();
}

void FolderWatcher::poke() {
    const std::uint64_t one = 1;
    // A full counter wakes as well.
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
}

void FolderWatcher::loop(std::stop_token stop) {
    std::array<pollfd, 2> places{pollfd{m_wake, POLLIN, 0}, pollfd{m_inotify, POLLIN, 0}};
    while (!stop.stop_requested()) {
        // What happened between the reading of the folder and now nobody else tells.
        if (follow()) m_heard(m_followed);
        // A descriptor below zero, where the system gave none, is passed over.
        if (poll(places.data(), places.size(), -1) < 0) continue;
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = read(m_wake, &count, sizeof count);
        if (readEvents()) m_heard(m_followed);
    }
}

bool FolderWatcher::follow() {
    std::optional<std::filesystem::path> wanted;
    unsigned turn = 0;
    {
        const std::lock_guard lock(m_mutex);
        wanted = m_wanted;
        turn = m_turn;
    }
    if (turn == m_followed) return false;
    m_followed = turn;
    for (const auto& [watch, folder] : m_folders) inotify_rm_watch(m_inotify, watch);
    m_folders.clear();
    m_root = wanted.value_or(std::filesystem::path());
    if (m_root.empty()) return false;
    add(m_root);
    for (const std::string& name : m_subfolders) add(m_root / name);
    return true;
}

void FolderWatcher::add(const std::filesystem::path& folder) {
    const int watch = inotify_add_watch(m_inotify, folder.c_str(), whatCounts);
    if (watch >= 0) m_folders[watch] = folder;
}

bool FolderWatcher::readEvents() {
    alignas(inotify_event) std::array<char, 16 * 1024> buffer{};
    bool any = false;
    while (true) {
        const auto size = read(m_inotify, buffer.data(), buffer.size());
        if (size <= 0) return any;
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const std::string name =
                event.len > 0 ? std::string(buffer.data() + at + sizeof event) : std::string();
            at += sizeof event + event.len;
            if ((event.mask & IN_IGNORED) != 0) {
                m_folders.erase(event.wd);
                continue;
            }
            const auto folder = m_folders.find(event.wd);
            if (folder == m_folders.end() && (event.mask & IN_Q_OVERFLOW) == 0) continue;
            any = true;
            const bool came = (event.mask & IN_ISDIR) != 0 && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0;
            if (came && folder != m_folders.end() && folder->second == m_root &&
                std::find(m_subfolders.begin(), m_subfolders.end(), name) != m_subfolders.end()) {
                add(m_root / name);
            }
        }
    }
}

}  // namespace groundglass::ui
