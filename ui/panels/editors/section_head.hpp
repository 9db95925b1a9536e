#pragma once

#include "ui/panel_context.hpp"

#include <QString>
#include <QWidget>

#include <string_view>

namespace groundglass::ui::editors {

/// The picture on top of a section: edits several fields at once and shows what they come to together.
class SectionHead : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    /// The document has a view.
    virtual void refresh() = 0;
};

/// Null for sections without one. Cast and place: the sheets of who and what is in the shot; lens: rings and
/// depth; light: the plan; mood: the pad; grade: the patches.
[[nodiscard]] SectionHead* makeSectionHead(std::string_view group, const PanelContext& context,
                                           QWidget* parent);

[[nodiscard]] SectionHead* makeCastHead(const PanelContext& context, QWidget* parent);
[[nodiscard]] SectionHead* makePlaceHead(const PanelContext& context, QWidget* parent);
[[nodiscard]] SectionHead* makeLensHead(const PanelContext& context, QWidget* parent);
[[nodiscard]] SectionHead* makeLightHead(const PanelContext& context, QWidget* parent);
[[nodiscard]] SectionHead* makeMoodHead(const PanelContext& context, QWidget* parent);
[[nodiscard]] SectionHead* makeGradeHead(const PanelContext& context, QWidget* parent);

}  // namespace groundglass::ui::editors
