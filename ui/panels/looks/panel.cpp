#include "ui/panel.hpp"

#include "ui/panels/looks/looks_page.hpp"

#include <QCoreApplication>

namespace groundglass::ui::looks {

namespace {

class LooksPanel final : public Panel {
public:
    std::string_view id() const noexcept override { return "looks"; }
    QString title() const override { return QCoreApplication::translate("Looks", "Looks"); }
    PanelArea area() const noexcept override { return PanelArea::Page; }
    QWidget* create(PanelContext& context, QWidget* parent) const override {
        return new LooksPage(context, parent);
    }

    std::vector<TourStep> tour(PanelContext& /*context*/, QWidget* widget) const override {
        auto* page = static_cast<LooksPage*>(widget);
        TourStep wall;
        wall.name = QStringLiteral("looks");
        wall.page = QStringLiteral("looks");
        TourStep compare = wall;
        compare.name = QStringLiteral("looks_compare");
        compare.show = [page] { page->compareNext(); };
        return {wall, compare};
    }
};

}  // namespace

std::unique_ptr<Panel> make() {
    return std::make_unique<LooksPanel>();
}

}  // namespace groundglass::ui::looks
