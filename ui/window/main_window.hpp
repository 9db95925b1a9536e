#pragma once

#include "ui/panel.hpp"
#include "ui/window/window_memory.hpp"

#include <QHash>
#include <QMainWindow>

#include <filesystem>
#include <memory>
#include <vector>

class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace groundglass::ui {

class NoticeBar;
class Targets;

/// Lays out what the registry has. Knows no panel by name.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Theme& theme);
    ~MainWindow() override;

    /// How the window was left; before it is shown, or as soon as it is known.
    void remind(WindowMemory memory);
    /// Puts everything into the painted, still empty window.
    void populate(PanelContext& context, Targets& targets);
    /// In place of everything when the program's own files cannot be read.
    void showProblem(const QString& title, const QString& text);

    [[nodiscard]] NoticeBar* notices() const { return m_notices; }
    [[nodiscard]] const std::vector<std::unique_ptr<Panel>>& panels() const { return m_panels; }
    [[nodiscard]] QWidget* panelWidget(std::string_view id) const;
    /// "shot", "start", or the id of a panel that is a page.
    void showPage(const QString& id);
    [[nodiscard]] const QString& page() const { return m_page; }
    /// The window as it is when nobody has arranged it, 1600 × 1000; what follows is not remembered.
    void forgetLayout();

Q_SIGNALS:
    /// The person wants to close the window while edits are not saved; nothing has been closed.
    void closeWanted();

public:
    /// Closes without a question.
    void closeNow();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildShotPage();
    void connectActions();
    void fitColumns();
    void nameWindow();
    void remember();

    const Theme& m_theme;
    PanelContext* m_context = nullptr;
    std::vector<std::unique_ptr<Panel>> m_panels;
    QHash<QString, QWidget*> m_widgets;  ///< By panel id.
    QHash<QString, QWidget*> m_pageWidgets;
    QVBoxLayout* m_column;
    NoticeBar* m_notices = nullptr;
    QStackedWidget* m_stack = nullptr;
    QSplitter* m_rows = nullptr;
    QSplitter* m_columns = nullptr;
    QSplitter* m_centre = nullptr;
    QWidget* m_left = nullptr;
    QWidget* m_right = nullptr;
    QWidget* m_bottom = nullptr;
    QString m_page;
    std::filesystem::path m_folder;  ///< Of the film that was opened last.
    WindowMemory m_memory;
    bool m_fitted = false;
    bool m_arranged = false;  ///< The person has chosen the sizes of the parts.
    bool m_remembers = true;
    bool m_closing = false;
};

}  // namespace groundglass::ui
