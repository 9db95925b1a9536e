#include "ui/panel.hpp"
#include "ui/panels/prompt/prompt_panel.hpp"

#include <QObject>

#include <memory>

namespace groundglass::ui::prompt {
namespace {

class PromptFactory final : public Panel {
public:
    std::string_view id() const noexcept override { return "prompt"; }
    QString title() const override { return QObject::tr("Prompt"); }
    PanelArea area() const noexcept override { return PanelArea::Centre; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new prompt_panel::PromptPanel(context, parent);
    }
    std::vector<TourStep> tour(PanelContext&, QWidget* widget) const override {
        return static_cast<prompt_panel::PromptPanel*>(widget)->tour();
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<PromptFactory>();
}

}  // namespace groundglass::ui::prompt
