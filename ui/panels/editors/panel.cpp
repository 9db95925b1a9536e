#include "ui/panel.hpp"

#include "ui/panels/editors/choices.hpp"
#include "ui/panels/editors/editors_panel.hpp"
#include "ui/selection.hpp"

#include <QCoreApplication>

namespace groundglass::ui::editors {

namespace {

class EditorsPanelFactory final : public Panel {
public:
    std::string_view id() const noexcept override { return "editors"; }
    QString title() const override { return QCoreApplication::translate("Editors", "Editors"); }
    PanelArea area() const noexcept override { return PanelArea::Right; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new EditorsPanel(context, parent);
    }

    std::vector<TourStep> tour(PanelContext& context, QWidget* /*widget*/) const override {
        std::vector<TourStep> steps;
        for (const std::string_view group : film::groups()) {
            TourStep step;
            step.name = text(group);
            step.show = [&context, group] { context.selection.showGroup(text(group)); };
            steps.push_back(std::move(step));
        }
        return steps;
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<EditorsPanelFactory>();
}

}  // namespace groundglass::ui::editors
