#pragma once

#include "groundglass/prompt/lint.hpp"
#include "ui/panel_context.hpp"

#include <QWidget>

#include <string>
#include <vector>

class QVBoxLayout;

namespace groundglass::ui::prompt_panel {

/// Lint: a line for each finding with its reason and its ways out, worst first; what is set aside comes last,
/// with its note.
class Findings final : public QWidget {
    Q_OBJECT
public:
    Findings(PanelContext& context, QWidget* parent = nullptr);

    static constexpr int rowHeight = 28;

    void setFindings(const std::vector<prompt::Finding>& findings);

private:
    QWidget* rowOf(const prompt::Finding& finding);
    /// Asks why the rule does not hold for the shot and notes it there, as one step of undo.
    void setAside(const film::ShotId& shot, const std::string& rule, const QString& title);

    PanelContext& m_context;
    QVBoxLayout* m_rows;
};

}  // namespace groundglass::ui::prompt_panel
