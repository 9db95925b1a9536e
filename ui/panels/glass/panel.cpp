#include "ui/panel.hpp"
#include "ui/panels/glass/glass.hpp"

#include <QObject>

#include <memory>

namespace groundglass::ui::glass {
namespace {

class GlassPanel final : public Panel {
public:
    std::string_view id() const noexcept override { return "glass"; }
    QString title() const override { return QObject::tr("Ground glass"); }
    PanelArea area() const noexcept override { return PanelArea::Centre; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new Glass(context, parent);
    }
    std::vector<TourStep> tour(PanelContext&, QWidget* widget) const override {
        return static_cast<Glass*>(widget)->tour();
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<GlassPanel>();
}

}  // namespace groundglass::ui::glass
