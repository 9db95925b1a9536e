#pragma once

#include "ui/panel_context.hpp"
#include "ui/tour.hpp"

#include <QPointer>
#include <QWidget>

#include <vector>

class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;

namespace groundglass::ui {
class ElidedLabel;
}

namespace groundglass::ui::prompt_panel {

class Findings;
class LengthMeter;
class PromptView;

/// Under the ground glass: what the shot says in words, for whom, and what is wrong with it.
class PromptPanel final : public QWidget {
    Q_OBJECT
public:
    PromptPanel(PanelContext& context, QWidget* parent);

    [[nodiscard]] std::vector<TourStep> tour();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildCard();
    void fillDialects();
    void refresh();
    void refreshExtras();
    void fitFindings();
    void openReport();
    void copy();

    PanelContext& m_context;
    PromptView* m_view;
    QScrollArea* m_scroll;
    QPushButton* m_dialect;
    QMenu* m_dialects;
    ElidedLabel* m_negative;
    ElidedLabel* m_parameters;
    LengthMeter* m_meter;
    QLabel* m_length;
    QPushButton* m_report;
    Findings* m_findings;
    QScrollArea* m_findingsArea;
    QPointer<QWidget> m_popup;
};

}  // namespace groundglass::ui::prompt_panel
