#pragma once

#include "ui/panel_context.hpp"
#include "ui/tour.hpp"

#include <QString>

#include <string_view>
#include <vector>

class QWidget;

namespace groundglass::ui {

/// Where the window puts a panel.
enum class PanelArea {
    Left,    ///< Strip beside the ground glass, on the page Shot.
    Centre,  ///< Under one another in the middle, in the order of the registry.
    Right,   ///< Editors.
    Bottom,  ///< Dailies.
    Page     ///< A page of its own, chosen in the film bar.
};

/// Factory of one panel. A panel is a folder `ui/panels/<id>/`; its `panel.cpp` offers
/// `std::unique_ptr<Panel> make()` in namespace `groundglass::ui::<id>`, and its name stands in
/// panels/panels.cmake.
class Panel {
public:
    virtual ~Panel() = default;
    [[nodiscard]] virtual std::string_view id() const noexcept = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual PanelArea area() const noexcept = 0;
    /// The widget listens to the context; it is made before a film is open and outlives films.
    [[nodiscard]] virtual QWidget* create(PanelContext& context, QWidget* parent) const = 0;
    /// Its states worth a picture, in order. `widget` is what create() gave.
    [[nodiscard]] virtual std::vector<TourStep> tour(PanelContext& context, QWidget* widget) const {
        static_cast<void>(context);
        static_cast<void>(widget);
        return {};
    }
};

}  // namespace groundglass::ui
