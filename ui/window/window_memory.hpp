#pragma once

#include <QSettings>
#include <QString>

#include <filesystem>

class QMainWindow;
class QWidget;

namespace groundglass::ui {

class Actions;

/// How a person left the window: its place, the sizes of its parts (splitters with an object name), what is
/// shown (checkable commands of the view and the glass), the section and the page. Kept in an INI file of
/// the person's configuration, never in a film. Thread: UI.
class WindowMemory final {
public:
    explicit WindowMemory(const std::filesystem::path& file);
    /// `studio.ini` in the configuration folder.
    [[nodiscard]] static std::filesystem::path usualFile();

    /// False when nothing is known or it was kept by another arrangement of the window.
    bool restorePlace(QMainWindow& window) const;
    bool restoreSplitters(QWidget& window) const;
    void restoreShown(const Actions& actions) const;
    [[nodiscard]] QString section() const;
    [[nodiscard]] QString page() const;

    /// Splitters are only kept once they have been laid out.
    void keep(const QMainWindow& window, const Actions& actions, bool splitters, const QString& section,
              const QString& page);

private:
    [[nodiscard]] bool known() const;
    QSettings m_settings;
};

}  // namespace groundglass::ui
