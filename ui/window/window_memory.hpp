#pragma once

#include <QString>
#include <QVariant>

#include <filesystem>
#include <utility>

class QMainWindow;
class QWidget;

namespace groundglass::ui {

class Actions;

/// How a person left the window: its place, the sizes of its parts (splitters with an object name), what is
/// shown (checkable commands of the view and the glass), the section and the page. Kept in an INI file of
/// the person's configuration, never in a film. Thread: UI, but for the two that touch the file.
class WindowMemory final {
public:
    using Values = QVariantMap;  ///< By name, "window/place".

    WindowMemory() = default;
    explicit WindowMemory(Values values) : m_values(std::move(values)) {}
    /// Nothing when there is no such file, or it cannot be read. Thread: any.
    [[nodiscard]] static Values read(const std::filesystem::path& file);
    /// Names that `values` lacks stay in the file. Thread: any.
    static void write(const std::filesystem::path& file, const Values& values);
    /// `studio.ini` in the configuration folder.
    [[nodiscard]] static std::filesystem::path usualFile();

    /// False when nothing is known or it was kept by another arrangement of the window.
    bool restorePlace(QMainWindow& window) const;
    bool restoreSplitters(QWidget& window) const;
    void restoreShown(const Actions& actions) const;
    [[nodiscard]] QString section() const;
    [[nodiscard]] QString page() const;

    /// Takes down how the window is now. Splitters are only kept once they have been laid out.
    void keep(const QMainWindow& window, const Actions& actions, bool splitters, const QString& section,
              const QString& page);
    [[nodiscard]] const Values& values() const { return m_values; }

private:
    [[nodiscard]] bool known() const;
    Values m_values;
};

}  // namespace groundglass::ui
