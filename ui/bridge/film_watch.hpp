#pragma once

#include "ui/bridge/folder_watcher.hpp"
#include "ui/bridge/mailbox.hpp"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <optional>

namespace groundglass::ui {

/// Notices that something happens in a film's folder, also in folders of it that are made later. Thread: UI;
/// the disk is touched on another.
class FilmWatch final : public QObject {
    Q_OBJECT
public:
    explicit FilmWatch(QObject* parent = nullptr);

    void watch(const std::filesystem::path& folder);
    void stop();
    /// Look again in a moment: touched() comes once things have been quiet.
    void settle();

Q_SIGNALS:
    /// Files came, went or were written and it is quiet again, or the person came back to the program (other
    /// machines write into shared folders without a word).
    void touched();

private:
    void hear(unsigned turn);

    std::optional<unsigned> m_turn;  ///< Nothing while no folder is watched.
    QTimer m_quiet;
    Mailbox m_home;  ///< Outlives the watcher.
    FolderWatcher m_watcher;
};

}  // namespace groundglass::ui
