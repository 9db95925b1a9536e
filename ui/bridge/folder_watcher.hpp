#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace groundglass::ui {

/// Hears from the system what happens to the files of one folder and of those of its subfolders that it is
/// told, also when they are made later. Touches the disk on a thread of its own only.
class FolderWatcher final {
public:
    /// Called on the watcher's thread: something in the folder of that call of watch() came, went or was
    /// written; once also when it begins to hear of that folder.
    using Heard = std::function<void(unsigned turn)>;

    FolderWatcher(std::vector<std::string> subfolders, Heard heard);
    ~FolderWatcher();
    FolderWatcher(const FolderWatcher&) = delete;
    FolderWatcher& operator=(const FolderWatcher&) = delete;

    /// From now on this folder alone. Gives the turn that heard() will name. Thread: any.
    unsigned watch(const std::filesystem::path& folder);
    void stop();

private:
    void loop(std::stop_token stop);
    void poke();
    /// True when it begins to hear of a folder.
    [[nodiscard]] bool follow();
    void add(const std::filesystem::path& folder);
    [[nodiscard]] bool readEvents();

    const std::vector<std::string> m_subfolders;
    const Heard m_heard;
    std::mutex m_mutex;
    std::optional<std::filesystem::path> m_wanted;  ///< Nothing: no folder.
    unsigned m_turn = 0;
    // The watcher's thread only:
    int m_inotify = -1;
    unsigned m_followed = 0;
    std::filesystem::path m_root;
    std::map<int, std::filesystem::path> m_folders;  ///< By watch descriptor.
    int m_wake = -1;                                 ///< An eventfd; written by any thread.
    std::jthread m_thread;
};

}  // namespace groundglass::ui
