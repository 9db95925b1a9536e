#pragma once

#include "ui/panel_context.hpp"

#include <QWidget>

#include <vector>

class QStackedWidget;

namespace groundglass::ui {
class SectionTabs;
}

namespace groundglass::ui::editors {

class SectionPage;

/// The thirteen sections of the current shot: tabs and one page each.
///
/// Keys: Alt+1…9 and Alt+Shift+1…4 choose a section; the commands section_next and section_previous step.
class EditorsPanel final : public QWidget {
    Q_OBJECT

public:
    EditorsPanel(PanelContext& context, QWidget* parent);

    void showSection(const QString& group);
    [[nodiscard]] SectionPage* page(const QString& group) const;

private:
    void makePages(QStackedWidget* stack);
    void bindKeys();
    void refresh();
    void step(int by);
    void focusMoved(QWidget* now);

    PanelContext& m_context;
    SectionTabs* m_tabs{};
    QStackedWidget* m_stack{};
    QWidget* m_empty{};
    std::vector<SectionPage*> m_pages;
};

}  // namespace groundglass::ui::editors
