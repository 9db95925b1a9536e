#pragma once

#include "ui/panel_context.hpp"

#include <QWidget>

#include <string>
#include <vector>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace groundglass::ui {

class ElidedLabel;
class FilmTitle;
class Targets;

/// The line at the top: film · scene · shot, pages, undo, model, estimate, Roll.
class FilmBar final : public QWidget {
    Q_OBJECT
public:
    FilmBar(PanelContext& context, Targets& targets, QWidget* parent = nullptr);

    /// Pages in the order of their buttons; their actions are "page_<id>".
    void setPages(const std::vector<QString>& ids);

private:
    void layOut();
    void buildMenu();
    void fillModels();
    void fillEndpoints(QMenu& menu, const std::string& provider);
    void refreshTitle();
    void refreshTarget();
    void refreshUndo();
    void refreshSpending();

    PanelContext& m_context;
    Targets& m_targets;
    QToolButton* m_menuButton;
    QLabel* m_dirty;
    FilmTitle* m_film;
    ElidedLabel* m_place;
    QWidget* m_segments;
    QHBoxLayout* m_segmentRow;
    QPushButton* m_model;
    QMenu* m_modelMenu;
    QLabel* m_estimate;
    QPushButton* m_spending;
    QPushButton* m_roll;
};

}  // namespace groundglass::ui
