#pragma once

#include "groundglass/prompt/lint.hpp"
#include "ui/panel_context.hpp"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace groundglass::ui::prompt_panel {

/// Lint: a line for each finding with its reason and its ways out, worst first.
class Findings final : public QWidget {
    Q_OBJECT
public:
    Findings(PanelContext& context, QWidget* parent = nullptr);

    static constexpr int rowHeight = 28;

    void setFindings(const std::vector<prompt::Finding>& findings);

private:
    QWidget* rowOf(const prompt::Finding& finding);

    PanelContext& m_context;
    QVBoxLayout* m_rows;
};

}  // namespace groundglass::ui::prompt_panel
