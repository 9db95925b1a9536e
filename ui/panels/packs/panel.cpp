#include "ui/panel.hpp"

#include "ui/panels/packs/packs_page.hpp"

#include <QCoreApplication>

namespace groundglass::ui::packs {

namespace {

class PacksPanel final : public Panel {
public:
    std::string_view id() const noexcept override { return "packs"; }
    QString title() const override { return QCoreApplication::translate("Packs", "Packs"); }
    PanelArea area() const noexcept override { return PanelArea::Page; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new PacksPage(context, parent);
    }

    std::vector<TourStep> tour(PanelContext& /*context*/, QWidget* /*widget*/) const override {
        TourStep step;
        step.name = QStringLiteral("packs");
        step.page = QStringLiteral("packs");
        return {step};
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<PacksPanel>();
}

}  // namespace groundglass::ui::packs
