#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <filesystem>

namespace groundglass::ui {

/// Notices that something happens in a film's folder. Thread: UI.
class FilmWatch final : public QObject {
    Q_OBJECT
public:
    explicit FilmWatch(QObject* parent = nullptr);

    void watch(const std::filesystem::path& folder);
    void stop();
    /// Look again in a moment: touched() comes once things have been quiet.
    void settle();

Q_SIGNALS:
    /// Files came, went or were replaced and it is quiet again, or the person came back to the program (an
    /// editor may have written into a file in its place, which no folder tells).
    void touched();

private:
    QFileSystemWatcher m_folders;
    QTimer m_quiet;
};

}  // namespace groundglass::ui
