#pragma once

#include "ui/panel_context.hpp"

#include <QWidget>

class QLabel;
class QListView;
class QMenu;

namespace groundglass::ui {
class JobModel;
}

namespace groundglass::ui::dailies {

/// The queue as a list with true states and one action a job.
class QueueView final : public QWidget {
    Q_OBJECT
public:
    QueueView(PanelContext& context, QWidget* parent = nullptr);

    [[nodiscard]] JobModel* model() const { return m_model; }

Q_SIGNALS:
    /// The take of a stored job is wanted.
    void takeWanted(const groundglass::jobs::Job& job);
    void stored(const groundglass::jobs::Job& job);

private:
    void act(const QModelIndex& index);
    void openMenu(const QPoint& place);
    void showHistory(const jobs::Job& job);
    void refreshEmpty();

    PanelContext& m_context;
    JobModel* m_model;
    QListView* m_list;
    QLabel* m_empty;
};

}  // namespace groundglass::ui::dailies
