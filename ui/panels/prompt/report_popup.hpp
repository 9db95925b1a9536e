#pragma once

#include "groundglass/prompt/compose.hpp"
#include "ui/theme.hpp"

#include <QFrame>

namespace groundglass::ui {
class Selection;
}

namespace groundglass::ui::prompt_panel {

/// What became of every fact: said, a parameter, negative, weakened or dropped, with the reason.
class ReportPopup final : public QFrame {
    Q_OBJECT
public:
    ReportPopup(const prompt::Prompt& prompt, const QString& dialect, const Theme& theme,
                Selection& selection, QWidget* parent);

    /// Opens above `anchor` (global), inside its screen.
    void openAbove(const QRect& anchor);
};

}  // namespace groundglass::ui::prompt_panel
