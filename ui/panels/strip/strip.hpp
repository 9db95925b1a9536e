#pragma once

#include "ui/panel_context.hpp"
#include "ui/tour.hpp"

#include <QWidget>

#include <vector>

class QListView;
class QMenu;

namespace groundglass::ui {
class StripModel;
}

namespace groundglass::ui::strip {

/// The film's scenes and shots with their pictures; the current shot is chosen here.
class Strip final : public QWidget {
    Q_OBJECT
public:
    Strip(PanelContext& context, QWidget* parent);

    [[nodiscard]] std::vector<TourStep> tour();

private:
    QWidget* makeEmpty();
    void refreshEmpty();
    void connectActions();
    void fillMenu(QMenu& menu, const QModelIndex& index);
    void enableActions();
    void choose(const film::ShotId& shot);
    void step(int by);
    void afterEdit(bool done, const film::ShotId& shot);

    PanelContext& m_context;
    StripModel* m_model;
    QListView* m_list;
    QWidget* m_empty{};
};

}  // namespace groundglass::ui::strip
