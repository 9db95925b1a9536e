#pragma once

#include "groundglass/store/pack.hpp"
#include "ui/panel_context.hpp"

#include <QWidget>

#include <filesystem>
#include <optional>
#include <stop_token>

class QButtonGroup;
class QLabel;
class QListView;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace groundglass::ui {
class Chips;
}

namespace groundglass::ui::packs {

class ShotList;

/// Prompt packs: choose shots and dialects, export them with pictures, and look into a pack that came from
/// elsewhere.
class PacksPage final : public QWidget {
    Q_OBJECT

public:
    PacksPage(PanelContext& context, QWidget* parent);

    /// Writes the chosen shots to a file on the worker. For the button, tests and the tour.
    void exportTo(const std::filesystem::path& file);
    void inspect(const std::filesystem::path& file);
    [[nodiscard]] bool isExporting() const { return m_exporting; }
    [[nodiscard]] QString resultText() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeExport();
    QWidget* makeInspect();
    QWidget* makeSides(QWidget* parent);
    QWidget* makePack();
    void refresh();
    void updateButtons();
    void chooseDestination();
    void choosePack();
    void finished(const std::filesystem::path& file, const base::Status& status);
    void showPack(const std::filesystem::path& file, const base::Result<store::PackInfo>& info);
    void showEntry(const QString& name);

    PanelContext& m_context;
    ShotList* m_shots{};
    QListView* m_list{};
    Chips* m_dialects{};
    QPushButton* m_export{};
    QPushButton* m_cancel{};
    QProgressBar* m_progress{};
    QLabel* m_result{};
    QLabel* m_count{};
    QPushButton* m_show{};
    QButtonGroup* m_side{};
    QStackedWidget* m_sides{};
    QLabel* m_packTitle{};
    QLabel* m_packHint{};
    QTreeWidget* m_entries{};
    QPlainTextEdit* m_text{};
    std::stop_source m_stop;
    std::filesystem::path m_written, m_inspected;
    bool m_exporting{}, m_stale = true;
};

}  // namespace groundglass::ui::packs
