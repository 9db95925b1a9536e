#include "ui/panel.hpp"
#include "ui/panels/dailies/dailies.hpp"

#include <QObject>

#include <memory>

namespace groundglass::ui::dailies {
namespace {

class DailiesPanel final : public Panel {
public:
    std::string_view id() const noexcept override { return "dailies"; }
    QString title() const override { return QObject::tr("Dailies"); }
    PanelArea area() const noexcept override { return PanelArea::Bottom; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new Dailies(context, parent);
    }
    std::vector<TourStep> tour(PanelContext&, QWidget* widget) const override {
        return static_cast<Dailies*>(widget)->tour();
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<DailiesPanel>();
}

}  // namespace groundglass::ui::dailies
