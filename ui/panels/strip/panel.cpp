#include "ui/panel.hpp"
#include "ui/panels/strip/strip.hpp"

#include <QObject>

#include <memory>

namespace groundglass::ui::strip {
namespace {

class StripPanel final : public Panel {
public:
    std::string_view id() const noexcept override { return "strip"; }
    QString title() const override { return QObject::tr("Scenes and shots"); }
    PanelArea area() const noexcept override { return PanelArea::Left; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new Strip(context, parent);
    }
    std::vector<TourStep> tour(PanelContext&, QWidget* widget) const override {
        return static_cast<Strip*>(widget)->tour();
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<StripPanel>();
}

}  // namespace groundglass::ui::strip
