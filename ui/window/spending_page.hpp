#pragma once

#include "groundglass/jobs/spending.hpp"
#include "ui/panel_context.hpp"

#include <QDialog>

#include <cstdint>
#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace groundglass::ui {

class StepBox;

/// What was spent and what may be spent: the caps on one clip, an hour, a day and a film.
class SpendingPage final : public QDialog {
    Q_OBJECT
public:
    SpendingPage(PanelContext& context, QWidget* parent);

private:
    struct Row {
        QLabel* spent{};
        StepBox* cap{};
    };
    Row addRow(QGridLayout& grid, const QString& title, const QString& explains, bool counts);
    void refresh();
    void refreshSums();
    void followEdits();
    void save();
    [[nodiscard]] jobs::SpendingCaps wanted() const;

    PanelContext& m_context;
    Row m_clip, m_hour, m_day, m_film;
    QLabel* m_note;
    QPushButton* m_save;
    QPushButton* m_send;
};

}  // namespace groundglass::ui
